from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationApiConfig(AppConfig):
    name = "cms.translation_api"
    label = "translation_api"
    verbose_name = _("Translations for vendors")
    default_auto_field = "django.db.models.BigAutoField"
