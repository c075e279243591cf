"""A reader of the feed that applies what it is told and knows nothing else."""

from collections.abc import Callable
from typing import Any

from cms.delivery.models import Document

Key = tuple[str, str]


class Reader:
    """Holds documents by key and language, and by path, as two kinds of frontends do."""

    def __init__(self, get: Callable[..., Any], **filters: Any) -> None:
        self.get = get
        self.filters = filters
        self.cursor: str | None = None
        self.by_key: dict[Key, dict[str, Any]] = {}
        self.by_path: dict[str, dict[str, Any]] = {}

    def read(self, pages: int | None = None, limit: int = 100) -> list[tuple[str, str | None]]:
        """Ask until there is no more, or `pages` times; what was done and where."""
        seen = []
        while pages is None or pages > 0:
            given = {"cursor": self.cursor} if self.cursor else {}
            answer = self.get("sync/", limit=limit, **given, **self.filters)
            assert answer.status_code == 200, answer.content
            content = answer.json()
            for item in content["items"]:
                self._apply(item)
                seen.append((item["op"], item["path"]))
            self.cursor = content["next_cursor"]
            if not content["has_more"]:
                break
            pages = None if pages is None else pages - 1
        return seen

    def types(self) -> set[str]:
        return {one["type"] for one in self.by_key.values()}

    def holds_what_is_public(self) -> bool:
        """Whether both ways of keeping documents have led to exactly the stored ones."""
        stored = list(Document.objects.only("key", "locale", "path", "body"))
        by_key = {(str(one.key), one.locale): one.content for one in stored}
        by_path = {str(one.path): one.content for one in stored if one.path}
        return self.by_key == by_key and self.by_path == by_path

    def _apply(self, item: dict[str, Any]) -> None:
        key, path = (item["key"], item["locale"]), item["path"]
        if item["op"] == "delete":
            self.by_key.pop(key, None)
            self.by_path.pop(path, None)
        else:
            self.by_key[key] = item["document"]
            if path is not None:
                self.by_path[path] = item["document"]
