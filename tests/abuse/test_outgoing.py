"""E: requests to addresses that people type in reach nothing that they should not."""

import datetime
import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pytest_django.fixtures import Settings

from cms.core import outgoing
from cms.core.outgoing import OutgoingError, Refused, TimedOut, TooLarge, Unreachable, send
from cms.core.outgoing.addresses import is_public
from tests.delivery.webhooks.receiver import (
    HOST,
    Handler,
    Receiver,
    accept,
    answering,
    drip,
    hang,
    receiving,
)

OPENED = "a socket was opened"
PUBLIC = "93.184.215.14"


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    """A receiver on this machine that the settings allow."""
    settings.WEBHOOK_ALLOWED_HOSTS = [HOST]
    with receiving(accept) as running:
        yield running


@pytest.fixture
def no_sockets(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any connection that is tried fails the test."""

    def connect(self: socket.socket, address: Any) -> None:
        raise AssertionError(f"{OPENED}: {address}")

    monkeypatch.setattr(socket.socket, "connect", connect)
    monkeypatch.setattr(socket.socket, "connect_ex", connect)


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Make each question for a name the next of these answers; gives the names as they come."""
    asked: list[str] = []

    def getaddrinfo(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        asked.append(host)
        addresses = answers[min(len(asked), len(answers)) - 1]
        return [
            (socket.AF_INET6, socket.SOCK_STREAM, 6, "", (one, port, 0, 0))
            if ":" in one
            else (socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port))
            for one in addresses
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    return asked


# --- E1, E2: which addresses --------------------------------------------------------------------


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1", "localhost", "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]",  # noqa: S104
        "[::ffff:7f00:1]", "127.1", "2130706433", "0x7f.1", "0x7f000001", "0177.0.0.1",
        "①②⑦.0.0.1", "127.0.0.1.", "localhost.", "LOCALHOST", "[0:0:0:0:0:0:0:1]",
        "[::127.0.0.1]", "[::1%25lo]", "017700000001", "127.0.0.1。",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_sockets")
def test_e01_every_spelling_of_this_machine_is_refused(host: str) -> None:
    # What the system's resolver does not take for an address is a name that nobody knows.
    with pytest.raises((Refused, Unreachable)):
        send("POST", f"http://{host}/", body=b"{}")


@pytest.mark.parametrize(
    "address",
    [
        "10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254",
        "100.64.0.1", "100.127.255.254", "192.0.0.8", "198.18.0.1", "192.88.99.1", "240.0.0.1",
        "255.255.255.255", "224.0.0.1", "0.1.2.3", "203.0.113.9",
        "fd00::1", "fc00::1", "fe80::1", "fec0::1", "ff02::1", "64:ff9b::7f00:1",
        "64:ff9b:1::7f00:1", "2002:7f00:1::", "2002:a00:1::1", "2001:0:7f00:1::",
        "2001:db8::1", "::ffff:10.0.0.1", "::ffff:169.254.169.254", "::10.0.0.1", "100::1",
        "3fff::1", "5f00::1", "2001:20::1",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_sockets")
def test_e02_private_and_special_networks_are_refused(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Refused):
        send("POST", f"https://{host}/", body=b"{}")
    resolving(monkeypatch, [address])
    with pytest.raises(Refused):
        send("POST", "https://receiver.example/", body=b"{}")


@pytest.mark.parametrize("address", [PUBLIC, "2606:2800:21f:cb07:6820:80da:af6b:8b2c", "1.1.1.1"])
def test_e02_public_addresses_are_not(address: str) -> None:
    assert is_public(ipaddress.ip_address(address))


# --- E3: names ----------------------------------------------------------------------------------


@pytest.mark.usefixtures("no_sockets")
@pytest.mark.parametrize("answer", [[PUBLIC, "127.0.0.1"], ["10.0.0.1", PUBLIC]])
def test_e03_a_name_with_one_private_address_is_refused(
    answer: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, answer)
    with pytest.raises(Refused):
        send("POST", "https://receiver.example/", body=b"{}")


def test_e03_the_address_that_was_checked_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The name's answer changes after the first question; there is no second question."""
    asked = resolving(monkeypatch, [PUBLIC], ["127.0.0.1"])
    tried: list[Any] = []

    def connect(self: socket.socket, address: Any) -> None:
        tried.append(address)
        raise ConnectionRefusedError(111, "refused")

    monkeypatch.setattr(socket.socket, "connect", connect)
    with pytest.raises(Unreachable):
        send("POST", "http://receiver.example/", body=b"{}")
    assert asked == ["receiver.example"]
    assert tried == [(PUBLIC, 80)]


def test_e03_a_connection_that_ends_elsewhere_is_dropped_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As a rewriting gateway would do it: what is reached is not what was asked for."""
    with receiving(accept) as local:
        resolving(monkeypatch, [PUBLIC])
        real = socket.socket.connect
        monkeypatch.setattr(
            socket.socket, "connect", lambda self, _: real(self, (HOST, local.server_port))
        )
        with pytest.raises(Refused):
            send("POST", "http://receiver.example/", body=b"{}")
        assert local.received == []


# --- E4: redirects ------------------------------------------------------------------------------

TARGETS = [
    "http://10.0.0.1/",
    "http://169.254.169.254/latest/meta-data/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:6379/_FLUSHALL",
    "ftp://127.0.0.1/",
    "//192.168.0.1/",
]


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
@pytest.mark.parametrize("target", TARGETS)
def test_e04_a_redirect_is_an_answer_and_leads_nowhere(
    status: int, target: str, receiver: Receiver
) -> None:
    receiver.behaviour = answering(status, Location=target)
    assert send("POST", receiver.url, body=b"{}").status == status
    assert len(receiver.received) == 1


@pytest.mark.parametrize("target", TARGETS)
def test_e04_where_redirects_are_followed_each_hop_is_judged(
    target: str, receiver: Receiver
) -> None:
    receiver.behaviour = answering(302, Location=target)
    with pytest.raises(Refused):
        send("GET", receiver.url, redirects=3)
    assert len(receiver.received) == 1


def test_e04_a_redirect_to_itself_ends_after_three(receiver: Receiver) -> None:
    receiver.behaviour = answering(302, Location="/again")
    with pytest.raises(Refused, match="more than 3"):
        send("GET", receiver.url, redirects=3)
    assert len(receiver.received) == 4


# --- E5: texts that two readers take for different addresses ------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "http://good.example@127.0.0.1/", "http://good.example#@127.0.0.1/",
        "http://good.example\\@127.0.0.1/", "http://127.0.0.1\t/", "http://good.example/\r\nX: y",
        "http://good.example\n.evil.example/", " http://good.example/", "http://good.example/ ",
        "https://user:password@good.example/", "http://good.example:22/",
        "http://good.example:25/", "http://good.example:6379/", "http://good.example:8080/",
        "http://good.example:0/", "http://good.example:99999/", "http://good.example:80x/",
        "ftp://good.example/", "file:///etc/passwd", "gopher://good.example/",
        "javascript:alert(1)", "http://", "http:///path", "https:good.example",
        "//good.example/", "good.example", "",
        "http://[::1", "http://[fe80::1%25eth0]/", "http://good.example/" + "a" * 3000,
        "http://\x00/",
        "http://.../", "http://good..example/", "http://%31%32%37.0.0.1/",
    ],
)  # fmt: skip
@pytest.mark.usefixtures("no_sockets")
def test_e05_ambiguous_addresses_and_other_ports_are_refused(url: str) -> None:
    with pytest.raises((Refused, Unreachable)):
        send("POST", url, body=b"{}")


def test_e05_other_ports_are_a_setting(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, [PUBLIC])
    assert settings.OUTGOING_PORTS == [80, 443]
    with pytest.raises(Refused, match="8443"):
        outgoing.target_of("https://receiver.example:8443/")
    settings.OUTGOING_PORTS = [443, 8443]
    assert outgoing.target_of("https://receiver.example:8443/").port == 8443


def test_e05_an_allowed_host_is_allowed_alone(settings: Settings) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = ["127.0.0.1:4321"]
    assert outgoing.target_of("http://127.0.0.1:4321/").allowed
    for other in ("http://127.0.0.1:4322/", "http://localhost:4321/", "http://[::1]:4321/"):
        with pytest.raises(Refused):
            send("POST", other, body=b"{}")


# --- E6: receivers that do not end --------------------------------------------------------------


def endless_headers(request: Handler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(1_000_000):
        request.wfile.write(b"X-%d: %s\r\n" % (number, b"a" * 100))


def endless_body(request: Handler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n")
    for _ in range(5_000):
        request.wfile.write(b"a" * 1_000_000)


def dripping_body(request: Handler) -> None:
    request.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
    while not request.server.ended.wait(0.05):
        request.wfile.write(b"a")
        request.wfile.flush()


def endless_continue(request: Handler) -> None:
    while not request.server.ended.wait(0.01):
        request.wfile.write(b"HTTP/1.1 100 Continue\r\n\r\n")


def gzip_bomb(request: Handler) -> None:
    import gzip

    body = gzip.compress(b"\0" * 50_000_000)
    request.answer(200, body, Content_Encoding="gzip")


@pytest.mark.parametrize("behaviour", [hang, drip, dripping_body, endless_continue])
def test_e06_the_deadline_holds_whatever_is_dripped(
    behaviour: Callable[[Handler], None], receiver: Receiver
) -> None:
    receiver.behaviour = behaviour
    begun = time.monotonic()
    with pytest.raises(TimedOut):
        send("POST", receiver.url, body=b"{}", seconds=0.6)
    assert time.monotonic() - begun < 10


def test_e06_a_server_that_takes_the_connection_only_is_left(settings: Settings) -> None:
    """Not even TLS begins."""
    settings.WEBHOOK_ALLOWED_HOSTS = [HOST]
    with socket.create_server((HOST, 0)) as silent:
        begun = time.monotonic()
        with pytest.raises(TimedOut):
            send("POST", f"https://{HOST}:{silent.getsockname()[1]}/", body=b"{}", seconds=0.6)
        assert time.monotonic() - begun < 10


def test_e06_endless_headers_are_no_answer(receiver: Receiver) -> None:
    receiver.behaviour = endless_headers
    with pytest.raises(OutgoingError):
        send("POST", receiver.url, body=b"{}", seconds=5)


def test_e06_a_body_is_read_up_to_the_limit_and_no_further(receiver: Receiver) -> None:
    receiver.behaviour = endless_body
    begun = time.monotonic()
    with pytest.raises(TooLarge):
        send("GET", receiver.url, max_bytes=10_000)
    answer = send("POST", receiver.url, body=b"{}", max_bytes=1000, cut=True)
    assert (len(answer.body), answer.truncated) == (1000, True)
    assert time.monotonic() - begun < 5


def test_e06_nothing_is_unpacked(receiver: Receiver) -> None:
    receiver.behaviour = gzip_bomb
    answer = send("GET", receiver.url, max_bytes=1_000_000)
    assert len(answer.body) < 100_000
    assert receiver.received[0].headers["accept-encoding"] == "identity"


Certificate = Callable[..., Path]


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificate:
    """Makes certificates of an authority that this test trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Test authority")])
    now = datetime.datetime.now(datetime.UTC)
    day = datetime.timedelta(days=1)

    def build(subject: x509.Name, public: Any, begin: Any, end: Any) -> x509.CertificateBuilder:
        return (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(name)
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(begin)
            .not_valid_after(end)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key()), False
            )
        )

    authority = (
        build(name, key.public_key(), now - 9 * day, now + 9 * day)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), False)
        .add_extension(
            x509.KeyUsage(
                digital_signature=False, content_commitment=False, key_encipherment=False,
                data_encipherment=False, key_agreement=False, key_cert_sign=True, crl_sign=True,
                encipher_only=False, decipher_only=False,
            ),
            True,
        )
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    bundle = tmp_path / "authority.pem"
    bundle.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    monkeypatch.setattr("requests.adapters.DEFAULT_CA_BUNDLE_PATH", str(bundle))

    def make(alternative: x509.GeneralName, expired: bool = False) -> Path:
        own = ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
        end = now - day if expired else now + day
        signed = (
            build(subject, own.public_key(), now - 2 * day, end)
            .add_extension(x509.SubjectAlternativeName([alternative]), False)
            .sign(key, hashes.SHA256())
        )
        file = tmp_path / "receiver.pem"
        file.write_bytes(
            own.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + signed.public_bytes(serialization.Encoding.PEM)
        )
        return file

    return make


@contextmanager
def receiving_securely(certificate: Path) -> Iterator[Receiver]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    secure = Receiver(accept)
    secure.socket = context.wrap_socket(secure.socket, server_side=True)
    thread = threading.Thread(target=secure.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield secure
    finally:
        secure.shutdown()
        secure.server_close()


@pytest.mark.parametrize(
    ("name", "expired", "accepted"),
    [(HOST, False, True), (HOST, True, False), ("127.0.0.2", False, False)],
    ids=["good", "expired", "of another host"],
)
def test_e06_a_certificate_that_does_not_hold_is_a_failure(
    name: str, expired: bool, accepted: bool, certificate: Certificate, settings: Settings
) -> None:
    settings.WEBHOOK_ALLOWED_HOSTS = [HOST]
    with receiving_securely(
        certificate(x509.IPAddress(ipaddress.ip_address(name)), expired)
    ) as secure:
        address = secure.url.replace("http://", "https://")
        if accepted:
            assert send("POST", address, body=b"{}").status == 200
        else:
            with pytest.raises(Unreachable, match="certificate"):
                send("POST", address, body=b"{}")
            assert secure.received == []


# --- E7: what surrounds the process -------------------------------------------------------------


def test_e07_no_proxy_no_credentials_and_no_cookies_take_part(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text(f"machine {HOST} login canary password CANARY-netrc\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    with receiving(accept) as proxy:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, f"http://{HOST}:{proxy.server_port}")
        receiver.behaviour = answering(200, Set_Cookie="session=CANARY-cookie; Path=/")
        for _ in range(2):
            send("POST", receiver.url, body=b"{}")
        assert proxy.received == []
    assert len(receiver.received) == 2
    for request in receiver.received:
        assert not {"authorization", "cookie", "proxy-authorization"} & request.headers.keys()
        assert request.headers["user-agent"] == "gbif-portal-cms"
