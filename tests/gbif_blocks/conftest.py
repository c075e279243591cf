"""What the tests of gbif_blocks share."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from wagtail.models import Site

from gbif_blocks.scopes import Scope
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]


@dataclass
class FakeContext:
    """The least that a block needs to be represented, and a record of what it touched."""

    site: Site
    locale_code: str = "en"
    touched: list[str] = field(default_factory=list)
    explorer: Any = None

    def touch(self, tag: str) -> None:
        self.touched.append(tag)

    def explorer_link(self, catalogue: str) -> Any:
        return self.explorer

    def rich_text(self, source: str) -> Any:
        return {"html": source}


@pytest.fixture
def site(db: None) -> Site:
    return Site.objects.get(is_default_site=True)


@pytest.fixture
def context(site: Site) -> FakeContext:
    return FakeContext(site)


@pytest.fixture
def belgium(site: Site) -> Scope:
    """The Belgian scope: about or from the country, present, without the mismatch."""
    scope: Scope = Scope.for_site(site)
    scope.country = "BE"
    scope.save()
    return scope
