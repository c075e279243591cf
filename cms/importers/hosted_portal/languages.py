"""Which files are one page in several languages.

Pairing is by `lang-ref`, else by file name without its language folder, else by permalink without
its language prefix. A `lang-ref` that pairs with nothing although the file name does is taken for
a slip and repaired.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from cms.importers.hosted_portal import permalinks
from cms.importers.hosted_portal.source import Portal, SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping


@dataclass(eq=False)
class Group:
    """One page in its languages. `key` is stable between imports and unique in the portal."""

    key: str
    is_post: bool
    members: dict[str, SourcePage] = field(default_factory=dict)

    def source(self, root_lang: str) -> SourcePage:
        """The member that the others translate: the root language's, else the first."""
        return self.members.get(root_lang) or self.members[sorted(self.members)[0]]


class Pairing:
    """All groups of a portal, and the group of each file."""

    def __init__(self, groups: list[Group]) -> None:
        self.groups = groups
        self._by_page = {page: group for group in groups for page in group.members.values()}

    def group_of(self, page: SourcePage) -> Group:
        return self._by_page[page]

    def counterpart(self, page: SourcePage, lang: str) -> SourcePage | None:
        """The same page in another language, None when there is none."""
        return self.group_of(page).members.get(lang)


def neutral_name(page: SourcePage, languages: list[str]) -> str:
    """The file's path without language folder, date and suffix: "about", "_posts/eca25"."""
    pure = PurePosixPath(page.file)
    folders = [part for part in pure.parts[:-1] if part not in languages]
    return "/".join([*folders, page.name]).lower()


def neutral_url(page: SourcePage) -> str:
    """The URL without language prefix and slashes at its ends."""
    return re.sub(rf"^/{re.escape(page.lang)}(?=/|$)", "", page.url).strip("/").lower()


def pair(portal: Portal) -> Pairing:
    """The portal's pages and posts as groups; every irregularity of pairing is reported."""
    groups = [*_pair(portal, portal.pages, False), *_pair(portal, portal.posts, True)]
    _report_undeclared(portal)
    _report_gaps(portal, groups)
    _report_same_urls(portal)
    return Pairing(groups)


def _reference(page: SourcePage) -> str:
    """The page's `lang-ref` (some are integers), "" when it has none."""
    value = page.get("lang-ref")
    return "" if value is None else str(value).strip()


def _pair(portal: Portal, pages: list[SourcePage], is_post: bool) -> list[Group]:
    languages = portal.languages
    by_reference: dict[str, Group] = {}
    groups: list[Group] = []
    rest: list[SourcePage] = []
    for page in pages:
        reference = _reference(page)
        group = by_reference.setdefault(reference, Group("", is_post)) if reference else None
        if group is None:
            rest.append(page)
        elif page.lang in group.members:
            portal.report.warning(
                "lang-ref-duplicate",
                page.place_of("lang-ref"),
                f"lang-ref “{reference}” is also that of {group.members[page.lang].file}; "
                "paired by file name instead",
            )
            rest.append(page)
        else:
            group.members[page.lang] = page
    alone = [group for group in by_reference.values() if len(group.members) == 1]
    groups = [group for group in by_reference.values() if len(group.members) > 1]
    groups += _join_by_name(portal, groups, alone, rest, languages)
    used: dict[str, int] = defaultdict(int)
    for group in groups:
        source = group.source(portal.root_lang)
        name = neutral_name(source, languages)
        used[name] += 1
        group.key = name if used[name] == 1 else f"{name}#{used[name]}"
    return groups


def _join_by_name(
    portal: Portal,
    groups: list[Group],
    alone: list[Group],
    rest: list[SourcePage],
    languages: list[str],
) -> list[Group]:
    """Put single pages into `groups` by file name or URL; gives the new groups it made."""
    made: list[Group] = []
    names: dict[tuple[str, str], Group] = {}

    def remember(page: SourcePage, group: Group) -> None:
        names.setdefault(("name", neutral_name(page, languages)), group)
        if page.url and neutral_url(page):
            names.setdefault(("url", neutral_url(page)), group)

    def partner(page: SourcePage) -> Group | None:
        for key in (("name", neutral_name(page, languages)), ("url", neutral_url(page))):
            group = names.get(key)
            if group is not None and page.lang not in group.members and key[1]:
                return group
        return None

    for group in groups:
        for page in group.members.values():
            remember(page, group)
    singles = [next(iter(group.members.values())) for group in alone]
    for page in sorted(
        [*singles, *rest], key=lambda page: (page.lang != portal.root_lang, page.file)
    ):
        found = partner(page)
        group = found or Group("", page.is_post)
        reference = _reference(page)
        if found is None:
            made.append(group)
        elif page in singles:
            other = found.source(portal.root_lang)
            portal.report.warning(
                "lang-ref-repaired",
                page.place_of("lang-ref"),
                f"lang-ref “{reference}” pairs with no other file, but the name does: paired "
                f"with {other.file}" + (f" (“{_reference(other)}”)" if _reference(other) else ""),
            )
        if not reference and len(languages) > 1:
            portal.report.info(
                "lang-ref-missing",
                page.place,
                "has no lang-ref; paired by file name" if group.members else "has no lang-ref",
            )
        group.members[page.lang] = page
        remember(page, group)
    return made


def _report_undeclared(portal: Portal) -> None:
    declared = portal.data.get("languages")
    if not isinstance(declared, Mapping):
        return
    for code in declared:
        if code not in portal.languages:
            portal.report.warning(
                "language-without-pages",
                declared.place_of(code),
                f"language “{code}” is offered but has no page; not imported",
            )
    for code in portal.languages:
        if code not in declared:
            page = next(page for page in portal.all_pages() if page.lang == code)
            portal.report.warning(
                "language-undeclared",
                page.place_of("lang"),
                f"language “{code}” is used but _data/languages.yml does not list it",
            )


def _report_gaps(portal: Portal, groups: list[Group]) -> None:
    for group in groups:
        missing = [code for code in portal.languages if code not in group.members]
        if missing:
            portal.report.info(
                "translation-missing",
                group.source(portal.root_lang).place,
                f"has no version in {', '.join(missing)}",
            )


def _report_same_urls(portal: Portal) -> None:
    seen: dict[str, SourcePage] = {}
    for page in portal.all_pages():
        url = page.url.rstrip("/").lower()
        if page.url and url in seen and page.published:
            portal.report.warning(
                "url-duplicate",
                page.place_of("permalink"),
                f"{page.url} is also the address of {seen[url].file}",
            )
        seen.setdefault(url, page)


def date_slug(page: SourcePage) -> str:
    """The slug of a post, as its old URL had it."""
    return permalinks.slugify(page.text("slug") or page.name)
