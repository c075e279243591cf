"""A Markdown body as the blocks of a page.

Running text, lists and quotations become rich text; headings, pictures, tables, logos and videos
become blocks of their own. Raw HTML that has no counterpart goes into the quarantined HTML block,
where an administrator reviews it.
"""

import re
from collections import Counter
from collections.abc import Callable
from html import escape, unescape

from bs4 import BeautifulSoup, Comment, Tag
from django.utils.text import slugify
from markdown_it.tree import SyntaxTreeNode

from cms.importers.hosted_portal import blocks, kramdown
from cms.importers.hosted_portal.blocks import Raw
from cms.importers.hosted_portal.inline import (
    Image,
    Inline,
    InlineWriter,
    LiveNumber,
    tidy,
    words_of,
)
from cms.importers.hosted_portal.links import Kind, Links, Target
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import OrganisationFacts, Picture, Resources

VIDEO = re.compile(
    r"^(?:https?:)?//(?:www\.)?(?:youtube(?:-nocookie)?\.com|youtu\.be|(?:player\.)?vimeo\.com)/"
)
# HTML elements that rich text can hold; anything else is quarantined.
PROSE_TAGS = {
    *("p", "b", "strong", "i", "em", "a", "br", "hr", "ul", "ol", "li", "h2", "h3", "h4"),
    *("sup", "sub", "blockquote", "s", "del", "code", "u"),
}
WRAPPER_TAGS = {"div", "section", "article", "span", "center", "p", "main", "header"}
MAX_HEADING = 255
MAX_ANCHOR = 80


class BodyWriter:
    """Turns Markdown of one language into stored blocks (without ids: see `blocks.identified`)."""

    def __init__(self, links: Links, resources: Resources, lang: str) -> None:
        self.links = links
        self.report = links.portal.report
        self.resources = resources
        self.lang = lang
        self.inline = InlineWriter(links, resources, lang)
        self.anchors: Counter[str] = Counter()

    def blocks(self, markdown: str, place: Place) -> list[Raw]:
        """The blocks of a body that begins at `place`."""
        run = _Body(self, place)
        nodes = kramdown.parse(markdown).children
        run.levels = run.heading_levels(nodes)
        run.nodes(nodes)
        self._report_attribute_lists()
        return run.finish()

    def rich_text(self, markdown: str, place: Place) -> tuple[str, list[Image], list[LiveNumber]]:
        """A short text of a data file: its HTML, and the pictures and numbers lifted out of it."""
        run = _Body(self, place, short=True)
        run.nodes(kramdown.parse(markdown).children)
        self._report_attribute_lists()
        run.flush()
        html = "".join(
            block["value"]["text"] for block in run.stream if block["type"] == "rich_text"
        )
        for block in run.stream:
            if block["type"] != "rich_text":
                self.report.warning(
                    "short-text-block",
                    place,
                    f"a {block['type']} does not fit into a short text; left out",
                )
        return html, run.images, run.numbers

    def plain(self, markdown: str, place: Place) -> str:
        """A title or description as plain text on one line; formatting goes."""
        html, images, numbers = self.rich_text(markdown, place)
        for number in numbers:
            self.report.warning(
                "live-number-in-text",
                number.place,
                f"the live number {number.url[:120]} stands in a plain text; its place is empty",
            )
        for image in images:
            self.report.warning(
                "image-in-text", image.picture.place, f"picture {image.picture.src} left out"
            )
        return words_of(html)

    def _report_attribute_lists(self) -> None:
        found = self.inline.attribute_lists
        if found:
            place, example = found[0]
            self.report.info(
                "attribute-list",
                place,
                f"{len(found)} attribute lists such as {example} dropped: the website sizes "
                "pictures itself",
            )
            found.clear()

    def organisation(self, image: Image) -> int:
        """The organisation behind a linked logo."""
        website = image.target.url if image.target and image.target.kind is Kind.URL else ""
        name = image.picture.alt or _file_stem(image.picture.src)
        return self.resources.organisation(
            OrganisationFacts(name=name, website=website, logo=image.picture)
        )


class _Body:
    """One body while it is written: finished blocks and the rich text under way."""

    def __init__(self, writer: BodyWriter, place: Place, short: bool = False) -> None:
        self.writer = writer
        self.report = writer.report
        self.start = place
        self.short = short
        self.stream: list[Raw] = []
        self.html: list[str] = []
        self.images: list[Image] = []
        self.numbers: list[LiveNumber] = []
        self.levels: dict[SyntaxTreeNode, int] = {}

    def place(self, node: SyntaxTreeNode) -> Place:
        first = self.start.line or 1
        return self.start.at(first + (node.map[0] if node.map else 0))

    # The stream

    def add(self, block: Raw) -> None:
        self.flush()
        self.stream.append(block)

    def flush(self) -> None:
        html = "".join(self.html)
        self.html = []
        if html:
            self.stream.append(blocks.block("rich_text", text=html))

    def finish(self) -> list[Raw]:
        self.flush()
        return self.stream

    # Nodes

    def nodes(self, nodes: list[SyntaxTreeNode]) -> None:
        for node in nodes:
            self.node(node)

    def node(self, node: SyntaxTreeNode) -> None:
        handlers: dict[str, Callable[[SyntaxTreeNode], None]] = {
            "paragraph": self.paragraph,
            "heading": self.heading,
            "bullet_list": self.bullets,
            "ordered_list": self.bullets,
            "blockquote": self.blockquote,
            "table": self.table,
            "html_block": self.html_block,
            "fence": self.code,
            "code_block": self.code,
            "dl": self.definitions,
            "footnote_block": self.footnotes,
            "attribute_list": self.attribute_list,
            "hr": lambda _node: self.html.append("<hr/>"),
        }
        handler = handlers.get(node.type)
        if handler is not None:
            handler(node)
            return
        self.report.warning(
            "markdown-unknown", self.place(node), f"{node.type} is not understood; kept as text"
        )
        self.html.append(f"<p>{escape(node.content, quote=False)}</p>")

    def attribute_list(self, node: SyntaxTreeNode) -> None:
        self.writer.inline.attribute_lists.append((self.place(node), node.content))

    def inline(self, node: SyntaxTreeNode) -> Inline:
        return self.writer.inline.write(node.children, self.place(node))

    def paragraph(self, node: SyntaxTreeNode) -> None:
        inline = self.inline(node)
        for part in inline.parts():
            if isinstance(part, str):
                self.html.append(f"<p>{part}</p>")
            else:
                self.image(part)
        self.live_numbers(inline)

    def image(self, image: Image, decorative: bool = False) -> None:
        """A picture on its own, followed by its link where it carried one."""
        if self.short:
            self.images.append(image)
            return
        pk = self.writer.resources.image(image.picture)
        if pk is not None:
            alt = "" if decorative else image.picture.alt
            self.add(blocks.block("image", image=blocks.image(pk, alt), caption="", size="normal"))
        elif image.picture.alt and not decorative and image.target is None:
            self.html.append(f"<p>{escape(image.picture.alt, quote=False)}</p>")
        if image.target is not None and image.target.kind is not Kind.NONE:
            label = escape(image.picture.alt or image.target.url or image.target.path, quote=False)
            link = self.writer.inline.anchor(image.target, label, image.picture.place)
            self.html.append(f"<p>{link}</p>")

    def live_numbers(self, inline: Inline) -> None:
        for number in inline.numbers:
            if self.short:
                self.numbers.append(number)
                continue
            value = self.writer.resources.number(number.url, number.path, number.place)
            if value is not None:
                self.report.info(
                    "live-number-moved",
                    number.place,
                    "a live number inside a text became a block of its own below it",
                )
                self.add({"type": "gbif_number", "value": value})

    def heading(self, node: SyntaxTreeNode) -> None:
        level = self.levels.get(node, max(int(node.tag[1:]), 2))
        inline = self.inline(node)
        text, anchor = kramdown.split_header_id(inline.text)
        for image in inline.images:
            self.image(image, decorative=image.picture.alt.casefold() == text.casefold())
        self.live_numbers(inline)
        if not text:
            return
        html, _anchor = kramdown.split_header_id(inline.text_html)
        if self.short or level > 3 or "<a " in html or len(text) > MAX_HEADING:
            self.html.append(f"<h{min(level, 4)}>{html}</h{min(level, 4)}>")
            return
        self.add(
            blocks.block("heading", text=text, anchor=self.anchor(anchor, text), level=str(level))
        )

    def heading_levels(self, nodes: list[SyntaxTreeNode]) -> dict[SyntaxTreeNode, int]:
        """The level of each heading below the page's title: none is 1, and none is skipped."""
        found = {node: int(node.tag[1:]) for node in nodes if node.type == "heading"}
        lowered = 1 in found.values()
        levels: dict[SyntaxTreeNode, int] = {}
        above: list[int] = []
        for node, level in found.items():
            above = [one for one in above if one < level]
            levels[node] = len(above) + 2
            above.append(level)
        changed = [node for node in found if levels[node] != found[node]]
        if changed:
            reason = "the title is the page's" if lowered else "a level was skipped"
            self.report.info(
                "heading-level",
                self.place(changed[0]),
                f"{len(changed)} headings have another level now: {reason}",
            )
        return levels

    def anchor(self, given: str, text: str) -> str:
        anchor = slugify(given or kramdown.header_id(text))[:MAX_ANCHOR].strip("-")
        self.writer.anchors[anchor] += 1
        count = self.writer.anchors[anchor]
        return anchor if count == 1 or not anchor else f"{anchor[: MAX_ANCHOR - 4]}-{count - 1}"

    def bullets(self, node: SyntaxTreeNode) -> None:
        html, images = self.list_html(node)
        self.html.append(html)
        self.moved(images, node)

    def moved(self, images: list[Image], node: SyntaxTreeNode) -> None:
        if images:
            self.report.info(
                "image-moved",
                self.place(node),
                f"{len(images)} pictures moved below the {node.type}",
            )
        for image in images:
            self.image(image)

    def list_html(self, node: SyntaxTreeNode) -> tuple[str, list[Image]]:
        tag = "ol" if node.type == "ordered_list" else "ul"
        images: list[Image] = []
        items = []
        for item in node.children:
            html, inner = self.contents(item.children)
            images.extend(inner)
            items.append(f"<li>{html}</li>")
        return f"<{tag}>{''.join(items)}</{tag}>", images

    def contents(self, nodes: list[SyntaxTreeNode]) -> tuple[str, list[Image]]:
        """What stands in a list item, quotation or cell: lines of text and inner lists."""
        lines: list[str] = []
        lists: list[str] = []
        images: list[Image] = []
        for node in nodes:
            if node.type in {"bullet_list", "ordered_list"}:
                html, inner = self.list_html(node)
                lists.append(html)
                images.extend(inner)
            elif node.type in {"paragraph", "heading", "inline"}:
                inline = self.writer.inline.write(node.children, self.place(node))
                images.extend(inline.images)
                self.live_numbers(inline)
                lines.append(inline.text_html)
            elif node.type in {"fence", "code_block"}:
                lines.append(_code_html(node.content))
            elif node.type == "html_block":
                soup = BeautifulSoup(node.content, "html.parser")
                lines.append(escape(" ".join(soup.get_text(" ").split()), quote=False))
                self.report.warning(
                    "html-inline", self.place(node), "HTML inside a list or quotation kept as text"
                )
            elif node.type == "attribute_list":
                self.attribute_list(node)
            elif node.type != "hr":
                html, inner = self.contents(node.children)
                lines.append(html)
                images.extend(inner)
        return "<br/>".join(line for line in lines if line) + "".join(lists), images

    def blockquote(self, node: SyntaxTreeNode) -> None:
        images: list[Image] = []
        for child in node.children:
            html, inner = self.contents([child])
            images.extend(inner)
            if child.type in {"bullet_list", "ordered_list"}:
                self.html.append(html)
            elif html:
                self.html.append(f"<blockquote>{html}</blockquote>")
        self.moved(images, node)

    def code(self, node: SyntaxTreeNode) -> None:
        self.html.append(f"<p>{_code_html(node.content)}</p>")

    def definitions(self, node: SyntaxTreeNode) -> None:
        images: list[Image] = []
        for child in node.children:
            html, inner = self.contents(child.children)
            images.extend(inner)
            self.html.append(f"<p><b>{html}</b></p>" if child.type == "dt" else f"<p>{html}</p>")
        self.moved(images, node)

    def footnotes(self, node: SyntaxTreeNode) -> None:
        self.report.info(
            "footnotes", self.place(node), "footnotes became numbered lines at the end"
        )
        self.html.append("<hr/>")
        for number, child in enumerate(node.children, start=1):
            html, images = self.contents(child.children)
            self.html.append(f"<p>[{number}] {html}</p>")
            self.moved(images, node)

    # Tables

    def table(self, node: SyntaxTreeNode) -> None:
        rows: list[list[Inline]] = []
        header = False
        for section in node.children:
            for row in section.children:
                cells = [
                    self.writer.inline.write(cell.children, self.place(row))
                    for cell in row.children
                ]
                header = header or (section.type == "thead" and any(cell.html for cell in cells))
                if section.type != "thead" or any(cell.html for cell in cells):
                    rows.append(cells)
        cells = [cell for row in rows for cell in row if cell.html.strip()]
        images = [image for cell in cells for image in cell.images]
        if images and all(not cell.text for cell in cells):
            self.logos(images, node)
            return
        width = max((len(row) for row in rows), default=0)
        if width:
            stored = [
                {"cells": blocks.items([*(c.text_html for c in row), *[""] * (width - len(row))])}
                for row in rows
            ]
            self.add(
                blocks.block(
                    "table",
                    caption="",
                    header_row=header,
                    header_column=False,
                    rows=blocks.items(stored),
                )
            )
        self.moved(images, node)
        for cell in cells:
            self.live_numbers(cell)

    def logos(self, images: list[Image], node: SyntaxTreeNode) -> None:
        """A table of nothing but pictures: linked ones are logos of organisations."""
        linked = [image for image in images if image.target is not None]
        if len(linked) == len(images):
            keys = list(dict.fromkeys(self.writer.organisation(image) for image in images))
            self.report.info(
                "logo-table", self.place(node), f"a table of {len(images)} logos: organisations"
            )
            self.add(
                blocks.block("organisations", title="", intro="", organisations=blocks.items(keys))
            )
            return
        shown = []
        for image in images:
            pk = self.writer.resources.image(image.picture)
            if pk is not None:
                shown.append({"image": blocks.image(pk, image.picture.alt), "caption": ""})
        if shown:
            self.add(blocks.block("gallery", title="", images=blocks.items(shown)))
        for image in linked:
            self.report.warning(
                "image-link", image.picture.place, f"the link of {image.picture.src} was left out"
            )

    # Raw HTML

    def html_block(self, node: SyntaxTreeNode) -> None:
        place = self.place(node)
        content = node.content.strip()
        soup = BeautifulSoup(content, "html.parser")
        for comment in soup.find_all(string=lambda text: isinstance(text, Comment)):
            self.report.info("html-comment", place, "an HTML comment; dropped")
            comment.extract()
        tags = list(soup.find_all(True))
        names = {tag.name for tag in tags}
        text = " ".join(soup.get_text(" ").split())
        if not tags and not text:
            if not content.startswith("<!--"):
                self.report.info("html-wrapper", place, f"{content[:60]} dropped: it holds nothing")
            return
        if not text and names <= {"br"}:
            return
        if self._media(tags, text, place):
            return
        if not text and names <= WRAPPER_TAGS:
            self.report.info("html-wrapper", place, f"{content[:60]} dropped: it holds nothing")
            return
        numbers = soup.select("[data-ajax-url]")
        if self.short:
            self._short_html(soup, place)
            return
        if names <= PROSE_TAGS and not numbers:
            self.html.append(self._prose(soup, place))
            return
        self.report.warning(
            "html-quarantined",
            place,
            f"raw HTML ({', '.join(sorted(names)[:6])}) kept in a quarantined block for review",
        )
        self.add(blocks.block("html", html=content))

    def _short_html(self, soup: BeautifulSoup, place: Place) -> None:
        """HTML in a short text: its pictures are lifted out, its words and links stay."""
        for tag in list(soup.find_all(True)):
            if tag.name == "img":
                alt = str(tag.get("alt") or "")
                parent = tag.find_parent("a")
                href = str(parent.get("href") or "") if isinstance(parent, Tag) else ""
                lang = self.writer.lang
                target = self.writer.links.resolve(href, lang, place) if href else None
                source = unescape(str(tag.get("src") or ""))
                self.images.append(Image(Picture(source, place, lang, alt=alt), target))
                tag.decompose()
            elif tag.name in {"script", "style", "iframe"}:
                self.report.warning(
                    "html-dropped", place, f"<{tag.name}> has no place here; left out"
                )
                tag.decompose()
            elif not tag.decomposed and tag.name not in PROSE_TAGS:
                tag.unwrap()
        if soup.get_text().strip():
            self.html.append(self._prose(soup, place))

    def _media(self, tags: list[Tag], text: str, place: Place) -> bool:
        """A picture or a video, perhaps wrapped; False when the HTML is something else."""
        media = [tag for tag in tags if tag.name in {"img", "iframe"}]
        rest = {tag.name for tag in tags} - {"img", "iframe", "figure", "figcaption", *WRAPPER_TAGS}
        if text or len(media) != 1 or rest:
            return False
        source = unescape(str(media[0].get("src") or ""))
        if media[0].name == "img":
            alt = str(media[0].get("alt") or "")
            self.image(Image(Picture(source, place, self.writer.lang, alt=alt)))
            return True
        if not VIDEO.match(source) or self.short:
            return False
        url = re.sub(r"^(?:https?:)?//", "https://", source)
        url = re.sub(r"^https://youtube", "https://www.youtube", url)
        title = str(media[0].get("title") or "") or url
        self.add(blocks.block("video", url=url, title=title, poster=dict(blocks.NO_IMAGE)))
        self.report.info("html-video", place, f"an embedded player of {url} became a video block")
        return True

    def _prose(self, soup: BeautifulSoup, place: Place) -> str:
        """Simple HTML as rich text: links resolved, attributes gone."""
        for tag in soup.find_all(True):
            href = tag.get("href") if tag.name == "a" else None
            tag.attrs = {}
            if tag.name == "u":
                tag.unwrap()
            elif tag.name == "a":
                target = self.writer.links.resolve(str(href or ""), self.writer.lang, place)
                anchor = self.writer.inline.anchor(target, tag.decode_contents(), place)
                tag.replace_with(BeautifulSoup(anchor, "html.parser"))
        html = tidy(soup.decode_contents())
        block = re.match(r"^<(?:p|ul|ol|h[234]|blockquote|hr)\b", html)
        return html if block else f"<p>{html}</p>"


def _code_html(content: str) -> str:
    lines = escape(content.rstrip("\n"), quote=False).split("\n")
    return f"<code>{'<br/>'.join(lines)}</code>"


def _file_stem(src: str) -> str:
    return src.rsplit("/", 1)[-1].rsplit(".", 1)[0]


def link_value(target: Target, resources: Resources, place: Place) -> Raw:
    """The stored form of a link block; empty where the target leads nowhere."""
    value = dict(blocks.NO_LINK)
    if target.kind is Kind.URL:
        value["url"] = target.url
    elif target.kind is Kind.DOCUMENT:
        value["document"] = resources.document(target.path, place)
    elif target.kind is Kind.PAGE and target.page is not None:
        value["page"] = resources.page(target.page)
        value["query"] = target.query
        value["anchor"] = target.anchor
    return value
