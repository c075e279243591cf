"""What a page of the old portal is in the new one.

Jekyll's `layout` names a template of the theme (jekyll-hp-base-theme: _layouts); a page without a
composition of its own gets the one that its layout implies.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from cms.importers.hosted_portal.languages import Group, neutral_url
from cms.importers.hosted_portal.source import SourcePage


class PageKind(StrEnum):
    HOME = "home"
    CONTENT = "content"
    NEWS_INDEX = "news index"
    NEWS = "news"
    TEAM = "team"
    COMMUNITY = "community"
    EXPLORER = "explorer"
    RECORD = "record"


@dataclass(frozen=True, slots=True)
class Role:
    """The kind of a page, and the catalogue of GBIF that a data page shows."""

    kind: PageKind
    catalogue: str = ""


EXPLORERS = {
    "occurrence": "occurrence",
    "dataset": "dataset",
    "publisher": "publisher",
    "literature": "literature",
    "collection-search": "collection",
    "institution-search": "institution",
}
RECORD_LAYOUT = re.compile(
    r"^(?P<catalogue>occurrence|dataset|publisher|literature|collection|institution)-?key$",
    re.IGNORECASE,
)
# Layouts with a hero of their own, and what follows it.
IMPLIED: dict[str, tuple[str, ...]] = {
    "page": ("heroBox", "pageMarkdown"),
    "heroImage": ("heroImage", "pageMarkdown"),
    "heroVideo": ("heroVideo", "pageMarkdown"),
    "home": ("heroImage", "pageMarkdown", "latestPosts"),
    "compose": (),
    "post": ("postHeader", "pageMarkdown"),
    "resource-key": ("postHeader", "pageMarkdown"),
    "pageNotFound": ("floatingText", "pageMarkdown"),
    "languageSplash": ("heroBox", "pageMarkdown"),
    "default": ("pageMarkdown",),
    "documentation": ("pageMarkdown",),
    "archive": ("pageMarkdown",),
    "base": ("pageMarkdown",),
    "team": ("pageMarkdown", "team"),
    "standardPrivacy": ("pageMarkdown",),
    "widget": ("pageMarkdown",),
}
TEAM_DATA = re.compile(r"(?:^|[._])(?:staff|team|people)$")
COMMUNITY_NAMES = {"community", "partners", "members", "network"}
LOGO = re.compile(r"\[!\[")


def is_data_layout(layout: str) -> bool:
    """Whether the layout shows GBIF's widget."""
    return layout in EXPLORERS or RECORD_LAYOUT.match(layout) is not None


def role_of(group: Group, root_lang: str) -> Role:
    """What the group's pages become; its source page decides for all languages."""
    page = group.source(root_lang)
    layout = page.layout
    if group.is_post:
        return Role(PageKind.NEWS)
    if neutral_url(page) == "":
        return Role(PageKind.HOME)
    if layout in EXPLORERS:
        return Role(PageKind.EXPLORER, EXPLORERS[layout])
    record = RECORD_LAYOUT.match(layout)
    if record:
        return Role(PageKind.RECORD, record["catalogue"].lower())
    if layout == "archive":
        return Role(PageKind.NEWS_INDEX)
    if layout == "team" or any(TEAM_DATA.search(path) for path in feature_paths(page)):
        return Role(PageKind.TEAM)
    if neutral_url(page) in COMMUNITY_NAMES and LOGO.search(page.body):
        return Role(PageKind.COMMUNITY)
    return Role(PageKind.CONTENT)


def feature_paths(page: SourcePage) -> list[str]:
    """The data paths of the page's `features` blocks."""
    composition = page.get("composition")
    return [
        str(item["data"])
        for item in (composition if isinstance(composition, list) else [])
        if isinstance(item, dict) and item.get("type") == "features" and item.get("data")
    ]
