"""Ours as in production, short of TLS: nobody but the benchmark talks to it."""

from cms.settings.base import *

SECRET_KEY = "known-to-everybody-and-good-for-benchmarks-only"
ALLOWED_HOSTS = ["127.0.0.1"]
ROOT_URLCONF = "tests.benchmarks.urls"
GBIF_USER_AGENT = "gbif-portal-cms-benchmark (tests@portal.example)"
# Nobody listens there.
GBIF_API_URL = "http://127.0.0.1:9"
