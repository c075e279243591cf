"""The synthetic portal is one that an editor could have made."""

from collections import Counter

import pytest
from wagtail.models import Page

from cms.core.portals import Portal
from cms.delivery.finished import Portals
from home.models import ContentPage
from tests.benchmarks.content import build_portal

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal() -> Portal:
    build_portal(120, ["en", "fr"])
    return Portal.all()[0]


def test_each_language_has_every_page_in_a_sound_tree(portal: Portal) -> None:
    codes = Page.objects.filter(depth__gte=2).values_list("locale__language_code", flat=True)
    assert Counter(codes) == {"en": 120, "fr": 120}
    assert [list(found) for found in Page.find_problems()] == [[], [], [], [], []]
    page = ContentPage.objects.get(slug="page-2", locale__language_code="fr")
    assert portal.path(page) == "/fr/section-1/page-2/"
    assert page.get_parent().slug == "section-1"


def test_pages_hold_twelve_blocks_that_can_be_edited_and_shown(portal: Portal) -> None:
    page = ContentPage.objects.get(slug="page-60", locale__language_code="fr")
    page.full_clean()
    page.body.stream_block.clean(page.body)
    [document] = Portals().finish([page])
    content = document.row.content
    assert len(content["body"]) == 12
    assert content["translation"]["state"] == "translated"
    assert {one["path"] for one in content["alternates"]} == {
        "/section-2/page-60/",
        "/fr/section-2/page-60/",
    }
    tree = content["body"][1]["value"]["tree"]
    [link] = [one["link"] for one in tree[1]["children"] if one.get("link", {}).get("key")]
    assert link["state"] == "live"
    assert link["path"].startswith("/fr/")


def test_new_pages_can_be_added(portal: Portal) -> None:
    section = ContentPage.objects.get(slug="section-1", locale__language_code="en")
    section.add_child(instance=ContentPage(title="One more", locale=section.locale))
    assert section.get_children().last().title == "One more"


def test_building_again_replaces_the_tree() -> None:
    build_portal(3, ["en"])
    build_portal(4, ["en", "nl"])
    assert Page.objects.filter(depth__gte=2).count() == 8
