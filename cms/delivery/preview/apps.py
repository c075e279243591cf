from django.apps import AppConfig


class PreviewConfig(AppConfig):
    name = "cms.delivery.preview"
    label = "preview"
    verbose_name = "Previews"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from wagtail import hooks

        from cms.delivery.preview import checks
        from cms.delivery.preview.panel import serve_draft
        from cms.delivery.preview.redaction import redact_server_logs

        checks.register_checks()
        hooks.register("serve_draft", serve_draft)
        redact_server_logs()
