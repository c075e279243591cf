"""Numbers and dates of the source must be in the translation, written as its readers do."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache

from django.utils import translation
from django.utils.dates import MONTHS, MONTHS_AP
from django.utils.translation import gettext as _

from cms.translation.checks.pairs import Context, Finding, Pair, error, warning
from cms.translation.names import Span

_SPACES = " \u00a0\u202f\u2009'’"
_NUMBER = re.compile(rf"(?<![\w.,])\d+(?:[.,{_SPACES}]\d+)*")
# What stands between thousands, and before decimals, by language; other languages as German.
_MARKS = {"en": (",", "."), "fr": (_SPACES + ".", ","), "zh": (",", "."), "ja": (",", ".")}
_OTHER_MARKS = ("." + _SPACES, ",")


def numbers(pair: Pair, context: Context) -> Iterator[Finding]:
    """Each number of two digits or more must be there; one digit may be written in words."""
    before = _numbers(_without(pair.before.text, pair.name_spans(context)), context.source)
    after_text = _without(pair.after.text, pair.after.names(context.target, context.taxa))
    after = _numbers(after_text, context.target)
    written = Counter(_NUMBER.findall(after_text))
    for value, one in _missing(before, after):
        if len(value) < 2 or (not _groups(one, context.source) and one in written):
            continue
        yield error(
            "numbers", _("The number %(one)s of the source is missing or changed.") % {"one": one}
        )
    verbatim = {one for _value, one in before}
    for value, one in _missing(after, before):
        if len(value) > 1 and one not in verbatim:
            yield warning("numbers", _("The source has no number %(one)s.") % {"one": one})


def dates(pair: Pair, context: Context) -> Iterator[Finding]:
    """A month beside a number must be the same month."""
    after = {month for month, _word in _months(pair.after.text, context.target)}
    for month, word in _months(pair.before.text, context.source):
        if month not in after and not re.search(rf"(?<!\d)0?{month}(?!\d)", pair.after.text):
            yield error("dates", _("The month of “%(word)s” is missing.") % {"word": word})


def _without(text: str, spans: list[Span]) -> str:
    """The text with blanks for the years and authors of scientific names."""
    for start, end in spans:
        text = text[:start] + "\n" * (end - start) + text[end:]
    return text


def _numbers(text: str, language: str) -> list[tuple[str, str]]:
    """The value and the writing of each number; two years with a space between are two."""
    found = []
    for match in _NUMBER.finditer(text):
        pieces = [match.group()]
        if not _groups(pieces[0], language):
            # Of two numbers, or of a date.
            between = rf"[{_SPACES}.]" if pieces[0].count(".") > 1 else rf"[{_SPACES}]"
            pieces = [piece for piece in re.split(between, pieces[0]) if piece]
        found += [(_value(piece, language), piece) for piece in pieces]
    return found


def _groups(written: str, language: str) -> bool:
    """Whether a number is one of thousands, marked as the language does."""
    thousands, decimal = _MARKS.get(language[:2], _OTHER_MARKS)
    pattern = rf"[1-9]\d{{0,2}}([{re.escape(thousands)}]\d{{3}})+({re.escape(decimal)}\d+)?"
    return re.fullmatch(pattern, written) is not None


def _value(written: str, language: str) -> str:
    thousands, decimal = _MARKS.get(language[:2], _OTHER_MARKS)
    if _groups(written, language):
        written = "".join(mark for mark in written if mark not in thousands)
    whole, mark, rest = written.replace(decimal, ".").partition(".")
    return (whole.lstrip("0") or "0") + (mark + rest if rest else "")


def _missing(
    wanted: list[tuple[str, str]], there: list[tuple[str, str]]
) -> Iterator[tuple[str, str]]:
    left = Counter(value for value, _written in there)
    for value, written in wanted:
        if left[value]:
            left[value] -= 1
        else:
            yield value, written


def _months(text: str, language: str) -> Iterator[tuple[int, str]]:
    """The months that stand beside a number, by number and as written."""
    if not any(character.isdigit() for character in text):
        return
    names = _month_names(language)
    for match in re.finditer(r"(?:(?:\d\.?|\der) +)?([^\W\d_]+)\.?(?:,? +\d)?", text):
        month = names.get(match[1].lower())
        if month and any(character.isdigit() for character in match.group()):
            yield month, match.group()


@cache
def _month_names(language: str) -> dict[str, int]:
    with translation.override(language):
        return {
            str(name).lower().rstrip("."): number
            for names in (MONTHS_AP, MONTHS)
            for number, name in names.items()
        }
