"""The translations of the demo's texts, as gettext catalogues."""

from pathlib import Path

import polib

FOLDER = Path(__file__).parent / "translations"

# Entries with this context are slugs; one that is not listed stays as it is.
SLUG_CONTEXT = "slug"

# How wagtail-localize writes the end of a line within a text.
LINE_BREAK = "<br/>"

# Names, acronyms and numbers that read the same in all four languages.
SAME_IN_ALL = frozenset(
    {
        "%",
        "2002",
        "ASCOBANS",
        "Anderlecht",
        "Asse",
        "BIOARCH",
        "Behaag je tuin",
        "Biodiversa+",
        "Biodiversity Information Standards",
        "CBD",
        "CETAF",
        "CITES",
        "CMS",
        "Catalogue of Life",
        "Distributed System of Scientific Collections",
        "ECSA",
        "ELIXIR",
        "Ecsite",
        "EuroGOOS",
        "EuroGeoSurveys",
        "Europa Biodiversity Observation Network",
        "GBIF",
        "GBIF.org",
        "Genk",
        "ICOM",
        "IPBES",
        "MARPOL",
        "OSPAR",
        "Poelen: parels in het landschap",
        "SciColl",
        "Stiemervallei",
        "Wetlands4Cities",
    }
)


class Untranslated(Exception):
    """A text of the demo that a catalogue lacks."""


class Catalogue:
    """The texts of one language by their English source."""

    def __init__(self, locale_code: str) -> None:
        self.locale_code = locale_code
        self.entries: dict[tuple[str, str], str] = {
            (entry.msgctxt or "", entry.msgid): entry.msgstr
            for entry in polib.pofile(str(FOLDER / f"{locale_code}.po"))
        }

    def text(self, source: str) -> str:
        """The translation of a text. Lists of one item a line are translated line by line.

        Raises Untranslated for a text that is neither in the catalogue nor the same everywhere.
        """
        if ("", source) in self.entries:
            return self.entries["", source]
        if source in SAME_IN_ALL:
            return source
        if LINE_BREAK in source:
            return LINE_BREAK.join(self.text(line) for line in source.split(LINE_BREAK))
        raise Untranslated(f"{self.locale_code}.po has no translation of: {source}")

    def at(self, path: str, source: str) -> str:
        """The translation of the text that stands at a path of a page or snippet."""
        return self.slug(source) if path == "slug" else self.text(source)

    def slug(self, source: str) -> str:
        """The slug in this language."""
        return self.entries.get((SLUG_CONTEXT, source), source)
