"""The demo goes out to translators and comes back, whole."""

import re
from pathlib import Path

from wagtail.models import Page

from cms.delivery.models import Document
from cms.demo.build import DemoResult
from tests.delivery.editing import publish
from tests.translation.exchanging import export, take_back, translate_file, words_of

# Words that are no names and no parts of addresses.
WORD = re.compile(r"(?<![\w/.@:-])[a-z]{4,}(?![\w/.@:-])")


def in_german(text: str) -> str:
    """What numbers, names and addresses survive, and what the glossary forbids does not."""
    text = re.sub(r"datasets?", "Datensatz", text, flags=re.IGNORECASE)
    return WORD.sub(lambda word: f"{word[0]}en", text)


def states() -> dict[str, str]:
    """The state of every German document, by its path."""
    german = Document.objects.pages().filter(locale="de")
    return {str(one.path): str(one.translation_state) for one in german}


def test_a_script_that_knows_nothing_but_xliff_translates_the_portal(
    demo: DemoResult, tmp_path: Path
) -> None:
    assert set(states().values()) == {"translated", "fallback"}
    exported = export(tmp_path, locale="de")
    assert exported is not None
    assert translate_file(exported, in_german) > 100
    report = take_back(exported, "--publish")
    assert set(states().values()) == {"translated"}, report
    assert export(tmp_path / "none", "--only", "outdated", locale="de") is None

    mission = Page.objects.get(slug="mission", locale__language_code="en").specific
    publish(mission, title="What we are for")
    german = Document.objects.get(key=mission.translation_key, locale="de")
    assert [path for path, state in states().items() if state == "outdated"] == [german.path]
    touched = export(tmp_path / "again", "--only", "outdated", locale="de")
    assert touched is not None
    assert words_of(touched) == ["What we are for"]
