"""Opening a preview: everything that may have ended it is looked up, each time that it is used.

Clocks: a token is over at its second, by the clock of the process that is asked; no grace is given.
Two processes whose clocks differ by 30 seconds end it 30 seconds apart, so keep clocks in step.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.db.models import Q
from django.utils import timezone
from wagtail.models import Page, Site

from cms.delivery.preview.drafts import OutsidePortals, portal_of_draft, render_draft
from cms.delivery.preview.models import PanelPreview, Preview, ShareLink
from cms.delivery.preview.tokens import Claims, Forged, hash_of, read_token
from cms.delivery.problems import PreviewEnded, UnknownPreview

# A link that is opened all day is noted once a minute: reading must not become writing.
NOTE_USE_EVERY = timedelta(minutes=1)


@dataclass(frozen=True)
class Opened:
    """A draft's document, until when its token holds, and in what language it is."""

    body: bytes
    locale: str
    expires_at: datetime
    # Only previews of an editor have one.
    panel: PanelPreview | None = None


def open_preview(token: str, site: Site) -> Opened:
    """What the token shows now; raises UnknownPreview or PreviewEnded."""
    claims, preview = _find(token, site)
    if isinstance(preview, PanelPreview):
        _check_rights(preview.user, preview.page, is_new=preview.is_new)
        return Opened(bytes(preview.body), claims.locale, claims.expires_at, preview)
    return _open_link(preview)


def open_panel(token: str, site: Site) -> PanelPreview:
    """The editor's own preview that the token stands for; a shared link is none."""
    _claims, preview = _find(token, site)
    if not isinstance(preview, PanelPreview):
        raise UnknownPreview("This link was shared with readers; the userbar is for editors.")
    _check_rights(preview.user, preview.page, is_new=preview.is_new)
    return preview


def _find(token: str, site: Site) -> tuple[Claims, PanelPreview | ShareLink]:
    try:
        claims = read_token(token)
    except Forged as error:
        raise UnknownPreview("This is not the token of a preview.") from error
    if claims.expires_at <= timezone.now():
        raise PreviewEnded("The preview was shown for a limited time, which is over.")
    found = Q(token_hash=hash_of(token))
    preview = (
        PanelPreview.objects.select_related("user", "page").filter(found).first()
        or ShareLink.objects.select_related("created_by", "page", "revision").filter(found).first()
    )
    if preview is None:
        # We signed it, so it was one; its page or its row was removed since.
        raise PreviewEnded("What the preview showed was removed.")
    _check_binding(claims, preview, site)
    return claims, preview


def _check_binding(claims: Claims, preview: Preview, site: Site) -> None:
    if preview.site_id != site.pk:
        raise UnknownPreview("This preview is of another portal.")
    if claims != preview.claims:
        raise PreviewEnded("What the preview showed was removed.")


def _open_link(link: ShareLink) -> Opened:
    if link.revoked_at is not None or link.revision is None:
        raise PreviewEnded("The link was withdrawn.")
    _check_rights(link.created_by, link.page)
    draft = link.revision.as_object()
    try:
        portal = portal_of_draft(draft)
    except OutsidePortals as error:
        raise PreviewEnded("The page has left the portal.") from error
    _note_use(link)
    return Opened(render_draft(draft, portal), link.locale, link.expires_at)


def _check_rights(user: User | None, page: Page, *, is_new: bool = False) -> None:
    """A preview shows what its maker may edit now: not what they might when they made it."""
    if user is None or not may_preview(user, page, is_new=is_new):
        raise PreviewEnded("Whoever made the preview may no longer edit the page.")


def may_preview(user: User | AnonymousUser, page: Page, *, is_new: bool = False) -> bool:
    """Whether the user may edit or publish the page, or write a new one below it."""
    if not user.is_active:
        return False
    rights = page.permissions_for_user(user)
    return bool(rights.can_add_subpage() if is_new else rights.can_edit() or rights.can_publish())


def _note_use(link: ShareLink) -> None:
    now = timezone.now()
    long_ago = Q(last_used_at=None) | Q(last_used_at__lt=now - NOTE_USE_EVERY)
    ShareLink.objects.filter(long_ago, pk=link.pk).update(last_used_at=now)
