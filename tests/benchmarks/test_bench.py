"""`make bench` measures what it says and tells it. How fast anything is, is not tested."""

import json
import threading
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.console import Console

from scripts.bench import __main__ as command
from scripts.bench import reading, translating
from scripts.bench.goals import Figure, Goal, Results, number
from scripts.bench.load import UnexpectedAnswer, put_load, request
from scripts.bench.machine import Cores
from scripts.bench.portals import OURS, Portal, Workshop
from scripts.bench.report import DELIVERY, show
from scripts.bench.sizes import Sizes
from tests import migrated

TINY = Sizes(
    small=Portal(8, ("en", "fr")),
    middle=Portal(8, ("en", "fr")),
    large=Portal(12, ("en", "fr")),
    rounds=1,
    publications=1,
    reading_rounds=1,
    seconds=0.05,
)


class Subject(BaseHTTPRequestHandler):
    """Answers "/closing" on a connection that it closes, "/broken" with 500."""

    protocol_version = "HTTP/1.1"
    asked: Counter[str] = Counter()
    counting = threading.Lock()

    def do_GET(self) -> None:
        with self.counting:
            self.asked[self.path] += 1
        body = b"x" * 300_000  # more than one packet
        status = 304 if self.headers["If-None-Match"] else 500 if self.path == "/broken" else 200
        self.send_response(status)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        if self.path == "/closing":
            self.send_header("Connection", "close")
        self.end_headers()
        if status != 304:
            self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        pass


@pytest.fixture
def port() -> Iterator[int]:
    Subject.asked.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), Subject)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()
    thread.join()


# The load


def test_the_load_asks_everything_in_turns_and_counts_what_was_answered(port: int) -> None:
    connections = 2
    load = put_load(port, [request("/a"), request("/b")], 0.2, connections)
    assert sum(load.statuses.values()) == len(load.latencies) > 2
    # When it ends, what each connection asked last may not have come.
    assert abs(Subject.asked["/a"] - Subject.asked["/b"]) <= connections
    assert load.seconds >= 0.2
    assert load.rate == pytest.approx(len(load.latencies) / load.seconds)
    assert 0 < load.median < 0.2


def test_the_load_goes_on_when_the_server_closes_a_connection(port: int) -> None:
    load = put_load(port, [request("/closing")], seconds=0.2, connections=2)
    assert load.statuses[200] > 2


def test_an_answer_without_a_body_is_an_answer(port: int) -> None:
    load = put_load(port, [request("/a", If_None_Match='"x"')], 0.1, 1, expected=304)
    assert set(load.statuses) == {304}


def test_an_unexpected_status_is_no_measurement(port: int) -> None:
    with pytest.raises(UnexpectedAnswer, match="500"):
        put_load(port, [request("/a"), request("/broken")], seconds=0.1, connections=1)


# Goals


@pytest.mark.parametrize(
    ("goal", "holds", "wanted"),
    [
        (Goal("ratio", 30, 30), True, "≥ 30.0 ×"),
        (Goal("ratio", 29.9, 30), False, "≥ 30.0 ×"),
        (Goal("growth", 50, 50, "MB", at_most=True), True, "≤ 50.0 MB"),
        (Goal("growth", 51, 50, "MB", at_most=True), False, "≤ 50.0 MB"),
        (Goal("rate", 2500, 2000, "documents/s"), True, "≥ 2,000 documents/s"),
    ],
)
def test_a_goal_says_what_is_wanted_and_whether_it_holds(
    goal: Goal, holds: bool, wanted: str
) -> None:
    assert goal.holds is holds
    assert goal.wanted == wanted


def test_figures_have_the_places_that_say_something() -> None:
    assert [number(one) for one in (1.234, 12.34, 123.4, 12345.6, -3, 0.0031)] == [
        "1.23", "12.3", "123", "12,346", "-3.00", "0.0031",
    ]  # fmt: skip


# Telling


@pytest.fixture
def results() -> Results:
    return Results(
        command="make bench",
        machine="A <small> machine & its cores",
        measured_at="1 June 2026",
        sizes="3 pages",
        figures=[
            Figure("Reading", "stock v2", 80, "/s"),
            Figure("Reading", "resolve/", 2400, "/s"),
            Figure("Publishing", "ours", 12.5, "ms"),
        ],
        goals=[Goal("resolve/, of stock v2", 30, 30), Goal("publishing", 1.4, 1.3, at_most=True)],
    )


def test_the_drawing_says_every_figure_in_words_too(results: Results, tmp_path: Path) -> None:
    DELIVERY.write(results, tmp_path)
    drawing = ET.parse(tmp_path / "benchmarks.svg").getroot()  # noqa: S314 (our own)
    space = {"svg": "http://www.w3.org/2000/svg"}
    texts = [text.text for text in drawing.findall("svg:text", space)]
    description = drawing.findtext("svg:desc", namespaces=space) or ""
    for said in ("stock v2", "80.0 /s", "resolve/", "2,400 /s", "12.5 ms"):
        assert said in texts
        assert said in description
    assert results.machine in texts
    assert drawing.get("role") == "img"
    lengths = [float(bar.get("width", 0)) for bar in drawing.findall("svg:rect", space)]
    assert lengths[0] / lengths[1] == pytest.approx(80 / 2400, abs=0.01)


def test_the_page_and_the_screen_have_figures_goals_command_and_machine(results: Results) -> None:
    console = Console(record=True, width=200)
    show(console, results)
    for text in (DELIVERY.page(results), console.export_text()):
        for said in ("make bench", results.machine, "2,400 /s", "12.5 ms", "≤ 1.30 ×", "1.40 ×"):
            assert said in text


def test_results_are_kept_whole(results: Results) -> None:
    assert Results.from_json(json.loads(json.dumps(results.to_json()))) == results


# All of it


@pytest.mark.timeout(600)
def test_a_whole_run_measures_every_goal_and_keeps_its_content_for_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Real servers, real databases, the smallest portals."""
    monkeypatch.setattr(command, "FULL", TINY)
    cores, folder, docs = Cores.of_this_machine(), tmp_path / "bench", tmp_path / "docs"
    docs.mkdir()
    monkeypatch.setattr(reading, "CONNECTIONS", 2)
    # Its tables are those of the tests.
    migrated.copy(Workshop(folder, cores).kept / f"empty-{OURS}.sqlite3")
    command.main([], cores, folder, docs)
    results = Results.from_json(json.loads((folder / "full.json").read_text()))
    assert len(results.goals) == 14
    assert all(figure.value > 0 for figure in results.figures)
    assert (docs / "benchmarks.svg").is_file()
    assert results.machine in (docs / "benchmarks.md").read_text()

    kept = {path: path.stat().st_mtime for path in (folder / "kept").rglob("*.sqlite3")}
    assert len(kept) == 5
    again = Workshop(folder, cores)
    for portal in (TINY.small, TINY.middle, TINY.large):
        assert again.content(portal) in kept
    assert again.stock_content(TINY.small) in kept
    assert {path: path.stat().st_mtime for path in kept} == kept


@pytest.mark.timeout(600)
def test_translating_is_measured_as_a_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(translating, "FULL", translating.Sizes(3, remembered=50, repeated=1))
    cores, folder, docs = Cores.of_this_machine(), tmp_path / "bench", tmp_path / "docs"
    docs.mkdir()
    migrated.copy(Workshop(folder, cores).kept / f"empty-{OURS}.sqlite3")
    translating.main([], cores, folder, docs)
    results = Results.from_json(json.loads((folder / "full.json").read_text()))
    submitting, exporting, *rest = [goal.name for goal in results.goals]
    assert submitting == "submitting 3 pages, of plain wagtail-localize"
    # Those of the home page, too.
    assert int(exporting.split()[1]) > 3 * translating.SEGMENTS
    assert rest == [
        "its memory",
        "offers for 100 segments against 50 texts",
        "handing over 200 segments again",
    ]
    assert all(figure.value > 0 for figure in results.figures)
    assert results.machine in (docs / "benchmarks-translations.md").read_text()
    assert (docs / "benchmarks-translations.svg").is_file()
