"""What Wagtail's admin gets from here."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from cms.translation.glossary.views import TermViewSet

register_snippet(TermViewSet)


@hooks.register("register_admin_urls")  # type: ignore[untyped-decorator]
def advice_urls() -> list[object]:
    """What the translation editor asks for."""
    return [path("localize/advice/<int:translation_id>/", include("cms.translation.editor.urls"))]


@hooks.register("insert_editor_js")  # type: ignore[untyped-decorator]
def advice_script() -> SafeString:
    """Does nothing but in wagtail-localize's editor."""
    return format_html('<script src="{}"></script>', static("translation/advice.js"))


@hooks.register("insert_global_admin_css")  # type: ignore[untyped-decorator]
def advice_style() -> SafeString:
    """The looks of names and terms there."""
    return format_html('<link rel="stylesheet" href="{}">', static("translation/advice.css"))
