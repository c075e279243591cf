"""The order of things: documents are made, pages published, then the servers are asked."""

from contextlib import ExitStack
from pathlib import Path

from scripts.bench.goals import Results, Say
from scripts.bench.machine import Cores
from scripts.bench.portals import OURS, STOCK, Workshop
from scripts.bench.reading import measure_latency, measure_reading, measure_syncing
from scripts.bench.server import Server
from scripts.bench.sizes import Sizes
from scripts.bench.writing import (
    measure_forms,
    measure_publishing,
    measure_rebuilding,
    measure_scopes,
)


def measure(workshop: Workshop, sizes: Sizes, cores: Cores, results: Results, say: Say) -> None:
    """Everything, into `results`."""
    databases = measure_rebuilding(workshop, sizes, results, say)
    measure_publishing(workshop, sizes, databases, results, say)
    measure_scopes(workshop, sizes, databases, results, say)
    measure_forms(workshop, sizes, databases, results, say)
    with ExitStack() as servers:

        def serve(application: str, settings: str, database: Path, ready: str) -> int:
            environment = workshop.environment(settings, database)
            log = database.with_suffix(".log")
            return servers.enter_context(Server(application, environment, cores, ready, log)).port

        say("Starting the servers")
        small = serve("cms.wsgi", OURS, databases.small, "/healthz")
        large = serve("cms.wsgi", OURS, databases.large, "/healthz")
        stock = serve(
            "tests.benchmarks.stock.wsgi", STOCK, databases.stock, "/api/v2/pages/?limit=1"
        )
        measure_reading(small, stock, databases, sizes, results, say)
        measure_latency(small, large, databases, sizes, results, say)
        measure_syncing(large, sizes, results, say)
