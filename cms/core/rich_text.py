"""Rich text as a typed tree, and the HTML that is written from it.

Wagtail stores rich text as HTML with its own link and embed elements. Readers get a tree whose
links are resolved in the document's language, and HTML made from that tree, so the two agree.
The tree holds only the nodes of `node_schema`: whatever else the source contains is
unwrapped to its text, which makes the tree the sanitiser too.
"""

import re
from collections.abc import Callable
from html import escape
from typing import TYPE_CHECKING, Any
from xml.parsers.expat import ExpatError, ParserCreate

from lxml import etree

from gbif_blocks.inline_numbers import LINK_TYPE, NUMBER_NODE_SCHEMA, represent_number
from gbif_blocks.representation import JSON, JSONSchema, closed_object

if TYPE_CHECKING:
    from cms.core.context import Context

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
_BLOCKS = {"blockquote": "blockquote", "li": "list_item"}
_LISTS = ("ul", "ol")
_SINGLE = {"br": "line_break", "hr": "rule"}
_DROPPED_WITH_CONTENT = {"script", "style", "template", "iframe", "object", "noscript"}
_BLOCK_TYPES = {"paragraph", "heading", "list", "blockquote", "rule", "image"}

_HTML_PARSER = etree.HTMLParser(encoding="utf-8")
# Characters that no XML may hold (https://www.w3.org/TR/xml/#charsets).
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

RICH_TEXT_SCHEMA: JSONSchema = closed_object(
    {
        "html": {"type": "string"},
        "tree": {"type": "array", "items": {"$ref": "#/$defs/RichTextNode"}},
    }
)


def represent_rich_text(source: str, context: "Context") -> JSON:
    """`{html, tree}` of Wagtail's stored rich text, links resolved in the context's language."""
    tree = _in_blocks(_read(source, context))
    return {"html": to_html(tree), "tree": tree}


def _read(source: str, context: "Context") -> list[Node]:
    """The nodes of a source.

    What Wagtail stores is well-formed, and expat reads that several times faster than a parser of
    HTML reads anything. The rest is read as a browser would.
    """
    if "<!" not in source:  # neither comments nor CDATA
        try:
            return _Reader(context).read(source)
        except ExpatError:
            pass
    # Inside a div stray text stays what it is; libxml2 would put it into a paragraph of its own.
    page = f"<html><body><div>{_NO_XML.sub('', source)}</div></body></html>"
    return _Reader(context).read_tree(etree.fromstring(page, _HTML_PARSER).find("body"))


class _Reader:
    """Makes nodes of HTML, in one pass.

    Of every open element it remembers what stood around it: the name of the element around, its
    marks, and where its nodes go.
    """

    def __init__(self, context: "Context") -> None:
        self._context = context
        self._around: list[tuple[str, tuple[str, ...], list[Node], dict[str, str]]] = []
        self._name = ""
        self._marks: tuple[str, ...] = ()
        self._nodes: list[Node] = []
        # How many elements are open in one that is dropped with its content.
        self._dropped = 0

    def read(self, source: str) -> list[Node]:
        """The nodes; raises ExpatError where the source is not well-formed."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 4 * len(source) + 64  # one text is one node, however long
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.Parse(f"<div>{source}</div>", True)
        return self._nodes

    def read_tree(self, element: Any) -> list[Node]:
        """The nodes of an element that lxml has read."""
        if isinstance(element.tag, str):  # neither a comment nor an instruction
            self._open(element.tag, dict(element.attrib))
            self._text(element.text or "")
            for child in element:
                self.read_tree(child)
                self._text(child.tail or "")
            self._close(element.tag)
        return self._nodes

    def _text(self, text: str) -> None:
        if text and not self._dropped and not (self._name in _LISTS and text.isspace()):
            self._nodes.append(
                {"type": "text", "text": text.replace("\n", " "), "marks": list(self._marks)}
            )

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        name = name.lower()
        if self._dropped or name in _DROPPED_WITH_CONTENT:
            self._dropped += 1
            return
        self._around.append((self._name, self._marks, self._nodes, attributes))
        self._name = name
        if name in MARKS:
            if MARKS[name] not in self._marks:
                self._marks = (*self._marks, MARKS[name])
        elif name in _CONTAINERS:
            self._nodes = []
        elif name in _SINGLE:
            self._nodes.append({"type": _SINGLE[name]})
        elif name == "embed":
            self._nodes += _embed(attributes, self._context)

    def _close(self, _name: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        name, children = self._name, self._nodes
        self._name, self._marks, self._nodes, attributes = self._around.pop()
        if name == "a" and attributes.get("linktype") == LINK_TYPE:
            self._nodes += _number(attributes, children, self._context)
        elif name == "a" and children:
            link = _link(attributes, self._context)
            self._nodes.append({"type": "link", "link": link, "children": children})
        elif name in _CONTAINERS:
            self._nodes += _CONTAINERS[name](name, children)


def _heading(name: str, children: list[Node]) -> list[Node]:
    return [{"type": "heading", "level": HEADINGS[name], "children": _inline(children)}]


def _list(name: str, children: list[Node]) -> list[Node]:
    items = [node for node in children if node["type"] == "list_item"]
    return [{"type": "list", "ordered": name == "ol", "children": items}]


def _paragraph(name: str, children: list[Node]) -> list[Node]:
    children = _inline(children)
    return [{"type": "paragraph", "children": children}] if children else []


def _block(name: str, children: list[Node]) -> list[Node]:
    return [{"type": _BLOCKS[name], "children": children}] if children else []


_CONTAINERS: dict[str, Callable[[str, list[Node]], list[Node]]] = {
    "a": lambda name, children: [],  # made where its attributes are known; empty ones dropped
    "p": _paragraph,
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_BLOCKS, _block),
}


def _inline(nodes: list[Node]) -> list[Node]:
    """`nodes` without the blank text at both ends."""
    first, last = 0, len(nodes)
    while first < last and _is_blank(nodes[first]):
        first += 1
    while first < last and _is_blank(nodes[last - 1]):
        last -= 1
    return nodes[first:last]


def _is_blank(node: Node) -> bool:
    return node["type"] == "text" and str.isspace(node["text"])


def _in_blocks(nodes: list[Node]) -> list[Node]:
    """Top-level nodes, with stray inline content put into paragraphs."""
    tree: list[Node] = []
    stray: list[Node] = []
    for node in [*nodes, {"type": "rule"}]:
        if node["type"] in _BLOCK_TYPES:
            inline = _inline(stray)
            if inline:
                tree.append({"type": "paragraph", "children": inline})
            stray = []
            tree.append(node)
        else:
            stray.append(node)
    return tree[:-1]


def _link(attributes: dict[str, str], context: "Context") -> JSON:
    kind, pk = attributes.get("linktype"), attributes.get("id", "")
    href = attributes.get("href", "")
    if kind == "page":
        _base, _hash, anchor = href.partition("#")
        return context.page_link_by_id(pk, query=attributes.get("data-query", ""), anchor=anchor)
    if kind == "document":
        return context.document_link_by_id(pk)
    return context.address_link(href)


def _number(attributes: dict[str, str], children: list[Node], context: "Context") -> list[Node]:
    """A number of GBIF; what counts nothing is its words."""
    marks = next((list(child["marks"]) for child in children if child["type"] == "text"), [])
    words = plain_text(children)
    number = represent_number(attributes, words, marks, context, context.language)
    return children if number is None else [number]


def _embed(attributes: dict[str, str], context: "Context") -> list[Node]:
    """Pictures stay; other embeds have a block of their own and become a link here."""
    if attributes.get("embedtype") == "image":
        image = context.image_by_id(attributes.get("id", ""), alt=attributes.get("alt", ""))
        return [] if image is None else [{"type": "image", "image": image}]
    url = attributes.get("url", "")
    if not url:
        return []
    text = {"type": "text", "text": url, "marks": []}
    link = {"type": "link", "link": context.address_link(url), "children": [text]}
    return [{"type": "paragraph", "children": [link]}]


def to_html(nodes: list[Node]) -> str:
    """HTML of a tree; a missing link is written as its text."""
    parts: list[str] = []
    _write_html(nodes, parts)
    return "".join(parts)


def _write_html(nodes: list[Node], parts: list[str]) -> None:
    for node in nodes:
        kind = node["type"]
        if kind == "text":
            parts.append(_marked(escape(node["text"], quote=False), node["marks"]))
        elif tag := _tag_around(kind, node):
            parts.append(f"<{tag}>")
            _write_html(node["children"], parts)
            parts.append(f"</{tag}>")
        elif kind == "link":
            href = node["link"]["href"]
            if href:
                parts.append(f'<a href="{escape(href)}">')
            _write_html(node["children"], parts)
            if href:
                parts.append("</a>")
        else:
            parts.append(_EMPTY_HTML[kind](node))


def _tag_around(kind: str, node: Node) -> str | None:
    """The element of a node that holds others and has no attributes."""
    if kind == "heading":
        return f"h{node['level']}"
    if kind == "list":
        return "ol" if node["ordered"] else "ul"
    return _TAGS.get(kind)


def _marked(html: str, marks: list[str]) -> str:
    for mark in reversed(marks):
        html = f"<{_MARK_TAGS[mark]}>{html}</{_MARK_TAGS[mark]}>"
    return html


def _image_html(node: Node) -> str:
    image = node["image"]
    return (
        f'<img src="{escape(image["src"])}" alt="{escape(image["alt"])}" '
        f'width="{image["width"]}" height="{image["height"]}">'
    )


def _number_html(node: Node) -> str:
    text = escape(node["text"], quote=False)
    html = text if node["value"] is None else f'<data value="{node["value"]}">{text}</data>'
    return _marked(html, node["marks"])


_TAGS = {"paragraph": "p", "list_item": "li", "blockquote": "blockquote"}
_EMPTY_HTML: dict[str, Callable[[Node], str]] = {
    "image": _image_html,
    "gbif_number": _number_html,
    "line_break": lambda node: "<br>",
    "rule": lambda node: "<hr>",
}


def plain_text(nodes: list[Node]) -> str:
    """The words of a tree, blocks separated by spaces."""
    parts = []
    for node in nodes:
        if node["type"] in ("text", "gbif_number"):
            parts.append(node["text"])
        else:
            inner = plain_text(node.get("children", []))
            parts.append(f"{inner} " if node["type"] in {*_BLOCK_TYPES, "list_item"} else inner)
    return "".join(parts)


def node_schema() -> JSONSchema:
    """The schema of one node of the tree (`#/$defs/RichTextNode`)."""
    children = {"type": "array", "items": {"$ref": "#/$defs/RichTextNode"}}
    marks = {"type": "array", "items": {"enum": sorted(set(MARKS.values()))}}

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
            node("text", text={"type": "string"}, marks=marks),
            node("line_break"),
            node("rule"),
            node("image", image={"$ref": "#/$defs/Image"}),
            closed_object({**NUMBER_NODE_SCHEMA["properties"], "marks": marks}),
        ]
    }
