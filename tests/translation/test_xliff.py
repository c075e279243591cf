"""XLIFF as the standard has it: valid, lossless, also through tools that others wrote."""

import io
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from translate.storage.xliff2 import Xliff2File
from wagtail_localize.strings import StringValue

from cms.translation.exchange.inline import read_html, write_html
from cms.translation.exchange.po import PoReader, PoWriter
from cms.translation.exchange.returned import Returned, resolve
from cms.translation.exchange.xliff2 import Xliff2Writer
from cms.translation.exchange.xliff_reading import XliffReader
from cms.translation.glossary.matching import Glossary
from cms.translation.protected import protected_spans
from cms.translation.sources import Source
from cms.translation.texts import Former, Segment, State, Text
from home.models import ContentPage

EMPTY = Glossary("en", "nl")
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).with_name("xliff-core-2.1.rng")))
XLIFF = "{urn:oasis:names:tc:xliff:document:2.0}"
NAMES = ("Vulpes vulpes", "Platanus × hispanica", "https://www.gbif.org/species/5219243")
WORDS = st.one_of(
    st.sampled_from(
        [*NAMES, " ", '& <tag> "q"', "\u00a0", "🦊👩🏽‍🔬", "é e\u0301", "مرحبا", "\u202f!", "x"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=12),
)


# BeautifulSoup wonders about texts that are an address; they are meant.
pytestmark = pytest.mark.filterwarnings("ignore::bs4.MarkupResemblesLocatorWarning")


def inline_html() -> st.SearchStrategy[str]:
    """Strings as wagtail-localize keeps them: nested formatting, links, breaks, any text."""
    escaped = WORDS.map(lambda text: StringValue.from_plaintext(text.replace("\n", " ")).data)
    tags = st.sampled_from(["b", "i", "em", "strong", "code", "sub", "sup", "s", "a"])
    tree = st.recursive(
        st.one_of(escaped, escaped, st.just("<br/>")),
        lambda inner: st.one_of(
            st.lists(inner, max_size=4).map("".join),
            st.tuples(tags, inner).map(lambda one: f"<{one[0]}>{one[1]}</{one[0]}>"),
        ),
        max_leaves=8,
    )
    return tree.map(_with_link_ids)


def _with_link_ids(html: str) -> str:
    first, *rest = html.split("<a>")
    html = first + "".join(f'<a id="a{number}">{one}' for number, one in enumerate(rest, start=1))
    return str(StringValue.from_translated_html(html).data)


def text_of(*pairs: tuple[str, str | None], state: State = State.TRANSLATED) -> Text:
    """A text of these sources and targets."""
    key = uuid4()
    source = Source(key, 1, "About 🦊", None, "https://portal.example/about/", None, True)
    segments = [
        Segment(
            id=f"s{number}",
            path=f"body.{uuid4()}.text",
            field_path="body.rich_text.text",
            source=html,
            attributes={"a1": {"href": "https://www.gbif.org/?a=1&b=<2>"}},
            target=target,
            state=state if target is not None else State.MISSING,
            former=Former("Was <b>so</b>", "War so") if target is None else None,
        )
        for number, (html, target) in enumerate(pairs)
    ]
    return Text(source, ContentPage, segments)


def written(text: Text, writer: Any = Xliff2Writer) -> bytes:
    file = io.BytesIO()
    with writer(file, "en", "nl-BE", EMPTY) as open_file:
        open_file.write(text, text.segments)
    return file.getvalue()


def read(content: bytes) -> list[Returned]:
    return list(XliffReader(io.BytesIO(content)))


def back(returned: Returned, source: str) -> str:
    assert returned.target is not None
    return write_html(resolve(returned.target, read_html(source)))


def assert_valid(content: bytes) -> Any:
    """By the schema, and by the constraints that a grammar cannot say."""
    root = etree.fromstring(content)
    SCHEMA.assertValid(root)
    for file in root.iter(f"{XLIFF}file"):
        units = [one.get("id") for one in file.iter(f"{XLIFF}unit")]
        assert len(units) == len(set(units))
    for unit in root.iter(f"{XLIFF}unit"):
        data = [one.get("id") for one in unit.iter(f"{XLIFF}data")]
        assert len(data) == len(set(data))
        for side in ("source", "target"):
            codes = [
                one for part in unit.iter(f"{XLIFF}{side}") for one in part.iter() if one.get("id")
            ]
            ids = [one.get("id") for one in codes]
            assert len(ids) == len(set(ids))
            for one in codes:
                for name in ("dataRef", "dataRefStart", "dataRefEnd"):
                    assert one.get(name) in (None, *data)
    return root


@settings(max_examples=30, deadline=None)
@given(source=inline_html(), target=st.one_of(st.none(), inline_html()))
def test_any_text_goes_out_valid_and_comes_back_the_same(source: str, target: str | None) -> None:
    text = text_of((source, target))
    content = written(text)
    assert_valid(content)
    [returned] = read(content)
    if target:
        assert back(returned, source) == target
        assert returned.state is State.TRANSLATED
    else:
        assert returned.target is None


@settings(max_examples=20, deadline=None)
@given(source=inline_html(), target=inline_html())
def test_any_text_passes_through_translate_toolkit_unharmed(source: str, target: str) -> None:
    content = written(text_of((source, target)))
    store = Xliff2File.parsestring(content)
    through = bytes(store)
    assert [one.target for one in read(through)] == [one.target for one in read(content)]


@settings(max_examples=20, deadline=None)
@given(source=inline_html(), target=inline_html())
def test_any_text_passes_through_gettext_unharmed(source: str, target: str) -> None:
    if not source.strip() or not target:
        return
    content = written(text_of((source, target)), PoWriter)
    [returned] = PoReader(content.decode())
    assert (returned.source, back(returned, source)) == (source, target)


def test_translate_toolkit_reads_states_and_notes_and_writes_targets_that_we_read() -> None:
    text = text_of(("One <b>two</b>", "Een <b>twee</b>"), ("Three", None), state=State.FINAL)
    store = Xliff2File.parsestring(written(text))
    first, second = store.units
    assert first.isapproved()
    assert not second.istranslated()
    second.target = "Drie"
    second.marktranslated()
    _one, returned = read(bytes(store))
    assert (returned.target, returned.state) == (["Drie"], State.TRANSLATED)


def test_what_stays_as_it_is_is_marked_and_notes_say_what_a_translator_needs() -> None:
    text = text_of(("See https://www.gbif.org/ or info@gbif.org, <i>now</i>", None))
    root = assert_valid(written(text))
    marks = [one.text for one in root.iter(f"{XLIFF}mrk")]
    assert marks == ["https://www.gbif.org/", "info@gbif.org"]
    notes = {one.get("category"): one.text for one in root.iter(f"{XLIFF}note")}
    assert notes["place"] == "Body › Text"
    assert notes["preview"] == "https://portal.example/about/"
    assert notes["former translation"] == "War so"


def test_a_span_over_several_codes_is_marked_in_each() -> None:
    assert protected_spans("a www.gbif.org/x b", EMPTY) == [(2, 16)]
    root = assert_valid(written(text_of(("See www.gbif<b>.org/x</b>", None))))
    assert [one.text for one in root.iter(f"{XLIFF}mrk")] == ["www.gbif", ".org/x"]


OLD = """<xliff xmlns="urn:oasis:names:tc:xliff:document:1.2" version="1.2">
<file original="/about/#{key}" source-language="en" target-language="nl" datatype="html"><body>
<trans-unit id="s0" approved="yes"><source>One <g id="1">two</g><x id="2"/></source>
<target state="final">Een <g id="1">twee</g><x id="2"/></target></trans-unit>
<trans-unit id="s1"><source>One <bpt id="9" rid="1">b</bpt>two<ept id="8" rid="1">b</ept></source>
<target><bpt id="9" rid="1">b</bpt>Een<ept id="8" rid="1">b</ept> twee</target></trans-unit>
<trans-unit id="s2"><source>Three</source>
<target state="needs-translation">Drie</target></trans-unit>
</body></file></xliff>"""


def test_older_tools_give_back_1_2() -> None:
    key = uuid4()
    first, second, third = read(OLD.format(key=key).encode())
    assert {first.key, second.key} == {key}
    assert back(first, "One <b>two</b><br/>") == "Een <b>twee</b><br/>"
    assert back(second, "One <b>two</b>") == "<b>Een</b> twee"
    states = [State.FINAL, State.TRANSLATED, State.MISSING]
    assert [one.state for one in (first, second, third)] == states


def test_segments_that_a_tool_cut_are_joined_in_the_order_of_the_target() -> None:
    content = written(text_of(("One. Two.", None))).decode()
    cut = (
        '<segment state="final"><source>One.</source><target order="3">Een.</target></segment>'
        "<ignorable><source> </source></ignorable>"
        '<segment state="reviewed"><source>Two.</source><target order="1">Twee.</target></segment>'
    )
    start, end = content.index("<segment"), content.index("</unit>")
    [returned] = read((content[:start] + cut + content[end:]).encode())
    assert returned.target == ["Twee.", " ", "Een."]
    assert returned.state is State.REVIEWED
