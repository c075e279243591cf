"""Settings for one's own machine: nothing to configure, nothing to keep secret."""

from cms.settings.base import *

DEBUG = True
SECRET_KEY = SECRET_KEY or "development-only-and-therefore-known-to-everybody"
ALLOWED_HOSTS = ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]", "testserver"]
WEBHOOK_ALLOWED_HOSTS = WEBHOOK_ALLOWED_HOSTS or ["127.0.0.1", "localhost", "[::1]"]
GBIF_USER_AGENT = GBIF_USER_AGENT or "gbif-portal-cms/0.1 (development)"

# Passwords such as the demo's may be short here.
AUTH_PASSWORD_VALIDATORS = []
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
# Files come straight from the apps; nobody has to run collectstatic.
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

# One process is enough: queued work is done right after the commit that queued it.
TASKS["work"] = {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}

# A machine that turns words around, to try the translators' screens with.
WAGTAILLOCALIZE_MACHINE_TRANSLATOR = {
    "CLASS": "cms.translation.machine.KeepingTranslator",
    "OPTIONS": MACHINE_TRANSLATOR
    or {"CLASS": "wagtail_localize.machine_translators.dummy.DummyTranslator"},
}
