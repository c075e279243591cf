"""A small portal with something of everything, and the browser of somebody who may do anything."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.db.models import Model, QuerySet
from django.test import Client
from django.urls import reverse
from time_machine import Traveller
from wagtail.models import Collection, Locale, Page

from cms.core.models import Document, Image
from community.models import (
    AlliancePage,
    Axis,
    CommunityPage,
    Cooperation,
    CooperationPage,
    Objective,
    Organisation,
    Person,
    ProjectIndexPage,
    ProjectPage,
    Target,
    TeamPage,
)
from home.models import (
    ContentPage,
    DataExplorerPage,
    NewsCategory,
    NewsIndexPage,
    NewsPage,
    TopicIndexPage,
    TopicPage,
)
from tests.delivery.editing import again
from tests.factories import add_page, block, items, link, make_image, make_portal, synchronise

T = TypeVar("T")
Action = Callable[["Office", int, int], object]

ACTIONS: dict[str, Action] = {}
BLOCKS_IN_A_BODY = 3


def action(function: Action) -> Action:
    """Something that editors do, under its own name."""
    ACTIONS[function.__name__] = function
    return function


class Office:
    """The portal, what was prepared in it, and ways to choose among what is there now."""

    def __init__(self, clock: Traveller) -> None:
        self.clock = clock
        self.count = 0
        self.client = Client()
        user = get_user_model().objects.create_superuser("editor", "editor@portal.example")
        self.client.force_login(user)
        self.portal = make_portal("nl")
        self.site = self.portal.site
        self.home = self.site.root_page
        english = self.home.locale
        self.collection = Collection.get_first_root_node().add_child(name="Ponds")
        make_image(collection=self.collection)
        file = ContentFile(b"Ponds", name="ponds.txt")
        Document.objects.create(title="Ponds", file=file, collection=self.collection)
        member = Organisation.objects.create(name="Pond Society", kind="other", locale=english)
        person = Person.objects.create(name="A. Frog", locale=english)
        treaty = Cooperation.objects.create(name="Treaty of Ponds", locale=english)
        category = NewsCategory.objects.create(name="Ponds", slug="ponds", locale=english)
        axis = Axis.objects.create(number=1, name="Water", locale=english)
        objective = Objective.objects.create(axis=axis, number=1, name="Ponds", locale=english)
        target = Target.objects.create(
            objective=objective, label="Ponds", value=100, unit="ponds", locale=english
        )

        self.about = self.add(ContentPage, "about")
        self.add(ContentPage, "mission", self.about, body=self.body(1, 0))
        self.add(CommunityPage, "members", groups=group("organisations", member))
        self.add(TeamPage, "team", self.about, groups=group("people", person))
        cooperations = [{"type": "cooperation", "id": "c1", "value": treaty.pk}]
        self.add(CooperationPage, "treaties", cooperations=cooperations)
        news = self.add(NewsIndexPage, "news")
        item = self.add(NewsPage, "otters", news)
        item.categories.add(category)
        item.authors.create(person=person)
        item.save_revision().publish()
        topics = self.add(TopicIndexPage, "topics")
        self.add(TopicPage, "bees", topics)
        self.add(DataExplorerPage, "occurrence")
        axes = [{"type": "axis", "id": "a1", "value": {"objectives": items(objective.pk)}}]
        self.add(AlliancePage, "alliance", axes=axes)
        projects = self.add(ProjectIndexPage, "projects")
        project = self.add(ProjectPage, "pond", projects, summary="A pond")
        project.contributions.create(target=target, value=3, status="validated")
        project.save_revision().publish()
        synchronise()

    # Making

    def name(self) -> str:
        """A word that was never used before."""
        self.count += 1
        return f"word-{self.count}"

    def add(self, model: type[Page], slug: str, parent: Page | None = None, **fields: Any) -> Any:
        """A published page."""
        return add_page(again(parent or self.home), model, title=slug, slug=slug, **fields)

    def body(self, pick: int, other: int) -> list[dict[str, Any]]:
        """Some blocks that show something of what there is."""
        return [
            made
            for number in range(BLOCKS_IN_A_BODY)
            if (made := self._block(pick + number, other))
        ]

    def _block(self, pick: int, other: int) -> dict[str, Any] | None:
        page, image, file = self.page(other), self.one(Image, other), self.one(Document, other)
        person, organisation = self.one(Person, other), self.one(Organisation, other)
        page_link = link(page=page.pk) if page else link(url="https://pond.example")
        words = f'<p>See <a linktype="page" id="{page.pk if page else 1}">this</a></p>'
        match pick % 9:
            case 0 if image:
                words += f'<embed embedtype="image" id="{image.pk}" alt="x" format="fullwidth"/>'
                return block("rich_text", text=words)
            case 1:
                ctas = items({"text": "More", "link": page_link, "primary": True})
                return block("call_to_action", title="Read", text=words, ctas=ctas)
            case 2 if image:
                shown = {"image": image.pk, "alt_text": "", "decorative": False}
                return block("image", image=shown, caption="", size="normal")
            case 3:
                return block("latest_news", title="", count=2, more=page_link)
            case 4 if page:
                return block("page_list", title="", pages=items(page.pk))
            case 5 if organisation:
                return block(
                    "organisations", title="", intro=words, organisations=items(organisation.pk)
                )
            case 6 if person:
                return block("people", title="", people=items(person.pk))
            case 7 if file:
                item = {"document": file.pk, "title": "", "description": ""}
                return block("downloads", title="", items=items(item))
            case 8:
                parameters = items({"name": "country", "value": ("BE", "NL", "FR")[other % 3]})
                number = {"label": "", "prefix": "", "suffix": "", "catalogue": "occurrence"}
                return block(
                    "gbif_number", **number, within_scope=bool(other % 2), parameters=parameters
                )
        return None

    # Choosing

    def one(self, model: type[Model], pick: int, **filters: Any) -> Any:
        """One of the rows of a model, or None."""
        return self.of(model._default_manager.filter(**filters).order_by("pk"), pick)

    def of(self, choices: "QuerySet[Any] | Sequence[Any]", pick: int) -> Any:
        """One of some things, or None."""
        found = list(choices)
        return found[pick % len(found)] if found else None

    def page(self, pick: int, *models: type[Page], **filters: Any) -> Any:
        """One of the pages below the home pages, in any language, or None."""
        pages = Page.objects.filter(depth__gt=2, **filters).order_by("path")
        chosen = self.of(pages.type(*models) if models else pages, pick)
        return chosen and chosen.specific

    def source_page(self, pick: int, **filters: Any) -> Any:
        """One of the pages below the home page of the source language."""
        return self.page(pick, locale=self.home.locale_id, **filters)

    def parent(self, pick: int) -> Any:
        """A page below which prose may stand, in any language."""
        pages = Page.objects.filter(depth__gt=1).type(ContentPage, type(again(self.home)))
        return self.of(pages.order_by("path"), pick).specific

    def locale(self, pick: int) -> Locale:
        """A language other than the source's."""
        chosen: Locale = self.of(Locale.objects.exclude(pk=self.home.locale_id), pick)
        return chosen

    # Doing

    def publish(self, page: Page, **fields: Any) -> None:
        """Edit the page and publish it."""
        page = again(page)
        for name, value in fields.items():
            setattr(page, name, value)
        page.save_revision().publish()

    def post(self, view: str, *args: Any, query: str = "", data: Any = None) -> None:
        """Send a form of the admin; what it says is an editor's matter, but it never breaks."""
        answer = self.client.post(f"{reverse(view, args=args)}{query}", data)
        assert answer.status_code < 500, answer.content

    def later(self, **time: int) -> None:
        """Let time pass, such as `hours=2`."""
        self.clock.shift(timedelta(**time))


def group(name: str, snippet: Model) -> list[dict[str, Any]]:
    """The stored groups of a page that lists snippets."""
    value = {"title": "All", "intro": "", name: items(snippet.pk)}
    return [{"type": "group", "id": "g1", "value": value}]
