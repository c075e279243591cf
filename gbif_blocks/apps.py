from django.apps import AppConfig


class GbifBlocksConfig(AppConfig):
    name = "gbif_blocks"
    label = "gbif_blocks"
    verbose_name = "GBIF blocks"
    default_auto_field = "django.db.models.BigAutoField"
