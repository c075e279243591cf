"""Nothing in the built site leads nowhere."""

from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.portal.conftest import LOCALES, Portal

pytestmark = [pytest.mark.portal, pytest.mark.timeout(600)]


class Site:
    """The files of the built site, read once each."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.pages = {
            "/" + str(file.relative_to(folder)).removesuffix("index.html"): BeautifulSoup(
                file.read_text(encoding="utf-8"), "lxml"
            )
            for file in sorted(folder.rglob("*.html"))
        }

    def has(self, path: str) -> bool:
        """Whether the host answers at `path`, as a page or as a file."""
        file = self.folder / unquote(path).lstrip("/")
        return (file / "index.html").is_file() if path.endswith("/") else file.is_file()

    def has_anchor(self, path: str, anchor: str) -> bool:
        page = self.pages.get(unquote(path))
        return page is not None and page.find(id=unquote(anchor)) is not None


@pytest.fixture(scope="module")
def site(portal: Portal) -> Site:
    return Site(portal.folder)


def addresses(page: BeautifulSoup) -> set[str]:
    """Everything that a page refers to, but what only search engines and other sites read."""
    found = {
        str(element[name])
        for name in ("href", "src")
        for element in page.select(f"[{name}]")
        if element.get("rel") not in (["canonical"], ["alternate"])
    }
    for element in page.select("[srcset]"):
        found |= {part.split()[0] for part in str(element["srcset"]).split(",")}
    for element in page.select("meta[http-equiv=refresh]"):
        found.add(str(element["content"]).split("url=", 1)[1])
    return found


def broken(site: Site) -> set[str]:
    """Every address within the site at which there is nothing, with a page that has it."""
    found = set()
    for where, page in site.pages.items():
        for address in addresses(page):
            target = urlsplit(address)
            if target.scheme or target.netloc:
                continue
            path = target.path or where
            anchor = target.fragment
            if not site.has(path) or (anchor and not site.has_anchor(path, anchor)):
                found.add(f"{where}: {address}")
    return found


def test_every_internal_link_picture_and_anchor_exists(site: Site) -> None:
    assert len(site.pages) > 150
    assert broken(site) == set()


def test_every_internal_link_of_an_imported_portal_exists(imported: Portal) -> None:
    site = Site(imported.folder)
    assert len(site.pages) > 90
    assert broken(site) == set()


def test_no_link_leads_to_a_redirect(site: Site) -> None:
    moved = {where for where, page in site.pages.items() if page.select_one("meta[http-equiv]")}
    stale = {
        f"{where}: {address}"
        for where, page in site.pages.items()
        if where not in moved
        for address in addresses(page)
        if urlsplit(address).path in moved
    }
    assert moved
    assert stale == set()


def test_every_public_path_of_the_api_is_a_page(portal: Portal, site: Site) -> None:
    paths = [page["path"] for locale in LOCALES for page in portal.documents[locale]]
    assert [path for path in paths if not site.has(path)] == []


def test_every_page_leads_to_what_the_portal_says_of_privacy(portal: Portal, site: Site) -> None:
    (key,) = {page["key"] for page in portal.documents["en"] if page["path"] == "/privacy/"}
    path_in = {
        locale: page["path"]
        for locale in LOCALES
        for page in portal.documents[locale]
        if page["key"] == key
    }
    for page in site.pages.values():
        if footer := page.find("footer", class_="footer"):
            language = str(page.html and page.html["lang"])
            assert footer.find("a", href=path_in[language])


def test_every_link_of_a_page_has_a_name(site: Site) -> None:
    nameless = {
        f"{where}: {link}"
        for where, page in site.pages.items()
        for link in page.find_all("a")
        if not link.get_text(strip=True)
        and not link.get("aria-label")
        and not any(image.get("alt") for image in link.find_all("img"))
    }
    assert nameless == set()


def test_every_picture_says_what_it_shows_or_that_it_decorates(site: Site) -> None:
    silent = {
        f"{where}: {image.get('src')}"
        for where, page in site.pages.items()
        for image in page.find_all("img")
        if image.get("alt") is None
    }
    assert silent == set()


def test_old_addresses_send_on_as_pages_and_in_the_file_for_hosts(
    portal: Portal, site: Site
) -> None:
    lines = (portal.folder / "_redirects").read_text().splitlines()
    for redirect in portal.redirects:
        assert f"{redirect['from']} {redirect['to']} {redirect['status']}" in lines
    old = portal.redirects[0]
    page = site.pages[f"{old['from'].rstrip('/')}/"]
    assert page.find("a", href=old["to"])


def test_a_record_page_stands_for_every_record_of_its_catalogue(portal: Portal) -> None:
    lines = (portal.folder / "_redirects").read_text().splitlines()
    for locale in LOCALES:
        record = next(
            page for page in portal.documents[locale] if page["type"] == "home.DataRecordPage"
        )
        assert f"{record['detail_path']} {record['path']} 200" in lines
