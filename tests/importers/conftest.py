from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction

from cms.importers.hosted_portal.importing import Result, import_hosted_portal
from tests.importers.portals import ReadPortal, write_one_of_each, write_portal


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder for a portal, whose own name says nothing."""
    path = tmp_path / "portal"
    path.mkdir()
    return path


@pytest.fixture
def read(folder: Path) -> Callable[..., ReadPortal]:
    """Write the given files into a small portal, and read it."""

    def read_files(files: dict[str, str | bytes] | None = None) -> ReadPortal:
        return ReadPortal(write_portal(folder, files))

    return read_files


@contextmanager
def undone_after() -> Iterator[None]:
    """A transaction around the tests of a module, each of which has its own inside."""
    outer: Any = transaction.atomic()
    outer._from_testcase = True
    with outer:
        yield
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture(scope="module")
def imported(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Result]:
    """The import of a portal with a page of every kind; tests look at it and change nothing."""
    folder = write_one_of_each(tmp_path_factory.mktemp("portal"))
    with django_db_blocker.unblock(), undone_after():
        yield import_hosted_portal(folder)
