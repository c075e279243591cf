"""Rich text as a typed tree, and the HTML that is written from it.

Wagtail stores rich text as HTML with its own link and embed elements. Readers get a tree whose
links are resolved in the document's language, and HTML made from that tree, so the two agree.
The tree holds only the nodes of `node_schema`: whatever else the source contains is
unwrapped to its text, which makes the tree the sanitiser too.
"""

from collections.abc import Iterator
from html import escape
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PreformattedString

from gbif_blocks.representation import JSON, JSONSchema, closed_object

if TYPE_CHECKING:
    from cms.core.rendering import Context

Node = dict[str, Any]

MARKS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "sup": "superscript",
    "sub": "subscript",
    "s": "strikethrough",
    "del": "strikethrough",
    "code": "code",
}
_MARK_TAGS = {
    "bold": "b",
    "italic": "i",
    "superscript": "sup",
    "subscript": "sub",
    "strikethrough": "s",
    "code": "code",
}
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BLOCKS = {"p": "paragraph", "blockquote": "blockquote", "li": "list_item"}
_DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "object", "noscript"}
_BLOCK_TYPES = {"paragraph", "heading", "list", "blockquote", "rule", "image"}

RICH_TEXT_SCHEMA: JSONSchema = closed_object(
    {
        "html": {"type": "string"},
        "tree": {"type": "array", "items": {"$ref": "#/$defs/RichTextNode"}},
    }
)


def represent_rich_text(source: str, context: "Context") -> JSON:
    """`{html, tree}` of Wagtail's stored rich text, links resolved in the context's language."""
    tree = _in_blocks(list(_nodes(BeautifulSoup(source, "html.parser"), (), context)))
    return {"html": to_html(tree), "tree": tree}


def _nodes(parent: Tag, marks: tuple[str, ...], context: "Context") -> Iterator[Node]:
    for child in parent.children:
        if isinstance(child, PreformattedString):  # comments, CDATA, doctypes
            continue
        if isinstance(child, NavigableString):
            text = str(child)
            if text.strip() or parent.name not in ("ul", "ol"):
                yield {"type": "text", "text": text.replace("\n", " "), "marks": list(marks)}
        elif isinstance(child, Tag):
            yield from _element(child, marks, context)


def _element(element: Tag, marks: tuple[str, ...], context: "Context") -> Iterator[Node]:
    name = element.name
    if name in _DROPPED_WITH_CONTENT:
        return
    if name in MARKS:
        mark = MARKS[name]
        yield from _nodes(element, marks if mark in marks else (*marks, mark), context)
    elif name == "a":
        yield {
            "type": "link",
            "link": _link(element, context),
            "children": list(_nodes(element, marks, context)),
        }
    elif name == "br":
        yield {"type": "line_break"}
    elif name == "hr":
        yield {"type": "rule"}
    elif name == "embed":
        yield from _embed(element, context)
    elif name in HEADINGS:
        yield {
            "type": "heading",
            "level": HEADINGS[name],
            "children": _inline(_nodes(element, marks, context)),
        }
    elif name in ("ul", "ol"):
        items = [node for node in _nodes(element, marks, context) if node["type"] == "list_item"]
        yield {"type": "list", "ordered": name == "ol", "children": items}
    elif name in _BLOCKS:
        children = list(_nodes(element, marks, context))
        if name == "p":
            children = _inline(iter(children))
        if children:
            yield {"type": _BLOCKS[name], "children": children}
    else:
        yield from _nodes(element, marks, context)


def _inline(nodes: Iterator[Node]) -> list[Node]:
    """`nodes` without the blank text at both ends."""
    children = list(nodes)
    while children and children[0]["type"] == "text" and not children[0]["text"].strip():
        children.pop(0)
    while children and children[-1]["type"] == "text" and not children[-1]["text"].strip():
        children.pop()
    return children


def _in_blocks(nodes: list[Node]) -> list[Node]:
    """Top-level nodes, with stray inline content put into paragraphs."""
    tree: list[Node] = []
    stray: list[Node] = []
    for node in [*nodes, {"type": "rule"}]:
        if node["type"] in _BLOCK_TYPES:
            inline = _inline(iter(stray))
            if inline:
                tree.append({"type": "paragraph", "children": inline})
            stray = []
            tree.append(node)
        else:
            stray.append(node)
    return tree[:-1]


def _link(element: Tag, context: "Context") -> JSON:
    kind, pk = element.get("linktype"), str(element.get("id") or "")
    href = str(element.get("href") or "")
    if kind == "page":
        _base, _hash, anchor = href.partition("#")
        return context.page_link_by_id(
            pk, query=str(element.get("data-query") or ""), anchor=anchor
        )
    if kind == "document":
        return context.document_link_by_id(pk)
    return context.address_link(href)


def _embed(element: Tag, context: "Context") -> Iterator[Node]:
    """Pictures stay; other embeds have a block of their own and become a link here."""
    if element.get("embedtype") == "image":
        image = context.image_by_id(str(element.get("id") or ""), alt=str(element.get("alt") or ""))
        if image is not None:
            yield {"type": "image", "image": image}
    elif url := str(element.get("url") or ""):
        yield {
            "type": "paragraph",
            "children": [
                {
                    "type": "link",
                    "link": context.address_link(url),
                    "children": [{"type": "text", "text": url, "marks": []}],
                }
            ],
        }


def to_html(nodes: list[Node]) -> str:
    """HTML of a tree; a missing link is written as its text."""
    return "".join(_html(node) for node in nodes)


def _html(node: Node) -> str:
    kind = node["type"]
    inner = to_html(node.get("children", []))
    if kind == "text":
        html = escape(node["text"], quote=False)
        for mark in reversed(node["marks"]):
            html = f"<{_MARK_TAGS[mark]}>{html}</{_MARK_TAGS[mark]}>"
        return html
    if kind == "link":
        link = node["link"]
        return f'<a href="{escape(link["href"])}">{inner}</a>' if link["href"] else inner
    if kind == "image":
        image = node["image"]
        return (
            f'<img src="{escape(image["src"])}" alt="{escape(image["alt"])}" '
            f'width="{image["width"]}" height="{image["height"]}">'
        )
    simple = {"line_break": "<br>", "rule": "<hr>"}
    if kind in simple:
        return simple[kind]
    tag = {
        "paragraph": "p",
        "blockquote": "blockquote",
        "list_item": "li",
        "heading": f"h{node.get('level')}",
        "list": "ol" if node.get("ordered") else "ul",
    }[kind]
    return f"<{tag}>{inner}</{tag}>"


def plain_text(nodes: list[Node]) -> str:
    """The words of a tree, blocks separated by spaces."""
    parts = []
    for node in nodes:
        if node["type"] == "text":
            parts.append(node["text"])
        else:
            inner = plain_text(node.get("children", []))
            parts.append(f"{inner} " if node["type"] in {*_BLOCK_TYPES, "list_item"} else inner)
    return "".join(parts)


def node_schema() -> JSONSchema:
    """The schema of one node of the tree (`#/$defs/RichTextNode`)."""
    children = {"type": "array", "items": {"$ref": "#/$defs/RichTextNode"}}

    def node(kind: str, **properties: JSONSchema) -> JSONSchema:
        return closed_object({"type": {"const": kind}, **properties})

    return {
        "oneOf": [
            node("paragraph", children=children),
            node(
                "heading", level={"type": "integer", "minimum": 1, "maximum": 6}, children=children
            ),
            node("list", ordered={"type": "boolean"}, children=children),
            node("list_item", children=children),
            node("blockquote", children=children),
            node("link", link={"$ref": "#/$defs/Link"}, children=children),
            node(
                "text",
                text={"type": "string"},
                marks={"type": "array", "items": {"enum": sorted(set(MARKS.values()))}},
            ),
            node("line_break"),
            node("rule"),
            node("image", image={"$ref": "#/$defs/Image"}),
        ]
    }
