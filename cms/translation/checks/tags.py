"""Links, formatting and placeholders of the source must be in the translation."""

import re
from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext as _

from cms.translation.checks.pairs import Context, Finding, Pair, error, warning

_PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{\w*\}|%\(\w+\)[sd]|%[sd](?!\w)")
_ADDRESS = re.compile(r"https?://[^\s<>\"'«»]+[^\s<>\"'«».,;:!?)]|[\w.+-]+@[\w-]+\.[\w.-]*\w")
_VOID = ("br",)


def tags(pair: Pair, context: Context) -> Iterator[Finding]:
    """Each link must be kept; formatting should be."""
    before, after = Counter(pair.before.tags), Counter(pair.after.tags)
    for tag, count in (before - after).items():
        if tag.startswith("a#"):
            yield error(
                "links",
                _('The link <a id="%(id)s"> of the source is missing.') % {"id": tag[2:]},
            )
        elif not tag.startswith("/"):
            yield warning(
                "formatting",
                _("The source has <%(tag)s> %(count)d times more.") % {"tag": tag, "count": count},
            )
    for tag in after - before:
        if tag.startswith("a#") or tag == "a":
            yield error("links", _("The source has no link <%(tag)s>.") % {"tag": _shown(tag)})
        elif not tag.startswith("/"):
            yield warning("formatting", _("The source has no <%(tag)s>.") % {"tag": tag})
    if not _is_well_formed(pair.after.tags):
        yield error("tags", _("A tag is not closed where it should be: each <i> needs its </i>."))


def _shown(tag: str) -> str:
    name, _hash, identity = tag.partition("#")
    return f'{name} id="{identity}"' if identity else name


def _is_well_formed(found: list[str]) -> bool:
    opened: list[str] = []
    for tag in found:
        name = tag.partition("#")[0]
        if name.startswith("/"):
            if name[1:] in _VOID:
                continue
            if not opened or opened.pop() != name[1:]:
                return False
        elif name not in _VOID:
            opened.append(name)
    return not opened


def placeholders(pair: Pair, context: Context) -> Iterator[Finding]:
    """What a program fills in, such as {count}, must be kept as it is."""
    before = Counter(_PLACEHOLDER.findall(pair.before.text))
    after = Counter(_PLACEHOLDER.findall(pair.after.text))
    for one in before - after:
        yield error("placeholders", _("“%(one)s” of the source is missing.") % {"one": one})
    for one in after - before:
        yield error("placeholders", _("The source has no “%(one)s”.") % {"one": one})


def addresses(pair: Pair, context: Context) -> Iterator[Finding]:
    """Addresses in the text should be kept; those of the portal lead to its own language."""
    after = _ADDRESS.findall(pair.after.text)
    for address in sorted(set(_ADDRESS.findall(pair.before.text)) - set(after)):
        if not language_of(address, context):
            yield warning("addresses", _("“%(one)s” is missing or changed.") % {"one": address})
    for address in dict.fromkeys((*pair.addresses, *after)):
        language = language_of(address, context)
        if language and language != context.target:
            yield error(
                "language_of_links",
                _("%(address)s leads to the page in another language (%(language)s).")
                % {"address": address, "language": language},
            )


def language_of(address: str, context: Context) -> str:
    """The code of the language in which a page of the portal is; nothing for other addresses."""
    parts = urlsplit(address)
    if not context.languages or (parts.hostname or "") not in context.hosts:
        return ""
    first = parts.path.strip("/").partition("/")[0]
    return first if first in context.languages else context.languages[0]
