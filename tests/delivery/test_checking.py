"""The proof, the repair and the safety net, on documents that were spoilt on purpose."""

from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Model
from wagtail.models import Page

from cms.core.portals import Portal
from cms.delivery.checking import (
    Difference,
    check_documents,
    first_difference,
    rebuild_documents,
)
from cms.delivery.drift import drifted_pages, repair_drift
from cms.delivery.models import Dependency, Document, Tombstone
from home.models import ContentPage
from tests.delivery.editing import linking_to
from tests.factories import add_page, make_portal


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A portal with two pages, one of which links the other; repaired at the end."""
    portal = make_portal()
    page = add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission")
    add_page(portal.site.root_page, ContentPage, slug="linking", body=[linking_to(page)])
    yield portal
    rebuild_documents()


def spoil(path: str, **columns: Any) -> None:
    Document.objects.filter(path=path).update(**columns)


def test_a_missing_document_is_found_and_made(portal: Portal) -> None:
    Document.objects.filter(path="/mission/").delete()
    missing = Difference("missing", "home.ContentPage /mission/ (en)")
    assert check_documents().differences == [missing]
    assert rebuild_documents().written == 1
    assert check_documents().differences == []


def test_a_superfluous_document_is_found_and_buried(portal: Portal) -> None:
    Page.objects.filter(slug="mission").update(live=False)
    [link, extra] = sorted(check_documents().differences, key=lambda one: one.document)
    assert (link.where, link.stored) == ("/body/0/value/ctas/0/link/href", "/mission/")
    assert extra == Difference("extra", "home.ContentPage /mission/ (en)")
    assert rebuild_documents().removed == 1
    assert Tombstone.objects.filter(path="/mission/").exists()


def test_a_difference_is_named_by_its_place_in_the_json(portal: Portal) -> None:
    ContentPage.objects.filter(slug="mission").update(title="Vision")
    [different] = [one for one in check_documents().differences if "/mission/" in one.document]
    assert (different.where, different.stored, different.rebuilt) == ("/title", "Mission", "Vision")


def test_a_wrong_column_or_tag_is_a_difference_too(portal: Portal) -> None:
    spoil("/mission/", title="Vision")
    [column] = check_documents().differences
    assert column.where == "column title"
    rebuild_documents()
    Dependency.objects.filter(document__path="/linking/", tag__startswith="url:").delete()
    [tags] = check_documents().differences
    assert tags.where == "tags"


def test_a_rebuild_touches_nothing_that_was_right(portal: Portal) -> None:
    before = list(rows(Document))
    result = rebuild_documents()
    assert (result.made, result.written, result.removed) == (4, 0, 0)
    assert list(rows(Document)) == before


def rows(model: type[Model]) -> Any:
    return model._default_manager.order_by("pk").values()


def test_a_change_that_told_nobody_is_found_without_rendering(portal: Portal) -> None:
    page = ContentPage.objects.get(slug="mission")
    Page.objects.filter(pk=page.pk).update(title="Vision")
    assert drifted_pages() == {page.pk}
    assert repair_drift() == {page.pk}
    assert drifted_pages() == set()
    assert Document.objects.get(path="/mission/").title == "Vision"


def test_a_stale_document_does_not_stand_in_the_way_of_a_new_page(portal: Portal) -> None:
    Page.objects.filter(slug="mission").update(live=False, slug="was", url_path="/home/was/")
    add_page(portal.site.root_page, ContentPage, title="New", slug="mission")
    assert Document.objects.get(path="/mission/").title == "New"


def test_the_commands_say_what_they_found_and_fail_on_differences(portal: Portal) -> None:
    out = StringIO()
    call_command("check_documents", stdout=out)
    assert "4 documents are as they should be" in out.getvalue()
    spoil("/mission/", title="Vision")
    out = StringIO()
    with pytest.raises(CommandError, match="1 of 4 documents"):
        call_command("check_documents", stdout=out)
    assert "/mission/" in out.getvalue()
    out = StringIO()
    call_command("rebuild_documents", stdout=out)
    assert "4 documents made: 0 were new or different" in out.getvalue()
    out = StringIO()
    call_command("rebuild_documents", "--drifted", stdout=out)
    assert "0 pages had changed unseen" in out.getvalue()


@pytest.mark.parametrize(
    ("left", "right", "found"),
    [
        ({"a": 1}, {"a": 1}, None),
        ({"a": [1, {"b/c": 2}]}, {"a": [1, {"b/c": 3}]}, ("/a/1/b~1c", 2, 3)),
        ({"a": 1}, {"b": 1}, ("/a", 1, None)),
        ([1], [1, 2], ("", [1], [1, 2])),
        (1, True, ("", 1, True)),
    ],
)
def test_the_first_difference_is_given_as_a_json_pointer(
    left: Any, right: Any, found: tuple[str, Any, Any] | None
) -> None:
    assert first_difference(left, right) == found
