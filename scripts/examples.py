"""Writes `frontend_contract/examples` from a fresh demo: `python -m scripts.examples`."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from django.conf import settings

from scripts import ROOT
from tests.gbif_server.server import GbifServer

PREPARE = ("-m", "tests.portal.prepare")
WRITE = (str(ROOT / "manage.py"), "examples")


def main() -> None:
    # The list of countries comes from a Django library, which asks for the language.
    settings.configure(USE_I18N=False)
    with tempfile.TemporaryDirectory() as folder, GbifServer() as gbif:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.development",
            "DATABASE_URL": f"sqlite:///{Path(folder) / 'db.sqlite3'}",
            "MEDIA_ROOT": str(Path(folder) / "media"),
            "GBIF_API_URL": gbif.url,
            "GBIF_REQUESTS_PER_SECOND": "0",
        }
        for arguments in (PREPARE, WRITE):
            subprocess.run([sys.executable, *arguments], cwd=ROOT, env=environment, check=True)


if __name__ == "__main__":
    main()
