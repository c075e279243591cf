"""Small portals for tests, written in the test's own words, and a database that is none."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image as PillowImage

from cms.importers.hosted_portal import gbif_values, languages, links, source
from cms.importers.hosted_portal.body import BodyWriter
from cms.importers.hosted_portal.composition import Composer, PageContent
from cms.importers.hosted_portal.layouts import role_of
from cms.importers.hosted_portal.report import Entry, Place, Report
from cms.importers.hosted_portal.resources import OrganisationFacts, PersonFacts, Picture
from cms.importers.hosted_portal.source import Portal, SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping

CONFIG = """\
title: Moor portal
url: "https://moor.example"
permalink: pretty
algae:
  rootLang: en
defaults:
  - scope: {path: ""}
    values: {layout: page, lang: en}
  - scope: {path: _posts}
    values: {layout: post, permalink: "/post/:year/:slug/"}
  - scope: {path: "fr/"}
    values: {lang: fr}
  - scope: {path: _posts/fr}
    values: {layout: post, permalink: "/fr/post/:year/:slug/", lang: fr}
"""
LANGUAGES = "en: {label: English}\nfr: {label: Français, storiesLocale: fr}\n"
HOME = "---\nlang-ref: home\nlayout: home\ntitle: Life on the moor\npermalink: /\n---\n"
HOME_FR = "---\nlang-ref: home\nlayout: home\ntitle: La vie des landes\npermalink: /fr\n---\n"

SVG = b"<svg xmlns='http://www.w3.org/2000/svg'><script>x()</script><path d='M0 0'/></svg>"
PAGE = "---\nlang-ref: {0}\ntitle: {1}\npermalink: {2}\n{3}---\n{4}"
ONE_OF_EACH: dict[str, str | bytes] = {
    "_config.yml": CONFIG
    + 'email: moor@moor.example\ngithub_username: "@moor"\ndescription: Wet\n',
    "_data/images.yml": (
        "reed:\n  src: /assets/images/reed.png\n"
        "  caption: |\n    _Carex nigra_ from [A. Botanist](https://bot.example) CC-BY-NC\n"
    ),
    "_data/navigation.yml": (
        "- text: Explore\n  menu:\n    - text: Data\n      href: /occurrence/search?country=BE\n"
        "    - text: ---\n    - text: More\n- text: About\n  href: /about\n"
        "- text: Lost\n  href: /no\n"
    ),
    "_data/fr/navigation.yml": "- text: Explorer\n  href: /occurrence/search\n",
    "_data/footer.yml": (
        "columns:\n  - name: Partners\n    description: |\n"
        '      By *us*.\n\n      ![Museum](/assets/images/museum.png){:width="9px"}\n'
        "    links:\n      - text: GBIF\n        href: https://www.gbif.org\n"
        "license: CC BY [4.0](https://creativecommons.org/licenses/by/4.0/)\n"
    ),
    "_data/team.yml": "staff:\n  features:\n    - title: Ada Moss\n      categories: [Ecologist]\n",
    "en/about.md": PAGE.format(
        "about",
        "About",
        "/about",
        'background: "{{ site.data.images.reed.src }}"\nimageAlt: Sedge\n',
        "# We\n\n![Icon](/assets/images/icon.svg)\n\nSee [data](/occurrence/search).\n",
    ),
    "fr/about.md": PAGE.format("about", "À propos", "/fr/about", "", "Voir [data](/about).\n"),
    "en/community.md": PAGE.format(
        "community",
        "Community",
        "/community",
        "",
        "## Members\n\n"
        "| --- |\n| [![Museum](/assets/images/museum.png)](https://museum.example) |\n",
    ),
    "en/team.md": PAGE.format(
        "team", "Team", "/team", "composition:\n- type: features\n  data: team.staff\n", ""
    ),
    "en/data.md": PAGE.format("data", "Data", "occurrence/search", "layout: occurrence\n", ""),
    "fr/data.md": PAGE.format(
        "data", "Données", "fr/occurrence/search", "layout: occurrence\n", ""
    ),
    "en/dataKey.md": PAGE.format(
        "key", "Record", "/occurrence/_key_", "layout: occurrence-key\n", ""
    ),
    "en/news.md": PAGE.format("news", "News", "/news/", "layout: archive\n", ""),
    "en/404.md": PAGE.format("none", "Gone", "/404", "layout: pageNotFound\n", ""),
    "_posts/2024-05-17-Sedge.md": (
        "---\ntitle: Sedge \nlang-ref: sedge\ndate: 2024-05-18\ncategories: [Plants, GBIF]\n"
        "author: Ada Moss\n---\n# Sedges\n\nWet.\n"
    ),
    "_posts/fr/2024-05-17-Sedge.md": (
        "---\ntitle: Laîche\nlang-ref: sedge\ncategories: GBIF\n---\nEau.\n"
    ),
    "_posts/Moss.md": "---\ntitle: Moss\ndate: 2024-06-01\n---\nGreen.\n",
}


def write_portal(folder: Path, files: dict[str, str | bytes] | None = None) -> Path:
    """A bilingual portal with two home pages; `files` adds to it or replaces."""
    content: dict[str, str | bytes] = {
        "_config.yml": CONFIG,
        "_data/languages.yml": LANGUAGES,
        "en/home.md": HOME,
        "fr/home.md": HOME_FR,
        **(files or {}),
    }
    for name, text in content.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
    return folder


def draw(folder: Path, name: str, colour: str = "#557722", size: tuple[int, int] = (40, 30)) -> str:
    """A plain picture in the portal's folder; its path there."""
    path = folder / "assets" / "images" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    PillowImage.new("RGB", size, colour).save(path)
    return f"/assets/images/{name}"


def write_one_of_each(folder: Path) -> Path:
    """A portal with a page of every kind: 11 pages, 3 posts, 3 pictures."""
    draw(folder, "reed.png")
    draw(folder, "museum.png", "#114466")
    (folder / "assets/images/icon.svg").write_bytes(SVG)
    return write_portal(folder, ONE_OF_EACH)


@dataclass
class FakeResources:
    """Primary keys from nowhere: a picture exists when its file does."""

    portal: Portal
    organisations: list[OrganisationFacts] = field(default_factory=list)
    people: list[PersonFacts] = field(default_factory=list)
    pages: dict[str, int] = field(default_factory=dict)

    def image(self, picture: Picture) -> int | None:
        return 7 if self.portal.file_at(picture.src) else None

    def page(self, page: SourcePage) -> int | None:
        return self.pages.setdefault(page.file, len(self.pages) + 100)

    def document(self, path: str, place: Place) -> int | None:
        return 5

    def organisation(self, facts: OrganisationFacts) -> int:
        self.organisations.append(facts)
        return len(self.organisations)

    def person(self, facts: PersonFacts) -> int:
        self.people.append(facts)
        return len(self.people)

    def number(self, url: str, path: str, place: Place) -> dict[str, Any] | None:
        return gbif_values.number(url, path, place, self.portal.report)

    def stories(self, title: str, intro: str, filters: Mapping) -> dict[str, Any]:
        return gbif_values.stories(title, intro, filters, self.portal.report)


class ReadPortal:
    """A portal folder that was read, and what each stage makes of it without a database."""

    def __init__(self, folder: Path) -> None:
        self.report = Report()
        self.portal = source.read_portal(folder, self.report)
        self.pairing = languages.pair(self.portal)
        self.links = links.Links(self.portal, self.pairing)
        self.resources = FakeResources(self.portal)

    def page(self, file: str) -> SourcePage:
        return next(page for page in self.portal.all_pages() if page.file == file)

    def blocks(self, markdown: str, lang: str = "en") -> list[dict[str, Any]]:
        return BodyWriter(self.links, self.resources, lang).blocks(markdown, Place("test.md", 1))

    def plain(self, markdown: str) -> str:
        return BodyWriter(self.links, self.resources, "en").plain(markdown, Place("test.md", 1))

    def compose(self, file: str) -> PageContent:
        page = self.page(file)
        role = role_of(self.pairing.group_of(page), self.portal.root_lang)
        return Composer(self.links, self.resources, page, role).compose()

    def entries(self, code: str) -> list[Entry]:
        return self.report.with_code(code)
