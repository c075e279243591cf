"""Wagtail's search in the database, without what makes each save cost more in a larger portal."""

from typing import Any

from modelsearch.backends import database


class _KeepingTitleNorms:
    """Titles weigh as they did when `update_index` last ran.

    Wagtail reads the whole index twice at each save, to weigh titles by their average length; of
    its users only the admin's lists are ranked so, and of one page that is neither here nor there.
    """

    def _refresh_title_norms(self, full: bool = False) -> None:
        if full:
            super()._refresh_title_norms(full=True)  # type: ignore[misc]


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802 (Wagtail looks for this name)
    """The backend for the kind of database that the settings name."""
    backend = database.SearchBackend(params)
    kinds = (_KeepingTitleNorms, backend.index_class)
    backend.index_class = type("Index", kinds, {})
    return backend
