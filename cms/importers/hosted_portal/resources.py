"""What the texts of a portal refer to and the database holds: pages, images, people.

`body` and `composition` turn texts into stored blocks, which name these things by primary key.
They ask for the keys here; `library` answers from the database and tests from a dictionary.
"""

from dataclasses import dataclass
from typing import Any, Protocol

from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.source import SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping


@dataclass(frozen=True, slots=True)
class Picture:
    """A use of an image: its path in the portal, and what is said of it there.

    `caption` is Markdown with licence and credits; `alt` is plain text in language `lang`.
    """

    src: str
    place: Place
    lang: str
    alt: str = ""
    caption: str = ""


@dataclass(frozen=True, slots=True)
class OrganisationFacts:
    """An organisation behind a logo. The logo's path tells it from others."""

    name: str
    website: str
    logo: Picture


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """A card of a team page."""

    name: str
    role: str
    description: str
    email: str
    website: str
    active: bool
    picture: Picture | None
    lang: str
    place: Place


class Resources(Protocol):
    """Primary keys for things. None means missing: it was reported."""

    def image(self, picture: Picture) -> int | None: ...

    def page(self, page: SourcePage) -> int | None: ...

    def document(self, path: str, place: Place) -> int | None: ...

    def organisation(self, facts: OrganisationFacts) -> int: ...

    def person(self, facts: PersonFacts) -> int: ...

    def number(self, url: str, path: str, place: Place) -> dict[str, Any] | None: ...

    def stories(self, title: str, intro: str, filters: Mapping) -> dict[str, Any] | None: ...
