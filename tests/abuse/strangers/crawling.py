"""Everything that a stranger can find out by following what the API itself names."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from tests.abuse.strangers.stranger import Stranger
from tests.abuse.strangers.world import SECOND_HOST

#: One address of each kind, as a stranger may ask it.
PUBLIC = (
    "resolve/?path=/linking/",
    "resolve/?path=/nothing/",
    "pages/",
    "pages/?fields=*",
    "site/",
    "site/?locale=nl",
    "redirects/",
    "sitemap/",
    "sync/",
    "search/?q=pond",
    "gbif/config/",
    "schema/openapi.json",
    "schema/pages/home.ContentPage.json",
)

SITES: tuple[dict[str, str], ...] = ({}, {"site": SECOND_HOST})
SERVICE = "http://testserver"


def crawl(stranger: Stranger) -> dict[str, Any]:
    """Ask every address, with every path, key, language, cursor and picture that answers name.

    Gives the documents by path; the stranger itself fails when it is told a secret.
    """
    documents: dict[str, Any] = {}
    urls: set[str] = set()
    for address in ("schema/openapi.json", "schema/site.json"):
        assert stranger.get(address).status_code == 200
    for site in SITES:
        languages = stranger.get("site/", **site).json()["languages"]
        for locale in (language["locale"] for language in languages):
            frame = stranger.get("site/", locale=locale, **site).json()
            stranger.get("gbif/config/", locale=locale, **site)
            for page in all_pages(stranger, locale=locale, fields="*", **site):
                documents[f"{site.get('site', '')}{page['path']}"] = page
                answer = stranger.get(f"pages/{page['key']}/", locale=locale, **site)
                assert answer.status_code == 200
                urls.update(addresses_in(page))
            urls.update(addresses_in(frame))
        places = {item["path"] for item in stranger.get("sitemap/", **site).json()["items"]}
        for item in stranger.get("redirects/", **site).json()["items"]:
            places |= {item["from"], item["to"]}
        for item in all_changes(stranger, **site):
            places.add(item["path"] or "/")
            stranger.get(f"pages/{item['key']}/", locale=item["locale"], **site)
        for place in places:
            stranger.get("resolve/", path=place, **site)
    for url in sorted(urls):
        parts = urlsplit(url)
        stranger.get(parts.path, **dict(parse_qsl(parts.query)))
    return documents


def all_pages(stranger: Stranger, **query: Any) -> Iterator[Any]:
    """The items of a list, page by page."""
    cursor: dict[str, str] = {}
    while True:
        answer = stranger.get("pages/", limit=7, **query, **cursor).json()
        yield from answer["items"]
        if answer["next_cursor"] is None:
            return
        cursor = {"cursor": answer["next_cursor"]}


def all_changes(stranger: Stranger, **query: Any) -> Iterator[Any]:
    """The items of the feed from its beginning, page by page."""
    cursor: dict[str, str] = {}
    while True:
        answer = stranger.get("sync/", limit=7, **query, **cursor).json()
        yield from answer["items"]
        if not answer["has_more"]:
            return
        cursor = {"cursor": answer["next_cursor"]}


def objects_in(value: Any) -> Iterator[dict[str, Any]]:
    """Every object in a JSON value, itself included."""
    if isinstance(value, dict):
        yield value
        for part in value.values():
            yield from objects_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from objects_in(part)


def addresses_in(value: Any) -> Iterator[str]:
    """Every address of this service that a JSON value names: pictures, files, problems."""
    for one in objects_in(value):
        for text in one.values():
            if isinstance(text, str) and SERVICE in text:
                yield from (word for word in text.split() if word.startswith(SERVICE))


def list_end(stranger: Stranger) -> str:
    """The cursor of a reader that has everything."""
    cursor = stranger.get("sync/", limit=500).json()["next_cursor"]
    return str(cursor)
