"""What a translator is told of a segment beside its words."""

from cms.translation.exchange.inline import read_html, text_of
from cms.translation.glossary.matching import Glossary
from cms.translation.places import place_of
from cms.translation.texts import Segment, Text


def notes_of(text: Text, segment: Segment, glossary: Glossary) -> list[tuple[str, str]]:
    """Where it stands, how long it may be and its terms: pairs of a category and a sentence."""
    notes = place_of(text.model, segment.field_path).notes()
    terms = glossary.notes(text_of(read_html(segment.source)))
    return notes + [("term", term) for term in terms]
