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
    def _sql(self) -> tuple[str, list[tuple[str | None, Any]]]:
        """The SQL, and for each placeholder in it the name of its value or the value itself."""
        sql, parameters = self._queryset.query.sql_with_params()
        return sql, [(self._names.get(one), one) for one in parameters]

    def first(self, **values: str | int) -> tuple[Any, ...] | None:
        """The first row for these values, or None."""
        sql, parameters = self._sql
        with connection.cursor() as cursor:
            cursor.execute(
                sql, [fixed if name is None else values[name] for name, fixed in parameters]
            )
            row: tuple[Any, ...] | None = cursor.fetchone()
        return row
