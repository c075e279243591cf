"""What Wagtail's documentation says to write for its two APIs, beside its admin."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.api.v2.router import WagtailAPIRouter  # noqa: TID251 (the baseline)
from wagtail.api.v2.views import PagesAPIViewSet  # noqa: TID251
from wagtail.api.v3.urls import api
from wagtail.documents import urls as wagtaildocs_urls

v2 = WagtailAPIRouter("wagtailapi")
v2.register_endpoint("pages", PagesAPIViewSet)

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v2/", v2.urls),
    path("api/v3/", api.urls),
    path("", include(wagtail_urls)),
]
