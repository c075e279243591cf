"""Every address of the service. Readers use the frontend; here are the admin and the API."""

from django.conf import settings
from django.urls import include, path, re_path, reverse_lazy
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents.views.serve import serve as serve_document

from cms.health import healthz

urlpatterns = [
    # First, since it is asked most.
    path("api/delivery/v1/", include("cms.delivery.urls")),
    path("admin/", include(wagtailadmin_urls)),
    # Without the form by which Wagtail lets readers in who know a collection's password.
    re_path(r"^documents/(\d+)/(.*)$", serve_document, name="wagtaildocs_serve"),
    path("api/", include("cms.stock_apis")),
    path("healthz", healthz, name="healthz"),
    # The admin's own thumbnails. Readers get pictures by signed addresses (cms.core.urls) that
    # look at privacy, so the media folder must never be served by the web server in front.
    path(
        "media/<path:path>",
        require_admin_access(serve),
        {"document_root": settings.MEDIA_ROOT},
    ),
    path("", RedirectView.as_view(url=reverse_lazy("wagtailadmin_home")), name="root"),
    path("", include("cms.core.urls")),
]
