from django.urls import path, re_path
from wagtail import hooks

from cms.delivery import views
from cms.delivery.preview.views import PreviewView, UserbarView
from cms.delivery.searching.views import SearchView
from cms.delivery.webhooks.views import BuildsView, EventSchemaView

app_name = "delivery"
urlpatterns = [
    path("resolve/", views.ResolveView.as_view(), name="resolve"),
    path("pages/", views.PagesView.as_view(), name="pages"),
    path("pages/<uuid:key>/", views.PageView.as_view(), name="page"),
    path("sync/", views.SyncView.as_view(), name="sync"),
    path("search/", SearchView.as_view(), name="search"),
    path("site/", views.SiteView.as_view(), name="site"),
    path("redirects/", views.RedirectsView.as_view(), name="redirects"),
    path("sitemap/", views.SitemapView.as_view(), name="sitemap"),
    path("gbif/config/", views.GbifConfigView.as_view(), name="gbif_config"),
    path("gbif/snapshots/<uuid:snapshot_id>/", views.SnapshotView.as_view(), name="snapshot"),
    path("preview/<str:token>/", PreviewView.as_view(), name="preview"),
    path("preview/<str:token>/userbar/", UserbarView.as_view(), name="preview_userbar"),
    path("builds/", BuildsView.as_view(), name="builds"),
    path("schema/openapi.json", views.OpenApiView.as_view(), name="openapi"),
    path("schema/pages/<str:type>.json", views.PageSchemaView.as_view(), name="page_schema"),
    path("schema/blocks/<str:type>.json", views.BlockSchemaView.as_view(), name="block_schema"),
    path("schema/events/<str:type>.json", EventSchemaView.as_view(), name="event_schema"),
    path("schema/site.json", views.SiteSchemaView.as_view(), name="site_schema"),
    # Of rooms that stand above this one: lists of addresses.
    *(address for add in hooks.get_hooks("register_delivery_urls") for address in add()),
    path("problems/<slug:name>/", views.explain_problem, name="problem"),
    re_path("", views.UnknownAddressView.as_view(), name="unknown"),
]
