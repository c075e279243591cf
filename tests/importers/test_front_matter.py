import pytest

from cms.importers.hosted_portal import front_matter
from cms.importers.hosted_portal.errors import UnreadableYaml
from cms.importers.hosted_portal.front_matter import Document
from cms.importers.hosted_portal.report import Report


def split(text: str) -> tuple[Document | None, Report]:
    report = Report()
    return front_matter.split(text, "page.md", report), report


def test_front_matter_and_body_come_apart_with_the_body_line() -> None:
    document, report = split("---\ntitle: Moor\n---\n\nHeather.\n")
    assert document is not None
    assert document.front == {"title": "Moor"}
    assert (document.body, document.body_line) == ("\nHeather.\n", 4)
    assert len(report) == 0


def test_a_closing_fence_may_be_the_last_bytes_of_the_file() -> None:
    document, report = split("---\ntitle: Moor\n---")
    assert document is not None
    assert (document.front["title"], document.body) == ("Moor", "")
    assert report.with_code("fence-without-newline")[0].line == 3


def test_front_matter_may_begin_with_a_comment_and_end_with_dots() -> None:
    document, _report = split("---   \n# about the moor\ntitle: Moor\n...\nBody\n")
    assert document is not None
    assert (document.front, document.body) == ({"title": "Moor"}, "Body\n")


def test_byte_order_mark_and_windows_line_ends_are_read_and_reported() -> None:
    document, report = split("\ufeff---\r\ntitle: Moor\r\n---\r\nOne\r\nTwo\r\n")
    assert document is not None
    assert (document.front["title"], document.body) == ("Moor", "One\nTwo\n")
    assert report.with_code("byte-order-mark")
    assert report.with_code("line-ends")


def test_a_rule_in_the_body_does_not_end_the_front_matter() -> None:
    document, _report = split("---\ntitle: Moor\n---\nOne\n\n---\n\nTwo\n")
    assert document is not None
    assert document.body == "One\n\n---\n\nTwo\n"


def test_empty_front_matter_is_front_matter() -> None:
    document, _report = split("---\n---\nBody\n")
    assert document is not None
    assert (document.front, document.body_line) == ({}, 3)


@pytest.mark.parametrize("text", ["Heather.\n", "", "----\ntitle: x\n----\n", "\n---\na: 1\n---\n"])
def test_a_file_without_front_matter_is_no_page(text: str) -> None:
    assert split(text)[0] is None


def test_unclosed_front_matter_is_an_error() -> None:
    with pytest.raises(UnreadableYaml, match="never closed"):
        split("---\ntitle: Moor\n\nHeather.\n")


def test_an_error_is_named_by_its_line_in_the_file() -> None:
    with pytest.raises(UnreadableYaml) as caught:
        split("---\ntitle: Moor\ndescription: a: b\n---\n")
    assert str(caught.value).startswith("page.md:3: ")
