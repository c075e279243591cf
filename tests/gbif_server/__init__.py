"""A fake GBIF: a real HTTP server on loopback with made-up data, for tests and for development.

`python -m tests.gbif_server --port 8765`, or `with GbifServer() as server`, or the pytest fixture
`gbif_server` of tests.gbif_server.fixtures. To see a mistake, POST {"mode": "rate_limit"} to
/__control__/misbehave; /__control__/behave ends it and /__control__/requests lists what arrived.
"""

from tests.gbif_server.server import GbifServer, Recorded

__all__ = ["GbifServer", "Recorded"]
