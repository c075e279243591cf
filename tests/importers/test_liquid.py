from collections.abc import Callable

from cms.importers.hosted_portal import liquid
from cms.importers.hosted_portal.report import Place
from tests.importers.portals import ReadPortal

Read = Callable[..., ReadPortal]
IMAGES = {
    "_data/images.yml": "fox: {src: /assets/fox.jpg, caption: A fox}\n",
    "_data/fr/images.yml": "fox: {src: /assets/renard.jpg}\n",
}


def expand(found: ReadPortal, text: str, file: str = "en/home.md") -> str:
    return liquid.expand(text, Place(file, 5), found.portal, found.page(file))


def test_data_is_looked_up_in_the_root_files_whatever_the_language(read: Read) -> None:
    found = read(IMAGES)
    assert expand(found, "{{ site.data.images.fox.src }}", "fr/home.md") == "/assets/fox.jpg"
    assert expand(found, "{{site.data.images.fox.caption | strip }}!") == "A fox!"


def test_site_page_and_literal_values_are_printed(read: Read) -> None:
    found = read()
    text = '{{ site.title }}, {{ page.title }}, {{ "/about" | relative_url }}'
    assert expand(found, text) == "Moor portal, Life on the moor, /about"


def test_an_undefined_name_prints_nothing_and_is_reported_by_line(read: Read) -> None:
    found = read()
    assert expand(found, "One\n\nMail: {{ page.contactEmail }}.") == "One\n\nMail: ."
    assert found.entries("liquid-undefined")[0].line == 7


def test_comments_go_and_lines_still_count(read: Read) -> None:
    found = read()
    text = "One\n{% comment %}\n  {{ hidden }}\n{%- endcomment -%}\n{% include box.html %}"
    assert expand(found, text) == "One\n\n\n\n{% include box.html %}"
    assert found.entries("liquid-comment")[0].line == 6
    assert found.entries("liquid-tag")[0].line == 9


def test_what_is_not_understood_is_kept_as_text_and_reported(read: Read) -> None:
    found = read()
    assert expand(found, "{{ posts | size }}") == "{{ posts | size }}"
    assert found.entries("liquid-output")


def test_raw_text_is_left_as_it_is(read: Read) -> None:
    found = read()
    assert expand(found, "{% raw %}{{ page.nothing }}{% endraw %}") == "{{ page.nothing }}"
    assert len(found.entries("liquid-undefined")) == 0
