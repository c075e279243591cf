"""A file that is not to be trusted changes nothing, and says why."""

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from wagtail.models import Page
from wagtail_localize.models import StringTranslation, Translation, TranslationSource

from cms.translation.exchange.importing import import_translations
from cms.translation.exchange.report import Outcome, Report
from home.models import ContentPage
from tests.factories import add_page, block, default_portal, link
from tests.translation.exchanging import export, translate_file
from tests.translation.test_exchange import make_page

pytestmark = pytest.mark.django_db

ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY e "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.fixture(scope="module")
def _sent(lasting: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    make_page()
    exported = export(tmp_path_factory.mktemp("sent"))
    assert exported is not None
    translate_file(exported)
    return exported.read_text()


@pytest.fixture
def translated(_sent: str, db: None) -> str:
    """A file as a translator would send it."""
    return _sent


def taken(content: str | bytes) -> Report:
    """The report of a file; whatever is in it, nothing may be changed."""
    data = content.encode() if isinstance(content, str) else content
    return import_translations(io.BytesIO(data), "file", publish_complete=True)


def assert_nothing_changed() -> None:
    for model in (StringTranslation, Translation, TranslationSource):
        assert not model.objects.exists()
    assert not Page.objects.filter(locale__language_code="nl", alias_of=None).exists()


def declared(content: str, doctype: str) -> str:
    head, _end, rest = content.partition("?>")
    return f"{head}?>{doctype}{rest.replace('ABOUT', '&e;', 1)}"


HOSTILE: dict[str, Callable[[str], str | bytes]] = {
    "an external entity": lambda text: declared(text, ENTITY),
    "a bomb": lambda text: declared(text, BOMB),
    "an entity that nobody declared": lambda text: text.replace("ABOUT", "&e;", 1),
    "another language": lambda text: text.replace('trgLang="nl"', 'trgLang="es"'),
    "no language": lambda text: text.replace(' trgLang="nl"', ""),
    "a script": lambda text: text.replace("ABOUT", "<script>alert(1)</script>", 1),
    "a script as text": lambda text: text.replace("TWO", "&lt;script&gt;alert(1)&lt;/script&gt;"),
    "elements of HTML": lambda text: text.replace(
        "ABOUT", '<img xmlns="http://www.w3.org/1999/xhtml" src="x" onerror="x()"/>', 1
    ),
    "half a file": lambda text: text[: len(text) // 2],
    "another format": lambda text: "<html><body>Hello</body></html>",
    "nothing": lambda text: "",
    "a file name": lambda text: "/etc/passwd",
    "letters of no encoding": lambda text: b"msgid \xff\xfe\xfa",
    "nesting without end": lambda text: text.replace(
        "ABOUT", '<mrk id="m" translate="no">' * 3000 + "</mrk>" * 3000, 1
    ),
    "a script in gettext": lambda text: (
        'msgid ""\nmsgstr "Language: nl\\n"\n\nmsgctxt "x:title"\n'
        'msgid "About"\nmsgstr "<script>alert(1)</script>"\n'
    ),
}


def test_a_hostile_file_changes_nothing_and_says_why(translated: str) -> None:
    for name, spoil in HOSTILE.items():
        report = taken(spoil(translated))
        assert report.refused, name
        assert_nothing_changed()


def test_a_link_that_the_source_has_not_is_refused_in_its_segment(translated: str) -> None:
    other = "<data id=\"d1\">&lt;a href='javascript:alert(1)'&gt;</data>"
    start = translated.index('<data id="d1">')
    end = translated.index("</data>", start) + len("</data>")
    report = taken(translated[:start] + other + translated[end:])
    assert report.counts[Outcome.REFUSED] == 1
    assert not StringTranslation.objects.filter(data__contains="javascript").exists()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<target>SEE <pc", "<target>SEE NOTHING</target><x><pc"),
        ("<target>TWO", "<target>&lt;b&gt;TWO&lt;/b&gt;"),
    ],
)
def test_lost_codes_and_tags_written_as_text_are_refused_in_their_segment(
    translated: str, before: str, after: str
) -> None:
    if "<x>" in after:
        start = translated.index(before)
        end = translated.index("</target>", start)
        content = f"{translated[:start]}<target>SEE NOTHING{translated[end:]}"
    else:
        content = translated.replace(before, after)
    report = taken(content)
    assert report.counts[Outcome.REFUSED] == 1
    refused = [one.place for one in report.entries if one.outcome is Outcome.REFUSED]
    assert refused == ["Body › Text"]
    assert StringTranslation.objects.filter(data="ABOUT").exists()


def test_segments_that_nobody_knows_change_nothing(translated: str) -> None:
    unknown = re.sub(r'id="t[0-9a-f]{32}"', f'id="t{"0" * 32}"', translated)
    report = taken(unknown)
    assert report.counts[Outcome.UNKNOWN] == len(report.entries) > 0
    assert_nothing_changed()


def test_a_zip_is_no_translation_by_itself(translated: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("x.xlf", "x")
    assert taken(file.getvalue()).refused
    assert_nothing_changed()


def test_letters_of_every_script_and_fifty_kilobytes_come_back(
    translated: str, tmp_path: Path
) -> None:
    words = "e\u0301 مرحبا 🦊 שלום " * 3000
    body = [block("quote", text=words, attribution="", link=link())]
    home = default_portal().site.root_page
    page = add_page(home, ContentPage, title="Long", slug="long", body=body)
    exported = export(tmp_path, "--pages", str(page.pk))
    assert exported is not None
    translate_file(exported, lambda text: text)
    taken(exported.read_bytes())
    assert StringTranslation.objects.filter(data=words).exists()
