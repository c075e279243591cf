"""What the tests of gbif_blocks share."""

from dataclasses import dataclass, field
from typing import Any

import pytest
from wagtail.models import Site

from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]


@dataclass
class FakeContext:
    """The least that a block needs to be represented, and a record of what it touched."""

    site: Site
    locale_code: str = "en"
    touched: list[str] = field(default_factory=list)
    explorer: Any = None
    expected: list[tuple[type[Any], Any]] = field(default_factory=list)

    @property
    def scope(self) -> Scope:
        scope: Scope = Scope.for_site(self.site)
        return scope

    def touch(self, tag: str) -> None:
        self.touched.append(tag)

    def snapshot(self, query: Query) -> Snapshot:
        return Snapshot.objects.for_query(query)

    def expect(self, model: type[Any], key: Any) -> None:
        self.expected.append((model, key))

    def expect_rich_text(self, source: str) -> None:
        self.expected.append((str, source))

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
