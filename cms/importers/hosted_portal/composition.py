"""A page's composition: its hero, and its blocks in order.

An item of `composition:` names a block type and where its content is: `data: a.b.c` in the data
files, `inlineData:` beside it, else the page's own front matter (jekyll-hp-base-theme:
_includes/composition.html). A type that has no counterpart is kept, unrendered, in the quarantined
HTML block.
"""

import re
from dataclasses import dataclass, field
from html import escape
from typing import Any

import yaml

from cms.importers.hosted_portal import blocks, layouts, liquid
from cms.importers.hosted_portal.blocks import Raw
from cms.importers.hosted_portal.body import BodyWriter, link_value
from cms.importers.hosted_portal.inline import LiveNumber
from cms.importers.hosted_portal.layouts import PageKind, Role
from cms.importers.hosted_portal.links import Kind, Links
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import PersonFacts, Picture, Resources
from cms.importers.hosted_portal.source import SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping, Sequence

HEROES = {"heroImage", "heroBox", "heroVideo", "postHeader", "floatingText"}
FORMER = re.compile(r"\b(?:retired|former|ancien(?:ne)?s?|alumni|oud)\b", re.IGNORECASE)
MAIL = re.compile(r"\]\((?:mailto|maito):(?P<address>[^)\s]+)\)")
CONTACT_LINK = re.compile(r"\[[^\]]*\]\((?:mailto|maito):[^)\s]+\)")
MAX_TEXT = 80
MAX_TITLE = 255
TALL = re.compile(r"^(?:9\d|1\d\d)\s*vh$")


@dataclass(slots=True)
class Hero:
    """The top of a page; texts are plain, `image` is a primary key."""

    title: str = ""
    description: str = ""
    image: int | None = None
    image_alt: str = ""
    video: str = ""
    tall: bool = False
    ctas: list[Raw] = field(default_factory=list)


@dataclass(slots=True)
class PageContent:
    """What a page shows: hero, body, and the groups of a team or community page."""

    hero: Hero = field(default_factory=Hero)
    body: list[Raw] = field(default_factory=list)
    groups: list[Raw] = field(default_factory=list)


class Content:
    """The content of one block: a mapping in the data files, or the page itself."""

    def __init__(self, source: Mapping | SourcePage, composer: "Composer") -> None:
        self.source = source
        self.composer = composer

    def get(self, key: str) -> Any:
        return self.source.get(key)

    def place(self, key: str) -> Place:
        return self.source.place_of(key)

    def text(self, key: str) -> str:
        """A value as text with its look-ups resolved; "" for none."""
        value = self.get(key)
        if value is None or isinstance(value, dict | list):
            return ""
        return self.composer.expand(str(value), self.place(key)).strip()

    def texts(self, key: str) -> list[str]:
        """A value that may be one text or a list of texts."""
        value = self.get(key)
        found = value if isinstance(value, list) else [value]
        return [str(item).strip() for item in found if item not in (None, "")]

    def items(self, key: str) -> list["Content"]:
        value = self.get(key)
        if not isinstance(value, Sequence):
            return []
        return [Content(item, self.composer) for item in value if isinstance(item, Mapping)]


class Composer:
    """Makes the content of one page."""

    def __init__(self, links: Links, resources: Resources, page: SourcePage, role: Role) -> None:
        self.links = links
        self.portal = links.portal
        self.report = links.portal.report
        self.resources = resources
        self.page = page
        self.role = role
        self.lang = page.lang
        self.writer = BodyWriter(links, resources, page.lang)
        self.content = PageContent()
        self.has_hero = False

    def compose(self) -> PageContent:
        own = Content(self.page, self)
        self._hero_texts(own)
        rendered = False
        for kind, content, place in self._composition():
            rendered = rendered or kind == "pageMarkdown"
            handler = self._handlers().get(kind)
            if kind in HEROES:
                self._hero(kind, content)
            elif handler is not None:
                handler(content)
            else:
                self._unknown(kind, content, place)
        if not rendered and self._body().strip():
            self.report.warning(
                "body-not-rendered",
                self.page.place.at(self.page.body_line),
                "the body was never shown: the page's composition has no pageMarkdown; left out",
            )
        if self.role.kind is PageKind.COMMUNITY:
            self._community_groups()
        return self.content

    def expand(self, text: str, place: Place) -> str:
        return liquid.expand(text, place, self.portal, self.page)

    # The composition

    def _composition(self) -> list[tuple[str, Content, Place]]:
        own = Content(self.page, self)
        composition = self.page.get("composition")
        layout = self.page.layout
        if isinstance(composition, Sequence) and not layouts.is_data_layout(layout):
            return [
                found
                for index, item in enumerate(composition)
                if (found := self._item(item, composition.place_of(index))) is not None
            ]
        implied = layouts.IMPLIED.get(layout)
        if implied is None:
            implied = ("pageMarkdown",)
            if not layouts.is_data_layout(layout):
                self.report.warning(
                    "layout-unknown",
                    self.page.place_of("layout"),
                    f"layout “{layout}” is not one of the theme's; its body is imported",
                )
        if layout in {"languageSplash", "standardPrivacy", "resource-key", "widget"}:
            self.report.warning(
                "layout-lost",
                self.page.place_of("layout"),
                f"layout “{layout}” draws content that is not in the file; check the page",
            )
        news = self.portal.lookup("home.latestPosts")
        content = {"latestPosts": Content(news, self) if isinstance(news, Mapping) else own}
        return [(kind, content.get(kind, own), self.page.place) for kind in implied]

    def _item(self, item: Any, place: Place) -> tuple[str, Content, Place] | None:
        kind = str(item.get("type") or "") if isinstance(item, Mapping) else ""
        if not kind:
            self.report.warning("block-without-type", place, "an item of composition has no type")
            return None
        path, inline = item.get("data"), item.get("inlineData")
        if path:
            found = self.portal.lookup(str(path))
            if not isinstance(found, Mapping):
                self.report.warning(
                    "data-missing",
                    item.place_of("data"),
                    f"data “{path}” is nowhere in _data; the block is empty",
                )
                found = Mapping(self.page.file, item.line_of("data"))
            return kind, Content(found, self), place
        if isinstance(inline, Mapping):
            return kind, Content(inline, self), place
        return kind, Content(self.page, self), place

    def _handlers(self) -> dict[str, Any]:
        return {
            "pageMarkdown": lambda _content: self._page_body(),
            "stats": self._statistics,
            "split": self._split,
            "product": self._split,
            "features": self._features,
            "media": self._features,
            "stories": self._stories,
            "latestPosts": self._latest_posts,
            "markdown": self._markdown,
            "blank": self._markdown,
            "team": lambda _content: self._team_data(),
        }

    # Hero

    def _hero_texts(self, own: Content) -> None:
        """Title and description, which every page has with or without a hero."""
        hero = self.content.hero
        hero.title = self._plain(own, "title")
        hero.description = self._description(own)

    def _description(self, own: Content) -> str:
        description = self._plain(own, "description")
        before = ", ".join(own.texts("preTitle"))
        if not before:
            return description
        if self._is_date_of_post(before):
            self.report.info(
                "pretitle-date", own.place("preTitle"), f"“{before}” repeats the date; left out"
            )
            return description
        self.report.info(
            "pretitle", own.place("preTitle"), f"preTitle “{before}” moved into the description"
        )
        return " – ".join(part for part in (before, description) if part)

    def _is_date_of_post(self, text: str) -> bool:
        if self.page.moment is None:
            return False
        numbers = {int(number) for number in re.findall(r"\d+", text)}
        moment = self.page.moment
        return (
            bool(numbers)
            and numbers <= {moment.year, moment.month, moment.day}
            and {
                moment.year,
                moment.day,
            }
            <= numbers
        )

    def _hero(self, kind: str, content: Content) -> None:
        if self.has_hero:
            self._split(content)
            return
        self.has_hero = True
        hero = self.content.hero
        if content.source is not self.page:
            hero.title = self._plain(content, "title") or hero.title
            hero.description = self._plain(content, "description") or hero.description
        picture = self._picture(content)
        if picture is not None:
            hero.image = self.resources.image(picture)
            hero.image_alt = picture.alt[:MAX_TITLE]
        videos = content.texts("videos") if kind == "heroVideo" else []
        if videos:
            hero.video = videos[0]
        hero.tall = bool(content.get("fullHeight")) or bool(TALL.match(content.text("height")))
        hero.ctas = [blocks.block("cta", **cta) for cta in self._ctas(content)][:6]

    # Blocks

    def _page_body(self) -> None:
        place = self.page.place.at(self.page.body_line)
        if self.page.file.endswith(".html"):
            if self.page.body.strip():
                self.report.warning("html-page", place, "an HTML page; kept in a quarantined block")
                self.content.body.append(blocks.block("html", html=self._body()))
            return
        self.content.body.extend(self.writer.blocks(self._body(), place))

    def _body(self) -> str:
        return self.expand(self.page.body, self.page.place.at(self.page.body_line))

    def _markdown(self, content: Content) -> None:
        text = content.text("markdownContent")
        place = content.place("markdownContent")
        self.content.body.extend(self.writer.blocks(text, place))

    def _intro(self, content: Content) -> tuple[str, str]:
        """Title and description that stand above a block; the page's own are in the hero."""
        if content.source is self.page:
            return "", ""
        return self._plain(content, "title"), self._html(content, "description")

    def _statistics(self, content: Content) -> None:
        title, intro = self._intro(content)
        if intro:
            self.content.body.append(blocks.block("rich_text", text=intro))
        items = [self._statistic(item) for item in content.items("features")]
        found = [item for item in items if item is not None]
        if found:
            self.content.body.append(
                blocks.block("statistics", title=title, items=blocks.items(found))
            )

    def _statistic(self, item: Content) -> Raw | None:
        place = item.place("title")
        html, _images, numbers = self.writer.rich_text(item.text("title"), place)
        typed = self.writer.plain(re.sub(r"<span[^>]*data-ajax.*?</span>", "", html), place)
        number = self._number(numbers) if numbers else None
        label = self._plain(item, "description") or typed
        value = "" if number else typed or next((n.fallback for n in numbers if n.fallback), "")
        if not number and not value:
            self.report.error("statistic-empty", place, f"“{label}” has no figure; left out")
            return None
        picture = self._picture(item)
        return {
            "label": label[:MAX_TITLE],
            "value": value,
            "number": number or dict(blocks.NO_NUMBER),
            "icon": self._image(picture),
            "link": self._link(item, "href"),
        }

    def _number(self, numbers: list[LiveNumber]) -> Raw | None:
        first, *others = numbers
        for other in others:
            self.report.warning(
                "live-number-in-text", other.place, "a second live number in one figure; left out"
            )
        return self.resources.number(first.url, first.path, first.place)

    def _split(self, content: Content) -> None:
        picture = self._picture(content)
        title = self._plain(content, "title")
        html = self._html(content, "description")
        if not (title or html or picture):
            return
        ctas = self._ctas(content)
        link = self._link(content, "href")
        if _leads_somewhere(link) and all(cta["link"] != link for cta in ctas):
            ctas.append({"text": title[:MAX_TEXT], "link": link, "primary": False})
        self.content.body.append(
            blocks.block(
                "split",
                title=title[:MAX_TITLE],
                text=html,
                image=self._image(picture),
                image_side="right" if content.get("reverse") else "left",
                ctas=blocks.items(ctas),
            )
        )

    def _features(self, content: Content) -> None:
        title, intro = self._intro(content)
        items = content.items("features")
        if self.role.kind is PageKind.TEAM and content.source is not self.page:
            self._people(title, intro, items)
            return
        cards = [card for card in map(self._card, items) if card is not None]
        if not cards:
            if intro or title:
                heading = f"<h2>{escape(title, quote=False)}</h2>" if title else ""
                self.content.body.append(blocks.block("rich_text", text=f"{heading}{intro}"))
            return
        columns = "2" if len(cards) == 2 else "4" if len(cards) % 4 == 0 else "3"
        self.content.body.append(
            blocks.block(
                "cards", title=title, intro=intro, columns=columns, cards=blocks.items(cards)
            )
        )

    def _card(self, item: Content) -> Raw | None:
        title = self._plain(item, "title") or self._plain(item, "name")
        html = self._html(item, "description")
        picture = self._picture(item)
        if not title:
            if not html and picture is None:
                return None
            title = (picture.alt if picture else "") or "–"
        link = self._link(item, "href")
        for cta in self._ctas(item):
            if not _leads_somewhere(link):
                link = cta["link"]
            elif cta["link"] != link:
                place = item.place("cta")
                html += f"<p>{self._cta_html(item, cta['text'], place)}</p>"
        return {
            "title": title[:MAX_TITLE],
            "text": html,
            "image": self._image(picture),
            "link": link,
            "tags": blocks.items([*item.texts("preTitle"), *item.texts("categories")]),
        }

    def _cta_html(self, item: Content, text: str, place: Place) -> str:
        for cta in item.items("cta"):
            if cta.text("text") == text:
                target = self.links.resolve(cta.text("href"), self.lang, cta.place("href"))
                return self.writer.inline.anchor(target, escape(text, quote=False), place)
        return escape(text, quote=False)

    def _stories(self, content: Content) -> None:
        title, intro = self._intro(content)
        filters = content.get("filters")
        found = filters if isinstance(filters, Mapping) else Mapping(self.page.file, 1)
        value = self.resources.stories(title, intro, found)
        if value is not None:
            self.content.body.append({"type": "gbif_stories", "value": value})

    def _latest_posts(self, content: Content) -> None:
        title, intro = self._intro(content)
        if intro:
            self.content.body.append(blocks.block("rich_text", text=intro))
        algae = self.portal.config.get("algae")
        limit = algae.get("latestPostLimit") if isinstance(algae, dict) else None
        count = limit if isinstance(limit, int) and 1 <= limit <= 12 else 3
        self.content.body.append(
            blocks.block("latest_news", title=title, count=count, more=self._archive_link())
        )

    def _archive_link(self) -> Raw:
        link = dict(blocks.NO_LINK)
        for page in self.portal.pages:
            if page.layout == "archive" and page.lang == self.lang:
                link["page"] = self.resources.page(page)
                break
        return link

    def _unknown(self, kind: str, content: Content, place: Place) -> None:
        self.report.warning(
            "block-unknown",
            place,
            f"block type “{kind}” has no counterpart; its content is kept in a quarantined block",
        )
        data = content.source.front if isinstance(content.source, SourcePage) else content.source
        text = yaml.safe_dump(_plain_data(data), allow_unicode=True, sort_keys=False)
        html = f"<pre>{escape(f'{kind}:', quote=False)}\n{escape(text, quote=False)}</pre>"
        self.content.body.append(blocks.block("html", html=html))

    # People and organisations

    def _people(self, title: str, intro: str, items: list[Content]) -> None:
        if intro:
            self.content.body.append(blocks.block("rich_text", text=intro))
        keys = [self._person(item, FORMER.search(title) is not None) for item in items]
        found = [key for key in keys if key is not None]
        if found:
            title = title or self.content.hero.title
            self.content.groups.append(
                blocks.block("group", title=title, people=blocks.items(found))
            )

    def _team_data(self) -> None:
        """The `team` layout, which always shows `site.data.team`."""
        team = self.portal.localized("team", self.lang)
        items = team if isinstance(team, Sequence) else []
        self._people("", "", [Content(item, self) for item in items if isinstance(item, Mapping)])

    def _person(self, item: Content, former: bool) -> int | None:
        name = self._plain(item, "title") or self._plain(item, "name")
        if not name:
            return None
        place = item.place("description")
        text = item.text("description")
        mail = MAIL.search(text)
        target = (
            self.links.resolve(item.text("href"), self.lang, item.place("href"))
            if (item.text("href"))
            else None
        )
        # The contact link is the person's mail address, which has a field of its own.
        for found in CONTACT_LINK.finditer(text):
            self.links.resolve(re.split(r"\(", found[0])[-1].rstrip(")"), self.lang, place)
        role = ", ".join(item.texts("categories")) or self._plain(item, "role")
        picture = self._picture(item)
        return self.resources.person(
            PersonFacts(
                name=name[:120],
                role=role[:160],
                description=self.writer.plain(CONTACT_LINK.sub("", text), place),
                email=mail["address"] if mail else item.text("email"),
                website=target.url if target and target.kind is Kind.URL else "",
                active=not (former or FORMER.search(role)),
                picture=picture,
                lang=self.lang,
                place=item.place("title"),
            )
        )

    def _community_groups(self) -> None:
        """Sections of a community page that show logos become its groups."""
        kept: list[Raw] = []
        sections: list[list[Raw]] = [[]]
        for child in self.content.body:
            if child["type"] == "heading" and child["value"]["level"] == "2":
                sections.append([])
            sections[-1].append(child)
        for section in sections:
            logos = [child for child in section if child["type"] == "organisations"]
            others = {child["type"] for child in section} - {
                "heading",
                "rich_text",
                "organisations",
            }
            heading = section[0] if section and section[0]["type"] == "heading" else None
            if not logos or heading is None or others:
                kept.extend(section)
                continue
            texts = [child["value"]["text"] for child in section if child["type"] == "rich_text"]
            keys = [item for child in logos for item in child["value"]["organisations"]]
            self.content.groups.append(
                blocks.block(
                    "group",
                    title=heading["value"]["text"],
                    intro="".join(texts),
                    organisations=keys,
                )
            )
        self.content.body = kept

    # Parts that several blocks share

    def _plain(self, content: Content, key: str) -> str:
        return self.writer.plain(content.text(key), content.place(key))

    def _html(self, content: Content, key: str) -> str:
        place = content.place(key)
        html, images, numbers = self.writer.rich_text(content.text(key), place)
        for image in images:
            self.report.warning(
                "image-in-text", image.picture.place, f"picture {image.picture.src} left out"
            )
        for number in numbers:
            self.report.warning(
                "live-number-in-text",
                number.place,
                "a live number inside a short text has no place; its fallback text is kept",
            )
        return html

    def _picture(self, content: Content) -> Picture | None:
        for key in ("background", "image"):
            src = content.text(key)
            if src:
                return Picture(
                    src=src,
                    place=content.place(key),
                    lang=self.lang,
                    alt=content.text("imageAlt") or content.text("alt"),
                )
        return None

    def _image(self, picture: Picture | None) -> Raw:
        if picture is None:
            return dict(blocks.NO_IMAGE)
        return blocks.image(self.resources.image(picture), picture.alt)

    def _link(self, content: Content, key: str) -> Raw:
        href = content.text(key)
        if not href:
            return dict(blocks.NO_LINK)
        target = self.links.resolve(href, self.lang, content.place(key))
        link = link_value(target, self.resources, content.place(key))
        link["new_window"] = bool(content.get("blankTarget")) and _leads_somewhere(link)
        return link

    def _ctas(self, content: Content) -> list[Raw]:
        ctas = []
        for item in content.items("cta"):
            text = self._plain(item, "text")
            link = self._link(item, "href")
            if not text or not _leads_somewhere(link):
                self.report.warning(
                    "cta-incomplete", item.place("text"), f"button “{text}” leads nowhere; left out"
                )
                continue
            ctas.append(
                {"text": text[:MAX_TEXT], "link": link, "primary": bool(item.get("isPrimary"))}
            )
        return ctas


def _leads_somewhere(link: Raw) -> bool:
    return bool(link["page"] or link["document"] or link["url"])


def _plain_data(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain_data(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain_data(item) for item in value]
    return value if isinstance(value, str | int | float | bool) or value is None else str(value)
