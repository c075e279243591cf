"""A load of one process: connections that stay open and ask again as soon as they are answered.

A closed loop tells throughput, and with one connection the latency of a server that has nothing
else to do; it does not tell what readers wait for when more come than can be served. It speaks just
enough HTTP for that, so that it is never the one that is slow.
"""

import selectors
import socket
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle

BUFFER = 256 * 1024
PATIENCE = 30  # seconds
# Answers, however slow they come: a median of fewer says nothing.
LEAST = 20


class UnexpectedAnswer(Exception):
    """A subject answered something that is not what is measured."""


@dataclass
class Load:
    """What came of it."""

    seconds: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.latencies) / self.seconds

    @property
    def median(self) -> float:
        """Seconds in which half of the answers came."""
        return statistics.median(self.latencies)


def request(path: str, **headers: str) -> bytes:
    """The bytes of a GET; header names with underscores."""
    lines = [f"GET {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join([*lines, "", ""]).encode()


class Connection:
    """One reader: asks, waits for the whole answer, asks again."""

    def __init__(self, port: int, requests: Iterator[bytes]) -> None:
        self._port = port
        self._requests = requests
        self.socket = self._open()
        self._received = bytearray()
        self._asked = 0.0

    def _open(self) -> socket.socket:
        opened = socket.create_connection(("127.0.0.1", self._port), timeout=PATIENCE)
        opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return opened

    def ask(self) -> None:
        self._received.clear()
        self._asked = time.perf_counter()
        self.socket.sendall(next(self._requests))

    def receive(self) -> tuple[int, float, bool] | None:
        """Status, seconds, and whether the server closes; None while something is missing."""
        received = self.socket.recv(BUFFER)
        if not received:
            raise UnexpectedAnswer("The server closed the connection in an answer.")
        self._received += received
        end = self._received.find(b"\r\n\r\n")
        if end < 0:
            return None
        head = bytes(self._received[:end]).lower()
        status = int(head.split(b" ", 2)[1])
        if len(self._received) < end + 4 + _length(head, status):
            return None
        return status, time.perf_counter() - self._asked, b"\r\nconnection: close" in head

    def reopen(self) -> None:
        self.socket.close()
        self.socket = self._open()


def _length(head: bytes, status: int) -> int:
    if status == 304:
        return 0
    _, found, rest = head.partition(b"\r\ncontent-length:")
    if not found:
        raise UnexpectedAnswer("An answer does not say its length.")
    return int(rest.partition(b"\r\n")[0])


def put_load(
    port: int, requests: Sequence[bytes], seconds: float, connections: int, expected: int = 200
) -> Load:
    """Ask the requests in turns over some connections; UnexpectedAnswer for any other status."""
    load = Load()
    rotation = cycle(requests)
    with selectors.DefaultSelector() as selector:
        readers = [Connection(port, rotation) for _ in range(connections)]
        begun = time.perf_counter()
        try:
            for reader in readers:
                selector.register(reader.socket, selectors.EVENT_READ, reader)
                reader.ask()
            while (now := time.perf_counter()) - begun < seconds or len(load.latencies) < LEAST:
                events = selector.select(timeout=PATIENCE)
                if not events:
                    raise UnexpectedAnswer(f"No answer in {PATIENCE} seconds.")
                for key, _mask in events:
                    _take(key.data, load, selector)
            load.seconds = now - begun
        finally:
            for reader in readers:
                reader.socket.close()
    if set(load.statuses) != {expected}:
        raise UnexpectedAnswer(f"Answers by status: {dict(load.statuses)}; wanted {expected}.")
    return load


def _take(reader: Connection, load: Load, selector: selectors.BaseSelector) -> None:
    received = reader.receive()
    if received is None:
        return
    status, latency, closes = received
    load.statuses[status] += 1
    load.latencies.append(latency)
    if closes:
        selector.unregister(reader.socket)
        reader.reopen()
        selector.register(reader.socket, selectors.EVENT_READ, reader)
    reader.ask()
