"""Reading GBIF's answers: how much, of what type, and what its errors say.

Errors come in several shapes (400 and 404 as plain text, 404 and 500 as a JSON object, 429 as a
JSON array of sentences), so they are read by content type and never by hope.
"""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import requests

from gbif_blocks._connections import Deadline
from gbif_blocks.exceptions import (
    BadAnswer,
    GbifError,
    NotFound,
    RateLimited,
    Refused,
    ServerError,
    TimedOut,
)

MAX_BYTES = 5 * 1024 * 1024
CHUNK = 64 * 1024
# What to wait after a 429 that does not say.
DEFAULT_RETRY_AFTER = 1.0
MAX_CACHE_AGE = 3601


def read_body(response: requests.Response, deadline: Deadline) -> bytes:
    """The whole body, as long as it stays within the size and the time allowed."""
    declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and int(declared) > MAX_BYTES:
        raise BadAnswer(f"GBIF's answer is larger than {MAX_BYTES // 2**20} MB.")
    parts: list[bytes] = []
    size = 0
    for part in response.iter_content(CHUNK):
        size += len(part)
        if size > MAX_BYTES:
            raise BadAnswer(f"GBIF's answer is larger than {MAX_BYTES // 2**20} MB.")
        parts.append(part)
    if deadline.passed:
        raise TimedOut("GBIF's answer was not complete in time.")
    return b"".join(parts)


def parse(response: requests.Response, body: bytes) -> Any:
    """The JSON of a good answer; the error that a bad one means."""
    status = response.status_code
    content_type = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    is_json = content_type == "application/json" or content_type.endswith("+json")
    if status >= 400:
        raise _error(response, _message(body, is_json, content_type))
    if status != 200 or not is_json:
        kind = content_type or "nothing"
        raise BadAnswer(f"GBIF answered {status} with {kind} instead of JSON.")
    return _json(body)


def _json(body: bytes) -> Any:
    """The JSON of a body, fit to be stored: no database takes NaN, NUL or half a character."""
    try:
        answer = json.loads(body, parse_constant=_refuse_constant)
        return _storable(answer) if b"\\u" in body or b"\x00" in body else answer
    except (ValueError, RecursionError) as error:
        raise BadAnswer("GBIF's answer is not valid JSON.") from error


def _refuse_constant(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "replace").decode()
    if isinstance(value, list):
        return [_storable(one) for one in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    return value


def _message(body: bytes, is_json: bool, content_type: str) -> str:
    if is_json:
        data = _json_or_none(body)
        if isinstance(data, list):
            return " ".join(str(sentence) for sentence in data)
        if isinstance(data, dict):
            return str(data.get("message") or data.get("error") or "")
        return "" if data is None else str(data)
    if content_type == "text/plain":
        return body.decode("utf-8", "replace").strip()[:1000]
    # An HTML error page says nothing that an editor could use.
    return ""


def _json_or_none(body: bytes) -> Any:
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _error(response: requests.Response, message: str) -> GbifError:
    status = response.status_code
    text = message or f"GBIF answered with status {status}."
    wait = retry_after(response.headers.get("Retry-After"))
    if status == 429 or (status == 503 and wait is not None):
        return RateLimited(text, DEFAULT_RETRY_AFTER if wait is None else wait)
    if status == 404:
        return NotFound(text, status)
    # 408 says that the request was slow, not that it was wrong.
    if status >= 500 or status == 408:
        return ServerError(text, status)
    return Refused(text, status)


def retry_after(header: str | None) -> float | None:
    """Seconds to wait by a Retry-After header, which holds seconds or a date; None without one."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        until = parsedate_to_datetime(header)
    except (ValueError, OverflowError):
        return None
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - datetime.now(UTC)).total_seconds())


def max_age(response: requests.Response) -> int:
    """For how many seconds the answer may be kept; 0 when it may not."""
    control = response.headers.get("Cache-Control", "").lower()
    if re.search(r"\b(no-store|no-cache|private)\b", control):
        return 0
    found = re.search(r"\bmax-age=(\d{1,9})", control)
    return min(int(found[1]), MAX_CACHE_AGE) if found else 0
