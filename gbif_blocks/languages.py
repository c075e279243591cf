"""Codes of languages: GBIF's checklists write three letters where web pages write two."""

from typing import Any

from gbif_blocks.names import names

# ISO 639-3 and the older bibliographic codes of ISO 639-2, for the languages in which GBIF's
# checklists have many names.
_TWO_LETTERS = dict(
    pair.split(":")
    for pair in names(
        "afr:af ara:ar bul:bg cat:ca ces:cs cze:cs cym:cy wel:cy dan:da deu:de ger:de ell:el "
        "gre:el eng:en est:et eus:eu baq:eu fas:fa per:fa fin:fi fra:fr fre:fr gle:ga glg:gl "
        "heb:he hin:hi hrv:hr hun:hu ind:id isl:is ice:is ita:it jpn:ja kor:ko lav:lv lit:lt "
        "ltz:lb mkd:mk mac:mk msa:ms may:ms nld:nl dut:nl nno:nn nob:nb nor:no pol:pl por:pt "
        "ron:ro rum:ro rus:ru slk:sk slo:sk slv:sl spa:es sqi:sq alb:sq srp:sr swa:sw swe:sv "
        "tha:th tur:tr ukr:uk vie:vi zho:zh chi:zh"
    )
)


def two_letters(code: str) -> str | None:
    """The code that web pages use; what has two letters stays, what is unknown has none."""
    lower = code.lower()
    return lower if len(lower) == 2 else _TWO_LETTERS.get(lower)


def names_by_language(rows: list[dict[str, Any]]) -> dict[str, str]:
    """One name a language of GBIF's vernacular names, by two-letter code; the preferred first."""
    chosen: dict[str, str] = {}
    for row in sorted(rows, key=lambda row: not row.get("preferred")):
        language = two_letters(str(row.get("language") or ""))
        name = str(row.get("vernacularName") or "").strip()
        if language and name:
            chosen.setdefault(language, name)
    return {code: chosen[code] for code in sorted(chosen)}
