"""Gives the stock Wagtail the portal of ours: the same rows, and so the same content."""

from pathlib import Path

from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.db import connection
from django.db.models import Model
from wagtail.images.models import Image
from wagtail.models import Locale, Page, Site

from tests.benchmarks.stock.models import ArticlePage, HomePage


def copy_portal(source: Path) -> None:
    """Make the tables and fill them from the SQLite file of ours; the database must be new."""
    call_command("migrate", verbosity=0)
    for model in (Site, Page, Locale):
        model.objects.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("ATTACH DATABASE %s AS ours", [str(source)])
    _copy(Locale, "wagtailcore_locale")
    _copy(Image, "core_image")
    _copy(Page, "wagtailcore_page")
    _copy(HomePage, "home_homepage")
    _copy(ArticlePage, "home_contentpage")
    _copy(Site, "wagtailcore_site")
    for model in (HomePage, ArticlePage):
        content_type = ContentType.objects.get_for_model(model)
        Page.objects.filter(pk__in=model.objects.values("pk")).update(content_type=content_type)
    Page.objects.filter(depth=1).update(content_type=ContentType.objects.get_for_model(Page))


def _copy(model: type[Model], table: str) -> None:
    """Copy the columns that a model has of its own."""
    columns = ", ".join(f'"{field.column}"' for field in model._meta.local_concrete_fields)
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{model._meta.db_table}" ({columns}) '  # noqa: S608 (names of tables)
            f'SELECT {columns} FROM ours."{table}"'
        )
