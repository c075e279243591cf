from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from taggit.managers import TaggableManager
from wagtail.documents.models import AbstractDocument
from wagtail.documents.models import Document as WagtailDocument

from cms.core.licences import Licence


class Document(AbstractDocument):  # type: ignore[misc]
    """A file for download, with its licence."""

    # Wagtail's own model of this name stays installed: these names keep the two apart.
    tags = TaggableManager(
        verbose_name=_("tags"), blank=True, help_text=None, related_name="core_documents"
    )
    uploaded_by_user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("uploaded by user"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="core_documents",
    )
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence.choices, blank=True, default=""
    )

    admin_form_fields = (*WagtailDocument.admin_form_fields, "licence")

    class Meta(AbstractDocument.Meta):  # type: ignore[misc]
        permissions = [("choose_document", "Can choose document")]
