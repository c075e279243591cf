from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from cms.delivery.contract import contract_documents, stale_files, write_contract
from cms.delivery.releases.openapi import FILE
from cms.delivery.releases.release import (
    CHANGELOG,
    NotReleasable,
    compare,
    release,
    released_contract,
    unannounced,
)


class Command(BaseCommand):
    help = "Write the contract with frontends: frontend_contract/openapi.json and its schemas."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check",
            action="store_true",
            help="Write nothing; fail and name the stale files, and what would break the readers "
            "of the last release.",
        )
        parser.add_argument(
            "--release", metavar="X.Y.Z", help="Keep the contract as the released one."
        )
        parser.add_argument(
            "--output",
            type=Path,
            default=Path(settings.BASE_DIR) / "frontend_contract",
            help="The folder of the contract.",
        )

    def handle(
        self, *args: Any, check: bool, release: str | None, output: Path, **options: Any
    ) -> None:
        if check:
            # Both at once: whoever renames a field sees what is stale and whom it breaks.
            complaints = [*self._stale(output), *self._unannounced(output)]
            if complaints:
                raise CommandError("\n".join(complaints))
            self.stdout.write("The contract is what the code says.")
            return
        written = write_contract(output)
        self.stdout.write("\n".join(written) or "The contract was up to date.")
        if release:
            self._release(output, release)

    def _stale(self, folder: Path) -> list[str]:
        stale = stale_files(folder)
        return ["Stale; run “make contract”:", *stale] if stale else []

    def _unannounced(self, folder: Path) -> list[str]:
        last = released_contract(folder)
        if last is None:
            return []
        version = last[FILE]["info"]["version"]
        changes = compare(last, contract_documents())
        for one in changes:
            self.stdout.write(f"Since {version}: {one}")
        missing = unannounced(changes, version, folder)
        if not missing:
            return []
        advice = (
            f"These break who builds on {version}. Undo them, or set the next major VERSION in "
            f"cms/core/schemas.py and name each pointer in {folder.name}/{CHANGELOG}:"
        )
        return [advice, *map(str, missing)]

    def _release(self, folder: Path, version: str) -> None:
        try:
            changes = release(folder, version)
        except NotReleasable as error:
            raise CommandError(str(error)) from error
        breaking = sum(one.breaking for one in changes)
        self.stdout.write(
            f"{version} is released: {breaking} breaking and {len(changes) - breaking} compatible "
            "changes since the one before."
        )
