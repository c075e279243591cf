"""What the environment decides, and what a public server refuses."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import connection
from django.test import Client

from cms.settings.databases import database_from_url
from cms.settings.storage_url import storage_from_url
from scripts import ROOT
from tests.conftest import own_environment

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "cms.settings.production",
    "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "ALLOWED_HOSTS": "cms.portal.example",
    "FRONTEND_URL": "https://portal.example",
    "GBIF_USER_AGENT": "portal.example (webmaster@portal.example)",
}


def manage(*arguments: str, environment: dict[str, str | None]) -> subprocess.CompletedProcess[str]:
    """A management command in a process of its own; None takes a variable away."""
    whole = {**own_environment(), "DATABASE_URL": "", "SENTRY_DSN": "", **environment}
    return subprocess.run(
        [sys.executable, ROOT / "manage.py", *arguments],
        env={name: value for name, value in whole.items() if value},
        cwd=ROOT,
        text=True,
        capture_output=True,
        timeout=120,
        check=False,
    )


def test_production_settings_pass_djangos_deployment_checks(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'db.sqlite3'}"
    result = manage(
        "check", "--deploy", "--fail-level", "WARNING",
        environment={**PRODUCTION, "DATABASE_URL": database},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize(
    ("variable", "value", "complaint"),
    [
        ("SECRET_KEY", None, "SECRET_KEY is not set"),
        ("SECRET_KEY", "short", "SECRET_KEY is a default or too short"),
        ("SECRET_KEY", "a" * 60, "SECRET_KEY is a default or too short"),
        (
            "SECRET_KEY",
            "development-only-and-therefore-known-to-everybody" + "0123456789",
            "SECRET_KEY is a default or too short",
        ),
        ("ALLOWED_HOSTS", None, "ALLOWED_HOSTS must name the hosts"),
        ("ALLOWED_HOSTS", "*", "ALLOWED_HOSTS must name the hosts"),
        ("GBIF_USER_AGENT", None, "GBIF_USER_AGENT must name the portal and a contact"),
        ("GBIF_USER_AGENT", "portal", "GBIF_USER_AGENT must name the portal and a contact"),
        ("FRONTEND_URL", None, "FRONTEND_URL must be the address"),
    ],
)
def test_production_refuses_to_start_without(
    variable: str, value: str | None, complaint: str
) -> None:
    result = manage("check", environment={**PRODUCTION, variable: value})
    assert result.returncode != 0
    assert complaint in result.stderr


def test_development_needs_no_environment() -> None:
    names = {**PRODUCTION, "GBIF_API_URL": "", "MEDIA_ROOT": "", "STORAGE_URL": "", "CACHE_URL": ""}
    result = manage("check", environment=dict.fromkeys(names))
    assert result.returncode == 0, result.stderr


def test_every_documented_variable_reaches_its_setting() -> None:
    environment: dict[str, str | None] = {
        **PRODUCTION,
        "DATABASE_URL": "postgres://ann:secret@db.example:5433/portal",
        "CACHE_URL": "redis://cache.example:6379/1",
        "STORAGE_URL": "s3://media?endpoint=https://s3.example",
        "MEDIA_ROOT": "/srv/media",
        "ALLOWED_HOSTS": "cms.portal.example,api.portal.example",
        "GBIF_API_URL": "http://127.0.0.1:9/",
    }
    script = (
        "from django.conf import settings as s; d = s.DATABASES['default'];"
        "print(d['ENGINE'], d['HOST'], d['PORT'], d['NAME'], d['USER'], d['PASSWORD']);"
        "print(s.CACHES['default']['BACKEND'], s.CACHES['default']['LOCATION']);"
        "print(s.STORAGES['default']['OPTIONS']['endpoint_url'], s.MEDIA_ROOT);"
        "print(s.ALLOWED_HOSTS);"
        "print(s.FRONTEND_URL, s.WAGTAILADMIN_BASE_URL);"
        "print(s.GBIF_API_URL, s.GBIF_USER_AGENT)"
    )
    result = subprocess.run(
        [sys.executable, "-c", script],
        env={**own_environment(), **{k: v for k, v in environment.items() if v}},
        cwd=ROOT,
        text=True,
        capture_output=True,
        check=True,
    )
    assert result.stdout.splitlines() == [
        "django.db.backends.postgresql db.example 5433 portal ann secret",
        "django.core.cache.backends.redis.RedisCache redis://cache.example:6379/1",
        "https://s3.example /srv/media",
        "['cms.portal.example', 'api.portal.example']",
        "https://portal.example https://cms.portal.example",
        "http://127.0.0.1:9 portal.example (webmaster@portal.example)",
    ]


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PRAGMAs are SQLite's")
@pytest.mark.parametrize(
    ("pragma", "value"),
    [
        ("page_size", 8192),
        ("journal_mode", "wal"),
        ("synchronous", 1),
        ("foreign_keys", 1),
        ("busy_timeout", 20_000),
        ("journal_size_limit", 67_108_864),
    ],
)
def test_sqlite_is_set_up_for_a_server(pragma: str, value: str | int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA {pragma}")
        assert cursor.fetchone()[0] == value


def test_sqlite_takes_its_write_lock_at_the_start_of_a_transaction_only() -> None:
    database = database_from_url("sqlite:////srv/portal.sqlite3")
    assert database["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert database["ATOMIC_REQUESTS"] is False


@pytest.mark.parametrize("url", ["", "file://"])
def test_uploads_lie_in_the_media_folder_by_default(url: str) -> None:
    assert storage_from_url(url, "/srv/media")["OPTIONS"] == {"location": "/srv/media"}


def test_a_storage_url_names_a_folder() -> None:
    storage = storage_from_url("file:///srv/my%20media", "elsewhere")
    assert storage["OPTIONS"] == {"location": "/srv/my media"}


def test_a_storage_url_names_a_private_bucket() -> None:
    url = "s3://KEY:se%2Fcret@media/portal?endpoint=https://s3.example&region=eu-1"
    storage = storage_from_url(url, "")
    assert storage["BACKEND"] == "storages.backends.s3.S3Storage"
    assert storage["OPTIONS"] == {
        "bucket_name": "media",
        "location": "portal",
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
        "access_key": "KEY",
        "secret_key": "se/cret",
        "endpoint_url": "https://s3.example",
        "region_name": "eu-1",
    }


@pytest.mark.parametrize(
    ("url", "complaint"),
    [
        ("ftp://media", "STORAGE_URL is file:///folder or s3://"),
        ("s3://", "STORAGE_URL is file:///folder or s3://"),
        ("s3://media?acl=public", "STORAGE_URL has no parameter 'acl'"),
    ],
)
def test_a_storage_url_that_is_none_is_refused(url: str, complaint: str) -> None:
    with pytest.raises(ImproperlyConfigured, match=complaint):
        storage_from_url(url, "")


@pytest.mark.django_db
def test_the_media_folder_is_for_people_who_may_use_the_admin(client: Client) -> None:
    answer = client.get("/media/original_images/secret.png")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/admin/login/")
