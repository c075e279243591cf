"""The YAML at the top of a page, as Jekyll finds it.

Jekyll's rule (lib/jekyll/document.rb, YAML_FRONT_MATTER_REGEXP):
`\\A(---\\s*\\n.*?\\n?)^((---|\\.\\.\\.)\\s*$\\n?)`. Ruby's `$` also matches at the very end, so a
closing fence may be the last bytes of the file; many parsers miss that.
"""

import re
from dataclasses import dataclass

from cms.importers.hosted_portal import yaml_document
from cms.importers.hosted_portal.errors import UnreadableYaml
from cms.importers.hosted_portal.report import Place, Report
from cms.importers.hosted_portal.yaml_document import Mapping

FRONT_MATTER = re.compile(
    r"\A(?P<yaml>---[^\S\n]*\n.*?)^(?P<fence>(?:---|\.\.\.)[^\S\n]*(?:\n|\Z))",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Document:
    """A Markdown file: its front matter, its body and the line on which the body begins."""

    front: Mapping
    body: str
    body_line: int


def split(text: str, file: str, report: Report) -> Document | None:
    """`text` as front matter and body; None when it has no front matter (Jekyll copies it)."""
    text = normalise(text, file, report)
    match = FRONT_MATTER.match(text)
    if match is None:
        if text.startswith("---") and text[3:].lstrip(" \t").startswith("\n"):
            raise UnreadableYaml("the front matter is never closed with ---", file, 1)
        return None
    front = yaml_document.load(match["yaml"], file, report)
    if front is None:
        front = Mapping(file, 1)
    if not isinstance(front, Mapping):
        raise UnreadableYaml("the front matter must hold “key: value” lines", file, 2)
    if not match["fence"].endswith("\n"):
        report.info(
            "fence-without-newline",
            Place(file, text.count("\n") + 1),
            "the closing --- is the end of the file, without a line break; Jekyll accepts it",
        )
    return Document(front, text[match.end() :], text.count("\n", 0, match.end()) + 1)


def normalise(text: str, file: str, report: Report) -> str:
    """`text` without byte order mark and with \\n line ends; both are reported."""
    if text.startswith("\ufeff"):
        report.info("byte-order-mark", Place(file, 1), "begins with a byte order mark; removed")
        text = text.removeprefix("\ufeff")
    if "\r" in text:
        report.info("line-ends", Place(file, 1), "has Windows line ends; read as plain ones")
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text
