"""Building the demo on a database without it."""

from pathlib import Path

import pytest
from wagtail.models import Locale, Page, Site

from cms.demo import catalogue, portal
from cms.demo.build import build_demo
from cms.demo.catalogue import Untranslated
from home.models import HomePage
from tests.demo.rows import rows
from tests.factories import make_portal

pytestmark = pytest.mark.django_db


def test_a_missing_translation_stops_the_build_and_leaves_nothing(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for code in ("fr", "nl", "de"):
        text = (catalogue.FOLDER / f"{code}.po").read_text()
        if code == "nl":
            text = text.replace('msgid "Meise Botanic Garden"', 'msgid "A garden"')
        (tmp_path / f"{code}.po").write_text(text)
    monkeypatch.setattr(catalogue, "FOLDER", tmp_path)
    before = rows()
    with pytest.raises(Untranslated, match=r"nl\.po .* Meise Botanic Garden"):
        build_demo(lambda step: None)
    assert rows() == before


def test_beside_another_portal_the_demo_gets_a_host_name_of_its_own() -> None:
    other = make_portal().site
    home = HomePage(title="Demo", slug="demo", locale=Locale.objects.get(language_code="en"))
    Page.get_first_root_node().add_child(instance=home)
    site = portal.make_site(home)
    assert (site.hostname, site.is_default_site) == ("demo.localhost", False)
    assert Site.objects.get(is_default_site=True) == other


def test_the_first_portal_takes_the_place_of_wagtails_welcome_page() -> None:
    [welcome] = Page.objects.filter(depth=2)
    home = HomePage(title="Demo", slug="demo", locale=Locale.objects.get(language_code="en"))
    Page.get_first_root_node().add_child(instance=home)
    site = portal.make_site(home)
    assert site.is_default_site
    assert not Page.objects.filter(pk=welcome.pk).exists()
