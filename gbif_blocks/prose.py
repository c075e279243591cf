"""Short rich text without links into the site, as a tree and its HTML.

What a stock RichTextBlock of this app becomes: bold, italic and links to other sites. A project
whose rich text has more (links to its own pages, say) gives the block a child of its own:
`GbifStoriesBlock([("description", OwnRichTextBlock(required=False))])`.
"""

from collections.abc import Iterator
from html import escape
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag
from wagtail import blocks

from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    represent_stock,
    stock_json_schema,
)

_MARKS = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}
_TAGS = {"bold": "b", "italic": "i"}
_SCHEMES = ("https://", "http://", "mailto:")


@represent_stock.register(blocks.RichTextBlock)
def _(block: blocks.RichTextBlock, value: Any, context: RenderContext) -> JSON:
    source = getattr(value, "source", value) or ""
    if not source and not block.required:
        return None
    tree = [
        {"type": "paragraph", "children": list(_nodes(paragraph, ()))}
        for paragraph in BeautifulSoup(source, "html.parser").find_all("p")
    ]
    return {"html": "".join(_html(node) for node in tree), "tree": tree}


@stock_json_schema.register(blocks.RichTextBlock)
def _(block: blocks.RichTextBlock) -> JSONSchema:
    return closed_object(
        {"html": {"type": "string"}, "tree": {"type": "array", "items": {"type": "object"}}}
    )


def _nodes(element: Tag, marks: tuple[str, ...]) -> Iterator[JSON]:
    for child in element.children:
        if isinstance(child, NavigableString):
            yield {"type": "text", "text": str(child), "marks": sorted(marks)}
        elif isinstance(child, Tag):
            inner = (*marks, _MARKS[child.name]) if child.name in _MARKS else marks
            href = str(child.get("href") or "")
            if child.name == "a" and href.startswith(_SCHEMES):
                yield {"type": "link", "link": _link(href), "children": list(_nodes(child, inner))}
            else:
                yield from _nodes(child, inner)


def _link(href: str) -> JSON:
    return {
        "kind": "email" if href.startswith("mailto:") else "external",
        "href": href,
        "state": "live",
        "key": None,
        "locale": None,
        "path": None,
        "new_window": False,
    }


def _html(node: JSON) -> str:
    if node["type"] == "text":
        html = escape(node["text"], quote=False)
        for mark in node["marks"]:
            html = f"<{_TAGS[mark]}>{html}</{_TAGS[mark]}>"
        return html
    inner = "".join(_html(child) for child in node["children"])
    if node["type"] == "link":
        return f'<a href="{escape(node["link"]["href"])}">{inner}</a>'
    return f"<p>{inner}</p>"
