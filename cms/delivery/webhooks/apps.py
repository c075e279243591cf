from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WebhooksConfig(AppConfig):
    name = "cms.delivery.webhooks"
    label = "webhooks"
    verbose_name = _("Webhooks")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from cms.core.events import asked, happened, register
        from cms.delivery.webhooks.event_types import ALL
        from cms.delivery.webhooks.outbox import is_heard, receive_event

        for event_type in ALL:
            register(event_type)
        asked.connect(is_heard)
        happened.connect(receive_event)
