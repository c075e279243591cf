"""A picture's caption in Markdown, taken apart: what it shows, who made it, under which licence.

Portals write all of it in one `imageLicense` or `caption`, such as
`_Genus species_ from [Someone](https://…) CC-BY-NC`.
"""

import re
from dataclasses import dataclass

from cms.importers.hosted_portal.links import Kind, Links
from cms.importers.hosted_portal.report import Place, Report

LINK = re.compile(r"\[(?P<text>[^\]]*)\]\((?P<href>\S*?)(?:\s+\"[^\"]*\")?\)")
EMPHASIS = re.compile(r"(?<![\w*_])(\*{1,3}|_{1,3})(?P<text>\S(?:.*?\S)?)\1(?![\w*_])")
BROKEN_EMPHASIS = re.compile(r"(?<!\w)[*_]{1,2}\s+(?P<text>[^*_]+?)\s*[*_]{1,2}(?!\w)")
TAGS = re.compile(r"<[^>]+>")
PLACEHOLDER = re.compile(r"^\s*none for this image\b", re.IGNORECASE)
OCCURRENCE = re.compile(r"^https?://(?:www\.)?gbif\.org/occurrence/\d+")
LICENCE_TEXT = re.compile(
    r"\(?(?:\b(?:licen[sc]ed )?under )?(?:a )?\b(?P<code>"
    r"CC[ -]?0(?:[ -]1\.0)?"
    r"|CC[ -]BY(?:[ -](?:NC|SA|ND))*(?:[ -](?P<version>\d\.\d))?"
    r"|public domain|all rights reserved)\b\)?",
    re.IGNORECASE,
)
LICENCE_URL = re.compile(
    r"creativecommons\.org/(?P<kind>licenses|publicdomain)/(?P<code>[a-z-]+)/(?P<version>\d\.\d)"
)
CREDIT = re.compile(
    r"\s*[,(]?\s*(?P<cue>\b(?:photos?|pictures?|images?) (?:by|from|credits?(?: & rights)?)"
    r"|\bcredits?\b|©|\bfrom\b|\bby\b)[\s:@]+(?P<who>.+)$",
    re.IGNORECASE | re.DOTALL,
)
# What is left of "licensed under [CC BY](…)" once the licence is taken out.
LEFT_OVER = re.compile(
    r"[\s,.(]*\b(?:(?:is |and )?licen[sc]ed under|under|sous licence)(?: an?| the)?"
    r"\s*(?:licen[sc]e)?[\s.)]*$",
    re.IGNORECASE,
)
VERSIONS = {"4.0", None}


@dataclass(frozen=True, slots=True)
class Credits:
    """What a caption says. Texts are plain; `licence` is a code such as "CC-BY-NC-4.0" or ""."""

    caption: str = ""
    creator: str = ""
    rights_holder: str = ""
    licence: str = ""
    source_url: str = ""
    occurrence_url: str = ""


def plain(markdown: str, place: Place, report: Report) -> str:
    """Inline Markdown as plain text on one line; malformed emphasis is mended and reported."""
    text = LINK.sub(lambda match: match["text"], markdown)
    text = TAGS.sub(" ", text)
    while True:
        stripped = EMPHASIS.sub(lambda match: match["text"], text)
        if stripped == text:
            break
        text = stripped
    mended = BROKEN_EMPHASIS.sub(lambda match: match["text"], text)
    if mended != text:
        report.info("emphasis-malformed", place, f"emphasis in “{text.strip()}” is malformed")
    return " ".join(mended.replace("\\", "").split())


def parse(markdown: str, lang: str, place: Place, links: Links) -> Credits:
    """The credits in a caption; the placeholder sentence of the template counts as none."""
    report = links.portal.report
    if PLACEHOLDER.match(markdown):
        report.info("caption-placeholder", place, "is the template's placeholder; not imported")
        return Credits()
    licence, markdown = _licence(markdown, place, report)
    occurrence = creator_url = rights_holder = ""
    for match in LINK.finditer(markdown):
        target = links.resolve(match["href"], lang, place)
        url = target.url if target.kind is Kind.URL else ""
        text = plain(match["text"], place, report)
        if OCCURRENCE.match(url):
            occurrence = occurrence or url
        elif re.search(r"gbif\.org/(?:institution|collection|publisher)/", url):
            rights_holder = rights_holder or text
        elif url:
            creator_url = creator_url or url
    caption = plain(markdown, place, report).strip(" ,;-–")
    if licence:
        caption = LEFT_OVER.sub("", caption)
    creator = ""
    credit = CREDIT.search(caption)
    if credit and (licence or credit["cue"].lower() not in {"from", "by"} or rights_holder):
        creator = _balanced(credit["who"].strip(" .,;"))
        caption = caption[: credit.start()].strip(" ,;(-–")
        if rights_holder and creator == rights_holder:
            creator = ""
    return Credits(caption, creator, rights_holder, licence, creator_url, occurrence)


def _balanced(text: str) -> str:
    """`text` without a bracket whose other half was cut away."""
    if text.count("(") > text.count(")"):
        return text[: text.rindex("(")].strip() if text.endswith("(") else f"{text})"
    return text if text.count("(") == text.count(")") else text.rstrip(")").strip()


def _licence(markdown: str, place: Place, report: Report) -> tuple[str, str]:
    """The licence's code and the caption without the words that name it."""
    url = LICENCE_URL.search(markdown)
    named = LICENCE_TEXT.search(markdown)
    if url:
        code = "CC0" if url["kind"] == "publicdomain" else f"CC-{url['code'].upper()}"
        version: str | None = url["version"]
        text = url[0]
    elif named:
        code = re.sub(r"[ -]+", "-", named["code"].upper())
        version = named["version"]
        text = named["code"]
    else:
        return "", markdown
    code = re.sub(r"-\d\.\d$", "", code)
    if code in {"PUBLIC-DOMAIN", "CC-MARK"}:
        found = "PD"
    elif code == "ALL-RIGHTS-RESERVED":
        found = "ARR"
    elif code in {"CC0", "CC-0", "CC-ZERO"}:
        found = "CC0-1.0"
    elif version in VERSIONS:
        found = f"{code}-4.0"
    else:
        report.warning(
            "licence-unknown",
            place,
            f"licence “{text} {version}” is not in the list; kept in words",
        )
        return "", markdown
    if version is None and found.startswith("CC-"):
        report.info("licence-version", place, f"“{text}” names no version; read as 4.0")
    without = LINK.sub(lambda match: "" if LICENCE_URL.search(match[0]) else match[0], markdown)
    without = LICENCE_TEXT.sub("", without)
    return found, re.sub(r"\(?\s*\bhttps?://creativecommons[^\s)\]]+", "", without)
