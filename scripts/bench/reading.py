"""What reading costs: one page at full load, in small and large portals, and the whole feed."""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from urllib.parse import urlencode

from scripts.bench.goals import Figure, Goal, Results, Say
from scripts.bench.load import UnexpectedAnswer, put_load, request
from scripts.bench.portals import StoredPage, stored_pages
from scripts.bench.sizes import Databases, Sizes
from scripts.bench.turns import in_turns, ratio

API = "/api/delivery/v1"
READING = "Reading one page (answers a second)"
LATENCY = "Small and large portal (milliseconds, the median)"
SYNCING = "sync/ (documents a second)"
CONNECTIONS = 4
# What browsers and caches send.
COMPRESSED = {"Accept_Encoding": "gzip, deflate, br"}
PLAIN = {"Accept_Encoding": "identity"}
PATIENCE = 60  # seconds


def measure_reading(
    ours: int, stock: int, databases: Databases, sizes: Sizes, results: Results, say: Say
) -> None:
    """As many answers as one core gives; the ports are those of the servers."""
    pages = stored_pages(databases.small, 100)

    def load(port: int, asked: Sequence[bytes], expected: int = 200) -> Callable[[], float]:
        return lambda: put_load(port, asked, sizes.seconds, CONNECTIONS, expected).rate

    def asked(address: str, **headers: str) -> list[bytes]:
        return [request(address.format(one=one), **headers) for one in pages]

    known = [
        request(_resolve(one), If_None_Match=f'"{one.etag}-br"', **COMPRESSED) for one in pages
    ]
    found = in_turns(
        {
            "stock v2, detail": load(stock, asked("/api/v2/pages/{one.pk}/", **COMPRESSED)),
            "stock v3, detail": load(stock, asked("/api/v3/pages/{one.pk}/", **COMPRESSED)),
            "from memory": load(ours, asked(f"{API}/memory/?path={{one.path}}", **COMPRESSED)),
            "resolve/": load(ours, [request(_resolve(one), **COMPRESSED) for one in pages]),
            "resolve/, 304": load(ours, known, expected=304),
            "from memory, uncompressed": load(
                ours, asked(f"{API}/memory/plain/?path={{one.path}}", **PLAIN)
            ),
            "resolve/, uncompressed": load(
                ours, [request(_resolve(one), **PLAIN) for one in pages]
            ),
        },
        sizes.reading_rounds,
        "Reading",
        say,
    )
    for name, rates in found.items():
        results.figures.append(Figure(READING, name, statistics.median(rates), "/s"))
    resolve = found["resolve/"]
    results.goals += [
        Goal("resolve/, of stock v2", ratio(resolve, found["stock v2, detail"]), 30),
        Goal("resolve/, of stock v3", ratio(resolve, found["stock v3, detail"]), 20),
        Goal("resolve/, of memory", 100 * ratio(resolve, found["from memory"]), 60, "%"),
        Goal("304, of resolve/", ratio(found["resolve/, 304"], resolve), 1),
    ]


def measure_latency(
    small: int, large: int, databases: Databases, sizes: Sizes, results: Results, say: Say
) -> None:
    """One reader after the other; pages from all over the portal."""

    def reading(port: int, pages: list[StoredPage]) -> Callable[[], float]:
        asked = [request(_resolve(one), **COMPRESSED) for one in pages]
        return lambda: 1000 * put_load(port, asked, sizes.seconds, 1).median

    def syncing(port: int) -> Callable[[], float]:
        def median() -> float:
            each: list[float] = []
            end = time.perf_counter() + sizes.seconds
            while not each or time.perf_counter() < end:
                walked = walk_feed(port, limit=100, most=9)
                each += [seconds / documents for documents, seconds in walked]
            return 1000 * statistics.median(each)

        return median

    found = in_turns(
        {
            f"resolve/, {sizes.small}": reading(small, stored_pages(databases.small, 2000)),
            f"resolve/, {sizes.large}": reading(large, stored_pages(databases.large, 2000)),
            f"sync/ per document, {sizes.small}": syncing(small),
            f"sync/ per document, {sizes.large}": syncing(large),
        },
        sizes.reading_rounds,
        "Latency",
        say,
    )
    for name, medians in found.items():
        results.figures.append(Figure(LATENCY, name, statistics.median(medians), "ms"))
    resolve_small, resolve_large, sync_small, sync_large = found.values()
    results.goals += [
        Goal("resolve/, large of small portal", ratio(resolve_large, resolve_small), 1.25,
             at_most=True),
        Goal("sync/ per document, large of small portal", ratio(sync_large, sync_small), 1.25,
             at_most=True),
    ]  # fmt: skip


def measure_syncing(port: int, sizes: Sizes, results: Results, say: Say) -> None:
    """Everything, by a client that has nothing yet."""
    say("Syncing")
    walked = list(walk_feed(port, limit=500))
    rate = sum(documents for documents, _ in walked) / sum(seconds for _, seconds in walked)
    results.figures.append(Figure(SYNCING, str(sizes.large), rate, "/s"))
    results.goals.append(Goal("sync/", rate, 2000, "documents/s"))


def walk_feed(port: int, limit: int, most: int | None = None) -> Iterator[tuple[int, float]]:
    """For each answer of `sync/` from its beginning: how many documents, in how many seconds.

    What the client needs to understand the answer does not count.
    """
    connection = HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    query = {"limit": str(limit)}
    answers = 0
    while most is None or answers < most:
        begun = time.perf_counter()
        connection.request("GET", f"{API}/sync/?{urlencode(query)}")
        response = connection.getresponse()
        body = response.read()
        seconds = time.perf_counter() - begun
        connection.close()  # the server would, if reading the answer took long
        if response.status != 200:
            raise UnexpectedAnswer(f"sync/ answered {response.status}.")
        answer = json.loads(body)
        yield len(answer["items"]), seconds
        answers += 1
        if not answer["has_more"]:
            break
        query["cursor"] = answer["next_cursor"]


def _resolve(page: StoredPage) -> str:
    return f"{API}/resolve/?path={page.path}"
