"""Rich text for translators: what is read without BeautifulSoup is what wagtail-localize reads."""

from hypothesis import example, given, reject
from hypothesis import strategies as st
from wagtail_localize.strings import extract_strings

from cms.core.translatable_html import segments_of

WORDS = st.text(st.sampled_from("aé🦊ا’ \n\u00a0>&;="), max_size=4)
BLOCKS = st.sampled_from(["p", 'p data-block-key="1a-b"', 'h2 data-block-key=""', "ul", "li", "h1"])
INLINE = st.sampled_from(["b", "br", "sub", "P"])
BALANCED = st.recursive(
    WORDS,
    lambda inner: st.builds(
        lambda tag, content: f"<{tag}>{''.join(content)}</{tag.split()[0]}>",
        BLOCKS | INLINE, st.lists(inner, max_size=3),
    ),
    max_leaves=8,
)  # fmt: skip
LOOSE = st.sampled_from(["<p>", "</p>", "</li>", "<p", "<!--a-->"])


@given(html=st.lists(BALANCED | LOOSE, max_size=4).map("".join))
@example(html="")
@example(html='<p data-block-key="a1">Fox</p><ul><li>one</li><li>two</li></ul>')
@example(html="<p>Fox</p data-block-key='a'>")
@example(html="<p>Fox<p>more</p></p>")
@example(html="<p>Fox</li></p>")
@example(html="<p>Fox</p>\n<p>more</p>")
def test_plain_blocks_are_cut_as_wagtail_localize_cuts_them(html: str) -> None:
    try:
        template, strings = extract_strings(html)
    except ValueError:  # a block within a sentence, which no editor writes
        reject()
    first, *rest = segments_of(html)
    assert (first.template, first.string_count) == (template, len(strings))
    texts = [one for one in rest if hasattr(one, "string")]
    assert [(one.string.data, one.attrs or {}) for one in texts] == [
        (string.data, attributes or {}) for string, attributes in strings
    ]
