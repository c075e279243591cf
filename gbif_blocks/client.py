"""The client of GBIF's REST API, version 1.

It says who it is, asks within the portal's budget (`budget.py`), remembers answers for as long as
GBIF allows, and gives up in time: https://techdocs.gbif.org/en/openapi/#rate-limits.
Settings: GBIF_API_URL, GBIF_USER_AGENT (without one it asks in development only).
"""

import hashlib
import json
import random
import re
import time
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

import requests
from django.conf import settings
from django.core.cache import caches
from django.core.exceptions import ImproperlyConfigured

from gbif_blocks import _answers
from gbif_blocks._connections import Deadline, WatchedAdapter
from gbif_blocks.budget import turn
from gbif_blocks.exceptions import (
    BadAnswer,
    GbifError,
    NotFound,
    OverBudget,
    RateLimited,
    Refused,
    ServerError,
    TimedOut,
    Unreachable,
)
from gbif_blocks.queries import Query
from gbif_blocks.results import SearchResult

DEFAULT_API_URL = "https://api.gbif.org"
DEVELOPMENT_USER_AGENT = "gbif-blocks (development; GBIF_USER_AGENT is not set)"
CONNECT_TIMEOUT = 2.0
# For one read: an editor waits, a worker need not.
READ_TIMEOUT = 4.0
WORKERS_READ_TIMEOUT = 10.0
# Seconds for one call, retry included: an editor waits, a worker need not.
INTERACTIVE = 6.0
WORKER = 20.0
# Seconds for which an editor, and a worker, waits for a turn before that.
PATIENCE = 2.0
WORKER_PATIENCE = 60.0
# What GBIF refused is not asked again at once; what it said once stands in while it is away.
REFUSAL_AGE = 60
STALE_AGE = 7 * 24 * 3600
RETRY_BASE = 0.2
MAX_REDIRECTS = 2
_RETRIED_STATUSES = {502, 503, 504}


def api_url() -> str:
    """Where GBIF's API is, without a slash at the end."""
    configured: str = getattr(settings, "GBIF_API_URL", "") or DEFAULT_API_URL
    return configured.rstrip("/")


def user_agent() -> str:
    """Who asks: GBIF wants the site and a contact, and may block what hides.

    ImproperlyConfigured when it is not set and this is not a development server.
    """
    configured: str = (getattr(settings, "GBIF_USER_AGENT", "") or "").strip()
    if not configured and not settings.DEBUG:
        raise ImproperlyConfigured(
            "GBIF_USER_AGENT must name the portal and a contact: 'portal.example (me@example)'."
        )
    return configured or DEVELOPMENT_USER_AGENT


class Client:
    """One session with GBIF. Every method raises a `GbifError` when there is no usable answer.

    `deadline` is the time for one call in seconds, whatever happens in it: INTERACTIVE or WORKER;
    `patience` that for which it waits before, so that the portal stays within its budget. With
    `stale_if_error` an old answer stands in while GBIF is away: right for names, wrong for numbers.
    `share` is the part of the day's requests that it may use up.
    """

    def __init__(
        self,
        *,
        deadline: float = INTERACTIVE,
        patience: float = PATIENCE,
        stale_if_error: bool = False,
        share: float = 1.0,
        cache_alias: str = "default",
    ) -> None:
        self.deadline = deadline
        self._read_timeout = READ_TIMEOUT if deadline <= INTERACTIVE else WORKERS_READ_TIMEOUT
        self.patience = patience
        self.stale_if_error = stale_if_error
        self.share = share
        self._cache = caches[cache_alias]
        self._session = requests.Session()
        # Neither proxies nor credentials of the machine take part.
        self._session.trust_env = False
        self._session.headers["User-Agent"] = user_agent()
        self._session.headers["Accept"] = "application/json"
        self._session.mount("http://", WatchedAdapter())
        self._session.mount("https://", WatchedAdapter())

    def search(self, query: Query, facets: tuple[str, ...] = ()) -> SearchResult:
        """Run a query; `facets` names the fields to count by (parameter names)."""
        if query.contradiction:
            raise ValueError("a query that nothing can match is not sent")
        if query.body is None:
            pairs = query.request_parameters + [("facet", name) for name in facets]
            return self.search_by_pairs(query.path, pairs)
        body = query.body | ({"facets": list(facets)} if facets else {})
        return self.search_by_body(query.path, body)

    def search_by_pairs(self, path: str, pairs: list[tuple[str, str]]) -> SearchResult:
        """A search by the pairs of a query string."""
        return SearchResult.from_answer(self.get(path, pairs))

    def search_by_body(self, path: str, body: dict[str, Any]) -> SearchResult:
        """A search by a JSON body, such as one by predicate."""
        return SearchResult.from_answer(self.post(path, body))

    def count(self, query: Query) -> int:
        """How many records a query finds."""
        return self.search(query).count

    def get(self, path: str, parameters: list[tuple[str, str]] | None = None) -> Any:
        """The JSON at `path`, which begins with /v1/."""
        query = f"?{urlencode(parameters)}" if parameters else ""
        return self._ask("GET", f"{api_url()}{path}{query}", None)

    def post(self, path: str, body: dict[str, Any]) -> Any:
        """The JSON that GBIF answers to `body`: a search, so asking twice changes nothing."""
        return self._ask("POST", f"{api_url()}{path}", body)

    def _ask(self, method: str, url: str, body: dict[str, Any] | None) -> Any:
        key = _cache_key(method, url, body)
        if (known := self._known(key)) is not None:
            return known["answer"]
        try:
            with Deadline(self.deadline) as deadline:
                answer, max_age = self._ask_twice(key, method, url, body, deadline)
        except Refused as error:
            self._cache.set(key, {"refused": (str(error), error.status)}, REFUSAL_AGE)
            raise
        except GbifError:
            if self.stale_if_error and (old := self._cache.get(f"{key}:old")) is not None:
                return old["answer"]
            raise
        if max_age:
            self._cache.set(key, {"answer": answer}, max_age)
        if self.stale_if_error:
            self._cache.set(f"{key}:old", {"answer": answer}, STALE_AGE)
        return answer

    def _known(self, key: str) -> dict[str, Any] | None:
        """What was answered a moment ago; raises what was refused a moment ago."""
        known: dict[str, Any] | None = self._cache.get(key)
        if known is not None and "refused" in known:
            message, status = known["refused"]
            raise (NotFound if status == 404 else Refused)(message, status)
        return known

    def _ask_twice(
        self,
        key: str,
        method: str,
        url: str,
        body: dict[str, Any] | None,
        deadline: Deadline,
    ) -> tuple[Any, int]:
        try:
            return self._ask_in_turn(key, method, url, body, deadline)
        except GbifError as error:
            wait = _wait_before_retry(method, error)
            if wait is None or wait >= deadline.remaining():
                raise
            time.sleep(wait)
            try:
                return self._ask_in_turn(key, method, url, body, deadline, retry=True)
            except OverBudget:
                # What GBIF said tells more than that it may not be asked again.
                raise error from None

    def _ask_in_turn(
        self,
        key: str,
        method: str,
        url: str,
        body: dict[str, Any] | None,
        deadline: Deadline,
        *,
        retry: bool = False,
    ) -> tuple[Any, int]:
        with turn(self.patience, self.deadline, share=self.share, retry=retry) as waited:
            deadline.extend(waited)
            # Whoever had the turn before us may have asked the same.
            if (known := self._known(key)) is not None:
                return known["answer"], 0
            return self._ask_once(method, url, body, deadline)

    def _ask_once(
        self, method: str, url: str, body: dict[str, Any] | None, deadline: Deadline
    ) -> tuple[Any, int]:
        try:
            with self._send(method, url, body, deadline) as response:
                text = _answers.read_body(response, deadline)
                return _answers.parse(response, text), _answers.max_age(response)
        except requests.Timeout as error:
            raise TimedOut(f"GBIF did not answer in time ({urlsplit(url).hostname}).") from error
        except requests.RequestException as error:
            if deadline.passed:
                raise TimedOut(f"GBIF took longer than {self.deadline:g} s to answer.") from error
            host = urlsplit(url).hostname
            raise Unreachable(f"GBIF cannot be reached ({host}: {_reason(error)}).") from error

    def _send(
        self, method: str, url: str, body: dict[str, Any] | None, deadline: Deadline
    ) -> requests.Response:
        for _hop in range(MAX_REDIRECTS + 1):
            left = deadline.remaining()
            if not left:
                raise TimedOut(f"GBIF took longer than {self.deadline:g} s to answer.")
            response = self._session.request(
                method,
                url,
                json=body,
                timeout=(min(CONNECT_TIMEOUT, left), min(self._read_timeout, left)),
                allow_redirects=False,
                stream=True,
            )
            if not response.is_redirect:
                return response
            target = urljoin(url, response.headers["Location"])
            response.close()
            if method != "GET" or urlsplit(target)[:2] != urlsplit(url)[:2]:
                raise BadAnswer(f"GBIF sent the request elsewhere ({target}); not followed.")
            url = target
        raise BadAnswer("GBIF sent the request round in circles.")


def _wait_before_retry(method: str, error: GbifError) -> float | None:
    """Seconds to wait before the one retry; None when there is none."""
    if isinstance(error, RateLimited):
        return error.retry_after
    retried = isinstance(error, Unreachable | TimedOut) or (
        isinstance(error, ServerError) and error.status in _RETRIED_STATUSES
    )
    if method != "GET" or not retried:
        return None
    # Full jitter: many clients that failed together do not come back together.
    return random.uniform(0, RETRY_BASE * 2)  # noqa: S311 - no secret depends on it


def _reason(error: requests.RequestException) -> str:
    inner = error.args[0] if error.args else error
    reason = getattr(inner, "reason", None) or inner
    text = str(reason).rsplit(": ", 1)[-1]
    return re.sub(r"^\[Errno -?\d+\] ", "", text) or type(error).__name__


def _cache_key(method: str, url: str, body: dict[str, Any] | None) -> str:
    asked = json.dumps([method, url, body], sort_keys=True)
    return f"gbif_blocks:{hashlib.sha256(asked.encode()).hexdigest()}"
