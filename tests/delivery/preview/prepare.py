"""Makes the database of the browser tests, and prints the number of each page, as JSON.

One portal with four pages, of which one is being translated and one was; an administrator, and a
translator and a reviewer of Dutch.
"""

import json
import os
import sys
from contextlib import nullcontext
from typing import Any

import django

LOGIN = ("admin", "portal")
TRANSLATOR = ("vera", "a translator's password")
REVIEWER = ("rik", "a reviewer's password")


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.development")
    django.setup()
    from django.contrib.auth import get_user_model
    from django.contrib.auth.models import Group
    from django.core.management import call_command
    from wagtail.models import Locale

    from cms.translation.review.models import Translator
    from home.models import ContentPage
    from tests.delivery.editing import again, submit_for_translation, translate
    from tests.factories import add_page, block, make_portal, synchronise

    def heading(text: str, level: int) -> dict[str, Any]:
        return block("heading", text=text, anchor="", level=str(level))

    call_command("migrate", verbosity=0)
    home = make_portal("nl").site.root_page
    words = block("rich_text", text="<p>Words about words.</p>" * 60)
    page = add_page(
        home,
        ContentPage,
        title="About us",
        slug="about",
        search_description="Who we are.",
        body=[heading("First", 2), words, heading("Second", 2)],
    )
    add_page(
        home,
        ContentPage,
        title="Steps",
        slug="steps",
        search_description="A level is skipped.",
        body=[heading("Third level", 3), words],
    )
    add_page(home, ContentPage, title="Ponds", slug="ponds", body=[heading("Our ponds", 2)])
    pond = add_page(home, ContentPage, title="Garden", slug="garden", body=[heading("Our pond", 2)])
    synchronise()
    submit_for_translation(again(page), "nl")
    # What was said before of something alike.
    submit_for_translation(again(pond), "nl")
    translate(again(pond), "nl", lambda **_: nullcontext())
    get_user_model().objects.create_superuser(LOGIN[0], "admin@portal.example", LOGIN[1])
    for (name, password), group in ((TRANSLATOR, "Editors"), (REVIEWER, "Moderators")):
        user = get_user_model().objects.create_user(name, f"{name}@portal.example", password)
        user.groups.add(Group.objects.get(name=group))
        Translator.objects.create(user=user, locale=Locale.objects.get(language_code="nl"))
    pages = ContentPage.objects.values_list("slug", "locale__language_code", "pk")
    sys.stdout.write(json.dumps({f"{slug} {code}": pk for slug, code, pk in pages}))


if __name__ == "__main__":
    main()
