"""From translator to reviewer to readers: who may do what, when, and who is told."""

import json
import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Locale, Page, PageLogEntry
from wagtail_localize.models import StringSegment, StringTranslation, Translation

from cms.delivery.changes import changes
from cms.delivery.preview.models import PanelPreview
from cms.translation.review import flow
from cms.translation.review.models import Assignment, Remark, SegmentReview, Stage, Translator
from cms.translation.review.progress import progress_of
from cms.translation.review.work import mail_digests
from cms.translation.texts import State, segment_id
from home.models import ContentPage
from tests.delivery.editing import publish
from tests.factories import add_page
from tests.translation.test_exchange import make_page, state

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/translations/"


@pytest.fixture(scope="module")
def _made(lasting: None) -> None:
    make_page("nl", "fr")


class Person:
    """Somebody with a browser."""

    def __init__(self, name: str, group: str, *codes: str) -> None:
        self.user = User.objects.create(username=name, email=f"{name}@portal.example")
        self.user.groups.add(Group.objects.get(name=group))
        for code in codes:
            locale = Locale.objects.get(language_code=code)
            Translator.objects.create(user=self.user, locale=locale)
        self.client = Client()
        self.client.force_login(self.user)

    def step(self, step: str, text: str = "", code: str = "nl", segment: str = "") -> str:
        """Press a button of the panel; what the next page says of it."""
        data = {"step": step, "text": text, "segment": segment}
        response = self.client.post(f"{ADDRESS}{code}/{about().translation_key}/step/", data)
        if response.status_code != 302 or "translations/" not in response["Location"]:
            return "refused"
        shown = self.client.get(response["Location"]).content.decode()
        told = re.findall(r'<li class="(?:success|error|warning)">(.*?)</li>', shown, re.DOTALL)
        return re.sub(r"<[^<>]*>|\s+", " ", " ".join(told))

    def translate(self, translation: Translation) -> list[int]:
        """Translate every segment in wagtail-localize's editor; the answers' status codes."""
        found = []
        for segment in StringSegment.objects.filter(source=translation.source):
            url = reverse(
                "wagtail_localize:edit_string_translation", args=[translation.pk, segment.pk]
            )
            words = re.sub(r"[^<>]+(?=<|$)", lambda one: one[0].upper(), segment.string.data)
            value = "over-ons" if segment.context.path == "slug" else words
            answer = self.client.put(
                url, urlencode({"value": value}), content_type="application/x-www-form-urlencoded"
            )
            found.append(answer.status_code)
        return found


@pytest.fixture
def translator(_made: None) -> Person:
    return Person("translator", "Editors", "nl")


@pytest.fixture
def reviewer(_made: None) -> Person:
    return Person("reviewer", "Moderators", "nl")


def about() -> Any:
    return ContentPage.objects.get(slug="about", locale__language_code="en")


def assigned(
    translator: Person, reviewer: Person, due: date | None = None, code: str = "nl"
) -> Assignment:
    """The page, given to both in the admin by an administrator."""
    chief, _made = User.objects.get_or_create(username="chief", is_superuser=True)
    client = Client()
    client.force_login(chief)
    fields = {
        "locale": Locale.objects.get(language_code=code).pk,
        "texts": [about().translation_key],
        "assign": "on",
        "translator": translator.user.pk,
        "reviewer": reviewer.user.pk,
        "due": due or "",
    }
    answer = client.post(f"{ADDRESS}assign/", fields)
    assert answer.status_code == 302, answer.content.decode()
    return Assignment.objects.get(translation__target_locale__language_code=code)


def test_a_text_goes_from_its_translator_to_its_reviewer_and_on_to_readers(
    translator: Person, reviewer: Person
) -> None:
    assignment = assigned(translator, reviewer, due=date(2027, 3, 31))
    assert state("/nl/about/") == "fallback"
    listed = translator.client.get(f"{ADDRESS}?mine").content.decode()
    assert all(word in listed for word in ("About", "To translate", "reviewer", "2027"))
    dutch = Page.objects.get(translation_key=about().translation_key, locale__language_code="nl")
    editor = translator.client.get(reverse("wagtailadmin_pages:edit", args=[dutch.pk]))
    assert "js-translation-editor" in editor.content.decode()
    assert "Hand in for review" in editor.content.decode()
    assert "missing" in translator.step("hand_in")
    assert set(translator.translate(assignment.translation)) == {201}
    assert "not your turn" in reviewer.step("approve")
    assert "reviewer&#x27;s turn" in translator.step("hand_in")
    assert "Say what" in reviewer.step("give_back")
    title = segment_id(about().translation_key, "title", "About")
    assert "Returned" in reviewer.step("give_back", "“ABOUT” shouts.", segment=title)
    panel = translator.client.get(editor.request["PATH_INFO"]).content.decode()
    assert "Title, “About”: “ABOUT” shouts." in panel
    advice = reverse("translation_advice:show", args=[assignment.translation.pk])
    told = translator.client.get(advice).json()["segments"].values()
    assert [(one["id"], one["remarks"]) for one in told if one["remarks"]] == [
        (title, ["reviewer: “ABOUT” shouts."])
    ]
    assert "added" in translator.step("comment", "So does the source.", segment="gone")
    StringTranslation.objects.update(translation_type=StringTranslation.TRANSLATION_TYPE_MACHINE)
    assert "reviewer&#x27;s turn" in translator.step("hand_in")
    assert "not your turn" in translator.step("approve")
    assert state("/nl/about/") == "fallback"
    assert "Approved" in reviewer.step("approve")
    # Not “machine” any more: a person has read it.
    assert state("/nl/over-ons/") == "translated"
    assert SegmentReview.objects.count() == StringTranslation.objects.count()
    assert {one.reviewed_by for one in SegmentReview.objects.all()} == {reviewer.user}
    assert [one.user for one in Remark.objects.all()] == [reviewer.user, translator.user]
    steps = PageLogEntry.objects.filter(action__startswith="translation.")
    assert steps.filter(page=dutch.pk).count() == 5
    assert progress_of(dutch.locale).people == []
    # What was approved is to be translated again once its source changes.
    publish(about(), title="About our node")
    [load] = progress_of(dutch.locale).people
    assert (load.title, load.texts, load.words) == ("translator", 1, 3)
    assert load.segments.keys() == {State.MISSING, State.REVIEWED}
    assert "To translate" in reviewer.client.get(f"{ADDRESS}?mine").content.decode()
    assert "missing" in translator.step("hand_in")


def test_a_translator_who_may_publish_does_not_publish_past_the_reviewer(
    translator: Person, reviewer: Person
) -> None:
    translator.user.groups.set(Group.objects.filter(name="Moderators"))
    assigned(translator, reviewer)
    dutch = Page.objects.get(translation_key=about().translation_key, locale__language_code="nl")
    edit = reverse("wagtailadmin_pages:edit", args=[dutch.pk])
    translator.client.post(edit, {"action": "publish"})
    assert state("/nl/about/") == "fallback"


def test_nobody_changes_another_language_by_whatever_address(
    translator: Person, reviewer: Person
) -> None:
    """Who publishes Dutch does nothing to a text that is handed to translators of French."""
    french = [Person("traductrice", "Editors", "fr"), Person("relectrice", "Moderators", "fr")]
    translation = assigned(french[0], french[1], code="fr").translation
    assert set(french[0].translate(translation)) == {201}
    before = list(StringTranslation.objects.values_list("pk", "data"))
    person = reviewer
    assert set(person.translate(translation)) == {403}
    page = Page.objects.get(translation_key=about().translation_key, locale__language_code="fr")
    segment = StringSegment.objects.filter(source=translation.source).first()
    named = {"translation_id": translation.pk}
    sent: list[tuple[str, dict[str, Any]]] = [
        ("wagtail_localize:machine_translate", named),
        ("wagtail_localize:upload_pofile", named),
        ("wagtail_localize:stop_translation", named),
        ("wagtail_localize:download_pofile", named),
        ("wagtail_localize:preview_translation", named),
        ("wagtail_localize:update_translations", {"translation_source_id": translation.source_id}),
        ("wagtail_localize:convert_to_alias", {"page_id": page.pk}),
        ("translation_review:compare", named),
        ("translation_advice:show", named),
        ("translation_advice:ignore", {**named, "segment_id": segment.pk}),
        ("wagtailadmin_pages:edit", {"page_id": page.pk}),
        ("wagtailadmin_pages:delete", {"page_id": page.pk}),
    ]
    for address, kwargs in sent:
        url = reverse(address, kwargs=kwargs)
        for answer in (person.client.get(url), person.client.post(url, {"action": "publish"})):
            assert answer.status_code in (302, 403, 405), address
    person.client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
    for step in ("hand_in", "approve", "give_back", "comment"):
        assert person.step(step, "No", code="fr") == "refused"
    assert person.client.get(f"{ADDRESS}fr/{about().translation_key}/").status_code == 302
    assert list(StringTranslation.objects.values_list("pk", "data")) == before
    assert not Remark.objects.exists()
    assert Translation.objects.get().enabled
    assert Assignment.objects.get().stage == Stage.TO_TRANSLATE
    assert Page.objects.get(pk=page.pk).live


def test_what_is_typed_is_seen_beside_the_source_before_it_is_saved(
    translator: Person, reviewer: Person
) -> None:
    translation = assigned(translator, reviewer).translation
    segment = StringSegment.objects.get(source=translation.source, context__path="title")
    address = reverse("translation_review:compare", args=[translation.pk])
    shown = translator.client.post(address, {f"segment-{segment.pk}": "Over ons"}).content.decode()
    frames = re.findall(r'<iframe src="([^"]+)"', shown)
    assert frames[0].endswith("/about/")
    preview = PanelPreview.objects.get()
    draft = json.loads(bytes(preview.body))
    assert (draft["title"], draft["locale"]["served"]) == ("Over ons", "nl")
    assert "/preview/" in frames[1]
    assert not StringTranslation.objects.exists()
    # Without what was typed it is what readers have.
    translator.client.get(address)
    newest = PanelPreview.objects.order_by("-created_at")[0]
    assert json.loads(bytes(newest.body))["title"] == "About"


def test_everybody_gets_one_mail_about_what_is_new_and_nobody_the_same_twice(
    translator: Person, reviewer: Person
) -> None:
    today = timezone.localdate()
    assignment = assigned(translator, reviewer, due=today + timedelta(days=2))

    def mailed(day: int = 0) -> list[tuple[str, str]]:
        mail.outbox.clear()
        sent = mail_digests(today + timedelta(days=day))
        assert sent == len(mail.outbox)
        return [(one.to[0].partition("@")[0], str(one.body)) for one in mail.outbox]

    [(person, body)] = mailed()
    assert person == "translator"
    assert "About" in body
    assert f"{ADDRESS}nl/{about().translation_key}/" in body
    assert mailed() == []
    [(_person, body)] = mailed(day=2)
    assert "due today" in body
    [(_person, body)] = mailed(day=3)
    assert "overdue" in body
    assert mailed(day=4) == []
    translator.translate(assignment.translation)
    translator.step("hand_in")
    [(person, body)] = mailed()
    assert (person, "In review" in body) == ("reviewer", True)
    reviewer.step("give_back", "Not yet.")
    [(person, body)] = mailed()
    assert (person, "Returned" in body) == ("translator", True)
    mail.outbox.clear()
    call_command("mail_translators")
    assert mail.outbox == []


def test_translator_and_reviewer_are_two_people(translator: Person) -> None:
    with pytest.raises(AssertionError, match="two people"):
        assigned(translator, translator)
    assert not Assignment.objects.exists()


def test_a_language_that_is_removed_takes_its_work_along(
    translator: Person, reviewer: Person
) -> None:
    assigned(translator, reviewer)
    dutch = Locale.objects.get(language_code="nl")
    for page in Page.objects.filter(locale=dutch, depth=2):
        page.delete()
    dutch.delete()
    assert not Assignment.objects.exists()
    assert mail_digests() == 0


def test_the_list_costs_the_same_queries_however_much_is_assigned(
    translator: Person, reviewer: Person
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            assert reviewer.client.get(f"{ADDRESS}?locale=nl").status_code == 200
        return len(found)

    dutch = Locale.objects.get(language_code="nl")
    flow.assign(dutch, [about().translation_key], translator.user, None, None, reviewer.user)
    queries()
    few = queries()
    home = about().get_parent()
    with changes():
        for number in range(3):
            add_page(home, ContentPage, title=f"P {number}", slug=f"p{number}")
    keys = [page.translation_key for page in home.get_children()]
    flow.assign(dutch, keys, translator.user, None, None, reviewer.user)
    assert Assignment.objects.count() == 4
    assert queries() <= few
