"""The codings in which finished answers are stored, and which of them a reader gets.

RFC 9110, section 12.5.3. A strong validator tells codings apart (8.8.3), so an answer's has the
coding's name at its end; in `If-None-Match` any of them is as good.
"""

from functools import lru_cache

from django.utils.http import parse_etags

# The best first.
CODINGS = ("br", "gzip")
MAX_ACCEPT_ENCODING = 200


def best_coding(accept_encoding: str) -> str:
    """Of the stored codings the one that the reader wants most, or "" for none of them."""
    return _best_coding(accept_encoding[:MAX_ACCEPT_ENCODING])


@lru_cache(maxsize=256)  # readers send few different ones
def _best_coding(accept_encoding: str) -> str:
    weights = {}
    for part in accept_encoding.lower().split(","):
        name, *parameters = (text.strip() for text in part.split(";"))
        weights[name] = _weight(parameters)
    weights.setdefault("identity", 0.0001)  # good enough unless something is wanted
    anything = weights.get("*", 0.0)
    return max((*CODINGS, ""), key=lambda coding: weights.get(coding or "identity", anything))


def _weight(parameters: list[str]) -> float:
    """The value of `q` among the parameters of a coding; one that is no number counts nothing."""
    for parameter in parameters:
        name, _, value = parameter.partition("=")
        if name.strip() == "q":
            try:
                return min(float(value), 1.0)
            except ValueError:
                return 0.0
    return 1.0


def etag_in(coding: str, etag: str) -> str:
    """The `ETag` of an answer in a coding; `etag` is the same for all."""
    return f'"{etag}-{coding}"' if coding else f'"{etag}"'


@lru_cache(maxsize=1024)  # who reads a page again names the same
def known_in_any_coding(if_none_match: str) -> frozenset[str]:
    """What the reader has of stored answers: their `etag`s, whatever coding it got them in."""
    return frozenset(
        one.removeprefix("W/").strip('"').removesuffix("-br").removesuffix("-gzip")
        for one in parse_etags(if_none_match)
    )
