"""Makes a database that can be shown: migrations, the demo site, the development login."""

from django.core.management import call_command

DEVELOPMENT_USER = "admin"
DEVELOPMENT_PASSWORD = "portal"  # noqa: S105 (printed at every start, valid on this machine only)


def prepare() -> None:
    """Bring the database up to date, and add to it what is missing. Django must have started."""
    from scripts.migrating import migrate

    migrate()
    # It makes the administrator too, when there is none.
    call_command("demo", password=DEVELOPMENT_PASSWORD)
    if not addresses_hold():
        call_command("rebuild_documents")


def addresses_hold() -> bool:
    """Whether the documents were made for the addresses of this run: another may use other ports.

    The home page tells, since it names its own address and that of a picture.
    """
    from django.conf import settings

    from cms.delivery.models import Document

    homes = Document.objects.pages().filter(path="/", site__is_default_site=True)
    used = (settings.FRONTEND_URL, settings.WAGTAILADMIN_BASE_URL)
    addresses = [url.encode() in home.json for home in homes for url in used]
    return bool(addresses) and all(addresses)
