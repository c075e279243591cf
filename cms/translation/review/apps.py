from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReviewConfig(AppConfig):
    name = "cms.translation.review"
    label = "translation_review"
    verbose_name = _("Review of translations")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_save
        from wagtail.signals import page_published
        from wagtail_localize.models import Translation, TranslationSource

        from cms.core.events import register
        from cms.translation.review import events
        from cms.translation.review.flow import receive_published

        page_published.connect(receive_published)
        page_published.connect(events.page_published)
        post_save.connect(events.translation_saved, sender=Translation)
        post_save.connect(events.source_saved, sender=TranslationSource)
        for event_type in events.ALL:
            register(event_type)
