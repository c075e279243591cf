"""Inline Markdown as Wagtail's stored rich text.

Pictures, live numbers and links to pages are not HTML in Wagtail. Links get Wagtail's own form;
pictures and live numbers are lifted out, because they have blocks of their own, and the caller
decides where they go. `MARK` stands in the HTML where a picture was.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape, unescape

from bs4 import BeautifulSoup
from markdown_it.tree import SyntaxTreeNode

from cms.importers.hosted_portal.links import Kind, Links, Target
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import Picture, Resources

MARK = "\x00{}\x00"
MARKS = re.compile("\x00(\\d+)\x00")
TAG = re.compile(
    r"^<(?P<close>/?)(?P<name>[a-zA-Z][\w-]*)(?P<rest>[^>]*?)(?P<void>/?)>$", re.DOTALL
)
FORMATS = {
    "b": "b",
    "strong": "b",
    "i": "i",
    "em": "i",
    "sup": "sup",
    "sub": "sub",
    "s": "s",
    "del": "s",
    "code": "code",
    "tt": "code",
    "kbd": "code",
}
NODE_TAGS = {"strong": "b", "em": "i", "s": "s"}
STRAY_MARKUP = re.compile(r"\*\*|(?<!\w)__|__(?!\w)")


@dataclass(frozen=True, slots=True)
class Image:
    """A picture that stood in the text, with the link that it carried."""

    picture: Picture
    target: Target | None = None


@dataclass(frozen=True, slots=True)
class LiveNumber:
    """`<span data-ajax-url=… data-ajax-path=…>fallback</span>`: a count that the page fetches."""

    url: str
    path: str
    fallback: str
    place: Place


@dataclass(slots=True)
class Inline:
    """HTML with marks, and what the marks stand for; live numbers leave their fallback text."""

    html: str = ""
    images: list[Image] = field(default_factory=list)
    numbers: list[LiveNumber] = field(default_factory=list)

    @property
    def text_html(self) -> str:
        """The HTML without the marks of pictures."""
        return tidy(MARKS.sub(" ", self.html))

    @property
    def text(self) -> str:
        """The words, on one line."""
        return words_of(MARKS.sub(" ", self.html))

    def parts(self) -> list[str | Image]:
        """The text's HTML and the pictures in the order in which they stand."""
        found: list[str | Image] = []
        for index, part in enumerate(MARKS.split(self.html)):
            if index % 2:
                found.append(self.images[int(part)])
            elif tidy(part):
                found.append(tidy(part))
        return found


def words_of(html: str) -> str:
    """The text of rich text on one line; the narrow and fixed spaces of French stay."""
    spaced = re.sub(r"<br/>|<hr/>|</(?:p|li|h[1-6]|blockquote)>", " ", html)
    text = BeautifulSoup(spaced, "html.parser").get_text()
    return re.sub(r"[ \t\r\n]+", " ", text).strip()


def tidy(html: str) -> str:
    """`html` without spaces and line breaks at its ends."""
    return re.sub(r"^(?:\s|<br/>)+|(?:\s|<br/>)+$", "", html)


class InlineWriter:
    """Makes `Inline` of the inline nodes of one text in one language."""

    def __init__(self, links: Links, resources: Resources, lang: str) -> None:
        self.links = links
        self.report = links.portal.report
        self.resources = resources
        self.lang = lang
        self.attribute_lists: list[tuple[Place, str]] = []

    def write(self, nodes: list[SyntaxTreeNode], place: Place) -> Inline:
        """The inline nodes of one paragraph, heading or cell that stands at `place`."""
        return _Run(self, place).run(nodes)

    def anchor(self, target: Target, html: str, place: Place) -> str:
        """`html` as a link to `target` in Wagtail's stored form, or alone where there is none."""
        if target.kind is Kind.URL:
            return f'<a href="{escape(target.url)}">{html}</a>'
        if target.kind is Kind.PAGE and target.page is not None:
            pk = self.resources.page(target.page)
            if pk is None:
                return html
            query = f' data-query="{escape(target.query)}"' if target.query else ""
            anchor = f' href="#{escape(target.anchor)}"' if target.anchor else ""
            return f'<a linktype="page" id="{pk}"{query}{anchor}>{html}</a>'
        if target.kind is Kind.DOCUMENT:
            document = self.resources.document(target.path, place)
            if document is not None:
                return f'<a linktype="document" id="{document}">{html}</a>'
        return html


class _Run:
    """One run of inline nodes; knows which HTML tags are open."""

    def __init__(self, writer: InlineWriter, place: Place) -> None:
        self.writer = writer
        self.place = place
        self.inline = Inline()
        self.open: list[str] = []
        self.links: list[Target | None] = []
        self.number: tuple[str, str] | None = None
        self.number_text = ""
        self.depth = 0

    def run(self, nodes: list[SyntaxTreeNode]) -> Inline:
        html = self.children(nodes)
        html += "".join(f"</{tag}>" for tag in reversed(self.open))
        self.finish_number()
        self.inline.html = html
        return self.inline

    @property
    def line(self) -> Place:
        return self.place

    def children(self, nodes: list[SyntaxTreeNode]) -> str:
        return "".join(self.node(node) for node in nodes)

    def node(self, node: SyntaxTreeNode) -> str:
        kind = node.type
        if kind == "inline":
            return self.children(node.children)
        if kind == "text":
            return self.text(node.content)
        if kind in NODE_TAGS:
            return self.wrapped(NODE_TAGS[kind], node)
        if kind == "link":
            return self.link(node)
        if kind == "image":
            return self.image(str(node.attrs.get("src", "")), _alt(node), None)
        if kind == "html_inline":
            return self.html(node.content)
        if kind == "footnote_ref":
            return f"<sup>[{int(node.meta.get('id', 0)) + 1}]</sup>"
        if kind == "attribute_list":
            self.writer.attribute_lists.append((self.place, node.content))
            return ""
        others: dict[str, Callable[[], str]] = {
            "softbreak": self.soft_break,
            "hardbreak": lambda: "<br/>",
            "code_inline": lambda: f"<code>{escape(node.content, quote=False)}</code>",
            "footnote_anchor": lambda: "",
        }
        return others.get(kind, lambda: escape(node.content, quote=False))()

    def soft_break(self) -> str:
        # A soft break is the only thing that moves to another line inside a paragraph.
        self.place = self.place.at((self.place.line or 1) + 1)
        return " "

    def text(self, content: str) -> str:
        if self.number is not None:
            self.number_text += content
        if STRAY_MARKUP.search(content):
            self.writer.report.info(
                "emphasis-malformed",
                self.place,
                f"emphasis in “{' '.join(content.split())[:60]}” is malformed; kept as written",
            )
        return escape(content, quote=False)

    def wrapped(self, tag: str, node: SyntaxTreeNode) -> str:
        self.depth += 1
        html = self.children(node.children)
        self.depth -= 1
        return _hoisted(html, lambda inner: f"<{tag}>{inner}</{tag}>")

    def link(self, node: SyntaxTreeNode) -> str:
        place = self.place
        target = self.writer.links.resolve(
            unescape(str(node.attrs.get("href", ""))), self.writer.lang, place
        )
        return self.linked(node.children, target, place)

    def linked(self, nodes: list[SyntaxTreeNode], target: Target, place: Place) -> str:
        before = len(self.inline.images)
        html = self.children(nodes)
        words = tidy(MARKS.sub("", html))
        if not words and len(self.inline.images) == before:
            self.writer.report.warning("link-empty", place, "a link without text; left out")
        if not words:
            # The whole link is a picture: the picture carries the link.
            for index in range(before, len(self.inline.images)):
                image = self.inline.images[index]
                self.inline.images[index] = Image(image.picture, target)
            return html
        return _hoisted(html, lambda inner: self.writer.anchor(target, inner, place))

    def image(self, src: str, alt: str, target: Target | None) -> str:
        picture = Picture(unescape(src), self.place, self.writer.lang, alt=alt.strip())
        self.inline.images.append(Image(picture, target))
        return MARK.format(len(self.inline.images) - 1)

    # Raw HTML inside a text

    def html(self, content: str) -> str:
        if content.startswith("<!--"):
            self.writer.report.info("html-comment", self.place, "an HTML comment; dropped")
            return ""
        match = TAG.match(content)
        name = match["name"].lower() if match else ""
        if match is None:
            return ""
        if name == "br":
            return "<br/>"
        if name == "img" and not match["close"]:
            tag = BeautifulSoup(content, "html.parser").img
            assert tag is not None  # noqa: S101 - the pattern above says so
            return self.image(str(tag.get("src") or ""), str(tag.get("alt") or ""), None)
        if match["close"]:
            return self.closing(name)
        return self.opening(name, content)

    def opening(self, name: str, content: str) -> str:
        tag = BeautifulSoup(content, "html.parser").find(name)
        attributes = dict(tag.attrs) if tag is not None else {}
        if name == "span" and "data-ajax-url" in attributes:
            self.number = (
                str(attributes["data-ajax-url"]),
                str(attributes.get("data-ajax-path") or "count"),
            )
            self.number_text = ""
            return ""
        if name == "i" and "fa" in str(attributes.get("class", "")):
            self.writer.report.info(
                "html-icon", self.place, f"icon {content} dropped: the website draws its own"
            )
            return ""
        if name == "a" and "href" in attributes:
            target = self.writer.links.resolve(
                str(attributes["href"]), self.writer.lang, self.place
            )
            opened = self.writer.anchor(target, "", self.place).removesuffix("</a>")
            if opened:
                self.open.append("a")
            return opened
        if name in FORMATS:
            self.open.append(FORMATS[name])
            return f"<{FORMATS[name]}>"
        self.writer.report.warning(
            "html-inline", self.place, f"{content} dropped, its text kept: only plain text remains"
        )
        return ""

    def closing(self, name: str) -> str:
        if name == "span" and self.number is not None:
            return self.finish_number()
        tag = FORMATS.get(name, name)
        if tag in self.open and self.open[-1] == tag:
            self.open.pop()
            return f"</{tag}>"
        return ""

    def finish_number(self) -> str:
        if self.number is None:
            return ""
        url, path = self.number
        self.number = None
        self.inline.numbers.append(LiveNumber(url, path, self.number_text.strip(), self.place))
        return ""


def _alt(node: SyntaxTreeNode) -> str:
    return "".join(
        child.content if child.type in {"text", "code_inline"} else _alt(child)
        for child in node.children
    )


def _hoisted(html: str, wrap: Callable[[str], str]) -> str:
    """`html` wrapped, with the marks of its pictures moved before it."""
    marks = "".join(match[0] for match in MARKS.finditer(html))
    words = MARKS.sub("", html)
    wrapped = wrap(words) if words.strip() else words
    return marks + wrapped
