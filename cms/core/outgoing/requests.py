"""One request, one answer."""

import time
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from cms.core.outgoing.addresses import target_of
from cms.core.outgoing.connections import (
    CONNECT_SECONDS,
    TOTAL_SECONDS,
    Exchange,
    current_exchange,
    session,
)
from cms.core.outgoing.errors import OutgoingError, Refused, TimedOut, TooLarge, Unreachable


@dataclass(frozen=True)
class Answer:
    """What came back: the body as sent, cut at the caller's limit."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    truncated: bool


def send(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = TOTAL_SECONDS,
    max_bytes: int = 1_000_000,
    cut: bool = False,
    redirects: int = 0,
) -> Answer:
    """Send one request and give the answer, whatever its status. Raises OutgoingError.

    An answer longer than `max_bytes` is TooLarge, or cut there with `cut`. A redirect is an answer
    like any other, unless `redirects` says how many may be followed.
    """
    end = time.monotonic() + seconds
    for hops_left in range(redirects, -1, -1):
        exchange = Exchange(target_of(url), max(0.0, end - time.monotonic()))
        answer = _send(method, url, body, dict(headers or {}), exchange, max_bytes, cut)
        location = answer.headers.get("Location")
        if not redirects or answer.status not in (301, 302, 303, 307, 308) or not location:
            return answer
        if not hops_left:
            raise Refused(f"The address redirects more than {redirects} times.")
        url = urljoin(url, location)
    raise AssertionError("the last hop answers or raises")


def _send(
    method: str,
    url: str,
    body: bytes | None,
    headers: dict[str, str],
    exchange: Exchange,
    max_bytes: int,
    cut: bool,
) -> Answer:
    # Nothing is unpacked, so a small answer cannot become a large one.
    headers["Accept-Encoding"] = "identity"
    token = current_exchange.set(exchange)
    try:
        with (
            session() as fresh,
            fresh.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=(CONNECT_SECONDS, max(0.01, exchange.remaining())),
                allow_redirects=False,
                stream=True,
            ) as response,
        ):
            content = _read(response, max_bytes)
            if not exchange.remaining():
                raise TimedOut("The answer did not end in time.")
    except OutgoingError:
        raise
    except (requests.RequestException, HTTPError, OSError) as error:
        if not exchange.remaining() or isinstance(error, requests.Timeout):
            raise TimedOut("There was no complete answer in time.") from error
        raise Unreachable(_reason(error)) from error
    finally:
        exchange.end()
        current_exchange.reset(token)
    if len(content) > max_bytes and not cut:
        raise TooLarge(f"The answer is longer than {max_bytes} bytes.")
    return Answer(
        response.status_code, response.headers, content[:max_bytes], len(content) > max_bytes
    )


def _read(response: requests.Response, max_bytes: int) -> bytes:
    """The body's first bytes, one more than the limit when it is longer."""
    content = b""
    while len(content) <= max_bytes:
        part = response.raw.read(max_bytes + 1 - len(content), decode_content=False)
        if not part:
            break
        content += part
    return content


def _reason(error: BaseException) -> str:
    """What went wrong, in a sentence without the library's object names."""
    if isinstance(error, requests.exceptions.SSLError):
        return "The certificate of the server cannot be trusted, or TLS failed."
    inner = error
    while inner.__cause__ or inner.__context__:
        inner = inner.__cause__ or inner.__context__ or inner
    text = getattr(inner, "strerror", None) or str(inner)
    return f"The server cannot be reached: {text[:200]}"
