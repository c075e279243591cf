from django.apps import AppConfig


class PurgingConfig(AppConfig):
    name = "cms.delivery.purging"
    label = "purging"
    verbose_name = "Purging of caches"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save
        from wagtail.contrib.redirects.models import Redirect

        from cms.delivery.purging.queueing import receive_redirect

        post_save.connect(receive_redirect, sender=Redirect)
        post_delete.connect(receive_redirect, sender=Redirect)
