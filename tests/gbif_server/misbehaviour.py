"""The ways in which the fake GBIF can misbehave, one at a time and on command."""

import threading
from dataclasses import dataclass, field
from typing import Any

MODES = {
    "slow": "answers after `seconds` (30)",
    "rate_limit": "429 as a JSON array, with Retry-After: `retry_after` (31)",
    "unavailable": "`status` (503) as text, with Retry-After when `retry_after` is given",
    "cut": "closes the connection in the middle of the body",
    "silence": "takes the request and says nothing at all, until `seconds` (60) are over",
    "hang_up": "closes the connection without a word",
    "garbage": "200 with bytes that are no JSON, said to be JSON",
    "wrong_type": "the right answer as `content_type` (text/html)",
    "odd": '200 with the JSON text `text` ({"results": null})',
    "bomb": "200 with `megabytes` (50) of zeros, packed with gzip",
    "html": "200 with an HTML page",
    "huge": "200 with `megabytes` (6) of JSON",
    "drip": "sends the answer a byte every `seconds` (1), headers first",
    "drip_headers": "sends the headers a byte every `seconds` (1)",
    "redirect": "302 to `location` (another host)",
    "broken_json": "200 with JSON that ends too early",
    "refuse": "400 as text: `text`",
    "error_json": "500 as a JSON object",
}


@dataclass
class Misbehaviour:
    """What to do to requests whose path begins with `path`, `times` times (None: until told)."""

    mode: str
    path: str | None = None
    times: int | None = None
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.mode not in MODES:
            raise ValueError(f"No mode {self.mode!r}; there are {', '.join(MODES)}.")


class Temper:
    """The misbehaviours in force."""

    def __init__(self) -> None:
        # How often it was told to behave: whoever waits then stops waiting.
        self.calm = 0
        self._lock = threading.Lock()
        self._active: list[Misbehaviour] = []

    @property
    def bad(self) -> bool:
        """Whether it misbehaves at the moment."""
        return bool(self._active)

    def add(self, misbehaviour: Misbehaviour) -> None:
        with self._lock:
            self._active.append(misbehaviour)

    def clear(self) -> None:
        with self._lock:
            self._active.clear()
            self.calm += 1

    def take(self, path: str) -> Misbehaviour | None:
        """The misbehaviour for a request, counted down; None to behave."""
        with self._lock:
            for candidate in self._active:
                if candidate.path and not path.startswith(candidate.path):
                    continue
                if candidate.times is not None:
                    candidate.times -= 1
                    if candidate.times <= 0:
                        self._active.remove(candidate)
                return candidate
        return None
