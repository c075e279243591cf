"""A draft as the public would see it: rendered by the same renderer as what is published."""

from dataclasses import dataclass
from uuid import UUID

from wagtail.fields import StreamField
from wagtail.models import Page

from cms.core.directory import Entry
from cms.core.models import BasePage
from cms.core.portals import Portal, portal_of
from cms.core.rendering import render_page
from cms.delivery.finished import page_to_bytes


class OutsidePortals(Exception):
    """The page belongs to no portal, so there is no frontend that shows it."""


@dataclass(eq=False)
class DraftPortal(Portal):
    """The portal as it would be if one draft were published, and nothing else had changed."""

    draft: BasePage

    @property
    def drafted(self) -> tuple[UUID, int] | None:
        return self.draft.translation_key, self.draft.locale_id

    def translations(self, translation_key: UUID) -> list[Entry]:
        """The portal's pages of a key, with the draft in the place of its published form."""
        pages = super().translations(translation_key)
        if translation_key != self.draft.translation_key:
            return pages
        others = [page for page in pages if page.locale_id != self.draft.locale_id]
        return [*others, Entry.of(self.draft)]

    def is_public(self, page: Page | Entry) -> bool:
        return self._is_draft(page) or super().is_public(page)

    def _is_draft(self, page: Page | Entry) -> bool:
        return page is self.draft or (page.pk is not None and page.pk == self.draft.pk)


def portal_of_draft(draft: BasePage) -> DraftPortal:
    """The portal in which a draft would be published; raises OutsidePortals."""
    portal = portal_of(draft)
    if portal is None:
        raise OutsidePortals
    return DraftPortal(portal.site, draft)


def render_draft(draft: BasePage, portal: DraftPortal) -> bytes:
    """The draft's document, in exactly the shape of a published one."""
    parent = draft.get_parent()
    if parent is not None and not _is_root(draft, portal):
        # A new slug changes the path only when it is saved; the draft is shown where it will be.
        draft.set_url_path(parent)
    # A revision keeps these times too, but to the millisecond.
    times = Page.objects.filter(pk=draft.pk).values("first_published_at", "last_published_at")
    for name, value in (times.first() or {}).items():
        setattr(draft, name, value)
    _name_new_blocks(draft)
    document, _tags = render_page(draft, portal)
    return page_to_bytes(document)


def _name_new_blocks(draft: BasePage) -> None:
    """Give blocks that were never saved the id that saving would give them."""
    for field in draft._meta.get_fields():
        if isinstance(field, StreamField):
            raw = field.get_prep_value(getattr(draft, field.name))
            setattr(draft, field.name, field.to_python(raw))


def _is_root(draft: BasePage, portal: Portal) -> bool:
    return any(draft.pk == root.pk for root in portal.roots.values())
