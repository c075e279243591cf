"""Markdown as kramdown reads it, parsed by markdown-it.

Three things that portals rely on and CommonMark does not know are added: attribute lists
(`{:height="60px"}`), tables without a header row (https://kramdown.gettalong.org/syntax.html#tables)
and header ids. Definition lists and footnotes come from markdown-it's plugins.
"""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import escapedSplit
from markdown_it.rules_inline import StateInline
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

SEPARATOR_LINE = re.compile(r"^\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)*\|?[ \t]*$")
ATTRIBUTE_LINE = re.compile(r"^ {0,3}\{:[^}]*\}[ \t]*$")
HEADER_ID = re.compile(r"\s*\{#(?P<id>[\w:.-]+)\}\s*$")
NOT_IN_ID = re.compile(r"[^\w\- \t]")
MAX_COLUMNS = 50


def parse(markdown: str) -> SyntaxTreeNode:
    """The syntax tree of a body; lines of its nodes count from 0."""
    return SyntaxTreeNode(_PARSER.parse(markdown, {}))


def header_id(text: str) -> str:
    """The anchor that kramdown's GFM parser gives a heading (kramdown-parser-gfm)."""
    return NOT_IN_ID.sub("", text.lower()).strip().replace(" ", "-").replace("\t", "-")


def split_header_id(text: str) -> tuple[str, str]:
    """("Title {#here}") -> ("Title", "here"); the id is "" when none is given."""
    match = HEADER_ID.search(text)
    return (text[: match.start()], match["id"]) if match else (text, "")


def _attribute_list(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{:", state.pos):
        return False
    end = state.src.find("}", state.pos)
    if end < 0 or "\n" in state.src[state.pos : end]:
        return False
    if not silent:
        state.push("attribute_list", "", 0).content = state.src[state.pos : end + 1]
    state.pos = end + 1
    return True


def _line(state: StateBlock, line: int) -> str:
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def _attribute_line(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not ATTRIBUTE_LINE.match(_line(state, start)):
        return False
    if not silent:
        token = state.push("attribute_list", "", 0)
        token.content = _line(state, start).strip()
        token.map = [start, start + 1]
        state.line = start + 1
    return True


def _headerless_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """A table whose first line is the separator, or that has none at all."""
    first = _line(state, start).strip()
    if not first.startswith("|") or state.is_code_block(start):
        return False
    separator = bool(SEPARATOR_LINE.match(first))
    if not separator and first.count("|") < 2:
        return False
    rows: list[tuple[int, list[str]]] = []
    line = start + 1 if separator else start
    while line < end and state.sCount[line] >= state.blkIndent:
        text = _line(state, line).strip()
        if "|" not in text:
            break
        if not SEPARATOR_LINE.match(text):
            rows.append((line, _cells(text)))
        line += 1
    if not rows:
        return False
    if silent:
        return True
    _push_table(state, start, line, rows)
    state.line = line
    return True


def _cells(text: str) -> list[str]:
    cells = [cell.strip() for cell in escapedSplit(text)]
    if cells and cells[0] == "":
        cells.pop(0)
    if cells and cells[-1] == "":
        cells.pop()
    return cells[:MAX_COLUMNS]


def _push_table(state: StateBlock, start: int, end: int, rows: list[tuple[int, list[str]]]) -> None:
    columns = max(len(cells) for _line, cells in rows)
    state.push("table_open", "table", 1).map = [start, end]
    state.push("tbody_open", "tbody", 1).map = [start, end]
    for line, cells in rows:
        state.push("tr_open", "tr", 1).map = [line, line + 1]
        for column in range(columns):
            state.push("td_open", "td", 1).map = [line, line + 1]
            token = state.push("inline", "", 0)
            token.map = [line, line + 1]
            token.content = cells[column] if column < len(cells) else ""
            token.children = []
            state.push("td_close", "td", -1)
        state.push("tr_close", "tr", -1)
    state.push("tbody_close", "tbody", -1)
    state.push("table_close", "table", -1)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 40}).enable(["table", "strikethrough"])
    parser.use(deflist_plugin).use(footnote_plugin)
    interrupts: RuleOptionsType = {"alt": ["paragraph", "reference"]}
    parser.block.ruler.after("table", "headerless_table", _headerless_table, interrupts)
    parser.block.ruler.before("paragraph", "attribute_line", _attribute_line, interrupts)
    parser.inline.ruler.before("emphasis", "attribute_list", _attribute_list)
    return parser


_PARSER = _parser()
