"""The pages of a portal as others see them: where they stand, and whether they can be read."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple, Self
from uuid import UUID

from django.db.models import Q
from wagtail.models import Page

# Databases limit the parameters of one query.
AT_ONCE = 2000


class Entry(NamedTuple):
    """What links, lists and breadcrumbs need of a page; its attributes are those of the page."""

    pk: int
    path: str
    url_path: str
    locale_id: int
    translation_key: UUID
    title: str
    live: bool
    alias_of_id: int | None
    last_published_at: datetime | None

    @classmethod
    def of(cls, page: Page) -> Self:
        """The entry of a page that may differ from the stored one, such as a draft."""
        return cls._make(getattr(page, name) for name in cls._fields)


class Directory:
    """Entries by primary key, by place in the tree and by translation key.

    What is announced by `expect` is found in one query with the first thing that is asked for; a
    page that is asked for by its primary key comes with its translations.
    """

    def __init__(self, is_in_portal: Callable[[Entry], bool]) -> None:
        self._is_in_portal = is_in_portal
        self._by_pk: dict[int, Entry | None] = {}
        self._by_path: dict[str, Entry | None] = {}
        self._by_key: dict[UUID, list[Entry]] = {}
        self._pks: set[int] = set()
        self._paths: set[str] = set()
        self._keys: set[UUID] = set()

    def expect(
        self, pks: Iterable[int] = (), paths: Iterable[str] = (), keys: Iterable[UUID] = ()
    ) -> None:
        """Announce that pages will be asked for by one of these."""
        self._pks.update(pks)
        self._paths.update(paths)
        self._keys.update(keys)

    def page(self, pk: int) -> Entry | None:
        """The page with this primary key, in the portal or not."""
        if pk not in self._by_pk:
            self.expect(pks=[pk])
            self._find()
        return self._by_pk[pk]

    def at(self, path: str) -> Entry | None:
        """The page at a place in the tree (treebeard's path)."""
        if path not in self._by_path:
            self.expect(paths=[path])
            self._find()
        return self._by_path[path]

    def translations(self, key: UUID) -> list[Entry]:
        """The portal's pages of one translation key, public or not, in the order of the tree."""
        if key not in self._by_key:
            self.expect(keys=[key])
            self._find()
        return self._by_key[key]

    def _find(self) -> None:
        """Look everything up that was announced and is not known."""
        # A page that was found by its place does not have its translations yet.
        known = (self._by_pk[pk] for pk in self._pks & self._by_pk.keys())
        self._keys.update(entry.translation_key for entry in known if entry)
        pks = list(self._pks - self._by_pk.keys())
        paths = list(self._paths - self._by_path.keys())
        keys = list(self._keys - self._by_key.keys())
        self._pks, self._paths, self._keys = set(), set(), set()
        for start in range(0, max(len(pks), len(paths), len(keys)), AT_ONCE):
            batch = slice(start, start + AT_ONCE)
            self._find_batch(pks[batch], paths[batch], keys[batch])

    def _find_batch(self, pks: list[int], paths: list[str], keys: list[UUID]) -> None:
        self._by_pk |= dict.fromkeys(pks)
        self._by_path |= dict.fromkeys(paths)
        asked = Q(translation_key__in=keys) | Q(path__in=paths)
        if pks:
            theirs = Page.objects.filter(pk__in=pks).order_by().values("translation_key")
            asked |= Q(translation_key__in=theirs)
        rows = Page.objects.filter(asked).order_by("path").values_list(*Entry._fields)
        by_key: dict[UUID, list[Entry]] = defaultdict(list)
        for entry in map(Entry._make, rows):
            self._by_pk[entry.pk] = self._by_path[entry.path] = entry
            if self._is_in_portal(entry):
                by_key[entry.translation_key].append(entry)
        complete = {*keys, *(found.translation_key for pk in pks if (found := self._by_pk[pk]))}
        for key in complete:
            self._by_key[key] = by_key[key]
