"""`manage.py examples`: the golden documents of the contract, from the demo in the database."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.models import Document
from cms.demo.content.blocks import stable_id
from cms.demo.examples import CMS, FRONTEND, GBIF, examples, write
from home.models import HomePage


class Command(BaseCommand):
    help = (
        "Write the golden documents of the contract from the demo in this database. "
        "`make examples` makes a fresh one for it, with figures from the tests' GBIF."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--output",
            type=Path,
            default=Path(settings.BASE_DIR) / "frontend_contract" / "examples",
            help="The folder of the examples.",
        )

    def handle(self, *args: Any, output: Path, **options: Any) -> None:
        home = HomePage.objects.filter(translation_key=stable_id("page", "home")).first()
        if home is None:
            raise CommandError("There is no demo in this database: run “manage.py demo” first.")
        documents = Document.objects.of_site(home.get_site())
        hosts = {
            _origin(settings.WAGTAILADMIN_BASE_URL): CMS,
            _origin(settings.FRONTEND_URL): FRONTEND,
            _origin(settings.GBIF_API_URL): GBIF,
        }
        written = write(
            output,
            examples(
                [one.content for one in documents.pages() if one.body],
                [one.content for one in documents.sites() if one.body],
                hosts,
            ),
        )
        self.stdout.write("\n".join(written) or "The examples were up to date.")


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}"
