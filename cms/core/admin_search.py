"""Which saves of a page reach Wagtail's search index of pages, which only the admin asks.

Wagtail indexes a page at every save, twice for each publication, and reads it back each time. The
index holds titles: those of drafts are none of its business.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.db.models.signals import post_delete, post_save
from modelsearch import index

from cms.core.models import BasePage
from cms.core.models.pages import is_bookkeeping


def index_pages() -> None:
    """Listen to the saves of our pages; called when the apps are ready."""
    for model in apps.get_models():
        if issubclass(model, BasePage):
            post_save.connect(index_page, sender=model)
            post_delete.connect(_forget, sender=model)


def index_page(
    instance: BasePage, update_fields: Iterable[str] | None = None, raw: bool = False, **_: Any
) -> None:
    """What is done when a page was saved."""
    if not raw and not is_bookkeeping(update_fields):
        index.insert_or_update_object(instance)


def _forget(instance: BasePage, **_: Any) -> None:
    index.remove_object(instance)
