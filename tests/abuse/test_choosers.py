"""G8. Editors who type fast: GBIF is asked within the portal's budget, and nobody sees a 500."""

import threading
import time
from collections.abc import Iterator

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client
from django.urls import reverse
from pytest_django.fixtures import Settings

from gbif_blocks.budget import BURST
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import gbif_server, running_gbif_server

__all__ = ["gbif_server", "running_gbif_server"]

EDITORS = 10
KEYS_PER_SECOND = 20
REQUESTS_PER_SECOND = 4.0
WORDS = ["vulpes vulpes", "parus major", "quercus robur", "bombus", "heathland"]


def beginnings(word: str) -> Iterator[str]:
    return (word[:length] for length in range(1, len(word) + 1))


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_g8_ten_editors_at_twenty_keys_a_second_stay_within_the_budget(
    gbif_server: GbifServer, settings: Settings
) -> None:
    """Their browsers wait for a pause in the typing; here none does, so this is worse."""
    settings.GBIF_REQUESTS_PER_SECOND = REQUESTS_PER_SECOND
    gbif_server.misbehave("slow", seconds=0.05)
    address = reverse("gbif_forms:suggestions", args=["taxon"])
    editors = [User.objects.create_superuser(f"editor-{n}") for n in range(EDITORS)]
    browsers = [Client(raise_request_exception=False) for _ in editors]
    for browser, editor in zip(browsers, editors, strict=True):
        browser.force_login(editor)
    answers: list[tuple[int, dict[str, object]]] = []

    def type_it(browser: Client, word: str) -> None:
        try:
            for text in beginnings(word):
                answer = browser.get(address, {"q": text})
                answers.append((answer.status_code, answer.json()))
                time.sleep(1 / KEYS_PER_SECOND)
        finally:
            connections.close_all()

    begun = time.monotonic()
    typing = [
        threading.Thread(target=type_it, args=(browser, WORDS[number % len(WORDS)]))
        for number, browser in enumerate(browsers)
    ]
    for thread in typing:
        thread.start()
    for thread in typing:
        thread.join()
    seconds = time.monotonic() - begun
    assert len(answers) == 2 * sum(len(word) for word in WORDS)
    assert {status for status, _told in answers} == {200}
    assert len(gbif_server.requests) <= BURST + REQUESTS_PER_SECOND * seconds
    assert gbif_server.most_at_once <= 1
    # What two editors type is asked once, and what is not answered is said.
    asked = [request.parameters["q"][0] for request in gbif_server.requests]
    assert len(asked) == len(set(asked))
    unanswered = [told for _status, told in answers if told["message"]]
    assert all("busy" in str(told["message"]) for told in unanswered)
