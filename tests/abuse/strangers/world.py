"""Two portals in four languages with a secret in every place that the public must not see.

Every secret contains the word "canary", in its text as in its slug: whatever a stranger is shown
is searched for that one word.
"""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import (
    APIToken,
    Collection,
    CollectionViewRestriction,
    Comment,
    Page,
    PageViewRestriction,
)

from cms.core.models import Document as File
from cms.core.models import Image, Navigation
from cms.core.portals import Portal
from cms.delivery.changes import changes
from cms.delivery.work import catch_up
from gbif_blocks.models import Snapshot
from home.models import ContentPage, NewsIndexPage, NewsPage
from tests.factories import (
    add_page,
    block,
    items,
    link,
    make_image,
    make_portal,
    picture,
    synchronise,
)

LANGUAGES = ("fr", "nl", "de")
SECOND_HOST = "portal.example"
CANARY = "canary"


@dataclass
class World:
    """The portals, and what is where in them."""

    portal: Portal
    other: Portal
    #: What nobody may read, by why: "draft", "scheduled", "expired", "password", "group", ...
    secret: dict[str, Page] = field(default_factory=dict)
    pages: dict[str, Page] = field(default_factory=dict)
    images: dict[str, Image] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    snapshot: Snapshot | None = None
    token: str = ""

    @property
    def home(self) -> Page:
        return self.portal.site.root_page

    def secret_paths(self, *names: str) -> list[str]:
        """The public paths that secret pages would have, their aliases in other languages too."""
        chosen = [self.secret[name] for name in names] if names else list(self.secret.values())
        keys = [page.translation_key for page in chosen]
        pages = Page.objects.filter(translation_key__in=keys).specific()
        return [page.public_path for page in pages]


def make_world() -> World:
    """Build everything, as one change."""
    with changes():
        portal = make_portal(*LANGUAGES)
        world = World(portal, make_portal(hostname=SECOND_HOST))
        synchronise()
        _add_people(world)
        _add_files(world)
        _add_secret_pages(world)
        _add_public_pages(world)
        _add_redirects(world)
        synchronise()
    catch_up()
    return world


def text(place: str) -> str:
    """A secret that names its place."""
    return f"CANARY-{place}"


def words(source: str) -> dict[str, Any]:
    """A block of rich text."""
    return block("rich_text", text=f"<p>{source}</p>")


def add_secret(parent: Page, place: str, **fields: Any) -> Page:
    """An unpublished page, full of secrets."""
    page = ContentPage(
        title=text(place),
        slug=f"canary-{place}",
        locale=parent.locale,
        live=False,
        hero_description=text(f"{place}-hero"),
        search_description=text(f"{place}-description"),
        **fields,
    )
    page.body = page.body.stream_block.to_python([words(text(f"{place}-body"))])
    parent.add_child(instance=page)
    page.save_revision()
    return page


def _add_people(world: World) -> None:
    owner = get_user_model().objects.create_user(
        "canary-owner", "canary@portal.example", "canary-password", first_name=text("name")
    )
    world.home.owner = owner
    world.home.save()
    _token, world.token = APIToken.create_token(user=owner, name=text("token"))
    Group.objects.create(name=text("group"))


def _add_files(world: World) -> None:
    root = Collection.get_first_root_node()
    hidden = root.add_child(name=text("collection"))
    CollectionViewRestriction.objects.create(
        collection=hidden, restriction_type="password", password="canary-collection"
    )
    below = hidden.add_child(name="Below").add_child(name="Far below")
    group_only = root.add_child(name=text("group-collection"))
    CollectionViewRestriction.objects.create(collection=group_only, restriction_type="groups")
    for name, collection in {"private": hidden, "grandchild": below, "group": group_only}.items():
        secret = text(f"image-{name}")
        world.images[name] = make_image(
            secret, collection=collection, description=text(f"alt-{name}"), creator=secret
        )
        world.files[name] = _file(text(f"file-{name}"), collection)
    # In an open collection, but on no page.
    world.images["unused"] = make_image(text("image-unused"), description=text("alt-unused"))
    world.images["public"] = make_image("Pond")
    world.images["public"].tags.add(text("internal-tag"))
    world.files["public"] = _file("Report", root)


def _file(title: str, collection: Collection) -> File:
    file: File = File.objects.create(
        title=title,
        collection=collection,
        file=ContentFile(f"%PDF {title}".encode(), name=f"{title.lower()}-{uuid4().hex[:6]}.pdf"),
    )
    file.get_file_hash()
    return file


def _add_secret_pages(world: World) -> None:
    home, secret = world.home, world.secret
    secret["draft"] = add_secret(home, "draft")
    secret["below-draft"] = add_secret(secret["draft"], "below-draft")

    secret["scheduled"] = add_secret(home, "scheduled")
    secret["scheduled"].go_live_at = timezone.now() + timedelta(days=1)
    secret["scheduled"].save_revision().publish()

    for name, kind in (("password", "password"), ("group", "groups"), ("login", "login")):
        private = secret[name] = add_secret(home, name)
        PageViewRestriction.objects.create(
            page=private, restriction_type=kind, password="canary-restriction"
        )
        private.save_revision().publish()
    child = secret["below-private"] = add_secret(secret["password"], "below-private")
    child.save_revision().publish()

    number = {
        "label": text("number"), "prefix": "", "suffix": "", "catalogue": "occurrence",
        "within_scope": False, "parameters": items({"name": "country", "value": "BE"}),
    }  # fmt: skip
    showing = secret["showing"] = add_secret(home, "showing-a-figure")
    showing.body = showing.body.stream_block.to_python([block("gbif_number", **number)])
    showing.save_revision()
    [figure] = showing.body
    world.snapshot = Snapshot.objects.for_query(figure.block.get_query(figure.value, None))

    # An alias, in another place, of a page that nobody may read.
    secret["alias-of-draft"] = secret["draft"].specific.create_alias(
        parent=home, update_slug="canary-alias-of-draft"
    )


def _add_public_pages(world: World) -> None:
    home, pages = world.home, world.pages
    to_draft = {"text": "More", "link": link(page=world.secret["draft"].pk), "primary": True}
    pages["linking"] = add_page(
        home, ContentPage, title="Linking", slug="linking", body=_linking_body(world),
        hero_kind="image", hero_image=world.images["private"], social_image=world.images["group"],
        hero_ctas=[block("cta", **to_draft)],
    )  # fmt: skip
    pages["parent"] = add_page(home, ContentPage, title="Parent", slug="parent")
    pages["child"] = add_page(pages["parent"], ContentPage, title="Child", slug="child")
    pages["news"] = add_page(home, NewsIndexPage, title="News", slug="news")
    pages["item"] = add_page(pages["news"], NewsPage, title="Item", slug="item", date="2026-01-01")
    draft_item = NewsPage(
        title=text("news"), slug="canary-news", date="2026-01-02", locale=home.locale, live=False
    )
    pages["news"].add_child(instance=draft_item)
    world.secret["news"] = draft_item

    edited = pages["edited"] = add_page(home, ContentPage, title="Edited", slug="edited")
    edited.title, edited.slug = text("edit"), "canary-edit"
    edited.hero_image = world.images["unused"]
    edited.body = edited.body.stream_block.to_python([words(text("edit-body"))])
    edited.save_revision()
    Comment.objects.create(
        page=edited, user=home.owner, text=text("comment"), contentpath="title", position=""
    )

    pages["elsewhere"] = add_page(
        world.other.site.root_page, ContentPage, title="Elsewhere", slug="elsewhere"
    )
    secret = world.secret["elsewhere"] = add_secret(world.other.site.root_page, "elsewhere")
    Navigation.objects.create(
        site=world.portal.site,
        locale=world.portal.source_locale,
        header=[
            {"type": "link", "id": str(uuid4()), "value": {"text": name, "link": link(page=pk)}}
            for name, pk in (
                ("Draft", world.secret["draft"].pk),
                ("Other", secret.pk),
                ("Child", pages["child"].pk),
            )
        ],
        small_print=f'<p><a linktype="page" id="{world.secret["password"].pk}">Terms</a></p>',
    )


def _linking_body(world: World) -> list[dict[str, Any]]:
    """Every way in which a public page can name what is not public."""
    blocks = []
    for page in world.secret.values():
        target = link(page=page.pk)
        card = {
            "title": "Card", "text": "", "image": picture(None), "link": target, "tags": items(),
        }  # fmt: skip
        button = {"text": "More", "link": target, "primary": True}
        blocks += [
            words(f'<a linktype="page" id="{page.pk}">somewhere</a>'),
            block("cards", title="", intro="", columns="3", cards=items(card)),
            block("call_to_action", title="Act", text="", ctas=items(button)),
            block("quote", text="Said", attribution="", link=target),
        ]
    blocks.append(
        block("page_list", title="", pages=items(*(page.pk for page in world.secret.values())))
    )
    for name in ("private", "grandchild", "group"):
        image, file = world.images[name], world.files[name]
        blocks += [
            block("image", image=picture(image), caption="", size="normal"),
            block("gallery", title="", images=items({"image": picture(image), "caption": ""})),
            words(f'<embed embedtype="image" id="{image.pk}" alt="" format="fullwidth"/>'),
            words(f'<a linktype="document" id="{file.pk}">file</a>'),
            block(
                "downloads",
                title="",
                items=items({"document": file.pk, "title": "", "description": ""}),
            ),
        ]
    blocks.append(block("image", image=picture(world.images["public"]), caption="", size="wide"))
    return blocks


def _add_redirects(world: World) -> None:
    for name, page in world.secret.items():
        Redirect.objects.create(old_path=f"/to-{name}", redirect_page=page, site=world.portal.site)
