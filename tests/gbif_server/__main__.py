"""`python -m tests.gbif_server`: serve until interrupted."""

import argparse
import signal
import sys

from django.conf import settings

from tests.gbif_server.misbehaviour import MODES
from tests.gbif_server.server import GbifServer


def main() -> None:
    """Read the options, say where the server is, and serve."""
    modes = "\n".join(f"  {mode}: {what}" for mode, what in MODES.items())
    parser = argparse.ArgumentParser(
        prog="python -m tests.gbif_server",
        description="A fake GBIF API on loopback with made-up data.",
        epilog=f"Modes for POST /__control__/misbehave:\n{modes}",
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8765, help="0 takes a free one")
    options = parser.parse_args()
    # The list of countries comes from a Django library, which asks for the language.
    settings.configure(USE_I18N=False)
    server = GbifServer(options.host, options.port)
    sys.stdout.write(f"GBIF API at {server.url}/v1/\n")
    sys.stdout.flush()
    # Whoever starts it in the background of a script has told it to ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        sys.stdout.write("Stopped.\n")


if __name__ == "__main__":
    main()
