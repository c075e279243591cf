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


@contextmanager
def indexed_once() -> Iterator[None]:
    """Index what is saved inside when all of it is there: building saves most things four times."""
    saved: dict[type[Model], set[Any]] = defaultdict(set)

    def note(sender: type[Model], instance: Model, **_: Any) -> None:
        saved[sender].add(instance.pk)

    models = get_indexed_models()
    post_save.connect(note)
    for model in models:
        post_save.disconnect(post_save_signal_handler, sender=model)
    try:
        with disable_reference_index_auto_update():
            yield
    finally:
        post_save.disconnect(note)
        for model in models:
            post_save.connect(post_save_signal_handler, sender=model)
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
