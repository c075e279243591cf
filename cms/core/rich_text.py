"""Rich text as a typed tree, and the HTML that says the same.

Wagtail stores rich text as HTML with its own link and embed elements. Readers get a tree whose
links are resolved in the document's language, and HTML made with that tree, node by node.
The tree holds only the nodes of `node_schema`: whatever else the source contains is
unwrapped to its text, which makes the tree the sanitiser too.
"""

import re
from collections.abc import Callable, Sequence
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
    pieces = _in_blocks(_read(source, context))
    return {"html": "".join(pieces.html), "tree": pieces.nodes}


class _Pieces:
    """Nodes that stand beside each other, and the HTML of each: made together, the two agree."""

    __slots__ = ("html", "nodes")

    def __init__(self) -> None:
        self.nodes: list[Node] = []
        self.html: list[str] = []

    def add(self, node: Node, html: str) -> None:
        self.nodes.append(node)
        self.html.append(html)

    def extend(self, others: "_Pieces") -> None:
        self.nodes += others.nodes
        self.html += others.html

    def strip(self) -> None:
        """Leave out the blank text at both ends."""
        while self.nodes and _is_blank(self.nodes[-1]):
            del self.nodes[-1], self.html[-1]
        blank = 0
        while blank < len(self.nodes) and _is_blank(self.nodes[blank]):
            blank += 1
        if blank:
            del self.nodes[:blank], self.html[:blank]


def _is_blank(node: Node) -> bool:
    return node["type"] == "text" and str.isspace(node["text"])


def _read(source: str, context: "Context") -> _Pieces:
    """What a source holds.

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
    """Makes nodes and their HTML of a source, in one pass.

    Of every open element it remembers what stood around it: the name of the element around, its
    marks, and where its pieces go.
    """

    def __init__(self, context: "Context") -> None:
        self._context = context
        self._around: list[tuple[str, tuple[str, ...], _Pieces, dict[str, str]]] = []
        self._name = ""
        self._marks: tuple[str, ...] = ()
        self._pieces = _Pieces()
        # How many elements are open in one that is dropped with its content.
        self._dropped = 0

    def read(self, source: str) -> _Pieces:
        """The pieces; raises ExpatError where the source is not well-formed."""
        parser = ParserCreate("utf-8")
        parser.buffer_text = True
        parser.buffer_size = 4 * len(source) + 64  # one text is one node, however long
        parser.StartElementHandler = self._open
        parser.EndElementHandler = self._close
        parser.CharacterDataHandler = self._text
        parser.Parse(f"<div>{source}</div>", True)
        return self._pieces

    def read_tree(self, element: Any) -> _Pieces:
        """The pieces of an element that lxml has read."""
        if isinstance(element.tag, str):  # neither a comment nor an instruction
            self._open(element.tag, dict(element.attrib))
            self._text(element.text or "")
            for child in element:
                self.read_tree(child)
                self._text(child.tail or "")
            self._close(element.tag)
        return self._pieces

    def _text(self, text: str) -> None:
        if text and not self._dropped and not (self._name in _LISTS and text.isspace()):
            text = text.replace("\n", " ")
            marks = self._marks
            html = escape(text, quote=False)
            self._pieces.nodes.append({"type": "text", "text": text, "marks": [*marks]})
            self._pieces.html.append(_marked(html, marks) if marks else html)

    def _open(self, name: str, attributes: dict[str, str]) -> None:
        name = name.lower()
        if self._dropped or name in _DROPPED_WITH_CONTENT:
            self._dropped += 1
            return
        self._around.append((self._name, self._marks, self._pieces, attributes))
        self._name = name
        if name in _CONTAINERS:
            self._pieces = _Pieces()
        elif name in MARKS:
            if MARKS[name] not in self._marks:
                self._marks = (*self._marks, MARKS[name])
        elif name in _SINGLE:
            self._pieces.add({"type": _SINGLE[name]}, f"<{name}>")
        elif name == "embed":
            _embed(attributes, self._context, self._pieces)

    def _close(self, _name: str) -> None:
        if self._dropped:
            self._dropped -= 1
            return
        name, inside = self._name, self._pieces
        self._name, self._marks, self._pieces, attributes = self._around.pop()
        if name == "a":
            _anchor(attributes, inside, self._context, self._pieces)
        elif make := _CONTAINERS.get(name):
            make(name, inside, self._pieces)


def _heading(name: str, inside: _Pieces, around: _Pieces) -> None:
    inside.strip()
    node = {"type": "heading", "level": HEADINGS[name], "children": inside.nodes}
    around.add(node, f"<{name}>{''.join(inside.html)}</{name}>")


def _list(name: str, inside: _Pieces, around: _Pieces) -> None:
    items = [
        (node, html)
        for node, html in zip(inside.nodes, inside.html, strict=True)
        if node["type"] == "list_item"
    ]
    node = {"type": "list", "ordered": name == "ol", "children": [node for node, _html in items]}
    around.add(node, f"<{name}>{''.join(html for _node, html in items)}</{name}>")


def _paragraph(_name: str, inside: _Pieces, around: _Pieces) -> None:
    inside.strip()
    if inside.nodes:
        node = {"type": "paragraph", "children": inside.nodes}
        around.add(node, f"<p>{''.join(inside.html)}</p>")


def _block(name: str, inside: _Pieces, around: _Pieces) -> None:
    if inside.nodes:
        node = {"type": _BLOCKS[name], "children": inside.nodes}
        around.add(node, f"<{name}>{''.join(inside.html)}</{name}>")


def _anchor(
    attributes: dict[str, str], inside: _Pieces, context: "Context", around: _Pieces
) -> None:
    """A link, or a number of GBIF; empty ones are dropped, and what counts nothing is its words."""
    if attributes.get("linktype") == LINK_TYPE:
        number = _number(attributes, inside.nodes, context)
        if number is None:
            around.extend(inside)
        else:
            around.add(number, _number_html(number))
    elif inside.nodes:
        link = _link(attributes, context)
        around.add(
            {"type": "link", "link": link, "children": inside.nodes},
            _linked("".join(inside.html), link),
        )


# What is made of an element when it ends: its piece goes to those around it.
_CONTAINERS: dict[str, Callable[[str, _Pieces, _Pieces], None]] = {
    "a": lambda name, inside, around: None,  # by `_anchor`, which is told its attributes
    "p": _paragraph,
    **dict.fromkeys(_LISTS, _list),
    **dict.fromkeys(HEADINGS, _heading),
    **dict.fromkeys(_BLOCKS, _block),
}


def _in_blocks(pieces: _Pieces) -> _Pieces:
    """Top-level pieces, with stray inline content put into paragraphs."""
    if all(node["type"] in _BLOCK_TYPES for node in pieces.nodes):
        return pieces
    tree, stray = _Pieces(), _Pieces()
    for node, html in zip(pieces.nodes, pieces.html, strict=True):
        if node["type"] in _BLOCK_TYPES:
            _paragraph("p", stray, tree)
            stray = _Pieces()
            tree.add(node, html)
        else:
            stray.add(node, html)
    _paragraph("p", stray, tree)
    return tree


def _link(attributes: dict[str, str], context: "Context") -> JSON:
    kind, pk = attributes.get("linktype"), attributes.get("id", "")
    href = attributes.get("href", "")
    if kind == "page":
        _base, _hash, anchor = href.partition("#")
        return context.page_link_by_id(pk, query=attributes.get("data-query", ""), anchor=anchor)
    if kind == "document":
        return context.document_link_by_id(pk)
    return context.address_link(href)


def _number(attributes: dict[str, str], children: list[Node], context: "Context") -> Node | None:
    """A number of GBIF; None for what counts nothing."""
    marks = next((list(child["marks"]) for child in children if child["type"] == "text"), [])
    words = plain_text(children)
    number: Node | None = represent_number(attributes, words, marks, context, context.language)
    return number


def _embed(attributes: dict[str, str], context: "Context", around: _Pieces) -> None:
    """Pictures stay; other embeds have a block of their own and become a link here."""
    if attributes.get("embedtype") == "image":
        image = context.image_by_id(attributes.get("id", ""), alt=attributes.get("alt", ""))
        if image is not None:
            around.add({"type": "image", "image": image}, _image_html(image))
        return
    url = attributes.get("url", "")
    if not url:
        return
    text = {"type": "text", "text": url, "marks": []}
    link = context.address_link(url)
    html = _linked(escape(url, quote=False), link)
    node = {"type": "link", "link": link, "children": [text]}
    around.add({"type": "paragraph", "children": [node]}, f"<p>{html}</p>")


def _linked(html: str, link: JSON) -> str:
    """A link around HTML; a missing one is what stands in it."""
    return f'<a href="{escape(link["href"])}">{html}</a>' if link["href"] else html


def _marked(html: str, marks: Sequence[str]) -> str:
    for mark in reversed(marks):
        html = f"<{_MARK_TAGS[mark]}>{html}</{_MARK_TAGS[mark]}>"
    return html


def _image_html(image: JSON) -> str:
    return (
        f'<img src="{escape(image["src"])}" alt="{escape(image["alt"])}" '
        f'width="{image["width"]}" height="{image["height"]}">'
    )


def _number_html(node: Node) -> str:
    text = escape(node["text"], quote=False)
    html = text if node["value"] is None else f'<data value="{node["value"]}">{text}</data>'
    return _marked(html, node["marks"])


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
