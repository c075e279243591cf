"""What one page of the demo is."""

from dataclasses import dataclass, field
from typing import Any

from cms.demo.content.blocks import Block, Value

ALL = ("fr", "nl", "de")


@dataclass(frozen=True)
class PageContent:
    """One English source page and the languages that it is translated into.

    `key` names the page within the demo and gives its translation key; `fields` are the fields
    of its own type. In the languages that `translated` leaves out it stays an alias, which the
    API calls a fallback.
    """

    key: str
    model: str
    title: str
    slug: str
    parent: str | None
    description: str
    picture: str | None = None
    picture_alt: str = ""
    hero_height: str = "normal"
    ctas: tuple[Value, ...] = ()
    body: tuple[Block, ...] = ()
    tags: tuple[str, ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)
    translated: tuple[str, ...] = ALL
