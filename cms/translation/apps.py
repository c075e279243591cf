from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "translation"
    verbose_name = "Translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from rest_framework.parsers import FormParser, MultiPartParser
        from wagtail_localize.views import edit_translation

        # Its editor posts forms; our API takes JSON alone, and that is the default.
        for view in (edit_translation.edit_string_translation, edit_translation.edit_override):
            view.cls.parser_classes = [MultiPartParser, FormParser]
        # They listen to what wagtail-localize stores.
        from cms.translation.checks import saving  # noqa: F401
        from cms.translation.memory import filling  # noqa: F401
