"""What editors do to the frame of a portal, its scope and its redirects."""

from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Locale

from cms.core.models import Image, Navigation, SiteSettings
from gbif_blocks.models import Scope
from tests.delivery.actions.office import Office, action
from tests.factories import link


@action
def edit_the_navigation(office: Office, pick: int, other: int) -> None:
    page = office.page(pick)
    locale = office.of(Locale.objects.order_by("pk"), other)
    value = {"text": office.name(), "link": link(page=page.pk if page else None)}
    Navigation.objects.update_or_create(
        site=office.site,
        locale=locale,
        defaults={
            "header": [{"type": "link", "id": "7b0c", "value": value}],
            "small_print": f"<p>{office.name()}</p>",
        },
    )


@action
def delete_a_navigation(office: Office, pick: int, other: int) -> None:
    if navigation := office.one(Navigation, pick):
        navigation.delete()


@action
def edit_the_settings(office: Office, pick: int, other: int) -> None:
    settings = SiteSettings.for_site(office.site)
    settings.name = office.name()
    settings.logo = office.one(Image, pick)
    settings.save()


@action
def change_the_scope(office: Office, pick: int, other: int) -> None:
    scope = Scope.for_site(office.site)
    scope.country = ("", "BE", "NL")[pick % 3]
    scope.save()


@action
def rename_the_host(office: Office, pick: int, other: int) -> None:
    office.site.refresh_from_db()
    office.site.site_name = office.name()
    office.site.save()


@action
def redirect_an_old_path(office: Office, pick: int, other: int) -> None:
    if page := office.page(pick):
        Redirect.add_redirect(f"/{office.name()}/", redirect_to=page, is_permanent=bool(other % 2))


@action
def redirect_from_a_page(office: Office, pick: int, other: int) -> None:
    """Over a path at which a page stands: the page goes before."""
    page, target = office.source_page(pick), office.page(other)
    if page and target:
        path = Redirect.normalise_path(office.portal.path(page))
        if not Redirect.objects.filter(old_path=path).exists():
            Redirect.add_redirect(path, redirect_to=target)


@action
def delete_a_redirect(office: Office, pick: int, other: int) -> None:
    if redirect := office.one(Redirect, pick):
        redirect.delete()
