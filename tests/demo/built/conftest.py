"""The demo portal, built once for all tests of this folder: it takes half a minute."""

from collections.abc import Iterator

import pytest
from pytest_django import DjangoDbBlocker

from cms.demo.build import DemoResult, build_demo
from tests.conftest import undone_at_the_end


@pytest.fixture(scope="package")
def demo(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[DemoResult]:
    """The result of the first build; the database is undone after the last test."""
    with undone_at_the_end(django_db_blocker):
        yield build_demo(lambda step: None)


@pytest.fixture(autouse=True)
def _each_test_for_itself(demo: DemoResult, db: None) -> None:
    """What a test changes is undone after it; the portal stays for the next."""
