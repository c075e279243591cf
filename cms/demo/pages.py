"""Making the demo's pages."""

import datetime
import json
from collections.abc import Callable
from typing import Any

from django.apps import apps
from wagtail.models import Locale, Page

from cms.demo.content.blocks import Block, Ref, items, link, picture, stable_id
from cms.demo.content.page import PageContent
from cms.demo.content.site import PAGES
from cms.demo.registry import Registry
from cms.demo.translating import Translator
from community.models import Contribution
from home.models import NewsAuthor


class Pages:
    """Makes the pages of the source language, then those of the others."""

    def __init__(self, registry: Registry, source: Locale) -> None:
        self.registry = registry
        self.source = source

    def plant(self) -> None:
        """Add every page as an unpublished sketch: links need a page to point at."""
        root = Page.get_first_root_node()
        for content in PAGES:
            page = apps.get_model(content.model)(
                title=content.title,
                slug=content.slug,
                locale=self.source,
                translation_key=stable_id("page", content.key),
                live=False,
                **_required(content),
            )
            parent = self.registry.get("page", content.parent) if content.parent else root
            # Only with fresh numbers of its place in the tree does a parent take a child.
            Page.objects.get(pk=parent.pk).add_child(instance=page)
            self.registry.add("page", content.key, page)

    def fill(self) -> None:
        """Give every page its hero, body and fields, and publish it."""
        for content in PAGES:
            page = self.registry.get("page", content.key)
            page.refresh_from_db()
            self._fill_common(page, content)
            fill = _FILL.get(content.model)
            if fill:
                fill(self, page, content)
            # Publishing validates as well.
            page.save_revision(clean=False).publish()

    def translate(self, translator: Translator) -> None:
        """Publish every page in the languages of its content; elsewhere it becomes an alias."""
        for content in PAGES:
            page = self.registry.get("page", content.key).specific
            page.refresh_from_db()
            for code, locale in translator.locales.items():
                if code not in content.translated:
                    page.copy_for_translation(locale, alias=True)
            translator.translate(page, into=content.translated)

    def _fill_common(self, page: Any, content: PageContent) -> None:
        page.hero_description = page.search_description = content.description
        page.hero_height = content.hero_height
        if content.picture:
            page.hero_kind = "image"
            page.hero_image = self.registry.get("image", content.picture)
            page.hero_image_alt = content.picture_alt
        buttons = [{"type": "cta", "value": value} for value in content.ctas]
        page.hero_ctas = self._stream(buttons, content, "hero_ctas")
        page.body = self._stream(list(content.body), content, "body")
        page.tags.set(content.tags)

    def _stream(self, blocks: list[Block], content: PageContent, field: str) -> str:
        return json.dumps(self.registry.stream(blocks, "page", content.key, field))

    def _fill_news(self, page: Any, content: PageContent) -> None:
        page.authors = [
            NewsAuthor(person=self.registry.get("person", key)) for key in content.fields["authors"]
        ]
        page.categories = [
            self.registry.get("category", key) for key in content.fields["categories"]
        ]

    def _fill_community(self, page: Any, content: PageContent) -> None:
        groups = [
            {
                "type": "group",
                "value": {
                    "title": title,
                    "intro": intro,
                    "organisations": items(Ref("organisation", key) for key in keys),
                },
            }
            for title, intro, keys in content.fields["groups"]
        ]
        page.groups = self._stream(groups, content, "groups")

    def _fill_team(self, page: Any, content: PageContent) -> None:
        groups = [
            {
                "type": "group",
                "value": {"title": title, "people": items(Ref("person", key) for key in keys)},
            }
            for title, keys in content.fields["groups"]
        ]
        page.groups = self._stream(groups, content, "groups")

    def _fill_cooperation(self, page: Any, content: PageContent) -> None:
        chosen = [
            {"type": "cooperation", "value": Ref("cooperation", key)}
            for key in self.registry.of_kind("cooperation")
        ]
        page.cooperations = self._stream(chosen, content, "cooperations")

    def _fill_alliance(self, page: Any, content: PageContent) -> None:
        objectives = self.registry.of_kind("objective")
        axes = [
            {
                "type": "axis",
                "value": {
                    "objectives": items(
                        Ref("objective", key)
                        for key, objective in objectives.items()
                        if objective.axis_id == axis.pk
                    )
                },
            }
            for axis in self.registry.of_kind("axis").values()
        ]
        page.axes = self._stream(axes, content, "axes")

    def _fill_project(self, page: Any, content: PageContent) -> None:
        fields = content.fields
        page.place = fields["place"]
        page.status = fields["status"]
        if fields["coordinates"]:
            page.latitude, page.longitude = fields["coordinates"]
        objectives: list[Block] = [
            {"type": "objective", "value": Ref("objective", str(number))}
            for number in fields["objectives"]
        ]
        partners: list[Block] = [
            {"type": "organisation", "value": Ref("organisation", key)}
            for key in fields["partners"]
        ]
        links: list[Block] = [
            {"type": "link", "value": {"text": text, "link": link(url=url)}}
            for text, url in fields["links"]
        ]
        pictures: list[Block] = [
            {"type": "picture", "value": {"image": picture(key, alt), "caption": ""}}
            for key, alt in fields["pictures"]
        ]
        page.pictures = self._stream(pictures, content, "pictures")
        page.objectives = self._stream(objectives, content, "objectives")
        page.partners = self._stream(partners, content, "partners")
        page.links = self._stream(links, content, "links")
        page.contributions = [
            Contribution(
                target=self.registry.get("target", one.target),
                value=one.value,
                since=datetime.date(one.since, 1, 1),
                status=one.status,
            )
            for one in fields["contributions"]
        ]


def _required(content: PageContent) -> dict[str, Any]:
    """The fields without which a page of its type cannot be saved."""
    match content.model:
        case "home.DataExplorerPage":
            return {"catalogue": content.fields["catalogue"]}
        case "home.NewsPage":
            return {"date": content.fields["date"]}
        case "home.TopicPage" | "community.ProjectPage":
            return {"summary": content.description}
    return {}


_FILL: dict[str, Callable[[Pages, Any, PageContent], None]] = {
    "home.NewsPage": Pages._fill_news,
    "community.AlliancePage": Pages._fill_alliance,
    "community.CommunityPage": Pages._fill_community,
    "community.CooperationPage": Pages._fill_cooperation,
    "community.ProjectPage": Pages._fill_project,
    "community.TeamPage": Pages._fill_team,
}
