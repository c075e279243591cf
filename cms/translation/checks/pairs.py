"""What a check looks at, and what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from cms.translation.glossary.matching import Glossary
from cms.translation.markup import Markup, read_markup
from cms.translation.names import Span


class Severity(StrEnum):
    """An error keeps a translation from being published; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """What is wrong with a translation, for whoever made it; `code` names the check."""

    code: str
    severity: Severity
    message: str


@dataclass(frozen=True)
class Context:
    """What the checks of a text's segments have in common.

    `taxa` are names that the page is about. `hosts` are where the portal is, with the codes of
    its languages in `languages`; the first has no prefix in addresses.
    """

    source: str
    target: str
    glossary: Glossary | None = None
    taxa: tuple[str, ...] = ()
    hosts: frozenset[str] = frozenset()
    languages: tuple[str, ...] = ()


@dataclass
class Pair:
    """A segment and its translation, as HTML; `limit` is how many characters its field takes.

    `addresses` are those that its links lead to in the translation.
    """

    source: str
    target: str
    limit: int | None = None
    addresses: tuple[str, ...] = field(default_factory=tuple)

    @cached_property
    def before(self) -> Markup:
        """The source, read."""
        return read_markup(self.source)

    @cached_property
    def after(self) -> Markup:
        """The translation, read."""
        return read_markup(self.target)

    def names(self, context: Context) -> list[str]:
        """The scientific names of the source, each once, with single spaces."""
        return list(dict.fromkeys(" ".join(name.split()) for name in self._names(context)))

    def _names(self, context: Context) -> Iterator[str]:
        for start, end in self.name_spans(context):
            yield self.before.text[start:end]

    def name_spans(self, context: Context) -> list[Span]:
        """Where the scientific names of the source stand."""
        if self._spans is None:
            self._spans = self.before.names(context.source, context.taxa)
        return self._spans

    _spans: list[Span] | None = field(default=None, repr=False, compare=False)


Check = Callable[[Pair, Context], Iterator[Finding]]


def error(code: str, message: str) -> Finding:
    """A finding that keeps the translation from being published."""
    return Finding(code, Severity.ERROR, message)


def warning(code: str, message: str) -> Finding:
    """A finding that is only told."""
    return Finding(code, Severity.WARNING, message)
