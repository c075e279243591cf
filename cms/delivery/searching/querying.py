"""Asking the full-text index of the database, SQLite's FTS5 or PostgreSQL's, for documents.

Wagtail's index holds the words; its own queries are not used, because they rank all entries of all
models for each result. Here one statement finds, ranks and pages, and the marks in the index
(`models.mark`) narrow it to one portal, language and type before anything is ranked.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, transaction
from wagtail.models import Site
from wagtail.search.models import IndexEntry

from cms.delivery.models import Document
from cms.delivery.problems import SearchTooBroad
from cms.delivery.searching.models import mark
from cms.delivery.searching.question import Term

# How much more a word in a title counts than one in a text.
TITLE_WEIGHT = 5.0
MAX_SECONDS = 2.0
# Of a phrase in all languages at once.
MAX_FORMS = 64
# How many of SQLite's small steps pass between two looks at the clock.
_STEPS = 10_000


@dataclass(frozen=True)
class Search:
    """What is sought, and where; `languages` are those whose forms of a word may be meant."""

    site: Site
    terms: list[Term]
    languages: tuple[str, ...]
    locale: str | None = None
    types: list[str] = field(default_factory=list)

    def marks(self) -> Iterator[list[str]]:
        """The marks that an entry must have: one of each list."""
        yield [mark("site", self.site.pk)]
        if self.locale is not None:
            yield [mark("locale", self.locale)]
        if self.types:
            yield [mark("type", one) for one in self.types]

    def find(self, start: int, stop: int) -> list[int]:
        """The primary keys of the documents found, the best first; a part of the list.

        Some may be withdrawn since they were indexed.
        """
        if not self.terms:
            return []
        statement, parameters = STATEMENTS[connection.vendor](self)
        with _in_time(), connection.cursor() as cursor:
            cursor.execute(statement, [*parameters, stop - start, start])
            return [int(pk) for pk, _score in cursor.fetchall()]


def _on_sqlite(search: Search) -> tuple[str, list[Any]]:
    """FTS5 (https://sqlite.org/fts5.html). bm25 is smaller for better; weights by column."""
    wanted = [f"autocomplete : {_any(quoted)}" for quoted in search.marks()]
    for term in search.terms:
        forms = f"{{title body}} : {_phrase(term.forms(search.languages))}"
        beginning = f' OR autocomplete : "{term.folded[0]}" *' if term.prefix else ""
        wanted.append(f"({forms}{beginning})")
    index = f"{IndexEntry._meta.db_table}_fts"
    statement = f"""
        SELECT entry.object_id, bm25({index}, 0.0, 1.0, {TITLE_WEIGHT}) AS score
        FROM {index} JOIN {IndexEntry._meta.db_table} entry ON entry.id = {index}.rowid
        WHERE {index} MATCH %s AND entry.content_type_id = %s
        ORDER BY score, entry.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608
    return statement, [" AND ".join(wanted), _content_type()]


def _any(words: Iterable[str]) -> str:
    return "(" + " OR ".join(f'"{word}"' for word in words) + ")"


def _phrase(forms: list[list[str]]) -> str:
    """Words side by side, each in any of its forms: FTS5 wants every combination."""
    phrases = [""]
    for several in forms:
        phrases = [f"{so_far} {one}".strip() for so_far in phrases for one in several][:MAX_FORMS]
    return _any(phrases)


def _on_postgresql(search: Search) -> tuple[str, list[Any]]:
    """https://www.postgresql.org/docs/current/textsearch-controls.html"""
    conditions = ["entry.autocomplete @@ to_tsquery('simple', %s)"]
    parameters = [_all(_either(quoted) for quoted in search.marks())]
    whole = [_side_by_side(term.forms(search.languages)) for term in search.terms]
    for term, forms in zip(search.terms, whole, strict=True):
        condition = "entry.body @@ to_tsquery('simple', %s)"
        parameters.append(forms)
        if term.prefix:
            condition = f"({condition} OR entry.autocomplete @@ to_tsquery('simple', %s))"
            parameters.append(f"'{term.folded[0]}':*")
        conditions.append(condition)
    ranked = " | ".join(whole)
    statement = f"""
        SELECT entry.object_id, ts_rank('{{1, 1, 1, 1}}', entry.body, question, 1)
            + {TITLE_WEIGHT} * ts_rank('{{1, 1, 1, 1}}', entry.title, question, 1) AS score
        FROM {IndexEntry._meta.db_table} entry, to_tsquery('simple', %s) question
        WHERE {" AND ".join(conditions)} AND entry.content_type_id = %s
        ORDER BY score DESC, entry.id DESC LIMIT %s OFFSET %s
    """  # noqa: S608
    return statement, [ranked, *parameters, _content_type()]


def _all(conditions: Iterable[str]) -> str:
    return " & ".join(conditions)


def _either(words: Iterable[str]) -> str:
    return "(" + " | ".join(f"'{word}'" for word in words) + ")"


def _side_by_side(forms: list[list[str]]) -> str:
    return "(" + " <-> ".join(_either(several) for several in forms) + ")"


def _content_type() -> int:
    return int(ContentType.objects.get_for_model(Document).pk)


STATEMENTS: dict[str, Callable[[Search], tuple[str, list[Any]]]] = {
    "sqlite": _on_sqlite,
    "postgresql": _on_postgresql,
}


@contextmanager
def _in_time() -> Iterator[None]:
    """SearchTooBroad when the statement inside takes longer than `MAX_SECONDS`."""
    try:
        with _LIMITS[connection.vendor]():
            yield
    except OperationalError as error:
        if not _is_interruption(error):
            raise
        raise SearchTooBroad("Too much matches; ask for more, or for longer, words.") from error


def _is_interruption(error: OperationalError) -> bool:
    """Whether the statement was stopped by its limit, and not by a database that is in trouble."""
    cause = error.__cause__
    # PostgreSQL's query_canceled; SQLITE_INTERRUPT.
    return getattr(cause, "sqlstate", "") == "57014" or str(cause) == "interrupted"


@contextmanager
def _sqlite_limit() -> Iterator[None]:
    connection.ensure_connection()
    database = connection.connection
    end = monotonic() + MAX_SECONDS
    database.set_progress_handler(lambda: monotonic() > end, _STEPS)
    try:
        yield
    finally:
        database.set_progress_handler(None, _STEPS)


@contextmanager
def _postgresql_limit() -> Iterator[None]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, true)", [f"{MAX_SECONDS}s"])
        yield


_LIMITS = {"sqlite": _sqlite_limit, "postgresql": _postgresql_limit}
