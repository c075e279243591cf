"""What counts as the text of a page: all that it shows, and nothing else."""

from collections.abc import Callable, Iterator
from typing import Any

from cms.core import schemas
from cms.delivery.searching.text import SHOWN, SHOWN_LISTS, SKIPPED, plain_text
from home.models import ContentPage
from tests.factories import add_page, block, items, make_image, make_portal, picture

# Strings of documents that nobody reads as text: addresses, codes, keys, dates, choices.
NOT_READ = {
    "alt", "anchor", "authorship", "base_tiles", "by", "canonical", "canonical_name",
    "catalogue", "checklist_key", "chosen_at", "citation", "cited", "code", "country", "creator",
    "date", "detail_path", "direction", "doi", "download_url", "email", "embed_url", "end",
    "endpoint", "error", "evidence_url", "extension", "filename", "gbif_contact",
    "gbif_publisher_key", "gbif_url", "group", "height", "homepage", "href",
    "hreflang", "html", "id", "image_side",
    "json_ld", "key", "kind", "language", "logo", "method", "occurrence_url", "orcid",
    "outdated_since", "path", "placeholder", "projection", "provider", "published_at", "rank",
    "requested", "rights_holder", "robots", "ror_id", "served", "since", "size", "slug",
    "source_locale", "source_url", "src", "srcset", "start", "state", "status", "taken_at",
    "target_key", "tiles", "type", "updated_at", "url", "website",
}  # fmt: skip
# Lists of strings likewise.
CODES = {
    "authors", "charts", "content_types", "countries", "disciplines", "filters", "marks",
    "preservation_types", "relevance", "topics", "types",
}  # fmt: skip


def members(schema: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The properties of a schema and of all schemas inside it."""
    if isinstance(schema, dict):
        for name, member in schema.get("properties", {}).items():
            if isinstance(member, dict):
                yield name, member
        for one in schema.values():
            yield from members(one)
    elif isinstance(schema, list):
        for one in schema:
            yield from members(one)


def is_text(schema: dict[str, Any]) -> bool:
    kinds = [schema, *schema.get("anyOf", [])]
    return any(one.get("type") == "string" or "enum" in one or "const" in one for one in kinds)


def test_every_string_of_every_schema_is_shown_or_not_on_purpose() -> None:
    """A new field must be put into one of the lists: search finds it, or never does."""
    every = {**schemas.page_schemas(), **schemas.definitions()}
    strings, lists = set(), set()
    for name, member in members(every):
        if is_text(member):
            strings.add(name)
        if member.get("type") == "array" and is_text(member.get("items", {})):
            lists.add(name)
    decided = SHOWN | NOT_READ | SKIPPED
    assert strings - decided - {"primary", "reviewed", "limit", "level", "columns", "filters"} == (
        set()
    )
    assert lists - SHOWN_LISTS - CODES - SKIPPED == set()
    assert not SHOWN & NOT_READ


def test_the_text_of_a_page_is_what_it_shows_in_its_order(document: Callable[..., Any]) -> None:
    portal = make_portal()
    image = make_image("File name", description="An alt text", caption="A caption", creator="Ann")
    other = add_page(portal.site.root_page, ContentPage, title="Other", search_description="Else")
    asked = {"question": "Why?", "answer": "<p>So.</p>"}
    body = [
        block("heading", text="A heading", anchor="anchor", level="2"),
        block("rich_text", text="<p>Some <b>bo</b>ld words.</p><ul><li>One</li><li>Two</li></ul>"),
        block("image", image=picture(image), caption="", size="normal"),
        block("accordion", title="Asked", items=items(asked)),
        block("page_list", title="See also", pages=items(other.pk)),
        block("html", html="<div>Seen<script>unseen()</script><style>x{}</style></div>"),
    ]
    add_page(
        portal.site.root_page, ContentPage, title="Title", slug="page", body=body,
        hero_description="Above", search_description="For engines", seo_title="Elsewhere",
    )  # fmt: skip
    assert plain_text(document("/page/")).splitlines() == [
        "Above", "A heading", "Some bold words.", "One", "Two", "A caption", "Asked", "Why?", "So.",
        "See also", "Seen", "An alt text", "Ann",
    ]  # fmt: skip


def test_what_gbif_told_is_read_where_it_has_words() -> None:
    number = {"type": "gbif_number", "text": "1,234", "marks": [], "value": 1234, "snapshot": {}}
    before = {"type": "text", "text": "Some ", "marks": []}
    after = {"type": "text", "text": " foxes.", "marks": []}
    sentence = {"type": "paragraph", "children": [before, number, after]}
    row = {"name": "HUMAN_OBSERVATION", "label": None, "group": None, "count": 3, "share": 1}
    fox = {"scientific_name": "Vulpes vulpes (Linnaeus, 1758)", "rank": "SPECIES"}
    values: list[dict[str, Any]] = [
        {"html": "", "tree": [sentence]},
        {"title": "By basis", "by": "basis_of_record", "rows": [row]},
        {"taxon": fox, "names": [{"language": "fr", "name": "Renard roux"}]},
    ]
    hero = {"title": "", "image": None}
    body = [{"type": "block", "id": "1", "value": value} for value in values]
    assert plain_text({"title": "Foxes", "hero": hero, "body": body}).splitlines() == [
        "Some 1,234 foxes.",
        "By basis",
        "Vulpes vulpes (Linnaeus, 1758)",
        "Renard roux",
    ]
