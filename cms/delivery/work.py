"""What is done outside requests: queued documents now, and chores from time to time.

`manage.py work` does it. A change that queues something calls `wake`, which in development does
the work right after the commit, so that one process is enough there.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

from django.core.management import call_command
from django.db import transaction
from django.utils import timezone
from django_tasks import task

logger = logging.getLogger(__name__)

Job = Callable[[], int]

KEEP_TOMBSTONES = timedelta(days=90)


def jobs() -> tuple[Job, ...]:
    """What is done whenever it is due: each does a little, and says how much.

    Each takes its work from the database, in short transactions, so several processes may run and
    any of them may be killed.
    """
    from cms.delivery.purging.following import purge_due
    from cms.delivery.searching.indexing import index_documents
    from cms.delivery.updating import make_pending
    from cms.delivery.webhooks.composing import close_windows
    from cms.delivery.webhooks.delivering import deliver_due

    return (make_pending, purge_due, index_documents, close_windows, deliver_due)


def chores() -> tuple[Job, ...]:
    """What is done once a minute, whether or not anything happened."""
    from cms.delivery.drift import repair_drift
    from cms.delivery.figures import refresh_figures
    from cms.delivery.preview.cleaning import forget_ended_previews
    from cms.delivery.webhooks.forgetting import forget_old_builds, forget_old_deliveries
    from gbif_blocks.collecting import collect_due
    from gbif_blocks.uses import check_due

    return (
        publish_scheduled,
        lambda: len(repair_drift()),
        forget_tombstones,
        forget_ended_previews,
        forget_old_deliveries,
        forget_old_builds,
        # Last: GBIF may be slow.
        refresh_figures,
        collect_due,
        check_due,
    )


def work_once(*, with_chores: bool = False, is_time: Callable[[], bool] = lambda: False) -> int:
    """Do all that is due now; how many things were done. An error ends only the job it is in.

    `is_time` says when to leave the rest for later: while receivers are slow, or editors quick,
    there is always something more to do.
    """
    todo = [*(chores() if with_chores else ()), *jobs()]
    total = 0
    while todo and not is_time():
        done = {job: _do(job) for job in todo}
        total += sum(done.values())
        todo = [job for job in jobs() if any(done.values())]
    return total


def catch_up() -> None:
    """Make and index all that is queued, at the end of a command: maybe nobody works yet."""
    from cms.delivery.searching.indexing import index_documents
    from cms.delivery.updating import make_pending

    while make_pending() + index_documents():
        pass


@contextmanager
def catching_up() -> Iterator[None]:
    """Do so after what is done inside."""
    yield
    catch_up()


def wake() -> None:
    """Have the work done soon after the commit; call it inside the transaction."""
    transaction.on_commit(lambda: do_work.enqueue())


@task(backend="work")
def do_work() -> None:
    """The task by which `wake` reaches whoever works."""
    work_once()


def publish_scheduled() -> int:
    """Publish and expire the pages whose time has come."""
    call_command("publish_scheduled", verbosity=0)
    return 0


def forget_tombstones() -> int:
    """Forget withdrawals that are older than any reader's cursor should be."""
    from cms.delivery.models import Feed, Tombstone

    with transaction.atomic():
        old = Tombstone.objects.filter(removed_at__lt=timezone.now() - KEEP_TOMBSTONES)
        newest = old.order_by("-sequence").values_list("sequence", flat=True).first()
        if newest is None:
            return 0
        feed = Feed.hold()
        feed.oldest = max(feed.oldest, newest)
        feed.save(update_fields=["oldest"])
        return old.delete()[0]


def _do(job: Job) -> int:
    try:
        return job()
    except Exception:
        logger.exception("A job of the worker failed; it is tried again.")
        return 0
