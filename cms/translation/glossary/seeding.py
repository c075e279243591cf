"""The glossary that a portal begins with: GBIF's vocabulary, and the names of organisations."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from django.db import transaction

from cms.translation.glossary.models import CaseRule, Subject, Term, Wording
from community.models import Organisation

VOCABULARY = Path(__file__).with_name("vocabulary.yaml")
_LONGEST = 200


@dataclass(frozen=True)
class Seeded:
    """How many entries and wordings were added."""

    terms: int
    wordings: int


@transaction.atomic
def seed_glossary() -> Seeded:
    """Add what is missing; what is there stays as editors have left it."""
    wanted = {term.key: (term, wordings) for term, wordings in (*_vocabulary(), *_organisations())}
    there = set(Term.objects.filter(key__in=wanted).values_list("key", flat=True))
    new = Term.objects.bulk_create(term for key, (term, _) in wanted.items() if key not in there)
    by_key = Term.objects.in_bulk(list(wanted), field_name="key")
    worded = set(Wording.objects.filter(term__key__in=wanted).values_list("term_id", "language"))
    wordings = [
        wording
        for key, (_term, listed) in wanted.items()
        for wording in _of_term(by_key[key], listed)
        if (wording.term_id, wording.language) not in worded
    ]
    return Seeded(len(new), len(Wording.objects.bulk_create(wordings)))


def _of_term(term: Term, wordings: Iterable[Wording]) -> Iterator[Wording]:
    for wording in wordings:
        wording.term = term
        yield wording


def _vocabulary() -> Iterator[tuple[Term, list[Wording]]]:
    content: dict[str, dict[str, Any]] = yaml.safe_load(VOCABULARY.read_text(encoding="utf-8"))
    for key, entry in content.items():
        term = Term(
            key=key,
            subject=Subject.VOCABULARY,
            case_rule=entry.pop("case", CaseRule.ANY),
            note=entry.pop("note", ""),
        )
        yield (
            term,
            [
                Wording(
                    language=language,
                    text=wording["text"],
                    forms="\n".join(wording.get("forms", [])),
                    forbidden="\n".join(wording.get("forbidden", [])),
                )
                for language, wording in entry.items()
            ],
        )


def _organisations() -> Iterator[tuple[Term, list[Wording]]]:
    """Each organisation by what it is called in the languages that it is kept in."""
    names: dict[str, dict[str, Organisation]] = {}
    for organisation in Organisation.objects.select_related("locale").order_by("pk"):
        key = f"organisation:{organisation.translation_key}"
        names.setdefault(key, {})[organisation.locale.language_code] = organisation
    for key, by_language in names.items():
        term = Term(key=key, subject=Subject.ORGANISATION, case_rule=CaseRule.ANY)
        yield (
            term,
            [
                Wording(language=language, text=one.name[:_LONGEST], forms=one.acronym)
                for language, one in by_language.items()
            ],
        )
