from datetime import date

import pytest

from cms.importers.hosted_portal import yaml_document
from cms.importers.hosted_portal.errors import UnreadableYaml
from cms.importers.hosted_portal.report import Report


def load(text: str, first_line: int = 1) -> tuple[object, Report]:
    report = Report()
    return yaml_document.load(text, "data.yml", report, first_line), report


def test_values_remember_the_lines_of_their_keys() -> None:
    value, _report = load("a: 1\nb:\n  - c: 2\n  - d: 3\n", first_line=10)
    assert isinstance(value, yaml_document.Mapping)
    assert value.line_of("b") == 11
    assert value["b"].lines == [12, 13]
    assert value["b"][1].place_of("d").line == 13


def test_of_duplicate_keys_the_last_counts_and_is_reported() -> None:
    value, report = load("colour: red\nsize: 1\ncolour: green\n")
    assert value == {"colour": "green", "size": 1}
    [entry] = report.with_code("yaml-duplicate-key")
    assert (entry.file, entry.line) == ("data.yml", 3)
    assert "line 1" in entry.message


def test_dates_are_read_and_keys_stay_text() -> None:
    value, _report = load("no: Norway\n2024: year\nday: 2024-05-17\n")
    assert value == {"no": "Norway", "2024": "year", "day": date(2024, 5, 17)}


def test_a_merge_key_adds_what_is_missing() -> None:
    value, _report = load("base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\n")
    assert isinstance(value, dict)
    assert value["more"] == {"x": 1, "y": 3}


def test_an_empty_document_is_nothing() -> None:
    assert load("# only a comment\n")[0] is None


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: 1\nb:\n\tc: 2\n", 3, "tab"),
        ("title: Moors: a guide\n", 1, "quotes"),
        ("a: [1, 2\nb: 3\n", 2, ","),
        ("a: 1\nday: 2024-13-45\n", 2, "month"),
        ("a: 1\nb: \x07\n", 2, "U+0007"),
        ("? [1, 2]\n: 3\n", 1, "key"),
        ("a: !!python/name:os.system ''\n", 1, "constructor"),
    ],
)
def test_what_cannot_be_parsed_is_named_by_file_and_line(text: str, line: int, words: str) -> None:
    with pytest.raises(UnreadableYaml) as caught:
        load(text)
    assert (caught.value.file, caught.value.line) == ("data.yml", line)
    assert words in caught.value.message


def test_a_file_of_aliases_that_multiply_is_refused() -> None:
    rows = ["a: &a [1, 2, 3, 4, 5, 6, 7, 8, 9]"]
    for previous, name in zip("abcdefgh", "bcdefghi", strict=True):
        rows.append(f"{name}: &{name} [{', '.join([f'*{previous}'] * 9)}]")
    with pytest.raises(UnreadableYaml, match="100,000 values"):
        load("\n".join(rows))


def test_a_file_nested_beyond_reason_is_refused() -> None:
    with pytest.raises(UnreadableYaml):
        load("[" * 1000 + "]" * 1000)
