import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale, ModelLogEntry, Page, PageLogEntry, Revision, Site

from cms.core.models import Image, Language, Navigation, SiteSettings
from cms.importers.hosted_portal import old_addresses
from cms.importers.hosted_portal.errors import UnreadableFile, UnreadableYaml
from cms.importers.hosted_portal.importing import Result, import_hosted_portal
from community.models import Organisation, Person
from gbif_blocks.scopes import Scope
from home.models import (
    ContentPage,
    NewsCategory,
    NewsPage,
)
from tests.factories import make_portal
from tests.importers.portals import write_one_of_each

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal(folder: Path) -> Path:
    return write_one_of_each(folder)


def counts() -> dict[str, int]:
    """How many rows there are of whatever an import writes."""
    models: list[Any] = [
        *(Page, Revision, PageLogEntry, ModelLogEntry, Image, Organisation, Person),
        *(Redirect, Site, Locale, Language, Navigation, SiteSettings, NewsCategory),
    ]
    return {model.__name__: model.objects.count() for model in models}


def codes(result: Result) -> set[str]:
    return {entry.code for entry in result.report}


def resolve(client: Client, path: str) -> Any:
    return client.get("/api/delivery/v1/resolve/", {"path": path}).json()


def test_a_second_portal_stands_beside_the_first(portal: Path) -> None:
    first = make_portal()
    import_hosted_portal(portal)
    assert Site.objects.get(is_default_site=True) == first.site
    site = Site.objects.get(hostname="moor.example")
    assert site.root_page.title == "Life on the moor"


def test_a_second_import_changes_nothing(portal: Path) -> None:
    first = import_hosted_portal(portal)
    before = counts()
    second = import_hosted_portal(portal)
    assert counts() == before
    assert (second.written, second.aliases, second.redirects) == (0, 0, 0)
    assert second.report.as_json() == first.report.as_json()


def test_a_change_in_the_portal_is_written_and_nothing_else(portal: Path) -> None:
    import_hosted_portal(portal)
    path = portal / "fr/about.md"
    path.write_text(path.read_text() + "\nEncore.\n")
    result = import_hosted_portal(portal)
    assert result.written == 1
    page = ContentPage.objects.get(title="À propos")
    assert "Encore." in str(page.body.raw_data[0]["value"]["text"])
    assert page.live
    assert not page.has_unpublished_changes


def test_an_editor_s_change_is_kept_and_reported(portal: Path) -> None:
    import_hosted_portal(portal)
    page = ContentPage.objects.get(title="About")
    page.title = "About us all"
    page.save_revision().publish()
    assert import_hosted_portal(portal).written == 0
    path = portal / "en/about.md"
    path.write_text(path.read_text() + "\nMore.\n")
    result = import_hosted_portal(portal)
    assert result.written == 0
    assert [entry.file for entry in result.report.with_code("edited-since-import")] == [
        "en/about.md"
    ]
    assert ContentPage.objects.get(pk=page.pk).title == "About us all"


def test_an_editor_s_settings_are_kept(portal: Path) -> None:
    import_hosted_portal(portal)
    settings = SiteSettings.objects.get()
    settings.tagline = "Dry"
    settings.save()
    config = portal / "_config.yml"
    config.write_text(config.read_text().replace("description: Wet", "description: Soaked"))
    result = import_hosted_portal(portal)
    assert SiteSettings.objects.get().tagline == "Dry"
    assert "edited-since-import" in codes(result)


def test_a_dry_run_reports_and_writes_nothing(portal: Path, settings: Any, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    before = counts()
    result = import_hosted_portal(portal, dry_run=True)
    assert (result.pages, result.posts) == (11, 3)
    assert "link-missing" in codes(result)
    assert counts() == before
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


def test_a_failure_half_way_leaves_nothing(
    portal: Path, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path
) -> None:
    settings.MEDIA_ROOT = str(tmp_path / "media")

    def fail(*_args: object) -> int:
        raise RuntimeError("the last step fails")

    monkeypatch.setattr(old_addresses, "write_redirects", fail)
    before = counts()
    with pytest.raises(RuntimeError):
        import_hosted_portal(portal)
    assert counts() == before
    assert not [path for path in (tmp_path / "media").rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["_data/footer.yml", "en/about.md", "_config.yml"])
def test_unparsable_yaml_imports_nothing(portal: Path, name: str) -> None:
    path = portal / name
    path.write_text("---\na: b: c\n---\n" if name.endswith("md") else "a: b: c\n")
    before = counts()
    with pytest.raises(UnreadableYaml) as caught:
        import_hosted_portal(portal)
    assert caught.value.file == name
    assert counts() == before


def test_a_picture_that_is_none_is_reported(portal: Path) -> None:
    (portal / "assets/images/reed.png").write_bytes(b"not a picture")
    result = import_hosted_portal(portal)
    assert "image-unreadable" in codes(result)
    assert ContentPage.objects.get(title="About").hero_kind == "none"


def test_a_page_that_tree_sync_made_becomes_the_portal_s_own(portal: Path) -> None:
    (portal / "fr/about.md").rename(portal / "about.txt")
    import_hosted_portal(portal)
    alias = ContentPage.objects.get(locale__language_code="fr", slug="about")
    assert alias.alias_of is not None
    (portal / "about.txt").rename(portal / "fr/about.md")
    import_hosted_portal(portal)
    page = ContentPage.objects.get(pk=alias.pk)
    assert page.alias_of is None
    assert page.title == "À propos"


def test_a_language_that_the_service_lacks_is_reported(portal: Path) -> None:
    path = portal / "fj/about.md"
    path.parent.mkdir()
    path.write_text("---\nlang: fj\nlang-ref: about\npermalink: /fj/about\ntitle: x\n---\n")
    result = import_hosted_portal(portal)
    assert result.languages == ["en", "fr"]
    assert "language-unknown" in codes(result)


def test_a_portal_without_home_or_archive_gets_them(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Moor\nurl: https://moor.example\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts/2024-01-02-a.md").write_text("---\ntitle: A\n---\nText\n")
    result = import_hosted_portal(tmp_path)
    assert {"home-missing", "archive-missing"} <= codes(result)
    assert NewsPage.objects.get().public_path == "/news/a/"


def test_a_home_page_in_the_other_language_only_is_completed(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_text("title: Moor\nurl: https://moor.example\n")
    (tmp_path / "fr.md").write_text("---\ntitle: Landes\nlang: fr\npermalink: /fr\n---\n")
    (tmp_path / "about.md").write_text("---\ntitle: About\npermalink: /about\n---\n")
    result = import_hosted_portal(tmp_path)
    assert "home-missing" in codes(result)
    paths = {page.specific.public_path for page in Page.objects.filter(depth__gt=1)}
    assert paths == {"/", "/fr/", "/about/", "/fr/about/"}


def test_pages_below_pages_keep_their_place(portal: Path) -> None:
    (portal / "en/jobs.md").write_text("---\ntitle: Jobs\npermalink: /about/jobs\n---\n")
    (portal / "en/deep.md").write_text("---\ntitle: Deep\npermalink: /no/parent/\n---\n")
    import_hosted_portal(portal)
    assert ContentPage.objects.get(title="Jobs", alias_of=None).public_path == "/about/jobs/"
    assert ContentPage.objects.get(title="Deep", alias_of=None).public_path == "/no-parent/"


def test_the_scope_comes_from_the_widget_configuration(portal: Path, tmp_path: Path) -> None:
    config = tmp_path / "site_config.json"
    predicate = {"type": "equals", "key": "publishingCountry", "value": "BE"}
    config.write_text(json.dumps({"version": 2, "occurrence": {"rootPredicate": predicate}}))
    import_hosted_portal(portal, site_config=config)
    assert Scope.objects.get().country == "BE"
    before = counts()
    assert import_hosted_portal(portal, site_config=config).written == 0
    assert counts() == before


@pytest.mark.parametrize("text", ["{", "[]", "\\xff"])
def test_a_broken_widget_configuration_imports_nothing(
    portal: Path, tmp_path: Path, text: str
) -> None:
    config = tmp_path / "site_config.json"
    config.write_text(text)
    before = counts()
    with pytest.raises(UnreadableFile):
        import_hosted_portal(portal, site_config=config)
    assert counts() == before


def test_progress_is_told(portal: Path) -> None:
    seen: list[tuple[int, int]] = []
    record: Callable[[int, int], None] = lambda done, total: seen.append((done, total))  # noqa: E731
    import_hosted_portal(portal, progress=record)
    assert seen[-1] == (14, 14)
