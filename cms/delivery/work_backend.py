"""The task backend of processes beside which `manage.py work` runs."""

from typing import Any

from django_tasks import TaskResult
from django_tasks.backends.dummy import DummyBackend


class LeftToTheWorker(DummyBackend):
    """Does nothing: what is due is in the database, where the worker looks for it.

    The dummy of django-tasks is made for tests. It remembers every task, here one for each change
    of a page, for as long as its thread lives.
    """

    def enqueue(self, task: Any, args: Any, kwargs: Any) -> TaskResult[Any]:
        result = super().enqueue(task, args, kwargs)
        self.clear()
        return result
