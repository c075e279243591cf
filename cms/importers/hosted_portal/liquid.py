"""The little Liquid that portals write in front matter, data and bodies.

Look-ups (`{{ site.data.images.RR01.src }}`, `{{ site.email }}`, `{{ page.title }}`) are resolved
as Jekyll does: `site.data` always reads the root files, whatever the page's language, and an
undefined name prints nothing. Comments go. Any other tag or filter is kept as text and reported.
Line breaks are preserved, so that lines still count.
"""

import re
from typing import Any

from cms.importers.hosted_portal.report import Place, Report
from cms.importers.hosted_portal.source import Portal, SourcePage

COMMENT = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
RAW = re.compile(r"\{%-?\s*raw\s*-?%\}(.*?)\{%-?\s*endraw\s*-?%\}", re.DOTALL)
OUTPUT = re.compile(r"\{\{-?(.*?)-?\}\}", re.DOTALL)
TAG = re.compile(r"\{%-?\s*(\w+).*?-?%\}", re.DOTALL)
NAME = re.compile(r"^(site|page)((?:\.[\w-]+)+)$")
TEXT = re.compile(r"^(['\"])(.*)\1$", re.DOTALL)
# Filters that change nothing here: links are resolved later, text is never escaped HTML.
HARMLESS_FILTERS = {"relative_url", "absolute_url", "strip", "escape", "markdownify"}


def has_liquid(text: str) -> bool:
    return "{{" in text or "{%" in text


def expand(text: str, place: Place, portal: Portal, page: SourcePage | None = None) -> str:
    """`text` with its look-ups resolved; `place` is where it begins."""
    if not has_liquid(text):
        return text
    return _Expansion(text, place, portal, page).run()


class _Expansion:
    def __init__(self, text: str, place: Place, portal: Portal, page: SourcePage | None) -> None:
        self.text = text
        self.place = place
        self.portal = portal
        self.page = page

    @property
    def report(self) -> Report:
        return self.portal.report

    def run(self) -> str:
        kept: list[str] = []

        def keep(match: re.Match[str]) -> str:
            kept.append(match[1])
            return f"\0{len(kept) - 1}\0" + "\n" * 0

        text = COMMENT.sub(self.drop_comment, self.text)
        text = RAW.sub(keep, text)
        self.report_tags(text)
        text = OUTPUT.sub(self.output, text)
        return re.sub(r"\0(\d+)\0", lambda match: kept[int(match[1])], text)

    def at(self, match: re.Match[str]) -> Place:
        line = self.place.line or 1
        return self.place.at(line + match.string.count("\n", 0, match.start()))

    def drop_comment(self, match: re.Match[str]) -> str:
        self.report.info("liquid-comment", self.at(match), "a Liquid comment; dropped")
        return "\n" * match[0].count("\n")

    def report_tags(self, text: str) -> None:
        for match in TAG.finditer(text):
            self.report.warning(
                "liquid-tag",
                self.at(match),
                f"Liquid tag “{match[1]}” is not understood; kept as text for review",
            )

    def output(self, match: re.Match[str]) -> str:
        expression, *filters = (part.strip() for part in match[1].split("|"))
        unknown = [name for name in filters if name.split(":")[0] not in HARMLESS_FILTERS]
        literal = TEXT.match(expression)
        if unknown or not (literal or NAME.match(expression) or not expression):
            self.report.warning(
                "liquid-output",
                self.at(match),
                f"Liquid “{match[0]}” is not understood; kept as text for review",
            )
            return match[0]
        value: Any = literal[2] if literal else self.value(expression)
        if value is None or isinstance(value, dict | list):
            self.report.warning(
                "liquid-undefined",
                self.at(match),
                f"“{match[0]}” stands for nothing: Jekyll prints nothing there, and so is it here",
            )
            return ""
        return " ".join(str(value).strip().splitlines())

    def value(self, expression: str) -> Any:
        if expression.startswith("site.data."):
            return self.portal.lookup(expression.removeprefix("site.data."))
        name = NAME.match(expression)
        if name is None:
            return None
        keys = name[2].lstrip(".").split(".")
        if name[1] == "page":
            value = self.page.get(keys[0]) if self.page else None
            keys = keys[1:]
        else:
            value = self.portal.config
        for key in keys:
            value = value.get(key) if isinstance(value, dict) else None
        return value
