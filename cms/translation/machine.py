"""Machine translation that leaves names and terms alone.

A translator of wagtail-localize around another one (DeepL, LibreTranslate, Google, or its dummy):
scientific names and terms of the glossary go through it as empty tags, and come back as they were,
terms as the glossary has them. What it gives is `machine` until a person saves it.
Setting: WAGTAILLOCALIZE_MACHINE_TRANSLATOR, whose CLASS is KeepingTranslator and whose OPTIONS are
CLASS and OPTIONS of the other one.
"""

import re
from collections.abc import Iterable
from html import escape
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string
from wagtail.models import Locale
from wagtail_localize.machine_translators.base import BaseMachineTranslator
from wagtail_localize.strings import StringValue

from cms.translation.glossary.matching import Glossary
from cms.translation.markup import read_markup

_KEPT = re.compile(r'<x id="(\d+)">.*?</x>|<x id="(\d+)"\s*/>', re.DOTALL)


class KeepingTranslator(BaseMachineTranslator):  # type: ignore[misc]
    """Keeps what must not be translated from the translator that its options name."""

    def __init__(self, options: dict[str, Any]) -> None:
        super().__init__(options)
        try:
            inner = import_string(options["CLASS"])
        except (KeyError, ImportError) as error:
            raise ImproperlyConfigured(
                "OPTIONS of the machine translator need the CLASS of another one, for example "
                "wagtail_localize.machine_translators.deepl.DeepLTranslator."
            ) from error
        self.inner = inner(options.get("OPTIONS", {}))
        self.display_name = self.inner.display_name

    def can_translate(self, source_locale: Locale, target_locale: Locale) -> bool:
        return bool(self.inner.can_translate(source_locale, target_locale))

    def translate(
        self, source_locale: Locale, target_locale: Locale, strings: Iterable[StringValue]
    ) -> dict[StringValue, StringValue]:
        """What the other translator says; nothing for a text from which it lost a name."""
        glossary = Glossary.load(source_locale.language_code, target_locale.language_code)
        hidden = {string: _hide(string.data, glossary) for string in strings}
        asked = {StringValue(text) for text, _kept in hidden.values()}
        said = self.inner.translate(source_locale, target_locale, asked)
        translated: dict[StringValue, StringValue] = {}
        for string, (text, kept) in hidden.items():
            answer = said.get(StringValue(text))
            shown = _show(answer.data, kept) if answer is not None and answer.data else None
            if shown is not None:
                translated[string] = StringValue(shown)
        return translated


def _hide(html: str, glossary: Glossary) -> tuple[str, list[str]]:
    """The text with an empty tag for all that is kept, and what stands for each, as HTML."""
    markup = read_markup(html)
    whole: list[tuple[int, int, str | None]] = [
        (start, end, None) for start, end in markup.names(glossary.source)
    ]
    whole += [
        (match.start, match.end, match.entry.target)
        for match in glossary.find(markup.text)
        # Words are inflected and take articles; only names are the same in every sentence.
        if match.entry.exact and match.entry.target
    ]
    kept: list[str] = []
    parts: list[str] = []
    position = 0
    for start, end, target in sorted(whole, key=lambda one: one[:2]):
        first, last = _with_tags(html, markup.positions[start], markup.positions[end - 1] + 1)
        if first < position or not _is_balanced(html[first:last]):
            continue
        parts += [html[position:first], f'<x id="{len(kept)}"></x>']
        kept.append(html[first:last] if target is None else escape(target, quote=False))
        position = last
    return "".join([*parts, html[position:]]), kept


def _with_tags(html: str, first: int, last: int) -> tuple[int, int]:
    """A piece of HTML with the tag before it or after it, where it holds but the other half."""
    if not _is_balanced(html[first:last]):
        if before := re.search(r"<\w[^<>]*>$", html[:first]):
            return before.start(), last
        if after := re.match(r"</\w+>", html[last:]):
            return first, last + after.end()
    return first, last


def _is_balanced(html: str) -> bool:
    """Whether a piece of HTML can be taken out: every tag in it is closed in it."""
    opened = re.findall(r"<(/?)(\w+)", html)
    return sum(-1 if slash else 1 for slash, name in opened if name != "br") == 0


def _show(html: str, kept: list[str]) -> str | None:
    found = [int(one or other) for one, other in _KEPT.findall(html)]
    if sorted(found) != list(range(len(kept))):
        return None
    return _KEPT.sub(lambda match: kept[int(match[1] or match[2])], html)
