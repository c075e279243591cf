"""Query parameters: each is declared once, and read, refused and documented by its declaration."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.http import QueryDict

from cms.delivery.problems import InvalidParameter, UnknownParameter
from gbif_blocks.representation import JSONSchema

MAX_LENGTH = 2048


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

    def value(self, given: list[str]) -> Any:
        """The value of what was given; InvalidParameter when it cannot be used."""
        if not given:
            if self.required:
                raise self._invalid("is required")
            return [] if self.many else self.default
        if len(given) > 1 and not self.many:
            raise self._invalid("is given more than once")
        values = [self._read(text) for text in given]
        return values if self.many else values[0]

    def _read(self, text: str) -> Any:
        if len(text) > MAX_LENGTH:
            raise self._invalid(f"is longer than {MAX_LENGTH} characters")
        if any(ord(character) < 32 or ord(character) == 127 for character in text):
            raise self._invalid("contains control characters")
        try:
            return self.read(text)
        except ValueError as error:
            raise self._invalid(str(error)) from error

    def _invalid(self, reason: str) -> InvalidParameter:
        return InvalidParameter(f"The parameter “{self.name}” {reason}.", parameter=self.name)


def read_parameters(query: QueryDict, declared: Iterable[Parameter]) -> dict[str, Any]:
    """The values of all declared parameters; UnknownParameter for any other."""
    by_name = {parameter.name: parameter for parameter in declared}
    unknown = [name[:100] for name in query if name not in by_name][:10]
    if unknown:
        known = ", ".join(by_name)
        raise UnknownParameter(
            f"Unknown: {', '.join(unknown)}. This address knows: {known}.", parameters=unknown
        )
    return {name: one.value(query.getlist(name)) for name, one in by_name.items()}


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


SITE = Parameter(
    "site",
    "The host name of a portal, where it is not the one of the request: “portal.example”.",
)
LOCALE = Parameter(
    "locale", "The URL code of a language, such as “nl”; else the portal's source language."
)
