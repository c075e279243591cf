"""A26 to A28. What stands beside the API, and what is kept for readers."""

from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings

from cms.delivery.models import Dependency, Document, Tombstone
from tests.abuse.strangers.stranger import Stranger, problem
from tests.abuse.strangers.world import CANARY, World

#: What stands beside the API, and how it answers a stranger.
CLOSED = {
    "/api/v2/": 401,
    "/api/v2/pages/": 401,
    "/api/v2/pages/find/?html_path=/": 401,
    "/api/v2/images/": 401,
    "/api/v2/documents/": 401,
    "/api/v3/": 401,
    "/api/v3/pages/": 401,
    "/api/v3/images/": 401,
    "/api/v3/docs/": 401,
    "/api/v3/openapi.json": 401,
    "/admin/": 302,
    "/admin/api/": 302,
    "/admin/api/main/pages/": 302,
    "/admin/pages/": 302,
    "/documents/": 404,
    "/images/": 404,
    "/django-admin/": 404,
    "/static/../cms/settings/base.py": 404,
    "/static/%2e%2e/cms/settings/base.py": 404,
    "/static/": 404,
    "/.git/": 404,
    "/.git/config": 404,
    "/.env": 404,
    "/db.sqlite3": 404,
    "/media/": 404,
    "/media/original_images/": 302,
    "/api/": 404,
    "/api/delivery/": 404,
    "/api/delivery/v2/": 404,
    "/_util/": 404,
}


@pytest.mark.parametrize(("address", "status"), CLOSED.items())
def test_a26_everything_else_is_closed(
    world: World, stranger: Stranger, address: str, status: int
) -> None:
    answer = stranger.get(address)
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"].startswith("/admin/login/")


def test_a26_originals_are_not_served(world: World, stranger: Stranger) -> None:
    kept: list[Any] = [*world.images.values(), *world.files.values()]
    for one in kept:
        answer = stranger.get(f"/media/{quote(one.file.name)}")
        assert answer.status_code == 302
        assert answer["Location"].startswith("/admin/login/")


def test_a27_the_stock_apis_know_no_strangers(world: World, stranger: Stranger) -> None:
    draft, live = world.secret["draft"].pk, world.pages["child"].pk
    for version in ("v2", "v3"):
        for rest in (
            "", "docs/", "openapi.json", "pages/", f"pages/{live}/", f"pages/{draft}/",
            f"pages/{live}/?version=draft", f"pages/{live}/?rich_text_format=html",
            "pages/find/?html_path=/child/", "schema/", "snippets/core.Navigation/", "redirects/",
            "locales/", "sites/", "whoami/", "images/", "documents/", "nothing/",
        ):  # fmt: skip
            address = f"/api/{version}/{rest}"
            for headers in ({}, {"Authorization": "Bearer wagtail_x"}, {"Cookie": "sessionid=x"}):
                answer = stranger.get(address, headers)
                problem(answer, 401)
                assert answer["WWW-Authenticate"] == "Bearer"
                assert "no-store" in answer["Cache-Control"]
            assert stranger.ask("POST", address).status_code == 401


def test_a27_a_session_is_no_token(world: World, stranger: Stranger) -> None:
    stranger.client.force_login(world.home.owner)
    for version in ("v2", "v3"):
        problem(stranger.get(f"/api/{version}/pages/"), 401)


def test_a28_nothing_that_is_kept_for_readers_holds_a_secret(world: World) -> None:
    for model in (Document, Tombstone, Dependency):
        for row in model._default_manager.values():
            assert CANARY not in str(readable(dict(row))).lower()


def test_a28_the_database_lies_under_no_served_folder() -> None:
    served = [Path(settings.MEDIA_ROOT), Path(settings.STATIC_ROOT)]
    database = Path(str(settings.DATABASES["default"]["NAME"]))
    assert not any(database.is_relative_to(folder) for folder in served)


def readable(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its bytes as text."""
    return {
        name: bytes(value).decode("utf-8", "replace")
        if isinstance(value, bytes | memoryview)
        else value
        for name, value in row.items()
    }
