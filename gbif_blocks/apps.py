"""The Django app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GbifBlocksConfig(AppConfig):
    """GBIF data in Wagtail pages: client, scope, snapshots, blocks and widget configuration."""

    name = "gbif_blocks"
    label = "gbif_blocks"
    verbose_name = _("GBIF data")
    default_auto_field = "django.db.models.BigAutoField"
