"""Rich text as translators get it: what wagtail-localize makes of it, and the texts of pictures.

It cuts rich text into strings and a template, and leaves the attributes of embedded pictures in
the template; the text that stands for a picture is to be read, so it becomes a string of its own.
It also takes every tag that it does not know for a paragraph's end, and would hand out
“CO<sub>2</sub>” in two parts.
"""

import re
from typing import Any

from bs4 import BeautifulSoup
from wagtail.rich_text import RichText
from wagtail_localize import strings
from wagtail_localize.segments import (
    OverridableSegmentValue,
    StringSegmentValue,
    TemplateSegmentValue,
)
from wagtail_localize.segments.extract import quote_path_component
from wagtail_localize.segments.ingest import organise_template_segments
from wagtail_localize.strings import StringValue

#: What the editor's features write inside a sentence, and wagtail-localize does not know.
INLINE_TAGS = ("sub", "sup", "s")
# Marks the text of the picture before it.
ALT = "data-alt"
# The tags of blocks as the editor writes them, and words without entities.
_TAG = "p|h[2-6]|ul|ol|li|blockquote"
_PLAIN = re.compile(
    rf'<(?P<opened>{_TAG})(?: data-block-key="[\w-]+")?>|</(?P<closed>{_TAG})>|(?P<words>[^<>&]+)'
)


def know_inline_tags() -> None:
    """Let sentences keep the tags of INLINE_TAGS; called when the apps are ready."""
    for tag in INLINE_TAGS:
        if tag not in strings.INLINE_TAGS:
            strings.INLINE_TAGS.append(tag)


def segments_of(html: str) -> list[Any]:
    """The template, the strings in their order, and the addresses that may differ by language."""
    template, found = _plain_strings(html) or strings.extract_strings(_with_alts_as_text(html))
    addresses = {
        attributes["href"]
        for _string, by_id in found
        for attributes in by_id.values()
        if "href" in attributes
    }
    return [
        TemplateSegmentValue("", "html", template, len(found)),
        *(StringSegmentValue("", string, attrs=attributes) for string, attributes in found),
        *(OverridableSegmentValue(quote_path_component(one), one) for one in sorted(addresses)),
    ]


def html_of(segments: list[Any]) -> str:
    """The HTML of a rich text's segments in any language."""
    _format, template, found = organise_template_segments(segments)
    return _with_text_as_alts(strings.restore_strings(template, found))


def restored(segments: list[Any]) -> RichText:
    """`html_of` as a block's value."""
    return RichText(html_of(segments))


def _plain_strings(html: str) -> tuple[str, list[tuple[StringValue, dict[str, Any]]]] | None:
    """What `extract_strings` gives for blocks of words alone; None for all other HTML.

    Most texts are no more than that, and reading them twice with BeautifulSoup, as wagtail-localize
    does, is most of what an export costs.
    """
    template: list[str] = []
    found: list[tuple[StringValue, dict[str, Any]]] = []
    open_tags: list[str] = []
    position = 0
    for match in _PLAIN.finditer(html):
        if match.start() != position:
            return None
        position = match.end()
        words = match["words"]
        if words:
            if words != words.strip() or not open_tags:
                return None
            template.append(f'<text position="{len(found)}"></text>')
            found.append((StringValue(words), {}))
            continue
        if match["opened"]:
            open_tags.append(match["opened"])
        elif not open_tags or open_tags.pop() != match["closed"]:
            return None
        template.append(match[0])
    if position != len(html) or open_tags:
        return None
    return "".join(template), found


def _with_alts_as_text(html: str) -> str:
    if "<embed" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for embed in soup.find_all("embed", alt=True):
        if str(embed["alt"]).strip():
            text = soup.new_tag("div", attrs={ALT: ""})
            text.string = str(embed["alt"])
            embed.insert_after(text)
            embed["alt"] = ""
    return str(soup)


def _with_text_as_alts(html: str) -> str:
    if f"<div {ALT}" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for text in soup.find_all("div", attrs={ALT: True}):
        embed = text.find_previous_sibling("embed")
        if embed is not None:
            embed["alt"] = text.get_text()
        text.decompose()
    return str(soup)
