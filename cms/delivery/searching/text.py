"""What a document says to its readers, as plain text.

Only what the page shows counts: a word that stands in nothing but a description for search
engines, an address, the title of a picture's file or another page's summary does not find it.
"""

import unicodedata
from collections.abc import Iterator
from typing import Any

from bs4 import BeautifulSoup

# The keys of text that is shown. A test holds every other key of every schema against it.
SHOWN = frozenset(
    {
        "acronym", "answer", "attribution", "caption", "city", "credit", "description", "intro",
        "kind_label", "label", "name", "organisation", "our_role", "place", "prefix", "publisher",
        "question", "role", "scientific_name", "source", "status_label", "suffix", "summary",
        "text", "title", "unit", "value",
    }
)  # fmt: skip
# Lists of words that are shown.
SHOWN_LISTS = frozenset({"contact_roles", "criteria", "tags"})
# Not of this page's own making (other pages, whole answers of GBIF), not shown, or shown by every
# page.
SKIPPED = frozenset(
    {
        "alternates", "breadcrumbs", "facets", "licence", "link", "locale", "more", "projects",
        "seo", "snapshot", "translation",
    }
)  # fmt: skip
# The title is searched apart; the tags of a whole page are the editors' own headings.
_APART = ("title", "hero", "tags")
_UNSEEN = ("script", "style", "template", "noscript")


def plain_text(document: dict[str, Any]) -> str:
    """The text of a page's document without its title, one line for each piece.

    What is said of pictures comes last: an excerpt begins with the page's own words. The frame of
    a portal has no text: it is around every page.
    """
    if "body" not in document:
        return ""
    hero = {**document["hero"]}
    if hero["title"] == document["title"]:
        hero["title"] = ""
    own = {name: member for name, member in document.items() if name not in _APART}
    said: list[str] = []
    pictures: list[str] = []
    _collect({"hero": hero, **own}, said, pictures)
    said += dict.fromkeys(one for one in pictures if one not in said)
    lines = [" ".join(line.split()) for line in "\n".join(said).splitlines()]
    return unicodedata.normalize("NFC", "\n".join(filter(None, lines)))


def _collect(value: dict[str, Any], said: list[str], pictures: list[str]) -> None:
    """Add what an object says, and what is said of its pictures, to the lists."""
    if "tree" in value:
        parts: list[str] = []
        _collect_nodes(value["tree"], parts, pictures)
        said.append("".join(parts))
    elif "sources" in value:
        pictures += _picture(value)
    elif "html" in value:
        said.append(_html_text(value["html"]))
    elif not _is_summary(value) and not _is_counted(value):
        for name, member in value.items():
            if isinstance(member, str):
                if name in SHOWN:
                    said.append(member)
            elif name in SHOWN_LISTS:
                said += [word for word in member or [] if isinstance(word, str)]
            elif member and name not in SKIPPED:
                if isinstance(member, dict):
                    _collect(member, said, pictures)
                elif isinstance(member, list):
                    _collect_list(member, said, pictures)


def _collect_list(values: list[Any], said: list[str], pictures: list[str]) -> None:
    for one in values:
        if isinstance(one, dict):
            _collect(one, said, pictures)
        elif isinstance(one, list):
            _collect_list(one, said, pictures)


def _is_summary(value: dict[str, Any]) -> bool:
    """Whether it is the summary of another page."""
    return "state" in value and "path" in value and "key" in value


def _is_counted(value: dict[str, Any]) -> bool:
    """Whether it is one value of a chart: its name is a code, of which a portal makes words."""
    return "share" in value and "count" in value


def _picture(image: dict[str, Any]) -> Iterator[str]:
    """What is read beside or instead of a picture; its title is a note of the editors."""
    yield image["alt"]
    yield image["caption"] or ""
    yield image["credit"] or ""


def _collect_nodes(nodes: list[dict[str, Any]], parts: list[str], pictures: list[str]) -> None:
    """Add the words of a tree of rich text, blocks in lines of their own."""
    for node in nodes:
        kind = node["type"]
        if kind == "text" or kind == "gbif_number":
            parts.append(node["text"])
        elif kind == "image":
            pictures += _picture(node["image"])
            parts.append("\n")
        elif kind == "link":
            _collect_nodes(node["children"], parts, pictures)
        else:
            parts.append("\n")
            _collect_nodes(node.get("children", ()), parts, pictures)
            parts.append("\n")


def _html_text(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for element in soup(_UNSEEN):
        element.decompose()
    return soup.get_text("\n")
