"""Who tells the collector that something changed: signals, named by the thing they speak of.

What sends no signal (a descendant's path, a sibling's place) is found from what does: see
`updating.py`. What passes every signal is found by `drift.py`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from django.apps import apps
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from modelcluster.models import get_all_child_relations
from taggit.models import Tag
from wagtail import hooks
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    Locale,
    Page,
    PageViewRestriction,
    Site,
    TranslatableMixin,
)
from wagtail.signals import page_published, page_unpublished, post_page_move
from wagtail_localize.models import (
    StringTranslation,
    Translation,
    TranslationLog,
    TranslationSource,
)

from cms.core.models import Document as File
from cms.core.models import Image, Language, Navigation, SiteSettings, TaggedPage
from cms.core.models.pages import is_bookkeeping
from cms.core.portals import Portal
from cms.delivery.changes import changed, changes, one_change
from cms.delivery.models import Document
from gbif_blocks.models import Scope, Snapshot
from gbif_blocks.refreshing import store_within
from gbif_blocks.signals import snapshot_changed

Receiver = Callable[[Any], None]


def connect_signal_handlers() -> None:
    """Listen to everything that documents show; called when the apps are ready."""
    for model, receiver in watched_models().items():
        watch(model, receiver)
    page_published.connect(receive_page)
    page_unpublished.connect(receive_page)
    post_page_move.connect(receive_move)
    snapshot_changed.connect(receive_snapshot)
    store_within(changes)
    hooks.register("after_bulk_action", receive_bulk_action)


def watched_models() -> dict[type[Model], Receiver]:
    """What is done when an instance of a model is saved or deleted."""
    receivers: dict[type[Model], Receiver] = {
        Collection: collection_changed,
        CollectionViewRestriction: lambda restriction: collection_changed(restriction.collection),
        File: lambda file: changed(f"document:{file.pk}"),
        Image: lambda image: changed(f"image:{image.pk}"),
        Language: lambda language: changed("locales"),
        Locale: lambda locale: changed("locales"),
        Navigation: lambda navigation: changed(f"navigation:{navigation.site_id}"),
        PageViewRestriction: lambda restriction: subtree_changed(restriction.page_id),
        Scope: lambda scope: changed(f"scope:{scope.site_id}"),
        Site: site_changed,
        SiteSettings: lambda settings: changed(f"site:{settings.site_id}"),
        StringTranslation: string_translation_changed,
        Tag: tag_changed,
        Translation: lambda translation: changed(f"translations:{translation.source.object_id}"),
        TranslationLog: lambda log: changed(f"translations:{log.source.object_id}"),
        TranslationSource: source_changed,
    }
    for model in apps.get_models():
        if issubclass(model, TranslatableMixin):  # pages and snippets
            receiver = page_changed if issubclass(model, Page) else snippet_changed
            receivers.setdefault(model, receiver)
            for relation in get_all_child_relations(model):
                if relation.related_model._meta.app_label != "wagtailcore":  # comments and the like
                    receivers[relation.related_model] = _for_owner(relation.field.name, receiver)
    return receivers


def _for_owner(name: str, receiver: Receiver) -> Receiver:
    """The receiver for rows that belong to a page or a snippet, such as an objective's targets."""

    def receive(child: Any) -> None:
        owner = getattr(child, name)
        if owner is not None:
            receiver(owner)

    return receive


def watch(model: type[Model], receiver: Receiver) -> None:
    """Call `receiver` with each instance that is saved or deleted, in the same transaction."""

    def receive(
        instance: Model, update_fields: Iterable[str] | None = None, raw: bool = False, **_: Any
    ) -> None:
        if not raw and not is_bookkeeping(update_fields):
            receiver(instance)

    for signal in (post_save, post_delete):
        signal.connect(receive, sender=model, weak=False)
    if not issubclass(model, Page):  # whose save and delete `transactions.py` wraps
        for name in ("save", "delete"):
            setattr(model, name, one_change(getattr(model, name)))


def page_changed(page: Page) -> None:
    """A page was created, edited, published, unpublished or deleted."""
    changed(pages=[page.pk])


def subtree_changed(page_id: int) -> None:
    """A page was moved, or became private or public, and all that is below it too."""
    page = Page.objects.filter(pk=page_id).first()
    if page is not None:
        descendants = Page.objects.descendant_of(page, inclusive=True)
        changed(pages=descendants.values_list("pk", flat=True))


def snippet_changed(snippet: Any) -> None:
    changed(f"snippet:{snippet._meta.label}:{snippet.translation_key}")


def site_changed(site: Site) -> None:
    """A portal was added, got another root or address: all that was or is in it changes."""
    before = Document.objects.pages().filter(site=site.pk).values_list("page", flat=True)
    now = Portal(site).pages().values_list("pk", flat=True)
    changed(f"site:{site.pk}", pages={*before, *now} - {None})


def tag_changed(tag: Tag) -> None:
    """A tag was renamed."""
    changed(
        pages=TaggedPage.objects.filter(tag_id=tag.pk).values_list("content_object_id", flat=True)
    )


def collection_changed(collection: Collection) -> None:
    """A collection became private or public, or moved to where it is."""
    inside = {"collection__path__startswith": collection.path}
    changed(
        *(f"image:{pk}" for pk in Image.objects.filter(**inside).values_list("pk", flat=True)),
        *(f"document:{pk}" for pk in File.objects.filter(**inside).values_list("pk", flat=True)),
    )


def source_changed(source: TranslationSource) -> None:
    """A text was handed to the translators, or cut into strings anew."""
    changed(f"translations:{source.object_id}")


def string_translation_changed(translation: StringTranslation) -> None:
    if translation.context is not None:
        changed(f"translations:{translation.context.object_id}")


def receive_page(instance: Page, **_: Any) -> None:
    page_changed(instance)


def receive_move(
    instance: Page, parent_page_before: Page, parent_page_after: Page, **_: Any
) -> None:
    """A page has another parent or another place among its siblings."""
    changed(f"children:{parent_page_before.pk}", f"children:{parent_page_after.pk}")
    subtree_changed(instance.pk)


def receive_snapshot(snapshot: Snapshot, **_: Any) -> None:
    changed(f"snapshot:{snapshot.pk}")


def receive_bulk_action(request: Any, action_type: str, objects: list[Any], action: Any) -> None:
    """Adding pictures or files to a collection is one UPDATE, without a signal."""
    for one in objects:
        if isinstance(one, Image | File):
            changed(f"{'image' if isinstance(one, Image) else 'document'}:{one.pk}")
