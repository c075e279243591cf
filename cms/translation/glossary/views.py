"""The glossary in the admin."""

from typing import Any, ClassVar

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import Button
from wagtail.snippets.views.snippets import IndexView, SnippetViewSet

from cms.translation.glossary.models import Term, Wording
from cms.translation.glossary.tbx import glossary_as_tbx


class TermIndexView(IndexView):  # type: ignore[misc]
    """The list, by the wording in the first language, with a download for translators' tools."""

    def search_queryset(self, queryset: QuerySet[Term]) -> QuerySet[Term]:
        found: QuerySet[Term] = super().search_queryset(queryset)
        # A term may be found by several of its wordings.
        return found.distinct() if self.is_searching else found

    @property
    def header_more_buttons(self) -> list[Button]:
        address = reverse(Term.snippet_viewset.get_url_name("tbx"))
        download = Button(_("Download as TBX"), url=address, icon_name="download")
        return [*super().header_more_buttons, download]


class TbxView(PermissionCheckedMixin, View):  # type: ignore[misc]
    """The glossary as a file of TBX-Basic."""

    any_permission_required: ClassVar[list[str]] = ["add", "change", "delete", "view"]
    permission_policy = None

    def get(self, request: HttpRequest) -> HttpResponse:
        return HttpResponse(
            glossary_as_tbx(settings.LANGUAGE_CODE),
            content_type="application/x-tbx",
            headers={"Content-Disposition": 'attachment; filename="glossary.tbx"'},
        )


class TermViewSet(SnippetViewSet):  # type: ignore[misc]
    """Glossary entries."""

    model = Term
    icon = "list-ul"
    menu_label = _("Glossary")
    menu_order = 230
    add_to_admin_menu = True
    index_view_class = TermIndexView
    list_filter = ("subject",)
    search_fields: ClassVar[list[str]] = ["wordings__text"]
    list_display: ClassVar[list[Any]] = [
        "__str__",
        Column("subject", label=_("Subject"), accessor="get_subject_display"),
        Column("languages", label=_("Languages"), accessor="languages"),
    ]
    list_per_page = 50

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        first = Wording.objects.filter(term=OuterRef("pk"), language=settings.LANGUAGE_CODE)
        terms = Term.objects.annotate(first=Subquery(first.values("text")[:1]))
        return terms.order_by("first", "pk").prefetch_related("wordings")

    def get_urlpatterns(self) -> list[URLPattern]:
        view = self.construct_view(TbxView)
        return [*super().get_urlpatterns(), path("tbx/", view, name="tbx")]
