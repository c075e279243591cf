"""Headers by the part of the service that answers."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_service_says_that_it_is_well(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer.content == b"ok"
    assert answer["Cache-Control"] == "no-store"


def test_the_root_leads_to_the_admin(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/admin/"


def test_the_admin_runs_only_its_own_scripts_and_is_framed_only_by_itself(client: Client) -> None:
    policy = client.get("/admin/login/")["Content-Security-Policy"]
    assert "script-src 'self' 'unsafe-inline';" in policy
    assert "frame-ancestors 'self'" in policy
    assert "unsafe-eval" not in policy


@pytest.mark.parametrize("path", ["/healthz", "/api/delivery/v1/", "/nothing"])
def test_everything_else_is_data_that_no_browser_runs(client: Client, path: str) -> None:
    policy = client.get(path)["Content-Security-Policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


def test_scripts_of_every_website_may_read_the_api_without_credentials(client: Client) -> None:
    answer = client.get("/api/delivery/v1/site/", headers={"Origin": "https://other.example"})
    assert answer["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer
    assert "Origin" not in answer.get("Vary", "")


def test_a_preflight_allows_reading_only(client: Client) -> None:
    answer = client.options(
        "/api/delivery/v1/site/",
        headers={"Origin": "https://other.example", "Access-Control-Request-Method": "PUT"},
    )
    assert answer.status_code == 204
    assert answer["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_the_admin_is_closed_to_scripts_of_other_websites(client: Client) -> None:
    answer = client.get("/admin/login/", headers={"Origin": "https://other.example"})
    assert "Access-Control-Allow-Origin" not in answer


def test_reading_the_api_sets_no_cookie(client: Client) -> None:
    assert not client.get("/api/delivery/v1/site/").cookies
