"""Searching and "where used", brought up to date once instead of at every save."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import post_save
from modelsearch.backends import get_search_backends
from modelsearch.index import get_indexed_models
from modelsearch.signal_handlers import post_save_signal_handler
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from cms.core.admin_search import index_page
from cms.core.models import BasePage


@contextmanager
def indexed_once() -> Iterator[None]:
    """Index what is saved inside when all of it is there: building saves most things four times."""
    saved: dict[type[Model], set[Any]] = defaultdict(set)

    def note(sender: type[Model], instance: Model, **_: Any) -> None:
        saved[sender].add(instance.pk)

    models = get_indexed_models()
    at_each_save = {
        model: index_page if issubclass(model, BasePage) else post_save_signal_handler
        for model in models
        if issubclass(model, BasePage) or getattr(model, "search_auto_update", True)
    }
    post_save.connect(note)
    for model, receiver in at_each_save.items():
        post_save.disconnect(receiver, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note)
        for model, receiver in at_each_save.items():
            post_save.connect(receiver, sender=model)
    for model, keys in saved.items():
        if model in models:
            _index_for_search(model, keys)
        if model in ReferenceIndex.tracked_models:
            for instance in model._default_manager.filter(pk__in=keys):
                ReferenceIndex.create_or_update_for_object(instance)


def _index_for_search(model: Any, keys: set[Any]) -> None:
    instances = list(model.get_indexed_objects().filter(pk__in=keys))
    for backend in get_search_backends(with_auto_update=True):
        backend.get_index_for_model(model).add_items(model, instances)
