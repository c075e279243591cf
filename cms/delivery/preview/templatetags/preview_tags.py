from typing import Any

from django import template
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.widgets.button import HeaderButton

from cms.delivery.preview.sharing import may_share

register = template.Library()


@register.simple_tag(takes_context=True)
def share_header_buttons(context: dict[str, Any], page: Any) -> list[HeaderButton]:
    """The button "Share preview" for a header that asks no hook for its buttons."""
    if not may_share(context["request"].user, page):
        return []
    address = reverse("preview:share", args=[page.pk])
    return [HeaderButton(_("Share preview"), address, icon_name="link")]
