"""Queries whose SQL Django writes once.

From a queryset to its SQL is a long way: for the query of `resolve/` 2 ms, while the database needs
0.05 ms to answer it.
"""

from functools import cached_property
from typing import Any

from django.db import connection
from django.db.models import QuerySet


class PreparedQuery:
    """A queryset of plain values, written with example values; every reading gives its own.

    `examples` names them. Each is a value that stands nowhere else in the query, and wherever it
    stands the value of that name is put. Rows are as the database gives them: nothing is converted.
    """

    def __init__(self, queryset: QuerySet[Any, Any], **examples: str | int) -> None:
        self._queryset = queryset
        self._names = {example: name for name, example in examples.items()}

    @cached_property
    def _sql(self) -> tuple[str, dict[str, Any]]:
        """The SQL with named placeholders, and the values of those that are always the same.

        Named, since Django rewrites those of SQLite at each execution: names by formatting, what
        has none by a regular expression, which takes half as long as the query.
        """
        sql, parameters = self._queryset.query.sql_with_params()
        fixed = {
            f"fixed_{number}": one
            for number, one in enumerate(parameters)
            if one not in self._names
        }
        names = [self._names.get(one, f"fixed_{number}") for number, one in enumerate(parameters)]
        return sql.replace("%%", "%%%%") % tuple(f"%({name})s" for name in names), fixed

    def first(self, **values: str | int) -> tuple[Any, ...] | None:
        """The first row for these values, or None."""
        sql, fixed = self._sql
        with connection.cursor() as cursor:
            cursor.execute(sql, fixed | values)
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row
