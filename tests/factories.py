"""Builders of content for tests: each makes only what it is asked for."""

import json
from io import BytesIO
from typing import Any
from uuid import uuid4

import PIL.Image
from django.core.files.images import ImageFile
from wagtail.models import Locale, Page, Site
from wagtail_localize.models import LocaleSynchronization

from cms.core.models import Image
from cms.core.portals import Portal
from cms.delivery.changes import changes
from home.models import HomePage


def make_portal(*languages: str, hostname: str = "localhost") -> Portal:
    """A portal with a home page in English; the other languages follow as aliases.

    The first portal replaces Wagtail's placeholder and is the default site.
    """
    with changes():
        english, _created = Locale.objects.get_or_create(language_code="en")
        first = not Site.objects.filter(root_page__content_type__model="homepage").exists()
        if first:
            _remove_the_placeholder()
        home = HomePage(title="Home", slug=f"home-{uuid4().hex[:8]}", locale=english)
        Page.get_first_root_node().add_child(instance=home)
        _publish(home)
        site = Site.objects.create(hostname=hostname, root_page=home, is_default_site=first)
        add_languages(*languages)
    return Portal(site)


def add_languages(*codes: str) -> None:
    """Languages that follow English in every portal."""
    english = Locale.objects.get(language_code="en")
    for code in codes:
        locale, _created = Locale.objects.get_or_create(language_code=code)
        LocaleSynchronization.objects.get_or_create(locale=locale, defaults={"sync_from": english})
    synchronise()


def default_portal() -> Portal:
    """The portal that was made first, as it is now."""
    return Portal(Site.objects.get(is_default_site=True))


def _remove_the_placeholder() -> None:
    """Wagtail's first page and site. Nothing knows of them yet, so nothing need be told; telling
    costs as much as making the portal."""
    for rows in (Site.objects.all(), Page.objects.filter(depth=2)):
        rows._raw_delete(rows.db)
    Page.objects.filter(depth=1).update(numchild=0)


def synchronise() -> None:
    """Give every page its alias in every language that follows another."""
    for rule in LocaleSynchronization.objects.all():
        rule.sync_trees()


def add_page(parent: Page, model: type[Page], **fields: Any) -> Any:
    """A published page; `body` is a list of blocks made by `block`."""
    fields.setdefault("title", "A page")
    for name, value in fields.items():
        if isinstance(value, list) and value and isinstance(value[0], dict):
            fields[name] = json.dumps(value)
    page = model(locale=parent.locale, **fields)
    with changes():
        parent.add_child(instance=page)
        _publish(page)
    return model.objects.get(pk=page.pk)


def _publish(page: Page) -> None:
    """Publish a page that was just saved, so that it need not be looked at again."""
    page.save_revision(clean=False).publish(log_action=False)


def block(kind: str, /, **value: Any) -> dict[str, Any]:
    """One stored block of a body."""
    return {"type": kind, "id": str(uuid4()), "value": value}


def items(*values: Any) -> list[dict[str, Any]]:
    """The stored items of a list block."""
    return [{"type": "item", "id": str(uuid4()), "value": value} for value in values]


def link(**target: Any) -> dict[str, Any]:
    """A stored link: to a `page`, a `document` or a `url`."""
    empty = {"page": None, "document": None, "url": "", "query": "", "anchor": ""}
    return {**empty, "new_window": False, **target}


def picture(image: Image | None, alt_text: str = "", decorative: bool = False) -> dict[str, Any]:
    """A stored picture."""
    return {
        "image": image.pk if image else None,
        "alt_text": alt_text,
        "decorative": decorative,
    }


def make_image(title: str = "Pond", width: int = 800, height: int = 600, **fields: Any) -> Image:
    """A stored JPEG of one colour."""
    buffer = BytesIO()
    PIL.Image.new("RGB", (width, height), "#3a7d44").save(buffer, "JPEG")
    buffer.seek(0)
    file = ImageFile(buffer, name=f"{title.lower()}-{uuid4().hex[:6]}.jpg")
    image: Image = Image.objects.create(title=title, file=file, **fields)
    return image
