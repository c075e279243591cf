"""The report of keys in pages, snippets and scopes that GBIF has deleted, merged or renamed."""

from typing import Any, ClassVar

import django_filters
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied
from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView
from wagtail.models import Page
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.permissions import policy_registry

from gbif_blocks.choosing import KINDS
from gbif_blocks.uses import CHANGED, ReferenceUse

_PAGE_PERMISSIONS = ["add", "change", "publish"]


def may_see(user: Any) -> bool:
    """Whether somebody edits pages at all."""
    return bool(PagePermissionPolicy().user_has_any_permission(user, _PAGE_PERMISSIONS))


class ReferencesFilter(WagtailFilterSet):  # type: ignore[misc]
    """By what happened, and by the kind of thing."""

    state = django_filters.ChoiceFilter(
        label=_("What happened"), choices=[(one.value, one.label) for one in CHANGED]
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=[(kind.name, kind.label) for kind in KINDS.values() if kind.path]
    )

    class Meta:
        model = ReferenceUse
        fields: ClassVar[list[str]] = ["state", "kind"]


class ReferencesReport(ReportView):  # type: ignore[misc]
    """Each place with such a key that the user may edit; a spreadsheet of them too."""

    model = ReferenceUse
    page_title = _("GBIF keys that have changed")
    header_icon = "key"
    filterset_class = ReferencesFilter
    index_url_name = "gbif_forms:report"
    index_results_url_name = "gbif_forms:report_results"
    default_ordering = "-since"
    list_export: ClassVar[list[str]] = [
        "title",
        "place",
        "kind",
        "key",
        "label",
        "get_state_display",
        "told",
        "since",
        "checked_at",
    ]
    export_headings: ClassVar[dict[str, Any]] = {
        "title": _("Page or setting"),
        "place": _("Place"),
        "kind": _("Kind"),
        "key": _("Key"),
        "label": _("Name when chosen"),
        "get_state_display": _("What happened"),
        "told": _("Now"),
        "since": _("Since"),
        "checked_at": _("Looked up"),
    }

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see(request.user):
            raise PermissionDenied
        answer: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return answer

    def get_filename(self) -> str:
        return "gbif-keys"

    def get_queryset(self) -> QuerySet[ReferenceUse]:
        changed = ReferenceUse.objects.filter(state__in=CHANGED).select_related("content_type")
        return changed.filter(_mine(self.request.user)).order_by("-since", "pk")

    @property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("title", label=_("Page or setting"), get_url=self._edit_url),
            Column("place", label=_("Place")),
            Column("kind", label=_("Kind"), accessor=lambda use: KINDS[use.kind].label),
            Column("key", label=_("Key")),
            Column("label", label=_("Name when chosen")),
            Column("state", label=_("What happened"), accessor="get_state_display"),
            Column("told", label=_("Now")),
            DateColumn("since", label=_("Since")),
        ]

    def _edit_url(self, use: ReferenceUse) -> str | None:
        model = use.content_type.model_class()
        instance = model._default_manager.filter(pk=use.object_id).first() if model else None
        if instance is None:
            return None
        found: str | None = AdminURLFinder(self.request.user).get_edit_url(instance)
        return found


def _mine(user: Any) -> Q:
    """The uses in what the user may edit."""
    allowed = Q(pk__in=[])
    pages: list[int] = []
    used = ReferenceUse.objects.filter(state__in=CHANGED).values("content_type").distinct()
    for content_type in ContentType.objects.filter(pk__in=used):
        model = content_type.model_class()
        if model is None:
            continue
        if issubclass(model, Page):
            pages.append(content_type.pk)
        elif policy_registry.get_by_type(model).user_has_permission(user, "change"):
            allowed |= Q(content_type=content_type)
    editable = PagePermissionPolicy().instances_user_has_any_permission_for(user, ["change"])
    keys = editable.order_by().annotate(text=Cast("pk", CharField())).values("text")
    return allowed | Q(content_type__in=pages, object_id__in=keys)
