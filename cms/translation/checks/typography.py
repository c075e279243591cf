"""Punctuation as the readers of a language are used to it."""

import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.translation.checks.pairs import Context, Finding, Pair, warning

_THIN, _NO_BREAK = "\u202f", "\u00a0"
_CLOSING = "\"'”’»«“)]}" + _THIN + _NO_BREAK + " \n"
_ENDS = ".!?:;…"
_ADDRESS = re.compile(r"(?:https?://|www\.|mailto:)\S+|[\w.+-]+@\S+")


class Rule(NamedTuple):
    """What is looked for in a text, and what to write instead."""

    pattern: re.Pattern[str]
    message: str | Promise


def _rule(pattern: str, message: str | Promise) -> Rule:
    return Rule(re.compile(pattern), message)


_SPACE_BEFORE = _rule(
    r"[^\W\d_][ \u00a0\u202f]+[;!?:](?!\S)",
    gettext_lazy("There is no space before ; : ! and ?."),
)
_APOSTROPHE = _rule(r"\w'\w", gettext_lazy("The apostrophe is ’, not '."))
_STRAIGHT = r"(?<![\w\d])\"[^\"]+\""

RULES: dict[str, tuple[Rule, ...]] = {
    "fr": (
        _rule(
            rf"[^\s{_THIN}{_NO_BREAK};!?(\[][;!?](?![\w=])|[ ][;!?]",
            gettext_lazy("Before ; ! and ? stands a thin no-break space (U+202F)."),
        ),
        _rule(
            rf"[^\W\d_](?::(?=[\s{_NO_BREAK}]|$)|[ ]:)",
            gettext_lazy("Before : stands a no-break space (U+00A0)."),
        ),
        _rule(
            rf"«(?![{_THIN}{_NO_BREAK}])|(?<![{_THIN}{_NO_BREAK}])»",
            gettext_lazy("Inside « and » stands a no-break space."),
        ),
        _rule(
            _STRAIGHT + r"|“[^”]*”|„[^“”]*[“”]",
            gettext_lazy("Quotation marks are « and »."),
        ),
        _APOSTROPHE,
    ),
    "nl": (
        _SPACE_BEFORE,
        _rule(
            _STRAIGHT + r"|«|»",
            gettext_lazy("Quotation marks are “ and ”, or ‘ and ’."),
        ),
        _APOSTROPHE,
    ),
    "de": (
        _SPACE_BEFORE,
        _rule(
            _STRAIGHT + r"|(?<![\w.,!?…)])“(?=\w)",
            gettext_lazy("Quotation marks are „ and “, or » and «."),
        ),
        _APOSTROPHE,
    ),
}


def typography(pair: Pair, context: Context) -> Iterator[Finding]:
    """The rules of French, Dutch and German; addresses follow their own."""
    text = _ADDRESS.sub("@", pair.after.text)
    for rule in RULES.get(context.target[:2], ()):
        if match := rule.pattern.search(text):
            near = text[max(0, match.start() - 10) : match.end() + 5].strip()
            yield warning("typography", f"{rule.message} (“…{near}…”)")


def end_punctuation(pair: Pair, context: Context) -> Iterator[Finding]:
    """A sentence ends as its source does."""
    before, after = _end(pair.before.text), _end(pair.after.text)
    if before != after:
        if before:
            message = _("The source ends with “%(mark)s”.") % {"mark": before}
        else:
            message = _("The source does not end with “%(mark)s”.") % {"mark": after}
        yield warning("end_punctuation", message)


def spaces(pair: Pair, context: Context) -> Iterator[Finding]:
    """Spaces at both ends join a segment to its neighbours; two in a row are one too many."""
    for edge, side in ((_leading, _("beginning")), (_trailing, _("end"))):
        if bool(edge(pair.before.text)) != bool(edge(pair.after.text)):
            yield warning(
                "spaces",
                _("The source and this differ in a space at the %(side)s.") % {"side": side},
            )
    if "  " in pair.after.text.strip() and "  " not in pair.before.text.strip():
        yield warning("spaces", _("There are two spaces in a row."))


def _edge(pattern: str) -> Callable[[str], str]:
    compiled = re.compile(pattern)

    def find(text: str) -> str:
        match = compiled.search(text)
        return match.group() if match else ""

    return find


_leading, _trailing = _edge(r"^\s+"), _edge(r"\s+$")


def _end(text: str) -> str:
    """The mark at the end, whatever closes after it; three dots are one."""
    text = text.rstrip(_CLOSING).replace("...", "…")
    # The dot of an abbreviation of an author is no end, nor is that of "etc.": both may differ.
    return text[-1] if text and text[-1] in _ENDS else ""
