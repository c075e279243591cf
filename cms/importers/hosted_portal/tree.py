"""Where each page of the portal stands in Wagtail's tree, and making it exist there.

Pages are made empty and unpublished first: their texts link to each other, so every page needs
its primary key before any text is written.
"""

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Any

from django.conf import settings
from django.utils.text import slugify
from wagtail.models import Locale, Page, Site

from cms.core.models import BasePage, Language
from cms.importers.hosted_portal import languages, layouts
from cms.importers.hosted_portal.languages import Group, Pairing
from cms.importers.hosted_portal.layouts import PageKind, Role
from cms.importers.hosted_portal.library import Library
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.source import CONFIG, Portal, SourcePage
from community.models import CommunityPage, TeamPage
from home.models import (
    ContentPage,
    DataExplorerPage,
    DataRecordPage,
    HomePage,
    NewsIndexPage,
    NewsPage,
)

MODELS: dict[PageKind, type[BasePage]] = {
    PageKind.HOME: HomePage,
    PageKind.CONTENT: ContentPage,
    PageKind.NEWS_INDEX: NewsIndexPage,
    PageKind.NEWS: NewsPage,
    PageKind.TEAM: TeamPage,
    PageKind.COMMUNITY: CommunityPage,
    PageKind.EXPLORER: DataExplorerPage,
    PageKind.RECORD: DataRecordPage,
}
# Codes of portals that Django and Wagtail spell otherwise.
LOCALE_CODES = {"zh": "zh-hans", "zh-cn": "zh-hans", "zh-tw": "zh-hant", "no": "nb"}
MAX_SLUG = 200


@dataclass(eq=False)
class Node:
    """One page in all its languages: its group, what it becomes, and below which other it is."""

    group: Group
    role: Role
    parent: "Node | None" = None
    children: list["Node"] = field(default_factory=list)

    def walk(self) -> list["Node"]:
        """This node and all below it, parents first."""
        return [self, *(node for child in self.children for node in child.walk())]


@dataclass(eq=False)
class Tree:
    """The portal's nodes below its home page, and the pages made for them."""

    home: Node
    news: Node | None
    pages: dict[SourcePage, BasePage] = field(default_factory=dict)

    def nodes(self) -> list[Node]:
        return self.home.walk()


def locale_code(lang: str) -> str:
    """The URL code here of a language code of the portal."""
    return LOCALE_CODES.get(lang, lang)


def usable_languages(portal: Portal) -> list[str]:
    """The portal's languages that this service can hold; the others are reported."""
    known = dict(settings.WAGTAIL_CONTENT_LANGUAGES)
    usable = []
    for lang in portal.languages:
        if locale_code(lang) in known:
            usable.append(lang)
            continue
        count = sum(page.lang == lang for page in portal.all_pages())
        portal.report.error(
            "language-unknown",
            Place(CONFIG),
            f"language “{lang}” is none of WAGTAIL_CONTENT_LANGUAGES: its {count} files are not "
            "imported",
        )
    return usable


def ensure_locales(portal: Portal, langs: list[str]) -> dict[str, Locale]:
    """A locale, with its language codes, for each language of the portal."""
    locales = {}
    for lang in langs:
        locale, _created = Locale.objects.get_or_create(language_code=locale_code(lang))
        locales[lang] = locale
        if Language.objects.filter(locale=locale).exists():
            continue
        options = portal.language_options(lang)
        language = Language.of(locale)
        language.label = str(options.get("label") or language.label)[:60]
        language.bcp47 = str(options.get("languageCode") or language.bcp47)[:35]
        if options.get("textDirection") in {"ltr", "rtl"}:
            language.direction = options["textDirection"]
        language.widget_locale = str(options.get("widgetLocale") or language.widget_locale)[:20]
        language.stories_locale = str(options.get("storiesLocale") or language.stories_locale)[:20]
        language.save()
    return locales


# Planning


def plan(portal: Portal, pairing: Pairing, langs: list[str]) -> Tree:
    """The tree of the portal's groups; needs no database."""
    nodes = []
    for group in pairing.groups:
        group.members = {lang: page for lang, page in group.members.items() if lang in langs}
        if group.members:
            nodes.append(Node(group, layouts.role_of(group, portal.root_lang)))
    home = _home(portal, nodes)
    news = _news(portal, nodes)
    explorers = _explorers(portal, nodes)
    by_url = {
        languages.neutral_url(page): node
        for node in nodes
        for page in node.group.members.values()
        if node.role.kind in {PageKind.CONTENT, PageKind.TEAM, PageKind.COMMUNITY}
    }
    for node in nodes:
        if node is home:
            continue
        if node.role.kind is PageKind.NEWS:
            parent = news
        elif node.role.kind is PageKind.RECORD:
            parent = explorers[node.role.catalogue]
        else:
            url = languages.neutral_url(node.group.source(portal.root_lang))
            above = by_url.get(url.rpartition("/")[0])
            parent = above if above is not node else None
        node.parent = parent or home
        node.parent.children.append(node)
    return Tree(home, news)


def _home(portal: Portal, nodes: list[Node]) -> Node:
    homes = [node for node in nodes if node.role.kind is PageKind.HOME]
    if homes:
        for other in homes[1:]:
            other.role = Role(PageKind.CONTENT)
        # A language's home page that lacks the common lang-ref still belongs to the home page.
        first = homes[0]
        for other in homes[1:]:
            for lang in list(other.group.members):
                if lang not in first.group.members:
                    first.group.members[lang] = other.group.members.pop(lang)
            if not other.group.members:
                nodes.remove(other)
        if portal.root_lang not in first.group.members:
            page = first.group.source(portal.root_lang)
            portal.report.error(
                "home-missing", page.place, f"has no version in {portal.root_lang}; one was made"
            )
            made = _made(portal, "home", str(portal.config.get("title") or "Home"), "/")
            first.group.members.update(made.members)
        return first
    portal.report.error("home-missing", Place(CONFIG), "no page has the address /; one was made")
    node = Node(
        _made(portal, "home", str(portal.config.get("title") or "Home"), "/"), Role(PageKind.HOME)
    )
    nodes.insert(0, node)
    return node


def _news(portal: Portal, nodes: list[Node]) -> Node | None:
    found = [node for node in nodes if node.role.kind is PageKind.NEWS_INDEX]
    for other in found[1:]:
        portal.report.warning(
            "archive-duplicate",
            other.group.source(portal.root_lang).place,
            "a second list of posts; imported as a page of content",
        )
        other.role = Role(PageKind.CONTENT)
    if found:
        return found[0]
    if not any(node.role.kind is PageKind.NEWS for node in nodes):
        return None
    portal.report.warning("archive-missing", Place(CONFIG), "no page lists the posts; one was made")
    node = Node(_made(portal, "archive", "News", "/news"), Role(PageKind.NEWS_INDEX))
    nodes.append(node)
    return node


def _explorers(portal: Portal, nodes: list[Node]) -> dict[str, Node]:
    """One explorer a catalogue; further ones and orphaned record pages become content."""
    explorers: dict[str, Node] = {}
    for node in nodes:
        if node.role.kind is not PageKind.EXPLORER:
            continue
        if node.role.catalogue in explorers:
            portal.report.warning(
                "explorer-duplicate",
                node.group.source(portal.root_lang).place,
                f"a second {node.role.catalogue} search: a portal has one; imported as a page of "
                "content",
            )
            node.role = Role(PageKind.CONTENT)
        else:
            explorers[node.role.catalogue] = node
    records: set[str] = set()
    for node in nodes:
        if node.role.kind is not PageKind.RECORD:
            continue
        if node.role.catalogue not in explorers or node.role.catalogue in records:
            portal.report.warning(
                "record-without-explorer",
                node.group.source(portal.root_lang).place,
                f"a {node.role.catalogue} record page without a search of its own; imported as a "
                "page of content",
            )
            node.role = Role(PageKind.CONTENT)
        else:
            records.add(node.role.catalogue)
    return explorers


def _made(portal: Portal, key: str, title: str, url: str) -> Group:
    """A page that the portal lacks and a tree needs."""
    from cms.importers.hosted_portal.yaml_document import Mapping

    front = Mapping(CONFIG, 1)
    front["title"] = title
    front["layout"] = "default"
    page = SourcePage(
        file=f"{CONFIG}#{key}",
        front=front,
        defaults={},
        body="",
        body_line=1,
        lang=portal.root_lang,
        url=url,
    )
    return Group(f"#{key}", False, {portal.root_lang: page})


# Making


def ensure_pages(tree: Tree, library: Library) -> Site:
    """Every page of the tree, in every language that the portal has it in; and its site."""
    portal = library.portal
    for lang in library.locales:
        for node in tree.nodes():
            page = node.group.members.get(lang)
            if page is None:
                continue
            tree.pages[page] = _ensure_page(tree, node, page, library)
            library.pages[page.file] = tree.pages[page].pk
    # Anew from the database: an instance keeps the number of children it had when it was made,
    # and would write it back.
    fresh = Page.objects.in_bulk([page.pk for page in tree.pages.values()])
    for source, page in tree.pages.items():
        tree.pages[source] = fresh[page.pk].specific
    return _ensure_site(portal, tree.pages[tree.home.group.source(portal.root_lang)])


def _ensure_page(tree: Tree, node: Node, page: SourcePage, library: Library) -> BasePage:
    model = MODELS[node.role.kind]
    key = library.key("page", node.group.key)
    locale = library.locales[page.lang]
    found = Page.objects.filter(translation_key=key, locale=locale).first()
    if found is not None:
        specific: Any = found.specific
        if specific.alias_of_id is not None:
            # The tree was synchronised: the placeholder becomes this language's own page.
            specific.alias_of = None
            specific.save(clean=False)
        return specific  # type: ignore[no-any-return]
    parent = _parent(tree, node, page.lang, library)
    instance = model(
        title=title_of(page)[:255],
        slug=_free_slug(parent, _slug(node, page, library.portal)),
        locale=locale,
        translation_key=key,
        live=False,
    )
    if isinstance(instance, DataExplorerPage):
        instance.catalogue = node.role.catalogue
    parent.add_child(instance=instance)
    return instance


def title_of(page: SourcePage) -> str:
    """The page's title without markup; its file name where it has none."""
    text = re.sub(r"<[^>]*>", " ", page.text("title"))
    text = re.sub(r"(?<!\w)[*_]{1,2}|[*_]{1,2}(?!\w)", "", text)
    return " ".join(text.split()) or PurePosixPath(page.file).stem


def _parent(tree: Tree, node: Node, lang: str, library: Library) -> Page:
    if node.parent is None:
        return Page.get_first_root_node()
    key = library.key("page", node.parent.group.key)
    locale = library.locales[lang]
    found = Page.objects.filter(translation_key=key, locale=locale).first()
    if found is not None:
        return found
    made = tree.pages.get(node.parent.group.source(library.portal.root_lang))
    if made is None:
        # It is in languages only that come later: one further up is there.
        return _parent(tree, node.parent, lang, library)
    # The parent has no text in this language: a placeholder stands in, as tree sync would make.
    source = Page.objects.get(pk=made.pk).specific
    return source.copy_for_translation(locale, copy_parents=True, alias=True)


def _slug(node: Node, page: SourcePage, portal: Portal) -> str:
    kind = node.role.kind
    if kind is PageKind.HOME:
        base = slugify(
            (portal.host or str(portal.config.get("title") or "portal")).replace(".", "-")
        )
        return base if page.lang == portal.root_lang else f"{base}-{page.lang}"
    if kind is PageKind.EXPLORER:
        return node.role.catalogue
    if kind is PageKind.RECORD:
        return DataRecordPage.SLUG
    if kind is PageKind.NEWS:
        return languages.date_slug(page)
    url = languages.neutral_url(page)
    above = (
        languages.neutral_url(node.parent.group.members[page.lang])
        if node.parent and page.lang in node.parent.group.members
        else ""
    )
    own = url.removeprefix(f"{above}/") if above else url
    return slugify(own.replace("/", "-"), allow_unicode=True) or slugify(page.name) or "page"


def _free_slug(parent: Page, slug: str) -> str:
    """`slug`, or with a number behind it where a sibling has it already."""
    slug = slug[:MAX_SLUG]
    taken = set(parent.get_children().values_list("slug", flat=True))
    candidate, number = slug, 2
    while candidate in taken:
        candidate = f"{slug}-{number}"
        number += 1
    return candidate


def _ensure_site(portal: Portal, home: BasePage) -> Site:
    """The portal's site; the placeholder that Wagtail installs is taken over."""
    host = portal.host or slugify(str(portal.config.get("title") or "portal"))
    port = 443 if portal.url.startswith("https:") else 80
    site = Site.objects.filter(root_page__translation_key=home.translation_key).first()
    if site is not None:
        return site
    title = str(portal.config.get("title") or host)[:255]
    placeholder = _placeholder_site(home)
    if placeholder is not None:
        old_root = placeholder.root_page
        placeholder.hostname, placeholder.port = host, port
        placeholder.site_name = title
        placeholder.root_page = home
        placeholder.save()
        old_root.delete()
        return placeholder
    same = Site.objects.filter(hostname=host, port=port).first()
    if same is not None:
        portal.report.error(
            "site-exists",
            Place(CONFIG),
            f"another site has the host name {host} already; this one is reached as “{home.slug}”",
        )
        host = home.slug
    return Site.objects.create(
        hostname=host,
        port=port,
        site_name=title,
        root_page=home,
        is_default_site=not Site.objects.filter(is_default_site=True).exists(),
    )


def _placeholder_site(home: BasePage) -> Site | None:
    """The site of a fresh installation, whose only page is Wagtail's welcome."""
    sites = list(Site.objects.select_related("root_page"))
    if len(sites) != 1:
        return None
    root = sites[0].root_page
    is_welcome = (
        root.specific_class is Page and root.depth == 2 and not root.get_children().exists()
    )
    return sites[0] if is_welcome and root.pk != home.pk else None


def ensure_aliases(tree: Tree, library: Library) -> int:
    """Placeholders in each language that lacks a page, as wagtail-localize's tree sync makes."""
    made = 0
    root = library.portal.root_lang
    for node in tree.nodes():
        made_page = tree.pages.get(node.group.source(root))
        if made_page is None or node.group.source(root).lang != root:
            continue
        # Anew from the database: treebeard keeps parents and counts in the instance.
        source = Page.objects.get(pk=made_page.pk).specific
        if not source.live:
            continue
        for locale in library.locales.values():
            exists = Page.objects.filter(translation_key=source.translation_key, locale=locale)
            if not exists.exists():
                source.copy_for_translation(locale, copy_parents=True, alias=True)
                made += 1
    return made
