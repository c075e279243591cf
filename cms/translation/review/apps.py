from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "cms.translation.review"
    label = "translation_review"
    verbose_name = _("Review of translations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail.signals import page_published

        from cms.translation.review.flow import receive_published

        page_published.connect(receive_published)
