from collections.abc import Callable

from tests.importers.portals import ReadPortal

Read = Callable[..., ReadPortal]


def page(reference: str = "", permalink: str = "") -> str:
    lines = ["---", "title: x"]
    lines += [f"lang-ref: {reference}"] if reference else []
    lines += [f"permalink: {permalink}"] if permalink else []
    return "\n".join([*lines, "---", ""])


def members(found: ReadPortal, file: str) -> set[str]:
    group = found.pairing.group_of(found.page(file))
    return {one.file for one in group.members.values()}


def test_pages_pair_by_lang_ref(read: Read) -> None:
    found = read({"en/moor.md": page("heath", "/moor"), "fr/lande.md": page("heath", "/fr/lande")})
    assert members(found, "en/moor.md") == {"en/moor.md", "fr/lande.md"}


def test_a_lang_ref_may_be_a_number(read: Read) -> None:
    found = read({"en/moor.md": page("2025"), "fr/lande.md": page('"2025"')})
    assert members(found, "en/moor.md") == {"en/moor.md", "fr/lande.md"}


def test_pages_without_lang_ref_pair_by_file_name(read: Read) -> None:
    found = read({"en/moor.md": page(), "fr/moor.md": page()})
    assert members(found, "fr/moor.md") == {"en/moor.md", "fr/moor.md"}
    assert {entry.file for entry in found.entries("lang-ref-missing")} == {
        "en/moor.md",
        "fr/moor.md",
    }


def test_one_page_without_lang_ref_joins_those_that_have_one(read: Read) -> None:
    found = read(
        {
            "en/data.md": page("data"),
            "fr/data.md": page("data"),
            "nl/data.md": page().replace("title", "lang: nl\ntitle"),
        }
    )
    assert members(found, "nl/data.md") == {"en/data.md", "fr/data.md", "nl/data.md"}


def test_pages_without_lang_ref_pair_by_address(read: Read) -> None:
    found = read({"en/moor.md": page("", "/heath"), "fr/lande.md": page("", "/fr/heath")})
    assert members(found, "fr/lande.md") == {"en/moor.md", "fr/lande.md"}


def test_a_lang_ref_that_pairs_with_nothing_is_repaired_by_the_file_name(read: Read) -> None:
    found = read(
        {
            "_posts/2025-06-03-Sedge.md": page("sedges_2025"),
            "_posts/fr/2025-06-04-Sedge.md": page("fr"),
            "_posts/nl/Sedge.md": page("sedges_2025").replace("title", "lang: nl\ntitle"),
        }
    )
    assert members(found, "_posts/fr/2025-06-04-Sedge.md") == {
        "_posts/2025-06-03-Sedge.md",
        "_posts/fr/2025-06-04-Sedge.md",
        "_posts/nl/Sedge.md",
    }
    [entry] = found.entries("lang-ref-repaired")
    assert (entry.file, entry.line) == ("_posts/fr/2025-06-04-Sedge.md", 3)
    assert "sedges_2025" in entry.message


def test_a_lang_ref_used_twice_in_a_language_is_reported(read: Read) -> None:
    found = read({"en/a.md": page("a"), "en/b.md": page("a"), "fr/a.md": page("a")})
    assert members(found, "en/a.md") == {"en/a.md", "fr/a.md"}
    assert members(found, "en/b.md") == {"en/b.md"}
    assert found.entries("lang-ref-duplicate")[0].file == "en/b.md"


def test_posts_and_pages_never_pair(read: Read) -> None:
    found = read({"en/news.md": page("news"), "_posts/fr/2025-01-01-news.md": page("news")})
    assert members(found, "en/news.md") == {"en/news.md"}


def test_a_language_without_pages_is_reported(read: Read) -> None:
    found = read({"_data/languages.yml": "en: {label: English}\nfr:\nde:\n  label: Deutsch\n"})
    [entry] = found.entries("language-without-pages")
    assert (entry.file, entry.line) == ("_data/languages.yml", 3)


def test_a_language_that_is_not_offered_is_reported(read: Read) -> None:
    found = read({"_data/languages.yml": "en: {label: English}\n"})
    assert found.entries("language-undeclared")[0].file == "fr/home.md"


def test_a_missing_translation_is_reported(read: Read) -> None:
    found = read({"en/404.md": page()})
    [entry] = found.entries("translation-missing")
    assert (entry.file, entry.message) == ("en/404.md", "has no version in fr")


def test_two_pages_at_one_address_are_reported(read: Read) -> None:
    found = read({"en/a.md": page("", "/a"), "en/b.md": page("", "/a/")})
    assert found.entries("url-duplicate")[0].file == "en/b.md"


def test_keys_are_unique_and_do_not_depend_on_the_language(read: Read) -> None:
    files = {"en/moor.md": page("heath", "/moor"), "fr/lande.md": page("heath", "/fr/lande")}
    found = read(files)
    keys = [group.key for group in found.pairing.groups]
    assert len(keys) == len(set(keys))
    assert found.pairing.group_of(found.page("fr/lande.md")).key == "moor"
