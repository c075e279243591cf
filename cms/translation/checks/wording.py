"""Names and terms, length, and what was not translated at all."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

from cms.translation.checks.pairs import Context, Finding, Pair, error, warning
from cms.translation.words import is_listed, is_used

_WORD = re.compile(r"[^\W\d_]+")
_DOUBLED = re.compile(r"(?<![\w-])([^\W\d_]+)[ \u00a0](\1)(?![\w-])", re.IGNORECASE)
# Pronouns and articles that may follow themselves.
_MAY_DOUBLE = frozenset(
    ("dat", "das", "den", "der", "die", "had", "ihr", "nous", "sie", "that", "vous")
)
# So many words of the source in a row were left as they are.
_LEFT = 6
# A translation is seldom so much longer, or shorter, than its source.
_RATIO = 3.0
_SHORT = 40


def names(pair: Pair, context: Context) -> Iterator[Finding]:
    """Scientific names are the same in all languages."""
    after = " ".join(pair.after.text.split())
    for name in pair.names(context):
        if name not in after:
            yield error(
                "names", _("The scientific name “%(name)s” is missing or changed.") % {"name": name}
            )


def glossary(pair: Pair, context: Context) -> Iterator[Finding]:
    """Terms are called what the glossary says, and not what it forbids."""
    if context.glossary is None:
        return
    text = pair.after.text
    entries = {match.entry.term: match.entry for match in context.glossary.find(pair.before.text)}
    for entry in entries.values():
        forbidden = context.glossary.forbidden_in(entry, text)
        for start, end in forbidden:
            yield error(
                "forbidden",
                _("“%(term)s” is not to be called “%(variant)s”, but “%(target)s”.")
                % {"term": entry.source, "variant": text[start:end], "target": entry.target},
            )
        if entry.target and not forbidden and not context.glossary.is_kept(entry, text):
            yield warning(
                "glossary",
                _("The glossary has “%(target)s” for “%(term)s”.")
                % {"target": entry.target, "term": entry.source},
            )


def length(pair: Pair, context: Context) -> Iterator[Finding]:
    """What the field takes, and what would surprise."""
    before, after = len(pair.before.text), len(pair.after.text)
    if pair.limit is not None and after > pair.limit:
        yield error(
            "length",
            _("%(count)d characters are too many: %(limit)d fit.")
            % {"count": after, "limit": pair.limit},
        )
    elif max(before, after) > _SHORT and not before / _RATIO < after < before * _RATIO:
        yield warning(
            "length",
            _("%(after)d characters for %(before)d of the source: is it complete?")
            % {"after": after, "before": before},
        )


def untranslated(pair: Pair, context: Context) -> Iterator[Finding]:
    """The source itself, or a long piece of it."""
    if context.source[:2] == context.target[:2]:
        return
    words = _ordinary_words(pair, context)
    if pair.before.text.strip().casefold() == pair.after.text.strip().casefold():
        if any(not is_used(word, [context.target]) for word in words) or len(words) > 3:
            yield warning("untranslated", _("This is the text of the source."))
        return
    if len(words) >= _LEFT and (left := _left(pair)):
        yield warning("untranslated", _("“%(text)s” was not translated.") % {"text": left})


def _ordinary_words(pair: Pair, context: Context) -> list[str]:
    """The words of the source that a translation would change: no names, no terms kept as is."""
    text = pair.before.text
    kept = pair.name_spans(context)
    if context.glossary:
        matches = context.glossary.find(text)
        kept = kept + [
            (one.start, one.end)
            for one in matches
            if one.entry.exact or context.glossary.is_kept(one.entry, pair.after.text)
        ]
    return [
        match.group()
        for match in _WORD.finditer(text)
        if not any(start <= match.start() < end for start, end in kept)
        and is_listed(match.group(), [context.source])
    ]


def _left(pair: Pair) -> str:
    before = [word.casefold() for word in _WORD.findall(pair.before.text)]
    runs = {tuple(before[at : at + _LEFT]) for at in range(len(before) - _LEFT + 1)}
    after = _WORD.findall(pair.after.text)
    for at in range(len(after) - _LEFT + 1):
        run = after[at : at + _LEFT]
        # Names of organisations stay; they begin with capitals.
        if tuple(word.casefold() for word in run) in runs and sum(map(str.islower, run)) > 3:
            return " ".join(run)
    return ""


def doubled_words(pair: Pair, context: Context) -> Iterator[Finding]:
    """The same word twice, unless the source says it twice too, or a name does."""
    spans = pair.after.names(context.target, context.taxa)
    again = {match[1].lower() for match in _DOUBLED.finditer(pair.before.text)}
    for match in _DOUBLED.finditer(pair.after.text):
        word = match[1].lower()
        if word in _MAY_DOUBLE or word in again or (match[1].istitle() and match[2].istitle()):
            continue
        if not any(start <= match.start() < end for start, end in spans):
            yield warning("doubled_words", _("“%(word)s” stands twice.") % {"word": match[1]})
