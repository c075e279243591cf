"""Addresses within the admin, beneath wagtail-localize's own."""

from django.urls import path

from cms.translation.editor import views

app_name = "translation_advice"
urlpatterns = [
    path("", views.show_advice, name="show"),
    path("vernacular/", views.show_vernacular_names, name="vernacular"),
    path("<int:segment_id>/ignore/", views.ignore_finding, name="ignore"),
]
