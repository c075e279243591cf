"""The state of the whole database, roughly."""

from django.apps import apps


def rows() -> dict[str, int]:
    """How many rows each table has."""
    return {model._meta.label: model._base_manager.count() for model in apps.get_models()}
