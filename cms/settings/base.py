"""Settings that hold in every environment, and every value that the environment may change."""

from pathlib import Path
from typing import Any

import environ
from django.utils.translation import gettext_lazy as _

from cms.settings.databases import database_from_url
from cms.settings.storage_url import storage_from_url

BASE_DIR = Path(__file__).resolve().parent.parent.parent

env = environ.Env()

# --- What the environment decides ---------------------------------------------------------------

DATABASES = {
    "default": database_from_url(
        env.str("DATABASE_URL", default=f"sqlite:///{BASE_DIR / 'db.sqlite3'}")
    )
}
CACHES = {"default": env.cache_url("CACHE_URL", default="locmemcache://")}
MEDIA_ROOT = env.str("MEDIA_ROOT", default=str(BASE_DIR / "media"))
STORAGE_URL = env.str("STORAGE_URL", default="")
SECRET_KEY = env.str("SECRET_KEY", default="")
# A key that was replaced goes here until the links signed with it have expired.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
# The public website, built from our API by a frontend.
FRONTEND_URL = env.str("FRONTEND_URL", default="http://127.0.0.1:4321").rstrip("/")
# Where on it the frontend shows drafts (docs/previews.md).
FRONTEND_PREVIEW_PATH = env.str("FRONTEND_PREVIEW_PATH", default="/preview/{token}/")
# Where editors and the API find this service; links in mails and addresses of pictures begin so.
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://127.0.0.1:8000")
GBIF_API_URL = env.str("GBIF_API_URL", default="https://api.gbif.org").rstrip("/")
# GBIF asks every client to say who it is and how to reach its owner.
GBIF_USER_AGENT = env.str("GBIF_USER_AGENT", default="")
# What all processes together may ask of GBIF: its own wishes for websites.
GBIF_REQUESTS_PER_SECOND = env.float("GBIF_REQUESTS_PER_SECOND", default=1.0)
GBIF_REQUESTS_PER_DAY = env.int("GBIF_REQUESTS_PER_DAY", default=10_000)
GBIF_CONCURRENCY = env.int("GBIF_CONCURRENCY", default=1)
# CDNs that are told by tag what changed, as JSON: see docs/caching.md.
WAGTAILFRONTENDCACHE = env.json("FRONTEND_CACHE", default={})
# Another service's translations, as JSON with CLASS and OPTIONS: see cms/translation/machine.py.
MACHINE_TRANSLATOR = env.json("MACHINE_TRANSLATOR", default={})
SENTRY_DSN = env.str("SENTRY_DSN", default="")
# The proxies whose X-Forwarded-For is believed. gunicorn reads the same variable.
FORWARDED_ALLOW_IPS = env.list("FORWARDED_ALLOW_IPS", default=[])
# Hosts in a private network to which webhooks may go all the same, such as "builder.internal" or
# "127.0.0.1:4321"; all others must be public, at one of these ports.
WEBHOOK_ALLOWED_HOSTS = env.list("WEBHOOK_ALLOWED_HOSTS", default=[])
OUTGOING_PORTS = env.list("OUTGOING_PORTS", cast=int, default=[80, 443])
# For how long the log of webhooks is kept.
WEBHOOK_RETENTION_DAYS = env.int("WEBHOOK_RETENTION_DAYS", default=30)

# --- Django -------------------------------------------------------------------------------------

DEBUG = False

INSTALLED_APPS = [
    "gbif_blocks",
    "cms.core",
    "cms.accounts",
    "home",
    "community",
    "cms.delivery",
    "cms.delivery.preview",
    "cms.delivery.purging",
    "cms.delivery.searching",
    "cms.delivery.webhooks",
    "cms.translation",
    "cms.translation.review",
    "cms.translation_api",
    "cms.importers",
    "cms.demo",
    "wagtail_localize",
    "wagtail_localize.locales",
    "wagtail.api.v2",
    "wagtail.api.v3",
    "wagtail.contrib.redirects",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_countries",
    "django_filters",
    "drf_spectacular",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

# No LocaleMiddleware: the API names its language in the address, and the admin's own view
# decorator takes each editor's preference.
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "cms.response_headers.ContentSecurityPolicyMiddleware",
    "cms.response_headers.OpenForReadingMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "cms.translation.review.guard.LanguagesMiddleware",
    # Last: only what a view itself does belongs to its change.
    "cms.delivery.transactions.ChangesMiddleware",
]

# Only who is logged in sees messages; the default looks for a signed cookie at every request.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

ROOT_URLCONF = "cms.urls"
WSGI_APPLICATION = "cms.wsgi.application"
ASGI_APPLICATION = "cms.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

AUTHENTICATION_BACKENDS = ["cms.accounts.backends.ThrottledBackend"]
WAGTAILADMIN_USER_LOGIN_FORM = "cms.accounts.forms.LoginForm"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Wagtail itself allows its previews in the admin's own frames.
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = True

# A page with many blocks has far more form fields than Django's default allows.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000

STORAGES: dict[str, dict[str, Any]] = {
    "default": storage_from_url(STORAGE_URL, MEDIA_ROOT),
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = env.str("STATIC_ROOT", default=str(BASE_DIR / "static"))

# --- Languages ----------------------------------------------------------------------------------

LANGUAGE_CODE = "en"
TIME_ZONE = "Europe/Brussels"
USE_I18N = True
USE_TZ = True
WAGTAIL_I18N_ENABLED = True

# What a portal may be written in. Which of them it has is data: Settings > Locales.
LANGUAGES = WAGTAIL_CONTENT_LANGUAGES = [
    ("en", _("English")),
    ("fr", _("French")),
    ("nl", _("Dutch")),
    ("de", _("German")),
    ("ar", _("Arabic")),
    ("bg", _("Bulgarian")),
    ("ca", _("Catalan")),
    ("cs", _("Czech")),
    ("da", _("Danish")),
    ("el", _("Greek")),
    ("es", _("Spanish")),
    ("et", _("Estonian")),
    ("eu", _("Basque")),
    ("fa", _("Persian")),
    ("fi", _("Finnish")),
    ("he", _("Hebrew")),
    ("hu", _("Hungarian")),
    ("id", _("Indonesian")),
    ("is", _("Icelandic")),
    ("it", _("Italian")),
    ("ja", _("Japanese")),
    ("ko", _("Korean")),
    ("lt", _("Lithuanian")),
    ("lv", _("Latvian")),
    ("nb", _("Norwegian Bokmål")),
    ("nn", _("Norwegian Nynorsk")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("ro", _("Romanian")),
    ("ru", _("Russian")),
    ("sk", _("Slovak")),
    ("sl", _("Slovenian")),
    ("sv", _("Swedish")),
    ("tr", _("Turkish")),
    ("uk", _("Ukrainian")),
    ("vi", _("Vietnamese")),
    ("zh-hans", _("Simplified Chinese")),
    ("zh-hant", _("Traditional Chinese")),
]

# Names and terms do not pass through the machine.
if MACHINE_TRANSLATOR:
    WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
        "CLASS": "cms.translation.machine.KeepingTranslator",
        "OPTIONS": MACHINE_TRANSLATOR,
    }

# --- Wagtail ------------------------------------------------------------------------------------

WAGTAIL_SITE_NAME = "GBIF portal"
WAGTAILIMAGES_IMAGE_MODEL = "core.Image"
WAGTAILIMAGES_IMAGE_FORM_BASE = "cms.core.forms.images.ImageForm"
WAGTAILDOCS_DOCUMENT_MODEL = "core.Document"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpeg", "jpg", "png", "svg", "webp"]
# Of 100: in this format it looks as JPEG does at 85, and phones wait a third less than at 60.
WAGTAILIMAGES_AVIF_QUALITY = 50
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024  # bytes
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILDOCS_EXTENSIONS = [
    "bib", "csv", "docx", "geojson", "json", "ods", "odt", "pdf", "pptx", "ris", "rtf", "tsv",
    "txt", "xlsx", "xml", "zip",
]  # fmt: skip
WAGTAILDOCS_MAX_UPLOAD_SIZE = 50 * 1024 * 1024  # bytes
# Documents go through the view that checks a collection's privacy, never straight from storage.
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# Ours are made with the documents, in the same transaction: see cms/delivery/redirects.py.
WAGTAILREDIRECTS_AUTO_CREATE = False
# Words are taken as they are: the texts of readers are stemmed before they get here, each in its
# language, and editors' titles come in all of them (docs/decisions/0015-search-and-purge.md).
WAGTAILSEARCH_BACKENDS = {
    "default": {"BACKEND": "cms.delivery.searching.backend", "SEARCH_CONFIG": "simple"}
}
# Milliseconds. Wagtail's 500 makes every editor who types a steady writer on SQLite.
WAGTAIL_AUTOSAVE_INTERVAL = 5000
# Nothing is fetched from third parties for the admin's own looks.
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None

# --- Work outside a request ---------------------------------------------------------------------

# Wagtail's own tasks are small and done at once. Ours are rows in the database, which
# `manage.py work` looks for; a task only wakes whoever works (docs/decisions/0018-the-feed.md).
TASKS: dict[str, dict[str, Any]] = {
    "default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"},
    "work": {"BACKEND": "cms.delivery.work_backend.LeftToTheWorker"},
}
# How many documents a publishing transaction makes itself; the worker makes the rest.
DELIVERY_INLINE_DOCUMENTS = env.int("DELIVERY_INLINE_DOCUMENTS", default=100)

# --- API ----------------------------------------------------------------------------------------

REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "UNAUTHENTICATED_USER": None,
    # "?format=" is unknown here like any other parameter that nobody documented.
    "URL_FORMAT_OVERRIDE": None,
}

SPECTACULAR_SETTINGS = {
    "TITLE": "GBIF portal CMS: delivery API",
    "DESCRIPTION": "Published content of a GBIF node's portal, read-only, in every language.",
    "LICENSE": {"name": "BSD-3-Clause", "identifier": "BSD-3-Clause"},
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    # It would describe Wagtail's internal admin views. Ours is checked in tests and `make check`.
    "ENABLE_DJANGO_DEPLOY_CHECK": False,
}

# --- Logs ---------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {
        name: {"handlers": ["console"], "level": "INFO", "propagate": False}
        for name in ("cms", "community", "gbif_blocks", "home")
    },
}
