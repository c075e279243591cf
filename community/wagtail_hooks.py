from django.utils.translation import gettext_lazy as _
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from community.models import Axis, Cooperation, Objective, Organisation, Person


class OrganisationViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Organisation
    icon = "site"
    list_display = ("name", "acronym", "kind", "locale")
    list_filter = ("kind",)


class PersonViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Person
    icon = "user"
    list_display = ("name", "role", "active")
    list_filter = ("active",)


class CooperationViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Cooperation
    icon = "globe"
    list_display = ("name", "acronym", "kind", "since")
    list_filter = ("kind",)


class AxisViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Axis
    icon = "list-ol"
    list_display = ("number", "name")


class ObjectiveViewSet(SnippetViewSet):  # type: ignore[misc]
    model = Objective
    icon = "tick"
    list_display = ("number", "name", "axis")


class CommunityViewSetGroup(SnippetViewSetGroup):  # type: ignore[misc]
    """People and organisations, where editors look for them: in the main menu."""

    menu_label = _("Community")
    menu_icon = "group"
    menu_order = 210
    items = (OrganisationViewSet, PersonViewSet, CooperationViewSet, AxisViewSet, ObjectiveViewSet)


register_snippet(CommunityViewSetGroup)
