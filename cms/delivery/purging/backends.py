"""Caches that drop answers by tag: what each is told, and how it says no.

They stand in `WAGTAILFRONTENDCACHE` like Wagtail's own, which know addresses only. A cache that
fails is asked again, so a request must be harmless when it comes twice.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import requests
from requests import RequestException, Response
from wagtail.contrib.frontend_cache.backends.base import BaseBackend
from wagtail.contrib.frontend_cache.utils import get_backends

# Seconds to connect, and between two bytes of the answer.
TIMEOUT = (3.05, 10)


class PurgeFailed(Exception):
    """The cache did not say that it dropped anything; `retry_after` seconds if it said so."""

    def __init__(self, reason: str, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class TagBackend(BaseBackend):  # type: ignore[misc]
    """A cache that drops by tag. Another kind needs `purge_tags` and `max_tags` and no more."""

    max_tags: ClassVar[int] = 50

    def purge_tags(self, tags: list[str]) -> None:
        """Drop every answer with one of these tags, `max_tags` at most; PurgeFailed if not."""
        raise NotImplementedError

    def _send(
        self, method: str, url: str, headers: Mapping[str, str], json: Any = None
    ) -> Response:
        with requests.Session() as session:
            session.trust_env = False  # no proxies, no passwords from ~/.netrc
            try:
                response = session.request(
                    method, url, headers=headers, json=json, timeout=TIMEOUT, allow_redirects=False
                )
            except RequestException as error:
                raise PurgeFailed(f"{type(error).__name__}: {error}"[:500]) from error
        if not 200 <= response.status_code < 300:
            wait = response.headers.get("Retry-After", "")
            raise PurgeFailed(
                f"HTTP {response.status_code}: {response.text[:200]}",
                float(wait) if wait.isascii() and wait.isdigit() else None,
            )
        return response


class HTTPBackend(TagBackend):
    """Varnish, or any cache that takes a request such as

        PURGE / HTTP/1.1
        Cache-Tags: site:1,pages:1

    at `LOCATION`; `METHOD` and more `HEADERS` can be given. docs/caching.md has the VCL.
    """

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        self.location = params.pop("LOCATION")
        self.method = params.pop("METHOD", "PURGE")
        self.headers = params.pop("HEADERS", {})

    def purge_tags(self, tags: list[str]) -> None:
        named = {"Cache-Tags": ",".join(tags), "xkey-purge": " ".join(tags)}
        self._send(self.method, self.location, {**self.headers, **named})


class CloudflareBackend(TagBackend):
    """https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-tags/"""

    max_tags = 100

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        api = params.pop("API", "https://api.cloudflare.com/client/v4").rstrip("/")
        self.url = f"{api}/zones/{params.pop('ZONEID')}/purge_cache"
        self.headers = {"Authorization": f"Bearer {params.pop('BEARER_TOKEN')}"}

    def purge_tags(self, tags: list[str]) -> None:
        response = self._send("POST", self.url, self.headers, json={"tags": tags})
        try:
            succeeded = response.json().get("success")
        except (ValueError, AttributeError) as error:
            raise PurgeFailed("The answer is not Cloudflare's.") from error
        if not succeeded:
            raise PurgeFailed(f"Cloudflare: {response.text[:200]}")


class FastlyBackend(TagBackend):
    """https://www.fastly.com/documentation/reference/api/purging/ (surrogate keys, in bulk).

    Soft by default: what is dropped may still be served while it is fetched anew, or when this
    service is down.
    """

    max_tags = 256

    def __init__(self, params: dict[str, Any]) -> None:
        super().__init__(params)
        api = params.pop("API", "https://api.fastly.com").rstrip("/")
        self.url = f"{api}/service/{params.pop('SERVICE_ID')}/purge"
        self.headers = {"Fastly-Key": params.pop("TOKEN"), "Accept": "application/json"}
        if params.pop("SOFT", True):
            self.headers["Fastly-Soft-Purge"] = "1"

    def purge_tags(self, tags: list[str]) -> None:
        self._send("POST", self.url, self.headers, json={"surrogate_keys": tags})


def tag_backends() -> dict[str, TagBackend]:
    """The caches of the settings that drop by tag, by their names there."""
    backends = get_backends()
    return {name: one for name, one in backends.items() if isinstance(one, TagBackend)}
