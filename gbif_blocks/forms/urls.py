"""The admin's addresses for the editors of scopes and areas."""

from django.urls import path

from gbif_blocks.forms import block_check, chooser_views, reports, views

app_name = "gbif_forms"
urlpatterns = [
    path("predicates/<slug:catalogue>/check/", views.check_predicate, name="check_predicate"),
    path("areas/check/", views.check_area, name="check_area"),
    path("scopes/<int:site_pk>/check/", views.check_scope, name="check_scope"),
    path("scopes/<int:site_pk>/count/", views.count_scope, name="count_scope"),
    path("report/", reports.ReferencesReport.as_view(), name="report"),
    path(
        "report/results/",
        reports.ReferencesReport.as_view(results_only=True),
        name="report_results",
    ),
    path("blocks/<slug:name>/check/", block_check.check_block, name="check_block"),
    path("choosers/<slug:kind>/suggestions/", chooser_views.suggestions, name="suggestions"),
    path("choosers/<slug:kind>/chosen/", chooser_views.chosen, name="chosen"),
]
