from django.apps import AppConfig


class SearchingConfig(AppConfig):
    name = "cms.delivery.searching"
    label = "searching"
    verbose_name = "Search"
    default_auto_field = "django.db.models.BigAutoField"
