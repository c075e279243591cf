"""Notices when the content that an API publishes has changed."""

import hashlib
from typing import Any

import requests

SECONDS = 30
PAGE_SIZE = 100


def fingerprint(api_url: str) -> str | None:
    """A digest of every document of every language behind `api_url`, or None without an answer."""
    digest = hashlib.sha256()
    try:
        with requests.Session() as session:
            session.trust_env = False
            site = _read(session, digest, f"{api_url}site/", {})
            for language in site["languages"]:
                code = language["locale"]
                _read(session, digest, f"{api_url}site/", {"locale": code})
                query = {"locale": code, "fields": "*", "limit": str(PAGE_SIZE)}
                while True:
                    answer = _read(session, digest, f"{api_url}pages/", query)
                    if not answer["next_cursor"]:
                        break
                    query["cursor"] = answer["next_cursor"]
            _read(session, digest, f"{api_url}redirects/", {})
    except (requests.RequestException, ValueError, KeyError):
        # It is busy or starting: ask again later.
        return None
    return digest.hexdigest()


def _read(
    session: requests.Session, digest: "hashlib._Hash", url: str, query: dict[str, str]
) -> dict[str, Any]:
    response = session.get(url, params=query, timeout=SECONDS)
    response.raise_for_status()
    digest.update(response.content)
    answer: dict[str, Any] = response.json()
    return answer
