"""A synthetic portal of any size, for benchmarks: pages of twelve blocks in every language.

The rows are written in bulk and past Wagtail's signals, so that ten thousand pages in four
languages take minutes, and no documents are made. What a page holds depends on its number, its
language and the chosen pictures alone.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.contrib.contenttypes.models import ContentType
from django.core.management.color import no_style
from django.db import connection
from wagtail.models import Locale, Page, Site

from cms.core.models import Image, Language
from gbif_blocks.names import names
from home.models import ContentPage, HomePage
from tests.factories import link, make_image, picture

SECTION_SIZE = 50
PICTURES = 24
BATCH = 200
BEGIN = datetime(2024, 1, 1, tzinfo=UTC)
WORDS = names(
    "meadow river beetle occurrence dataset orchid survey heron record wetland museum moth "
    "checklist taxon sampling forest dune herbarium citizen pollinator lichen estuary atlas"
)
COUNTRIES = names("BE NL LU DE FR DK PL PT ES IT NO SE FI EE LV LT IE GB CH AT")


@dataclass(frozen=True)
class PlannedPage:
    """One page of the tree, the same in every language: its number and where it hangs.

    `parent` is the number of its parent, None for the home page, and `position` its place among
    the parent's children, counted from one.
    """

    number: int
    slug: str
    parent: int | None
    position: int
    children: int


def build_portal(pages: int, locales: Sequence[str]) -> None:
    """The default site with `pages` published pages in each language, the first one its source.

    One is the home page; of the others each 51st is a section that holds the next fifty. Every
    site and page that stands in the database before is removed.
    """
    homes = _make_homes([_locale(code) for code in locales])
    pictures = _pictures()
    plan = plan_tree(pages)
    primary_keys: dict[int, int] = {}
    for home in homes:
        written = _write_tree(plan, home, pictures, primary_keys)
        primary_keys = primary_keys or written


def plan_tree(pages: int) -> list[PlannedPage]:
    """The pages of one language, parents before their children, numbered from zero."""
    sections = range(1, pages, SECTION_SIZE + 1)
    plan = [PlannedPage(0, "home", None, 1, len(sections))]
    for position, number in enumerate(sections, start=1):
        below = range(number + 1, min(number + SECTION_SIZE + 1, pages))
        plan.append(PlannedPage(number, f"section-{position}", 0, position, len(below)))
        plan += [
            PlannedPage(one, f"page-{one}", number, place, 0)
            for place, one in enumerate(below, start=1)
        ]
    return plan


def body(number: int, language: str, pictures: Sequence[Image], links: Sequence[int]) -> list[Any]:
    """The twelve stored blocks of a page.

    `links` are the primary keys of the pages that it links to, three or more.
    """
    made = _Blocks(number, language, pictures, links)
    return [
        made.block("heading", text=made.sentence(1, 5), anchor="", level="2"),
        made.block("rich_text", text=made.prose(2)),
        made.block("image", image=made.picture(1), caption=made.sentence(3, 8), size="wide"),
        made.block(
            "cards",
            title=made.sentence(4, 4),
            intro=f"<p>{made.sentence(5, 14)}</p>",
            columns="3",
            cards=made.items(*(made.card(index) for index in range(3))),
        ),
        made.block("rich_text", text=made.prose(6)),
        made.block(
            "split",
            title=made.sentence(7, 5),
            text=made.prose(8),
            image=made.picture(2),
            image_side="right",
            ctas=made.items(made.button(0, primary=True), made.button(1)),
        ),
        made.block(
            "gbif_number",
            catalogue="occurrence",
            parameters=made.items({"name": "country", "value": made.country()}),
            within_scope=True,
            label=made.sentence(9, 3),
            prefix="",
            suffix="",
        ),
        made.block(
            "gbif_search",
            title=made.sentence(10, 4),
            catalogue="dataset",
            preset=made.items({"name": "publishingCountry", "value": made.country()}),
            filters=made.items("type", "license"),
            within_scope=False,
            limit=10,
            link_to_explorer=False,
        ),
        made.block(
            "quote",
            text=made.sentence(11, 20),
            attribution="A. Naturalist",
            link=link(url="https://www.gbif.org"),
        ),
        made.block(
            "accordion",
            title=made.sentence(12, 4),
            items=made.items(
                *(
                    {
                        "question": made.sentence(13 + i, 7),
                        "answer": f"<p>{made.linked(20 + i)}</p>",
                    }
                    for i in range(3)
                ),
            ),
        ),
        made.block("rich_text", text=made.prose(30)),
        made.block(
            "call_to_action",
            title=made.sentence(31, 5),
            text=f"<p>{made.sentence(32, 15)}</p>",
            ctas=made.items(made.button(2, primary=True)),
        ),
    ]


class _Blocks:
    """Builds the blocks of one page, the same at every call."""

    def __init__(
        self, number: int, language: str, pictures: Sequence[Image], links: Sequence[int]
    ) -> None:
        self.number = number
        self.language = language
        self.pictures = pictures
        self.links = links
        self.count = 0

    def _id(self) -> str:
        # The same in every language, as wagtail-localize leaves it.
        self.count += 1
        return str(stable_id("block", self.number, self.count))

    def block(self, kind: str, **value: Any) -> dict[str, Any]:
        return {"type": kind, "id": self._id(), "value": value}

    def items(self, *values: Any) -> list[dict[str, Any]]:
        return [{"type": "item", "id": self._id(), "value": value} for value in values]

    def sentence(self, seed: int, words: int) -> str:
        first = self.number * 7 + seed * 5
        chosen = [WORDS[(first + step * (seed + 2)) % len(WORDS)] for step in range(words)]
        return f"{' '.join(chosen).capitalize()} ({self.language} {self.number}-{seed})"

    def linked(self, seed: int) -> str:
        target = self.links[seed % len(self.links)]
        return (
            f"{self.sentence(seed, 9)} <b>{self.sentence(seed + 1, 3)}</b>, "
            f'<a linktype="page" id="{target}">{self.sentence(seed + 2, 2)}</a> &amp; '
            f'<a href="https://www.gbif.org/dataset/{seed}"><i>{self.sentence(seed, 2)}</i></a>. '
            f"{self.sentence(seed + 3, 12)}"
        )

    def prose(self, seed: int) -> str:
        listed = "".join(f"<li>{self.sentence(seed + step, 6)}</li>" for step in range(3))
        return (
            f"<h2>{self.sentence(seed, 4)}</h2><p>{self.linked(seed)}</p>"
            f"<p>{self.linked(seed + 1)}</p><ul>{listed}</ul><p>{self.sentence(seed, 25)}</p>"
        )

    def picture(self, seed: int) -> dict[str, Any]:
        return picture(self.pictures[(self.number + seed) % len(self.pictures)], "A picture")

    def card(self, index: int) -> dict[str, Any]:
        return {
            "title": self.sentence(40 + index, 3),
            "text": f"<p>{self.sentence(43 + index, 12)}</p>",
            "image": self.picture(3 + index),
            "link": link(page=self.links[index]),
            "tags": self.items("biodiversity"),
        }

    def button(self, index: int, primary: bool = False) -> dict[str, Any]:
        return {
            "text": self.sentence(50 + index, 2),
            "link": link(page=self.links[index]),
            "primary": primary,
        }

    def country(self) -> str:
        return COUNTRIES[self.number % len(COUNTRIES)]


def stable_id(*parts: object) -> UUID:
    """An identifier that is the same at every run."""
    return uuid5(NAMESPACE_URL, ":".join(map(str, ("urn:gbif-portal-cms:benchmark", *parts))))


def _locale(code: str) -> Locale:
    locale, _created = Locale.objects.get_or_create(language_code=code)
    Language.objects.get_or_create(locale=locale, defaults={"label": code, "bcp47": code})
    return locale


def _make_homes(locales: Sequence[Locale]) -> list[HomePage]:
    """Each language's home page, alone in the tree, and the site whose root is the first."""
    Site.objects.all().delete()
    for page in Page.objects.filter(depth=2):
        page.delete()
    key = stable_id("page", 0)
    homes = []
    for locale in locales:
        home = HomePage(
            title=f"Home {locale.language_code}",
            slug=f"home-{locale.language_code}",
            locale=locale,
            translation_key=key,
            first_published_at=BEGIN,
            last_published_at=BEGIN,
        )
        Page.get_first_root_node().add_child(instance=home)
        homes.append(home)
    Site.objects.create(hostname="localhost", root_page=homes[0], is_default_site=True)
    return homes


def _pictures() -> list[Image]:
    have = list(Image.objects.filter(title__startswith="Benchmark ").order_by("pk")[:PICTURES])
    return have + [
        make_image(
            f"Benchmark {number}",
            width=1600,
            height=1000,
            creator=f"Photographer {number}",
            licence="CC-BY-4.0",
            description="A meadow in June",
        )
        for number in range(len(have), PICTURES)
    ]


def _write_tree(
    plan: Sequence[PlannedPage],
    home: HomePage,
    pictures: Sequence[Image],
    link_targets: dict[int, int],
) -> dict[int, int]:
    """Write the pages of one language below its home page; gives their primary keys by number.

    Links lead to the pages of `link_targets` or, where it is empty, to those of this language.
    """
    first = Page.objects.order_by("-pk").values_list("pk", flat=True)[0] + 1
    written = {one.number: first + one.number for one in plan} | {0: home.pk}
    targets = link_targets or written
    home.numchild = plan[0].children
    home.body = _body(plan[0], home.locale.language_code, pictures, targets)
    home.save(clean=False)
    paths = {0: (home.path, home.url_path)}
    content_type = ContentType.objects.get_for_model(ContentPage)
    for batch in _batches(plan[1:]):
        pages = []
        for one in batch:
            path, url_path = paths[one.parent or 0]
            paths[one.number] = (
                ContentPage._get_path(path, len(path) // Page.steplen + 1, one.position),
                f"{url_path}{one.slug}/",
            )
            pages.append(
                _page(one, home.locale, written[one.number], paths[one.number], content_type)
            )
            pages[-1].body = _body(one, home.locale.language_code, pictures, targets)
            pages[-1].hero_image = pictures[one.number % len(pictures)]
        _insert(pages)
    _continue_numbering()
    return written


def _batches(plan: Sequence[PlannedPage]) -> Iterator[Sequence[PlannedPage]]:
    for start in range(0, len(plan), BATCH):
        yield plan[start : start + BATCH]


def _body(
    one: PlannedPage, language: str, pictures: Sequence[Image], targets: dict[int, int]
) -> Any:
    """The body as a page's field takes it: the JSON of its blocks."""
    total = len(targets)
    linked = [one.parent or 0, *((one.number + step) % total for step in (1, 2, 17))]
    links = [targets[number] for number in linked]
    return json.dumps(body(one.number, language, pictures, links))


def _page(
    one: PlannedPage,
    locale: Locale,
    pk: int,
    place: tuple[str, str],
    content_type: ContentType,
) -> ContentPage:
    path, url_path = place
    published = BEGIN + timedelta(minutes=one.number)
    title = f"{one.slug.replace('-', ' ').capitalize()} {locale.language_code}"
    return ContentPage(
        id=pk,
        page_ptr_id=pk,
        content_type=content_type,
        locale=locale,
        translation_key=stable_id("page", one.number),
        title=title,
        draft_title=title,
        slug=one.slug,
        path=path,
        depth=len(path) // Page.steplen,
        numchild=one.children,
        url_path=url_path,
        live=True,
        first_published_at=published,
        last_published_at=published,
        hero_kind="image",
        hero_description=f"What {title} is about.",
    )


def _insert(pages: Sequence[ContentPage]) -> None:
    """Write both rows of each page; Django's own bulk_create refuses models with a parent."""
    own = {field.name for field in ContentPage._meta.local_concrete_fields}
    inherited = [field for field in ContentPage._meta.concrete_fields if field.name not in own]
    Page.objects.bulk_create(
        [
            Page(**{field.attname: getattr(page, field.attname) for field in inherited})
            for page in pages
        ]
    )
    ContentPage._base_manager._insert(
        pages, fields=ContentPage._meta.local_concrete_fields, using=Page.objects.db, raw=True
    )


def _continue_numbering() -> None:
    """Tell databases that count with a sequence (PostgreSQL) which primary keys are taken."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), [Page]):
            cursor.execute(statement)
