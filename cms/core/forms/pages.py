"""The form of a page in the admin."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.admin.forms.pages import WagtailAdminPageForm
from wagtail.models import Locale, Site


class PageForm(WagtailAdminPageForm):  # type: ignore[misc]
    """The page form: raw HTML is written by administrators only, and an address may be left empty.

    Others are not offered raw HTML. They may move such a block or delete it; what is in it stays
    as an administrator left it. Without an address the page gets one made of its title, also when
    the title was typed before the scripts of the form were there to do it.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
        if self._may_write_html or "body" not in self.fields:
            return
        from cms.core.blocks import BodyBlock, EditorsBodyBlock

        field = self.fields["body"]
        stored = len(self._stored_html)
        block = (BodyBlock if stored else EditorsBodyBlock)(
            required=field.required, block_counts={"html": {"max_num": stored}}
        )
        block.set_name("body")
        field.block = field.widget.block_def = block

    @property
    def _may_write_html(self) -> bool:
        return self.for_user is None or self.for_user.is_superuser

    @property
    def _stored_html(self) -> dict[str, str]:
        body = self.instance.body
        return {one.id: one.value["html"] for one in body if one.block_type == "html"}

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        codes = Locale.objects.values_list("language_code", flat=True)
        slug = cleaned.get("slug") or slugify(cleaned.get("title", ""))
        if slug in codes and self._stands_at_the_root:
            self.add_error(
                "slug",
                _("“%s” is the address of a language of this portal: choose another slug.") % slug,
            )
        return cleaned

    @property
    def _stands_at_the_root(self) -> bool:
        parent = self.parent_page
        return parent is not None and Site.objects.filter(root_page=parent).exists()

    def clean_body(self) -> Any:
        body = self.cleaned_data["body"]
        if self._may_write_html:
            return body
        stored = self._stored_html
        for one in body:
            if one.block_type == "html" and one.value["html"] != stored.get(one.id):
                raise ValidationError(
                    _("Only an administrator may add or change a block of raw HTML.")
                )
        return body
