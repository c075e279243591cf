"""Processes that edit and work until somebody kills them.

Imported once by multiprocessing's fork server, so each process begins with Django loaded.
"""

import random
import time
from typing import Any

import django

django.setup()

from django.urls import reverse  # noqa: E402
from wagtail.models import Page  # noqa: E402

from cms.delivery.work import work_once  # noqa: E402
from tests.delivery.editing import publish  # noqa: E402

# Reads all addresses of the service, here and not in each process.
reverse("wagtailadmin_home")


def edit_until_killed(number: int, begun: Any) -> None:
    """Publish, move, unpublish and rename the pages below the home page, without end.

    `begun` is set after the first of it: that one is slow, as everything is for the first time.
    """
    chance = random.Random(number)
    count = 0
    while True:
        count += 1
        pages = list(Page.objects.filter(depth__gt=2).order_by("path"))
        page, target = chance.sample(pages, 2)
        match chance.randrange(5):
            case 0 | 1:
                publish(page, title=f"Title {number} {count}")
            case 2:
                publish(page, slug=f"slug-{number}-{count}")
            case 3 if page.live:
                page.unpublish()
            case 4 if not target.is_descendant_of(page):
                move(page, target)
        begun.set()


def move(page: Any, target: Any) -> None:
    page.move(target, "first-child")


def work_until_killed(begun: Any) -> None:
    """What `manage.py work` does, without its chores: those would repair what went wrong."""
    begun.set()
    while True:
        work_once()
        time.sleep(0.01)
