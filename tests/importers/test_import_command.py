import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from wagtail.models import Page

from tests.importers.portals import write_portal

pytestmark = pytest.mark.django_db


def run(folder: Path, *arguments: str) -> str:
    output = StringIO()
    call_command("import_hosted_portal", str(folder), *arguments, stdout=output)
    return output.getvalue()


def test_the_report_is_a_table_on_screen_and_json_in_a_file(folder: Path, tmp_path: Path) -> None:
    write_portal(folder, {"en/a.md": "---\ntitle: A\npermalink: /a\n---\n[x](/lost)\n"})
    report = tmp_path / "report.json"
    output = run(folder, "--report", str(report))
    assert "en/a.md:5" in output
    assert "link-missing" in output
    assert "moor.example: 3 pages and 0 posts" in output
    found = json.loads(report.read_text())
    assert found["counts"]["warning"] == 1
    assert {"file": "en/a.md", "line": 5}.items() <= next(
        entry for entry in found["entries"] if entry["code"] == "link-missing"
    ).items()


def test_notes_are_shown_when_asked_for(folder: Path) -> None:
    write_portal(folder, {"en/a.md": "---\ntitle: A\npermalink: /a\n---\n"})
    assert "lang-ref-missing" not in run(folder)
    assert "lang-ref-missing" in run(folder, "--verbosity", "2")


def test_a_dry_run_says_so(folder: Path) -> None:
    write_portal(folder)
    before = Page.objects.count()
    assert "dry run" in run(folder, "--dry-run")
    assert Page.objects.count() == before


def test_a_folder_that_is_no_portal_ends_with_an_error(folder: Path) -> None:
    with pytest.raises(CommandError, match=r"no _config\.yml.*\nNothing was imported"):
        run(folder)


def test_unparsable_yaml_ends_with_file_and_line_and_still_writes_the_report(
    folder: Path, tmp_path: Path
) -> None:
    write_portal(folder, {"_data/moor.yml": "a: 1\na: 2\nb: c: d\n"})
    report = tmp_path / "report.json"
    before = Page.objects.count()
    with pytest.raises(CommandError, match=r"^_data/moor\.yml:3: ") as caught:
        run(folder, "--report", str(report))
    assert caught.value.returncode == 1
    assert Page.objects.count() == before
    assert json.loads(report.read_text())["counts"]["error"] == 1
