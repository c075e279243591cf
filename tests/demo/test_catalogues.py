"""The translations of the demo, as a reviewer would look at them."""

import re

import polib
import pytest
from wagtail_localize.strings import StringValue, validate_translation_links

from cms.demo.catalogue import FOLDER, SAME_IN_ALL, SLUG_CONTEXT

LANGUAGES = ("fr", "nl", "de")

# Words that both languages write alike, seen one by one.
ALIKE = {
    "fr": {
        "Catalogues",
        "Collections",
        "Contact",
        "Institutions",
        "Mission",
        "Occurrences",
        "Questions",
        "Services",
        "hectares",
    },
    "nl": {"Contact", "Dataset", "Datasets", "Partners", "Privacy", "Team"},
    "de": {"Portal", "Team"},
}


def entries(code: str) -> list[polib.POEntry]:
    return list(polib.pofile(str(FOLDER / f"{code}.po")))


def texts(code: str) -> list[polib.POEntry]:
    return [entry for entry in entries(code) if entry.msgctxt != SLUG_CONTEXT]


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_entry_is_empty_or_fuzzy_or_there_twice(code: str) -> None:
    found = entries(code)
    assert [entry.msgid for entry in found if not entry.msgstr.strip() or entry.fuzzy] == []
    keys = [(entry.msgctxt, entry.msgid) for entry in found]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("code", LANGUAGES)
def test_no_text_is_left_in_english(code: str) -> None:
    same = {entry.msgid for entry in texts(code) if entry.msgid == entry.msgstr}
    assert same == ALIKE[code]
    assert not SAME_IN_ALL & {entry.msgid for entry in texts(code)} - {"CBD"}


@pytest.mark.parametrize("code", LANGUAGES)
def test_markup_links_and_numbers_survive_translation(code: str) -> None:
    for entry in texts(code):
        StringValue.from_translated_html(entry.msgstr)
        validate_translation_links(entry.msgid, entry.msgstr)
        tags = r"</?[abi]\b[^>]*>|<br/>"
        assert sorted(re.findall(tags, entry.msgid)) == sorted(re.findall(tags, entry.msgstr))
        years = r"\b(?:19|20)\d\d\b"
        assert re.findall(years, entry.msgid) == re.findall(years, entry.msgstr), entry.msgid


@pytest.mark.parametrize("code", LANGUAGES)
def test_spacing_follows_the_language(code: str) -> None:
    for entry in texts(code):
        text = entry.msgstr
        assert text == text.strip(), text
        assert "  " not in text, text
        # French keeps its double punctuation together with the word before; others use none.
        assert not re.search(r" [:;!?»]", text), text
        if code == "fr":
            plain = re.sub(r"https?://\S+", "", text)
            assert not re.search(r"[^\s\u00a0\u202f/][;!?](\s|$)", plain), text
            assert not re.search(r"\w:(\s|$)", plain), text


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_sentence_stays_a_sentence(code: str) -> None:
    for entry in texts(code):
        ends = (entry.msgid[-1] in ".?", entry.msgstr[-1] in ".?")
        assert ends[0] == ends[1], entry.msgid


@pytest.mark.parametrize("code", LANGUAGES)
def test_slugs_are_plain(code: str) -> None:
    for entry in entries(code):
        if entry.msgctxt == SLUG_CONTEXT:
            assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", entry.msgstr), entry.msgstr
            assert entry.msgid != entry.msgstr
