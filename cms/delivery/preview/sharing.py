"""Links that show a draft to people without an account."""

from datetime import timedelta

from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page, Revision
from wagtail_localize.models import Translation

from cms.core.models import BasePage
from cms.delivery.preview.drafts import portal_of_draft
from cms.delivery.preview.models import ShareLink
from cms.delivery.preview.opening import may_preview
from cms.delivery.preview.panel import frontend_address

#: At once, of all editors together. More are not read by anybody, and are a list nobody looks at.
MAX_PER_PAGE = 20

SHARED, REVOKED = "preview.share", "preview.revoke"


class CannotShare(Exception):
    """Why a page cannot be shared now, for the log; the admin says it in the editor's language."""


class TooManyLinks(CannotShare):
    """The page has as many links as it may have."""


class RepeatsAnother(CannotShare):
    """The page is an alias: what it shows is edited, and shared, elsewhere."""


def may_share(user: User | AnonymousUser, page: Page) -> bool:
    """Whether the user may show the page's draft to others."""
    return isinstance(page.specific_deferred, BasePage) and may_preview(user, page)


def share(
    page: BasePage, user: User | AnonymousUser, lasting: timedelta, label: str = ""
) -> tuple[ShareLink, str]:
    """A new link to the page as it was last saved, and its address, which is told only now.

    Raises PermissionDenied, CannotShare or OutsidePortals.
    """
    if user.is_anonymous or not may_share(user, page):
        raise PermissionDenied
    if page.alias_of_id is not None:
        raise RepeatsAnother
    with transaction.atomic():
        # One sharer after the other, or two of them would both be the last that fits.
        Page.objects.select_for_update().get(pk=page.pk)
        if ShareLink.objects.alive().filter(page=page.pk).count() >= MAX_PER_PAGE:
            raise TooManyLinks
        portal = portal_of_draft(page)
        link = ShareLink(
            site=portal.site,
            page_id=page.pk,
            key=page.translation_key,
            locale=page.locale.language_code,
            revision=_revision_to_share(page, user),
            label=label,
            created_by=user,
            expires_at=timezone.now() + lasting,
        )
        token = link.seal()
        log(
            instance=page,
            action=SHARED,
            user=user,
            revision=link.revision,
            data={"link": str(link.pk), "label": label, "until": link.expires_at.isoformat()},
        )
    return link, frontend_address(portal, token)


def revoke(link: ShareLink, user: User | AnonymousUser) -> None:
    """End a link now, everywhere. Raises PermissionDenied."""
    if not may_share(user, link.page):
        raise PermissionDenied
    with transaction.atomic():
        if ShareLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
            data = {"link": str(link.pk), "label": link.label}
            log(instance=link.page.specific, action=REVOKED, user=user, data=data)


def _revision_to_share(page: BasePage, user: User) -> Revision:
    """What was saved last. Strings of a translation become a draft of the page first.

    wagtail-localize's own "save draft" is not used: it writes the draft into the live page's row.
    """
    translation = translation_being_edited(page)
    if translation is not None:
        draft = translation.source.get_ephemeral_translated_instance(page.locale, fallback=True)
        return draft.save_revision(user=user, log_action=True, clean=False)
    # A page made by code may have none.
    return page.latest_revision or page.save_revision(user=user, changed=False, clean=False)


def translation_being_edited(page: Page) -> Translation | None:
    """The translation as whose target the page is edited string by string."""
    found: Translation | None = Translation.objects.filter(
        source__object_id=page.translation_key, target_locale=page.locale_id, enabled=True
    ).first()
    return found
