"""Stored StreamField data, written in code.

Every function gives one block as Wagtail stores it, except for two things that only the builder
knows: ids (see `with_ids`) and primary keys (see `resolved`). All fields of a struct are always
there and every list item is a dictionary of its own, because the translation of a page needs both.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Value = dict[str, Any]
Block = dict[str, Any]

NAMESPACE = uuid.UUID("5d0f6c0e-6b07-5c39-9a0e-0f4e4d1b2a77")


@dataclass(frozen=True)
class Ref:
    """Something of the demo by its key, for example `Ref("page", "about/mission")`.

    `kind` is page, image, document, organisation, person, cooperation, objective, target or
    category.
    """

    kind: str
    key: str


def stable_id(*names: object) -> str:
    """The same UUID for the same names, on every machine."""
    return str(uuid.uuid5(NAMESPACE, "/".join(str(name) for name in names)))


# Links ------------------------------------------------------------------------------------------


def link(
    page: str = "",
    *,
    url: str = "",
    query: str = "",
    anchor: str = "",
    document: str = "",
    new_window: bool = False,
) -> Value:
    """A link to a page of the demo, to a document, or to a URL; empty when nothing is given."""
    return {
        "page": Ref("page", page) if page else None,
        "document": Ref("document", document) if document else None,
        "url": url,
        "query": query,
        "anchor": anchor,
        "new_window": new_window,
    }


def cta(text: str, target: Value, *, primary: bool = False) -> Value:
    """A button."""
    return {"text": text, "link": target, "primary": primary}


# Parts ------------------------------------------------------------------------------------------


def items(values: Iterable[Any]) -> list[Block]:
    """The members of a list block."""
    return [{"type": "item", "value": value} for value in values]


def picture(key: str | None, alt: str = "", *, decorative: bool = False) -> Value:
    """Wagtail's ImageBlock. An icon beside its own label is decorative."""
    return {
        "image": Ref("image", key) if key else None,
        "alt_text": alt,
        "decorative": decorative,
    }


def card(
    title: str, text: str = "", *, image: Value | None = None, to: Value | None = None
) -> Value:
    """One card; `text` is HTML."""
    return {
        "title": title,
        "text": text,
        "image": image or picture(None),
        "link": to or link(),
        "tags": [],
    }


def statistic(
    label: str,
    *,
    number: Value | None = None,
    value: str = "",
    icon: str | None = None,
    to: Value | None = None,
) -> Value:
    """One figure with its label: counted by GBIF (`number`) or written (`value`)."""
    return {
        "label": label,
        "value": value,
        "number": number or gbif_number_value(),
        "icon": picture(icon, decorative=True) if icon else picture(None),
        "link": to or link(),
    }


def gbif_number_value(
    catalogue: str = "",
    parameters: Mapping[str, str] | None = None,
    *,
    within_scope: bool = False,
    label: str = "",
) -> Value:
    """What a live number counts: a catalogue of GBIF and its filters; nothing by default."""
    return {
        "catalogue": catalogue,
        "parameters": _parameters(parameters or {}),
        "within_scope": within_scope,
        "label": label,
        "prefix": "",
        "suffix": "",
    }


def _parameters(parameters: Mapping[str, str]) -> list[Block]:
    return items({"name": name, "value": value} for name, value in parameters.items())


# Blocks -----------------------------------------------------------------------------------------


def _block(name: str, value: Any) -> Block:
    return {"type": name, "value": value}


def rich_text(html: str) -> Block:
    """Running text; links are written as `<a href="page:key">` or with a full URL."""
    return _block("rich_text", {"text": html})


def heading(text: str, anchor: str, level: int = 2) -> Block:
    """A heading that can be linked to."""
    return _block("heading", {"text": text, "anchor": anchor, "level": str(level)})


def image(key: str, alt: str, caption: str = "", size: str = "normal") -> Block:
    """One picture."""
    return _block("image", {"image": picture(key, alt), "caption": caption, "size": size})


def gallery(title: str, images: Iterable[tuple[str, str, str]]) -> Block:
    """Pictures as (key, alt text, caption)."""
    return _block(
        "gallery",
        {
            "title": title,
            "images": items(
                {"image": picture(key, alt), "caption": caption} for key, alt, caption in images
            ),
        },
    )


def video(url: str, title: str, poster: str | None = None, alt: str = "") -> Block:
    """A video by its address; nothing is asked from the provider before it plays."""
    return _block("video", {"url": url, "title": title, "poster": picture(poster, alt)})


def quote(text: str, attribution: str = "", to: Value | None = None) -> Block:
    """A quotation."""
    return _block("quote", {"text": text, "attribution": attribution, "link": to or link()})


def cards(title: str, members: Iterable[Value], *, intro: str = "", columns: int = 3) -> Block:
    """A grid of cards."""
    return _block(
        "cards",
        {"title": title, "intro": intro, "columns": str(columns), "cards": items(members)},
    )


def statistics(title: str, members: Iterable[Value]) -> Block:
    """A row of figures."""
    return _block("statistics", {"title": title, "items": items(members)})


def split(
    title: str,
    text: str,
    image: Value,
    *,
    side: str = "right",
    ctas: Iterable[Value] = (),
) -> Block:
    """Text beside a picture."""
    return _block(
        "split",
        {
            "title": title,
            "text": text,
            "image": image,
            "image_side": side,
            "ctas": items(ctas),
        },
    )


def call_to_action(title: str, text: str, ctas: Iterable[Value]) -> Block:
    """A band with buttons."""
    return _block("call_to_action", {"title": title, "text": text, "ctas": items(ctas)})


def people(title: str, keys: Iterable[str]) -> Block:
    """Members of the team."""
    return _block("people", {"title": title, "people": items(Ref("person", key) for key in keys)})


def organisations(title: str, keys: Iterable[str], intro: str = "") -> Block:
    """Organisations with their logos."""
    return _block(
        "organisations",
        {
            "title": title,
            "intro": intro,
            "organisations": items(Ref("organisation", key) for key in keys),
        },
    )


def accordion(title: str, questions: Iterable[tuple[str, str]]) -> Block:
    """Questions with their answers in HTML."""
    return _block(
        "accordion",
        {
            "title": title,
            "items": items(
                {"question": question, "answer": answer} for question, answer in questions
            ),
        },
    )


def table(caption: str, rows: Iterable[Iterable[str]], *, header_column: bool = False) -> Block:
    """A table whose first row is its header; cells are plain text or inline HTML."""
    return _block(
        "table",
        {
            "caption": caption,
            "header_row": True,
            "header_column": header_column,
            "rows": items({"cells": items(f"<p>{cell}</p>" for cell in row)} for row in rows),
        },
    )


def latest_news(title: str, count: int, more: Value) -> Block:
    """The newest news items."""
    return _block("latest_news", {"title": title, "count": count, "more": more})


def page_list(title: str, keys: Iterable[str]) -> Block:
    """Chosen pages."""
    return _block("page_list", {"title": title, "pages": items(Ref("page", key) for key in keys)})


def downloads(title: str, files: Iterable[tuple[str, str, str]]) -> Block:
    """Documents as (key, title, description)."""
    return _block(
        "downloads",
        {
            "title": title,
            "items": items(
                {"document": Ref("document", key), "title": name, "description": description}
                for key, name, description in files
            ),
        },
    )


def gbif_number(
    catalogue: str,
    parameters: Mapping[str, str] | None = None,
    *,
    within_scope: bool = False,
    label: str = "",
) -> Block:
    """A live number by itself."""
    value = gbif_number_value(catalogue, parameters, within_scope=within_scope, label=label)
    return _block("gbif_number", value)


def gbif_search(
    title: str,
    catalogue: str,
    preset: Mapping[str, str],
    *,
    filters: Iterable[str] = (),
    within_scope: bool = True,
    limit: int = 10,
) -> Block:
    """A small search of one catalogue; readers may change the `filters`."""
    return _block(
        "gbif_search",
        {
            "title": title,
            "catalogue": catalogue,
            "preset": _parameters(preset),
            "filters": items(filters),
            "within_scope": within_scope,
            "limit": limit,
            "link_to_explorer": True,
        },
    )


def gbif_stories(title: str, *, countries: Iterable[str], limit: int = 3) -> Block:
    """News and data uses from gbif.org."""
    return _block(
        "gbif_stories",
        {
            "title": title,
            "description": "",
            "content_types": ["NEWS", "DATA_USE"],
            "countries": items(countries),
            "topics": [],
            "limit": limit,
            "upcoming_only": False,
        },
    )


# Finishing --------------------------------------------------------------------------------------


def with_ids(blocks: Iterable[Block], *path: object) -> list[Block]:
    """The blocks with an id on every block and list item, the same at every run."""
    return [
        {
            "type": block["type"],
            "value": _inner_ids(block["value"], *path, position),
            "id": stable_id(*path, position),
        }
        for position, block in enumerate(blocks)
    ]


def _inner_ids(value: Any, *path: object) -> Any:
    if isinstance(value, list):
        # The ticks of a multiple choice are a plain list of names.
        return with_ids(value, *path) if value and isinstance(value[0], dict) else value
    if isinstance(value, dict):
        return {name: _inner_ids(member, *path, name) for name, member in value.items()}
    return value


_HTML_PAGE = re.compile(r'href="page:([\w/-]+)"')


def resolved(value: Any, primary_key: Callable[[Ref], int]) -> Any:
    """`value` with every reference, links inside HTML included, replaced by a primary key."""
    if isinstance(value, Ref):
        return primary_key(value)
    if isinstance(value, str):
        return _HTML_PAGE.sub(
            lambda match: f'linktype="page" id="{primary_key(Ref("page", match[1]))}"', value
        )
    if isinstance(value, list):
        return [resolved(member, primary_key) for member in value]
    if isinstance(value, dict):
        return {name: resolved(member, primary_key) for name, member in value.items()}
    return value
