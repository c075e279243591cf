"""The form of a page in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm


class PageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The page form: raw HTML is written by administrators only.

    Others may move such a block or delete it; what is in it stays as an administrator left it.
    """

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        if self.for_user is None or self.for_user.is_superuser:
            return body
        kept = {block.id: block.value["html"] for block in self.instance.body if block.block_type == "html"}
        for block in body:
            if block.block_type == "html" and block.value["html"] != kept.get(block.id):
                raise ValidationError(
                    _("Only an administrator may add or change a block of raw HTML.")
                )
        return body
