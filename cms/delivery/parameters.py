"""Query parameters: each is declared once, and read, refused and documented by its declaration."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import UUID

from cms.delivery.problems import InvalidParameter, UnknownParameter
from gbif_blocks.representation import JSONSchema

MAX_LENGTH = 2048
MAX_VALUES = 50
CONTROL_CHARACTER = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True)
class Parameter:
    """One query parameter. `read` makes its value from the text, or raises ValueError(reason)."""

    name: str
    description: str
    read: Callable[[str], Any] = str
    schema: JSONSchema = field(default_factory=lambda: {"type": "string"})
    required: bool = False
    default: Any = None
    # Whether it may be given several times; its value is then a list, and one match is enough.
    many: bool = False
    # Whether commas separate several as well.
    commas: bool = False

    def value(self, given: list[str]) -> Any:
        """The value of what was given; InvalidParameter when it cannot be used."""
        if not given:
            if self.required:
                raise self._invalid("is required")
            return [] if self.many else self.default
        if len(given) > 1 and not self.many:
            raise self._invalid("is given more than once")
        if self.commas:
            given = [part for text in given for part in text.split(",")]
        if len(given) > MAX_VALUES:
            raise self._invalid(f"has more than {MAX_VALUES} values")
        values = [self._read(text) for text in given]
        return values if self.many else values[0]

    def _read(self, text: str) -> Any:
        if len(text) > MAX_LENGTH:
            raise self._invalid(f"is longer than {MAX_LENGTH} characters")
        if CONTROL_CHARACTER.search(text):
            raise self._invalid("contains control characters")
        try:
            return self.read(text)
        except ValueError as error:
            raise self._invalid(str(error)) from error

    def _invalid(self, reason: str) -> InvalidParameter:
        return InvalidParameter(f"The parameter “{self.name}” {reason}.", parameter=self.name)


def read_parameters(
    given: Mapping[str, list[str]], declared: Iterable[Parameter]
) -> dict[str, Any]:
    """The values of all declared parameters; UnknownParameter for any other."""
    by_name = {parameter.name: parameter for parameter in declared}
    unknown = [name[:100] for name in given if name not in by_name][:10]
    if unknown:
        known = ", ".join(by_name)
        raise UnknownParameter(
            f"Unknown: {', '.join(unknown)}. This address knows: {known}.", parameters=unknown
        )
    return {name: one.value(given.get(name, [])) for name, one in by_name.items()}


def uuid(text: str) -> UUID:
    """A UUID in its usual form, with hyphens."""
    try:
        value = UUID(text)
    except ValueError:
        value = None
    if value is None or str(value) != text.lower():
        raise ValueError("must be a UUID, such as 0f1c2d3e-4a5b-4c6d-8e7f-901234567890")
    return value


def integer(minimum: int, maximum: int) -> Callable[[str], int]:
    """Reads an integer within bounds."""

    def read(text: str) -> int:
        if not text.isascii() or not text.isdigit() or not minimum <= int(text[:9]) <= maximum:
            raise ValueError(f"must be a whole number from {minimum} to {maximum}")
        return int(text)

    return read


def day(text: str) -> date:
    """A day as ISO 8601 writes it: 2026-03-14."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        raise ValueError("must be a day, such as 2026-03-14")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError("is no day of the calendar") from None


def moment(text: str) -> datetime:
    """A moment with its offset (RFC 3339), or a day, which begins at midnight UTC."""
    if len(text) == len("2026-03-14"):
        return datetime.combine(day(text), time(), UTC)
    try:
        value = datetime.fromisoformat(text.replace(" ", "+"))  # an unescaped “+” is a space
    except ValueError:
        value = None
    if value is None or value.tzinfo is None:
        raise ValueError("must be a moment, such as 2026-03-14T09:30:00Z, or a day")
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("lies outside of the calendar") from None


def one_of(choices: Iterable[str]) -> Callable[[str], str]:
    """Reads one of a closed list of words."""
    allowed = list(choices)

    def read(text: str) -> str:
        if text not in allowed:
            raise ValueError(f"must be one of {', '.join(allowed)}")
        return text

    return read


def boolean(text: str) -> bool:
    """Reads “true” or “false”."""
    return one_of(["true", "false"])(text) == "true"


def limit(description: str, *, default: int, maximum: int) -> Parameter:
    """The parameter `limit` of a list."""
    return Parameter(
        "limit",
        description,
        read=integer(1, maximum),
        schema={"type": "integer", "minimum": 1, "maximum": maximum},
        default=default,
    )


SITE = Parameter(
    "site",
    "The host name of a portal, where it is not the one of the request: “portal.example”.",
)
LOCALE = Parameter(
    "locale", "The URL code of a language, such as “nl”; else the portal's source language."
)
ANY_LOCALE = Parameter("locale", "The URL code of a language, such as “nl”; else all languages.")
