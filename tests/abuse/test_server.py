"""G4, and A23 on the wire. The production server itself, which a reader may reach directly."""

import resource
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.db import connection as database

from scripts import ROOT
from tests.conftest import own_environment

pytestmark = pytest.mark.skipif(
    database.vendor == "postgresql", reason="The server's limits are those of any database."
)
START_SECONDS = 60
ADDRESS = b"/api/delivery/v1/schema/site.json"
CLEAN = b"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" % ADDRESS
HOST = b"GET / HTTP/1.1\r\nHost: a\r\n"
# Django reads the form to compare its token with that of the cookie.
LOGIN = (
    b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nCookie: csrftoken=%s\r\nContent-Type: "
    b"application/x-www-form-urlencoded\r\nContent-Length: 1000\r\n\r\nusername="
) % (b"a" * 32)
# Seconds after which a reader would go. It is answered in a hundredth of that.
PATIENCE = 5

Begin = Callable[..., socket.socket]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """gunicorn with the settings of this repository, on a database without tables."""
    folder: Path = tmp_path_factory.mktemp("server")
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
    environment = {
        **own_environment(),
        "DJANGO_SETTINGS_MODULE": "cms.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'db.sqlite3'}",
    }
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "cms.wsgi", "--bind", f"127.0.0.1:{port}"],
            env={name: value for name, value in environment.items() if name != "GUNICORN_CMD_ARGS"},
            cwd=ROOT,
            stdout=log,
            stderr=log,
        )
        try:
            wait(port, process)
            yield port
        finally:
            process.terminate()
            process.wait(30)


def wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            if status(port, CLEAN + b"\r\n") == 200:
                return
        except OSError:
            time.sleep(0.2)
    pytest.fail("gunicorn does not start.")


def say(port: int, request: bytes, timeout: float = 30) -> bytes:
    """What the server answers to these bytes, until it closes the connection."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as connection:
        answer = b""
        try:
            connection.sendall(request)
            while part := connection.recv(65536):
                answer += part
        except (BrokenPipeError, ConnectionResetError):
            pass  # it stopped listening to us
        return answer


def status(port: int, request: bytes, timeout: float = 30) -> int:
    words = say(port, request, timeout).split(b" ", 2)
    return int(words[1]) if len(words) > 1 else 0


def test_g04_too_many_and_too_long_headers_are_cut(port: int) -> None:
    assert status(port, CLEAN + b"X-Same: 1\r\n" * 1000 + b"\r\n") in (0, 400, 431)
    assert status(port, CLEAN + b"X-Long: " + b"x" * 65_536 + b"\r\n\r\n") in (0, 400, 431)
    assert status(port, b"GET /" + b"x" * 100_000 + b" HTTP/1.1\r\n\r\n") in (0, 400, 414)
    assert status(port, CLEAN + b"\r\n") == 200


@pytest.mark.parametrize(
    "request_",
    [
        HOST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        HOST + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nx",
        HOST + b"Content-Length: -1\r\n\r\n",
        b"GET / HTTP/1.1\r\nBad Header: a\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + b"\x00" * 200 + b"\r\n\r\n",
    ],
    ids=["two lengths", "two content lengths", "negative", "space in a name", "TLS"],
)  # fmt: skip
def test_g04_what_could_be_two_requests_is_none(port: int, request_: bytes) -> None:
    assert status(port, request_) in (0, 400)


def test_g04_a_ten_kilobyte_path_is_a_problem(port: int) -> None:
    path = b"/api/delivery/v1/resolve/?path=/" + b"x" * 7_000
    answer = say(port, b"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % path)
    assert b"application/problem+json" in answer
    assert b"invalid-parameter" in answer


@pytest.fixture
def begin() -> Iterator[Begin]:
    """Opens a connection and says something; all of them are closed at the end."""
    with ExitStack() as stack:

        def connect(port: int, begun: bytes = b"") -> socket.socket:
            connection = socket.create_connection(("127.0.0.1", port), timeout=30)
            stack.enter_context(connection)
            if begun:
                connection.sendall(begun)
            return connection

        yield connect


@pytest.mark.parametrize("begun", [CLEAN + b"X-Slow: ", LOGIN], ids=["headers", "body"])
def test_g04_slow_clients_hold_up_nobody(port: int, begin: Begin, begun: bytes) -> None:
    slow = [begin(port, begun) for _ in range(6)]
    assert status(port, CLEAN + b"\r\n") == 200
    # Those who never end their request are hung up on.
    for connection in slow:
        answer = b""
        while part := connection.recv(65536):
            answer += part
        assert b"200 OK" not in answer
    assert status(port, CLEAN + b"\r\n") == 200


def test_g04_clients_that_have_their_answer_and_stay_hold_up_nobody(
    port: int, begin: Begin
) -> None:
    staying = [begin(port, CLEAN + b"\r\n") for _ in range(12)]
    staying[-1].settimeout(PATIENCE)
    assert staying[-1].recv(15) == b"HTTP/1.1 200 OK"
    assert status(port, CLEAN + b"\r\n", timeout=PATIENCE) == 200


def test_g04_ten_thousand_idle_clients_hold_up_nobody(
    port: int, begin: Begin, descriptors: int
) -> None:
    for _ in range(min(10_000, descriptors)):
        begin(port)
    assert status(port, CLEAN + b"\r\n", timeout=PATIENCE) == 200


@pytest.fixture
def descriptors() -> Iterator[int]:
    """How many connections this process may open."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 12_000 if hard == resource.RLIM_INFINITY else min(12_000, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield wanted - 1_000
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a23_an_absolute_address_names_no_host(port: int) -> None:
    own = say(port, CLEAN + b"\r\n").partition(b"\r\n\r\n")[2]
    absolute = b"GET http://evil.example%s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    answer = say(port, absolute % ADDRESS)
    assert b"evil.example" not in answer
    assert answer.partition(b"\r\n\r\n")[2] in (own, b"") or b" 400 " in answer[:20]
