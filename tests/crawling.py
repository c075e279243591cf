"""Following everything that the API's documents name, as a frontend would."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client
from django.urls import resolve

from cms.core import image_urls
from cms.core.models import Image

API = "/api/delivery/v1/"


@dataclass
class Crawl:
    """What was found: how many documents and references, and each one that leads nowhere."""

    documents: int = 0
    paths: set[str] = field(default_factory=set)
    pictures: set[str] = field(default_factory=set)
    files: set[str] = field(default_factory=set)
    broken: list[str] = field(default_factory=list)


def crawl(client: Client, site: str = "") -> Crawl:
    """Read every document of a portal in every language and follow what each one names."""
    crawl = Crawl()
    where = {"site": site} if site else {}
    languages = client.get(f"{API}site/", where).json()["languages"]
    for language in languages:
        code = language["locale"]
        frame = client.get(f"{API}site/", {**where, "locale": code}).json()
        _collect(crawl, f"site {code}", frame)
        for document in documents(client, locale=code, **where):
            crawl.documents += 1
            _collect(crawl, document["path"], document)
    for path in sorted(crawl.paths):
        answer = client.get(f"{API}resolve/", {**where, "path": path})
        found = answer.json()
        if answer.status_code != 200 or found["kind"] != "page" or found["page"]["path"] != path:
            crawl.broken.append(f"path {path}: {answer.status_code}")
    for address in sorted(crawl.pictures):
        if not _is_served(client, address):
            crawl.broken.append(f"picture {address}")
    for address in sorted(crawl.files):
        if not _reads(client, urlsplit(address).path):
            crawl.broken.append(f"file {address}")
    return crawl


def documents(client: Client, **query: str) -> Iterator[Any]:
    """Every whole document of a listing."""
    cursor: str | None = ""
    while cursor is not None:
        asked = {**query, "fields": "*", "limit": "50", **({"cursor": cursor} if cursor else {})}
        page = client.get(f"{API}pages/", asked).json()
        yield from page["items"]
        cursor = page["next_cursor"]


def _collect(crawl: Crawl, where: str, value: Any) -> None:
    """Note what a part of a document names; a link that is missing is broken in a demo."""
    if isinstance(value, list):
        for item in value:
            _collect(crawl, where, item)
    elif isinstance(value, dict):
        if value.get("state") == "missing":
            crawl.broken.append(f"{where}: a missing link")
        if value.get("kind") == "document" and value.get("href"):
            crawl.files.add(value["href"])
        if "extension" in value and "href" in value:
            crawl.files.add(value["href"])
        if "srcset" in value:
            crawl.pictures.update(one.split()[0] for one in value["srcset"].split(", "))
        if "sources" in value and "src" in value:
            crawl.pictures.add(value["src"])
        # Explorers also hold paths that are patterns, under another name.
        if isinstance(value.get("path"), str):
            crawl.paths.add(value["path"])
        for item in value.values():
            _collect(crawl, where, item)


def _is_served(client: Client, address: str) -> bool:
    """Whether a picture's address is good; only the smallest of each format is really made."""
    path = urlsplit(address).path
    given = resolve(path).kwargs
    image = Image.objects.get(pk=given["image_id"])
    if given["width"] not in image_urls.widths(image):
        return False
    if given["width"] == image_urls.widths(image)[0]:
        return _reads(client, path)
    return image_urls.is_signed(image, given["signature"], given["width"], given["extension"])


def _reads(client: Client, path: str) -> bool:
    """Whether a file comes to its end; reading it is what closes it."""
    answer = client.get(path)
    if answer.status_code == 200:
        return bool(b"".join(answer.streaming_content))  # type: ignore[attr-defined]
    return False
