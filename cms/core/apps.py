from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "cms.core"
    label = "core"
    verbose_name = "Core"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        # Before wagtail.images, whose ready() makes the schemas of API v3.
        from cms.core.admin_search import index_pages
        from cms.core.stock_api_streams import represent_in_v3
        from cms.core.translatable_html import know_inline_tags

        represent_in_v3()
        index_pages()
        know_inline_tags()
