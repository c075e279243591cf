"""Settings for a public server. It does not start half configured."""

import sentry_sdk
from django.core.exceptions import ImproperlyConfigured

from cms.delivery.preview.redaction import redact_event
from cms.settings.base import *
from cms.settings.base import env


def _refuse(reason: str) -> None:
    raise ImproperlyConfigured(f"{reason} See README.md, Deploy.")


if not SECRET_KEY:
    _refuse("SECRET_KEY is not set.")
if len(SECRET_KEY) < 50 or len(set(SECRET_KEY)) < 5 or SECRET_KEY.startswith("development-"):
    _refuse("SECRET_KEY is a default or too short: use at least 50 random characters.")
if not ALLOWED_HOSTS or "*" in ALLOWED_HOSTS:
    _refuse("ALLOWED_HOSTS must name the hosts of this service, such as cms.example.org.")
if "@" not in GBIF_USER_AGENT and "://" not in GBIF_USER_AGENT:
    _refuse("GBIF_USER_AGENT must name the portal and a contact: 'portal.example (me@example)'.")
if not env.str("FRONTEND_URL", default=""):
    _refuse("FRONTEND_URL must be the address of the public website.")

# gunicorn's own default: a proxy on this machine.
FORWARDED_ALLOW_IPS = env.list("FORWARDED_ALLOW_IPS", default=["127.0.0.1", "::1"])
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=f"https://{ALLOWED_HOSTS[0]}")

# The server itself tells http from https (gunicorn believes X-Forwarded-Proto from
# FORWARDED_ALLOW_IPS only), so Django needs no header that a stranger could forge.
SECURE_SSL_REDIRECT = True
# A load balancer asks for it inside the network, without TLS.
SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
SECURE_HSTS_SECONDS = 31_536_000
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True

STORAGES["staticfiles"] = {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
# The admin asks for no other, and compressing takes long.
WHITENOISE_KEEP_ONLY_HASHED_FILES = True

if SENTRY_DSN:
    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        before_send=redact_event,
        before_send_transaction=redact_event,
    )
