"""Settings of the tests: fast, in folders of their own, and never on the internet."""

import atexit
import shutil
import tempfile
from pathlib import Path

from cms.settings.base import *
from cms.settings.base import env
from cms.settings.storage_url import storage_from_url

# Every test process has its own files, so two runs in one checkout do not meet.
TEST_FILES = Path(tempfile.mkdtemp(prefix="gbif-portal-cms-"))
atexit.register(shutil.rmtree, TEST_FILES, ignore_errors=True)

SECRET_KEY = "tests-only-and-therefore-known-to-everybody"  # noqa: S105
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver", "portal.example"]
GBIF_USER_AGENT = "gbif-portal-cms-tests (tests@portal.example)"
# Nobody listens there: a test that needs GBIF starts tests/gbif_server and names its address.
GBIF_API_URL = "http://127.0.0.1:9"
GBIF_REQUESTS_PER_SECOND = 0.0  # the tests' own GBIF has no wishes
FRONTEND_URL = "https://portal.example"
WAGTAILADMIN_BASE_URL = "http://testserver"

if not env.str("DATABASE_URL", default=""):
    DATABASES["default"]["NAME"] = str(TEST_FILES / "db.sqlite3")
    # A file, not memory: a live server's threads need the locking that production has.
    DATABASES["default"]["TEST"] = {"NAME": str(TEST_FILES / "test.sqlite3")}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}

MEDIA_ROOT = str(TEST_FILES / "media")
STORAGES["default"] = storage_from_url("", MEDIA_ROOT)
STATIC_ROOT = str(TEST_FILES / "static")
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
