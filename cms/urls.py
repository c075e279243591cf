"""Every address of the service. Readers use the frontend; here are the admin and the API."""

from django.conf import settings
from django.urls import include, path, reverse_lazy
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.admin.auth import require_admin_access
from wagtail.documents import urls as wagtaildocs_urls

from cms.health import healthz

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/delivery/v1/", include("cms.delivery.urls")),
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
