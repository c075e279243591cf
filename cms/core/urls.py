from django.urls import path

from cms.core.views import serve_image

app_name = "core"
urlpatterns = [
    path(
        "images/<int:image_id>/<str:signature>/<int:width>.<str:extension>",
        serve_image,
        name="image",
    ),
]
