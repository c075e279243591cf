from django.apps import AppConfig


class TranslationConfig(AppConfig):
    name = "cms.translation"
    label = "translation"
    verbose_name = "Translation"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # They listen to what wagtail-localize stores.
        from cms.translation import updating  # noqa: F401
        from cms.translation.checks import saving  # noqa: F401
        from cms.translation.memory import filling  # noqa: F401
