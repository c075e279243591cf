"""`manage.py seed_glossary`: GBIF's vocabulary and the organisations' names, where missing."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.translation.glossary.seeding import seed_glossary


class Command(BaseCommand):
    help = (
        "Add GBIF's vocabulary and the names of the portal's organisations to the glossary. Safe "
        "to run again: entries that are there stay as they are."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        seeded = seed_glossary()
        self.stdout.write(f"{seeded.terms} entries and {seeded.wordings} wordings were added.")
