"""What every token has that we give out: shown once, kept as a hash, ended by time or by hand."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar, Self

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Site

LIFETIME = timedelta(days=365)


def default_expiry() -> datetime:
    """A year from now."""
    return timezone.now() + LIFETIME


class Token(models.Model):
    """Lets a program do one thing in one portal.

    Only its hash is stored, so the token is shown once, when it is made.
    """

    #: How the tokens of a kind begin, by which leaked ones are found.
    prefix: ClassVar[str]

    name = models.CharField(
        _("name"), max_length=100, help_text=_("Who reports with it, for example “Netlify”.")
    )
    site = models.ForeignKey(
        Site, verbose_name=_("portal"), on_delete=models.CASCADE, related_name="+"
    )
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)
    expires_at = models.DateTimeField(_("expires"), default=default_expiry)
    revoked_at = models.DateTimeField(_("revoked"), null=True, editable=False)
    last_used_at = models.DateTimeField(_("last used"), null=True, editable=False)

    class Meta:
        abstract = True
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    def issue(self) -> str:
        """Make the token, save its hash, give the token."""
        # 256 random bits: nothing to guess, so a plain hash is enough.
        token = self.prefix + secrets.token_urlsafe(32)
        self.digest = self.digest_of(token)
        self.save()
        return token

    @staticmethod
    def digest_of(token: str) -> str:
        return hashlib.sha256(token.encode()).hexdigest()

    @classmethod
    def find(cls, token: str) -> Self | None:
        """The token's row, while it may be used."""
        found = cls._default_manager.select_related("site").filter(digest=cls.digest_of(token))
        return found.filter(revoked_at=None, expires_at__gt=timezone.now()).first()

    def revoke(self) -> None:
        self.revoked_at = timezone.now()
        self.save(update_fields=["revoked_at"])

    @property
    def usable(self) -> bool:
        return self.revoked_at is None and self.expires_at > timezone.now()
