from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    name = "cms.delivery"
    label = "delivery"
    verbose_name = "Delivery"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from cms.delivery.changes import changes
        from cms.delivery.signal_handlers import connect_signal_handlers
        from cms.delivery.transactions import make_operations_atomic
        from cms.delivery.work import catching_up

        make_operations_atomic()
        connect_signal_handlers()
        # An import publishes a hundred pages: their documents are made once, at its end, and are
        # found at once.
        hooks.register("around_import", changes)
        hooks.register("around_import", catching_up, order=-1)
