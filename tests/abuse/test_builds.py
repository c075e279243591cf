"""B: the token with which a frontend reports its builds is good for nothing else."""

from typing import Any

import pytest
from django.test import Client

from cms.delivery.models import Feed
from cms.delivery.webhooks.models import Build, BuildToken
from tests.factories import make_portal

ADDRESS = "/api/delivery/v1/builds/"


@pytest.fixture
def token(db: None) -> str:
    return BuildToken(name="Build", site=make_portal().site).issue()


def report(client: Client, query: str = "", **headers: str) -> Any:
    body = {"id": "build-1", "state": "live", "sequence": Feed.now().sequence}
    return client.post(ADDRESS + query, body, content_type="application/json", headers=headers)


def test_b11_a_build_token_reports_on_its_own_portal_and_opens_nothing(
    client: Client, token: str
) -> None:
    make_portal(hostname="second.example")
    headers = {"Authorization": f"Bearer {token}"}
    assert report(client, "?site=second.example", **headers).status_code == 403
    assert report(client, "?site=nowhere.example", **headers).status_code == 404
    for address in ("/api/v2/pages/", "/api/v3/pages/", "/api/delivery/v1/translations/?locale=nl"):
        assert client.get(address, headers=headers).status_code == 401
        assert client.post(address, {}, headers=headers).status_code in (401, 405)
    assert client.get("/admin/", headers=headers).status_code == 302
    assert report(client, "?site=localhost", **headers).status_code == 200


def test_b13_a_build_token_in_the_address_is_refused(client: Client, token: str) -> None:
    for name in ("token", "access_token"):
        answer = report(client, f"?{name}={token}")
        assert answer.status_code == 400
        assert token not in answer.content.decode()
    assert not Build.objects.exists()
