"""All checks of one segment: `check(Pair("A dataset", "Een dataset"), Context("en", "nl"))`."""

from cms.translation.checks import figures, tags, typography, wording
from cms.translation.checks.pairs import Check, Context, Finding, Pair, Severity

CHECKS: tuple[Check, ...] = (
    tags.tags,
    tags.placeholders,
    tags.addresses,
    wording.names,
    figures.numbers,
    figures.dates,
    wording.glossary,
    wording.length,
    wording.untranslated,
    wording.doubled_words,
    typography.end_punctuation,
    typography.spaces,
    typography.typography,
)


def check(pair: Pair, context: Context) -> list[Finding]:
    """What is wrong with a translation, errors first; nothing for an empty one."""
    if not pair.target.strip():
        return []
    found = [finding for one in CHECKS for finding in one(pair, context)]
    return sorted(found, key=lambda finding: finding.severity != Severity.ERROR)
