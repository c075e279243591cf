from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core.models import Document, Language, Navigation


class NavigationViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Navigation
    icon = "list-ul"
    menu_label = _("Navigation")
    menu_order = 220
    add_to_admin_menu = True
    list_display = ("site", "locale")


class LanguageViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Language
    icon = "globe"
    menu_label = _("Language codes")
    add_to_settings_menu = True
    list_display = ("label", "bcp47", "widget_locale", "stories_locale", "map_locale")


register_snippet(NavigationViewSet)
register_snippet(LanguageViewSet)


@hooks.register("before_serve_document", order=-1)  # type: ignore[untyped-decorator]
def hide_private_document(document: Document, request: HttpRequest) -> None:
    """A file that its reader may not have is not there; Wagtail would ask for a password."""
    restrictions = document.collection.get_view_restrictions()
    if not all(restriction.accept_request(request) for restriction in restrictions):
        raise Http404
