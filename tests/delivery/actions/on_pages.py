"""What editors do to pages."""

from datetime import timedelta

from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from home.models import (
    ContentPage,
    NewsIndexPage,
    NewsPage,
    TopicIndexPage,
    TopicPage,
)
from tests.delivery.actions.office import Office, action
from tests.factories import make_image, synchronise


@action
def create_a_page(office: Office, pick: int, other: int) -> None:
    office.add(ContentPage, office.name(), office.parent(pick), body=office.body(other, pick))


@action
def create_a_draft(office: Office, pick: int, other: int) -> None:
    parent = office.parent(pick)
    page = ContentPage(title="Draft", slug=office.name(), locale=parent.locale, live=False)
    parent.add_child(instance=page)
    page.save_revision()


@action
def create_news(office: Office, pick: int, other: int) -> None:
    if parent := office.page(pick, NewsIndexPage):
        office.add(NewsPage, office.name(), parent, body=office.body(other, pick))


@action
def create_a_topic(office: Office, pick: int, other: int) -> None:
    if parent := office.page(pick, TopicIndexPage):
        office.add(TopicPage, office.name(), parent)


@action
def save_a_draft(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        page.title, page.slug = office.name(), office.name()
        page.save_revision()


@action
def publish_the_draft(office: Office, pick: int, other: int) -> None:
    page = office.page(pick, alias_of=None, has_unpublished_changes=True)
    if page:
        page.get_latest_revision().publish()


@action
def edit_a_body(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, ContentPage, NewsPage, TopicPage, alias_of=None):
        blocks = office.body(other, pick + other)
        office.publish(page, body=page.body.stream_block.to_python(blocks))


@action
def give_a_page_a_hero(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        office.publish(page, hero_kind="image", hero_image=make_image(office.name()))


@action
def rename_a_page(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        office.publish(page, title=office.name())


@action
def rename_a_home_page(office: Office, pick: int, other: int) -> None:
    page = office.of(Page.objects.filter(depth=2, alias_of=None), pick)
    if page:
        office.publish(page, title=office.name())


@action
def change_a_slug(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        office.publish(page, slug=office.name())


@action
def swap_two_slugs(office: Office, pick: int, other: int) -> None:
    page = office.source_page(pick, alias_of=None)
    sibling = page and office.of(page.get_siblings(inclusive=False).filter(alias_of=None), other)
    if sibling:
        first, second = page.slug, sibling.slug
        office.publish(page, slug=office.name())
        office.publish(sibling, slug=first)
        office.publish(page, slug=second)


@action
def schedule_a_publication(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        page.title, page.go_live_at = office.name(), timezone.now() + timedelta(hours=1)
        page.save_revision().publish()


@action
def schedule_an_end(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None, live=True):
        office.publish(page, expire_at=timezone.now() + timedelta(hours=1), go_live_at=None)


@action
def let_the_scheduled_happen(office: Office, pick: int, other: int) -> None:
    office.later(hours=2)
    call_command("publish_scheduled", verbosity=0)


@action
def unpublish_a_page(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, live=True):
        page.unpublish()


@action
def unpublish_a_branch(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, live=True, numchild__gt=0):
        office.post("wagtailadmin_pages:unpublish", page.pk, data={"include_descendants": "on"})


@action
def unpublish_a_language(office: Office, pick: int, other: int) -> None:
    home = office.of(office.home.get_translations().filter(live=True), pick)
    if home:
        home.specific.unpublish()


@action
def publish_again(office: Office, pick: int, other: int) -> None:
    page = office.of(Page.objects.filter(depth__gt=1, live=False, alias_of=None), pick)
    if page:
        page.specific.save_revision().publish()


@action
def move_a_page(office: Office, pick: int, other: int) -> None:
    page = office.page(pick, ContentPage)
    target = office.parent(other)
    if page and not (target == page or target.is_descendant_of(page)):
        page.move(target, ("first-child", "last-child")[other % 2])


@action
def move_in_the_admin(office: Office, pick: int, other: int) -> None:
    if page := office.source_page(pick):
        office.post("wagtailadmin_pages:move_confirm", page.pk, office.parent(other).pk)


@action
def reorder(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick):
        office.post("wagtailadmin_pages:set_page_position", page.pk, query=f"?position={other % 4}")


@action
def copy_a_branch(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, ContentPage, TopicIndexPage):
        name = office.name()
        page.copy(
            recursive=bool(other % 2),
            keep_live=other % 3 > 0,
            update_attrs={"slug": name, "title": name},
        )


@action
def copy_as_an_alias(office: Office, pick: int, other: int) -> None:
    page, parent = office.page(pick, ContentPage), office.parent(other)
    if page and not (parent == page or parent.is_descendant_of(page)):
        page.create_alias(
            parent=parent,
            recursive=bool(other % 2),
            update_slug=office.name(),
            update_locale=parent.locale,
        )


@action
def make_a_page_of_an_alias(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of__isnull=False):
        office.post("wagtailadmin_pages:convert_alias", page.pk)


@action
def delete_a_page(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick):
        page.delete()


@action
def go_back_to_a_revision(office: Office, pick: int, other: int) -> None:
    page = office.page(pick, alias_of=None)
    if page and (revision := office.of(page.revisions.order_by("created_at", "pk"), other)):
        revision.publish()


@action
def tag_a_page(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick, alias_of=None):
        page.tags.set([f"tag-{number}" for number in range(other % 3)])
        page.save_revision().publish()


@action
def make_private(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick):
        kind = ("login", "password", "groups")[other % 3]
        data = {"restriction_type": kind, "password": "frogs", "groups": [1]}
        office.post("wagtailadmin_pages:set_privacy", page.pk, data=data)


@action
def make_public(office: Office, pick: int, other: int) -> None:
    if restriction := office.one(PageViewRestriction, pick):
        office.post(
            "wagtailadmin_pages:set_privacy", restriction.page_id, data={"restriction_type": "none"}
        )


@action
def bulk_publish(office: Office, pick: int, other: int) -> None:
    bulk(office, "publish", pick, other)


@action
def bulk_unpublish(office: Office, pick: int, other: int) -> None:
    bulk(office, "unpublish", pick, other)


@action
def bulk_delete(office: Office, pick: int, other: int) -> None:
    bulk(office, "delete", pick, other)


@action
def bulk_move(office: Office, pick: int, other: int) -> None:
    bulk(office, "move", pick, other)


def bulk(office: Office, kind: str, pick: int, other: int) -> None:
    """Tick two pages and do the same to both, descendants included every second time."""
    # Wagtail cannot publish many when one of them is an alias without a revision.
    choice = {"alias_of": None} if kind == "publish" else {}
    pages = [page for page in (office.page(pick, **choice), office.page(other, **choice)) if page]
    # Nor can it delete many when one of them goes with another.
    if kind == "delete":
        pages = pages[:1]
    query = "?" + "".join(f"id={page.pk}&" for page in pages) + "next=/admin/"
    data = {"chooser": office.parent(pick + other).pk}
    if other % 2:
        data["include_descendants"] = "on"
    office.post("wagtail_bulk_action", "wagtailcore", "page", kind, query=query, data=data)


@action
def keep_languages_in_step(office: Office, pick: int, other: int) -> None:
    synchronise()
