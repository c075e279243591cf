"""gbif_blocks in a Django project that has nothing of this one: its README, tried out."""

import json
import subprocess
import sys

from scripts import ROOT
from tests.gbif_server import GbifServer

PROGRAM = """
import json, sys
import django
from django.conf import settings

settings.configure(
    GBIF_API_URL=sys.argv[1],
    GBIF_USER_AGENT="another.example (me@another.example)",
    USE_TZ=True,
    STATIC_URL="/static/",
    INSTALLED_APPS=[
        "gbif_blocks", "wagtail.contrib.settings", "wagtail.users", "wagtail.documents",
        "wagtail.images", "wagtail.search", "wagtail.admin", "wagtail", "taggit", "modelcluster",
        "django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    WAGTAIL_SITE_NAME="Another portal",
    WAGTAILADMIN_BASE_URL="https://another.example",
)
django.setup()
from django.db import connection
from django.core.management import call_command
from gbif_blocks.client import Client
from gbif_blocks.models import Budget, Reading, Slot, Snapshot
from gbif_blocks.queries import Query

with connection.schema_editor() as editor:
    for model in (Budget, Slot, Snapshot, Reading):
        editor.create_model(model)
foxes = Query("occurrence", {"taxonKey": ["5219243"]})
Snapshot.objects.for_query(foxes)
call_command("refresh_snapshots", verbosity=0)
ours = [name for name in sys.modules if name.split(".")[0] in ("cms", "home", "community")]
print(json.dumps({
    "count": Client().count(foxes),
    "snapshot": Snapshot.objects.get().get_representation(),
    "ours": ours,
}))
"""


def test_it_works_in_a_project_that_has_nothing_of_this_one() -> None:
    with GbifServer() as server:
        done = subprocess.run(
            [sys.executable, "-c", PROGRAM, server.url],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        said = json.loads(done.stdout)
        assert said["ours"] == []
        assert said["snapshot"]["state"] == "fresh"
        assert said["snapshot"]["value"]["count"] == said["count"] > 0
        assert [one["count"] for one in said["snapshot"]["history"]] == [said["count"]]
        agents = {request.headers["User-Agent"] for request in server.requests}
        assert agents == {"another.example (me@another.example)"}
