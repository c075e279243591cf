"""What a preview's token stands for. The token itself is stored nowhere, only its hash."""

from typing import Self
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page, Revision, Site

from cms.delivery.preview.tokens import Claims, hash_of, make_token


class Preview(models.Model):
    """What both kinds have in common: what is shown, to whom it belongs, and until when."""

    # Also the part of a token that makes it unguessable.
    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    key = models.UUIDField()
    locale = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()

    class Meta:
        abstract = True

    @property
    def claims(self) -> Claims:
        """What the token of this row says; a row that was tampered with says something else."""
        return Claims(
            id=self.id,
            key=self.key,
            locale=self.locale,
            revision=self.bound_revision,
            expires=int(self.expires_at.timestamp()),
        )

    @property
    def bound_revision(self) -> int:
        """The revision that is shown; 0 for text that was never saved."""
        raise NotImplementedError

    def seal(self) -> str:
        """Save the row with a new token's hash; the token, which cannot be had again."""
        token = make_token(self.claims)
        self.token_hash = hash_of(token)
        self.save(force_insert=True)
        return token


class PanelPreview(Preview):
    """What an editor saw in the preview panel: text that nobody has saved, for an hour."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    # The page that is edited, or the one below which a new one is written.
    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    is_new = models.BooleanField(default=False)
    # In the panel itself the userbar is hidden; in a window of its own it is shown.
    in_panel = models.BooleanField(default=False)
    body = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["user", "page"], name="panel_preview_of_editor")]

    def __str__(self) -> str:
        return f"{self.page_id} ({self.locale}), {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def bound_revision(self) -> int:
        return 0


class ShareLinkQuerySet(models.QuerySet["ShareLink"]):
    """Links, asked for as their page lists them."""

    def alive(self) -> Self:
        """Those that are neither over nor withdrawn; rights are looked up at use."""
        return self.filter(revoked_at=None, expires_at__gt=timezone.now())


class ShareLink(Preview):
    """A link that shows one revision of a page to whoever has it, for a time."""

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="+")
    # A revision that was purged shows nothing any more.
    revision = models.ForeignKey(Revision, null=True, on_delete=models.SET_NULL, related_name="+")
    label = models.CharField(_("for whom"), max_length=100, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    revoked_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)

    objects = ShareLinkQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["page", "created_at"], name="share_link_of_page")]

    def __str__(self) -> str:
        return self.label or f"{self.page_id} ({self.locale}), {self.created_at:%Y-%m-%d %H:%M}"

    @property
    def bound_revision(self) -> int:
        return self.revision_id or 0
