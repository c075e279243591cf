"""Whatever editors do, in whatever order, what is stored equals a rebuild and readers hold it.

One sequence is some actions of `tests.delivery.actions` on a portal with something of everything.
After each action: no document differs from one made from scratch, those that wait for the worker
excepted; after the worker's next run none does at all; who only ever syncs holds exactly what is
stored; and what documents say of translations is true of their words. Thousands of sequences: see
CONTRIBUTING.md.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from pytest_django import DjangoCaptureOnCommitCallbacks
from wagtail.models import Site

from cms.delivery.changes import changes
from cms.delivery.checking import check_documents
from cms.delivery.drift import drifted_pages
from cms.delivery.models import Document, PendingPage
from cms.delivery.work import work_once
from tests.delivery.actions import ACTIONS, Office
from tests.delivery.reader import Reader
from tests.delivery.true_states import false_states

Get = Callable[..., Any]
# An action, and the numbers by which it chooses what it is done to.
Step = tuple[str, int, int]

START = datetime(2026, 11, 2, 9, tzinfo=UTC)
# Each database has five minutes, `make test` 20 on two cores; `--sequences` tries more.
SEQUENCES = 100
ACTIONS_IN_A_SEQUENCE = 2
# With --sequences: half as many on average.
ACTIONS_IN_A_LONG_SEQUENCE = 16
# How many documents a transaction makes itself: all, or so few that the queue does the most.
LIMITS = (100, 100, 0, 1, 2)
# After how many actions the worker comes.
WORKS_EACH = (1, 1, 1, 3)
NUMBERS = st.integers(min_value=0, max_value=47)
STEPS = st.tuples(st.sampled_from(sorted(ACTIONS)), NUMBERS, NUMBERS)


@pytest.fixture
def office() -> Iterator[Office]:
    with time_machine.travel(START) as clock:
        with changes():
            office = Office(clock)
        yield office


class Sequence:
    """One sequence of actions, and the reader that follows it."""

    def __init__(self, office: Office, get: Get, on_commit: DjangoCaptureOnCommitCallbacks) -> None:
        self.office = office
        self.get = get
        self.on_commit = on_commit
        self.reader = Reader(get)

    @contextmanager
    def undone_at_its_end(self, limit: int) -> Iterator[None]:
        """The prepared portal as it was at first, before and after."""
        self.office.count = 0
        self.office.clock.move_to(START)
        with transaction.atomic(), override_settings(DELIVERY_INLINE_DOCUMENTS=limit):
            try:
                self.reader.read(limit=500)
                yield
            finally:
                transaction.set_rollback(True)
                Site.clear_site_root_paths_cache()
                cache.clear()

    def perform(self, step: Step, *, with_work: bool) -> None:
        """Do one thing, and look at it as the worker, a check and readers do."""
        name, pick, other = step
        self.office.later(minutes=1)
        # What is not allowed (two pages with one slug) the admin would have refused.
        with self.on_commit(execute=True), suppress(ValidationError):
            ACTIONS[name](self.office, pick, other)
        self.assert_readers_follow()
        queued = PendingPage.objects.exists()
        if queued:
            assert check_documents().defects == []
        if with_work:
            work_once()
            assert not PendingPage.objects.exists()
            if queued:
                self.assert_readers_follow()
        if with_work or not queued:
            assert check_documents().differences == []
            assert drifted_pages() == set()
            assert false_states() == []

    def assert_readers_follow(self) -> None:
        """Readers hold what is stored, and `resolve/` answers with nothing else."""
        heard = self.reader.read(limit=500)
        assert self.reader.holds_what_is_public()
        documents = {one.path: one.etag for one in Document.objects.pages().without_body()}
        for path in {path for _op, path in heard if path}:
            answer = self.get("resolve/", path=path)
            if path in documents:
                assert (answer.status_code, answer.json()["kind"]) == (200, "page")
                assert answer.json()["page"] == self.reader.by_path[path]
            else:
                assert answer.status_code == 410 or answer.json()["kind"] == "redirect"


@pytest.mark.timeout(0)
def test_editing_in_any_order(
    office: Office,
    get: Get,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
    request: pytest.FixtureRequest,
) -> None:
    sequences: int | None = request.config.getoption("sequences")
    number: int | None = request.config.getoption("sequences_seed")
    if number is None:
        number = int.from_bytes(os.urandom(4)) if sequences else 1
    # Shown with a failure.
    print(f"Repeat with --sequences={sequences} --sequences-seed={number}")  # noqa: T201
    fixed = st.lists(
        STEPS,
        min_size=ACTIONS_IN_A_SEQUENCE,
        max_size=ACTIONS_IN_A_SEQUENCE,
        unique_by=lambda step: step[0],
    )
    long = st.lists(STEPS, min_size=1, max_size=ACTIONS_IN_A_LONG_SEQUENCE)
    performed: Counter[str] = Counter()

    @seed(number)
    @settings(
        max_examples=sequences or SEQUENCES,
        # Explaining traces every line that runs; shrinking takes minutes.
        phases=[Phase.generate, Phase.shrink] if sequences else [Phase.generate],
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        limit=st.sampled_from(LIMITS),
        works_each=st.sampled_from(WORKS_EACH),
        steps=long if sequences else fixed,
    )
    def edit(limit: int, works_each: int, steps: list[Step]) -> None:
        sequence = Sequence(office, get, django_capture_on_commit_callbacks)
        with sequence.undone_at_its_end(limit):
            for count, step in enumerate(steps, start=1):
                performed[step[0]] += 1
                sequence.perform(step, with_work=count % works_each == 0)

    edit()
    assert sequences or len(performed) > len(ACTIONS) * 0.8
