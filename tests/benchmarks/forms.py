"""How long the form of a page takes to open: one of GBIF's blocks beside one of texts."""

import json
import time
from itertools import cycle, islice
from typing import Any
from uuid import uuid4

from django.contrib.auth import get_user_model
from django.core.serializers.json import DjangoJSONEncoder
from django.test import Client
from django.urls import reverse
from wagtail.models import Site

from cms.core.blocks import BodyBlock
from home.models import ContentPage

BLOCKS = 30


def gbif_kinds() -> list[str]:
    """The names of GBIF's blocks."""
    return [name for name in BodyBlock().child_blocks if name.startswith("gbif_")]


def filled(kinds: list[str], count: int) -> list[dict[str, Any]]:
    """So many stored blocks, each kind in turn, with the values of their previews."""
    children = BodyBlock().child_blocks
    body = [
        {"type": kind, "id": uuid4(), "value": children[kind].get_prep_value(_preview(kind))}
        for kind in islice(cycle(kinds), count)
    ]
    stored: list[dict[str, Any]] = json.loads(json.dumps(body, cls=DjangoJSONEncoder))
    return stored


def _preview(kind: str) -> Any:
    return BodyBlock().child_blocks[kind].get_preview_value()


def open_forms(times: int) -> dict[str, list[float]]:
    """Open the form of a page of GBIF's blocks and of one of texts in turns; the seconds."""
    texts = ["rich_text", "heading", "quote"]
    bodies = {"gbif": filled(gbif_kinds(), BLOCKS), "text": filled(texts, BLOCKS)}
    editor = get_user_model().objects.create_superuser(f"editor-{uuid4()}", "e@portal.example")
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(editor)
    pages = {name: _page(name, body) for name, body in bodies.items()}
    seconds: dict[str, list[float]] = {name: [] for name in pages}
    for turn in range(times + 1):
        for name, page in pages.items():
            begun = time.perf_counter()
            answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            if answer.status_code != 200:
                raise AssertionError(f"The form answers {answer.status_code}.")
            if turn:  # the first one loads what all need
                seconds[name].append(time.perf_counter() - begun)
    for page in pages.values():
        page.delete()
    editor.delete()
    return seconds


def _page(name: str, body: list[dict[str, Any]]) -> ContentPage:
    home = Site.objects.get(is_default_site=True).root_page
    page = ContentPage(
        title=name, slug=f"form-{uuid4()}", locale=home.locale, body=json.dumps(body), live=False
    )
    home.add_child(instance=page)
    page.save_revision()
    return page
