"""Writing a page's content and publishing it, once.

A page is written when what the portal says differs from what the last import wrote. A page that
an editor has changed since is left alone and reported.
"""

import json
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from wagtail.models import Revision

from cms.core.models import BasePage
from cms.importers.hosted_portal import blocks, memory
from cms.importers.hosted_portal.composition import Composer, PageContent
from cms.importers.hosted_portal.layouts import PageKind
from cms.importers.hosted_portal.library import Library
from cms.importers.hosted_portal.source import SourcePage
from cms.importers.hosted_portal.tree import Node, title_of
from home.models import NewsAuthor

VERSION = 1


def write_page(page: BasePage, source: SourcePage, node: Node, library: Library) -> bool:
    """Put the content of `source` into `page`; True when something was written."""
    composed = Composer(library.links, library, source, node.role).compose()
    content = _fields(page, source, node, composed, library)
    checksum = memory.checksum([VERSION, source.published, content])
    last = memory.recall(page)
    if last is not None and last.get("checksum") == checksum:
        return False
    if last is not None and page.latest_revision_id != last.get("revision"):
        library.report.warning(
            "edited-since-import",
            source.place,
            f"“{page.title}” was edited after its last import; left as it is",
        )
        return False
    _apply(page, content, source.moment)
    try:
        page.full_clean()
    except ValidationError as error:
        messages = "; ".join(error.messages)
        library.report.error("page-invalid", source.place, f"an editor must mend it: {messages}")
    if not source.published and not page.live:
        # A draft's row holds its text too, as when an editor saves a new page.
        page.save(clean=False)
    revision = page.save_revision(changed=True, clean=False)
    if source.published:
        revision.publish()
    memory.remember(page, checksum=checksum, revision=_pk(revision), file=source.file)
    return True


def _pk(revision: Revision) -> int:
    return int(revision.pk)


def _fields(
    page: BasePage, source: SourcePage, node: Node, composed: PageContent, library: Library
) -> dict[str, Any]:
    """Every field of the page, as JSON values."""
    hero = composed.hero
    title = hero.title or title_of(source)
    key = str(page.translation_key)
    if not hero.title:
        library.report.warning("title-missing", source.place, f"has no title; called “{title}”")
    kind = "image" if hero.image else "video" if hero.video else "none"
    fields: dict[str, Any] = {
        "title": title[:255],
        "hero_title": "",
        "hero_kind": kind,
        "hero_image_id": hero.image,
        "hero_image_alt": hero.image_alt,
        "hero_video": hero.video if kind == "video" else "",
        "hero_description": hero.description,
        "hero_height": "tall" if hero.tall else "normal",
        "hero_ctas": blocks.identified(hero.ctas, blocks.namespace(key, "ctas")),
        "body": blocks.identified(composed.body, blocks.namespace(key, "body")),
        "robots_noindex": _hidden_from_search_engines(source),
    }
    if node.role.kind in {PageKind.TEAM, PageKind.COMMUNITY}:
        fields["groups"] = blocks.identified(composed.groups, blocks.namespace(key, "groups"))
    if node.role.kind is PageKind.NEWS:
        fields |= _news_fields(source, library)
    if len(title) > 255:
        library.report.warning("title-long", source.place_of("title"), "title cut to 255 letters")
    return fields


def _hidden_from_search_engines(source: SourcePage) -> bool:
    return (
        bool(source.get("noindex"))
        or "noindex" in source.text("metaRobots")
        or source.layout == "pageNotFound"
    )


def _news_fields(source: SourcePage, library: Library) -> dict[str, Any]:
    categories = source.get("categories") or source.get("category") or []
    names = categories if isinstance(categories, list) else [categories]
    found = [library.category(str(name).strip(), source.lang) for name in names if name]
    authors = source.get("authors") or source.get("author") or []
    writers = authors if isinstance(authors, list) else [authors]
    return {
        "date": source.moment.date().isoformat() if source.moment else None,
        "categories": sorted({pk for pk in found if pk is not None}),
        "authors": [
            {
                "name": str(name).strip()[:120],
                "person": library.person_named(str(name), source.lang),
            }
            for name in writers
            if name
        ],
    }


STREAMS = ("hero_ctas", "body", "groups")
RELATIONS = ("categories", "authors", "date")


def _apply(page: BasePage, content: dict[str, Any], moment: datetime | None) -> None:
    for name, value in content.items():
        if name in STREAMS:
            field = page._meta.get_field(name)
            setattr(page, name, field.to_python(json.dumps(value)))
        elif name not in RELATIONS:
            setattr(page, name, value)
    if "date" in content:
        if content["date"]:
            page.date = datetime.fromisoformat(content["date"]).date()
        page.categories = content["categories"]
        page.authors = [
            NewsAuthor(name=author["name"], person_id=author["person"], sort_order=index)
            for index, author in enumerate(content["authors"])
        ]
        if moment is not None and page.first_published_at is None:
            page.first_published_at = moment
