"""Migrates an empty database in a third of the time.

Most of the time of `migrate` goes into making model classes: after every operation of the two
hundred migrations of Wagtail and Django, Django makes those anew that may be affected, which is
most of them. On the way from an empty database to a full one these are not needed:

- Those of the models that a new model refers to. Nothing has asked for them since.
- Those after an operation that changes only what Python knows, such as a help text.
- The neighbours of a model whose table alone changes. What several such operations affect is made
  at once, before the next one that looks.
- All of them before each data migration, if no operation came in between.

The database is the same to the byte; tests/house/test_migrating.py compares.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import Any
from unittest.mock import patch

from django.core.management import call_command
from django.db import connection
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelManagers,
    AlterModelOptions,
    AlterUniqueTogether,
    CreateModel,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
    RenameIndex,
    RunPython,
)
from django.db.migrations.migration import Migration
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState


def migrate() -> None:
    """Bring the database up to date."""
    if connection.introspection.table_names():
        call_command("migrate", verbosity=0)
    else:
        with fewer_models_made():
            call_command("migrate", verbosity=0)


@contextmanager
def fewer_models_made() -> Iterator[None]:
    """Inside, migrations are applied as the module says."""
    replay = _Replay()

    def apply(migration: Migration, *args: Any, **kwargs: Any) -> ProjectState:
        return replay.apply(migration, *args, **kwargs)

    with (
        patch.object(ProjectState, "add_model", _add_model),
        patch.object(Migration, "apply", apply),
    ):
        yield


def _add_model(state: ProjectState, model: ModelState) -> None:
    key = model.app_label, model.name_lower
    state.models[key] = model
    if vars(state)["_relations"] is not None:
        state.resolve_model_relations(key)
    if "apps" in vars(state):
        state.apps.render_multiple([model])


_OF_ONE_TABLE = (
    AddConstraint,
    AddField,
    AddIndex,
    AlterUniqueTogether,
    CreateModel,
    RemoveConstraint,
    RemoveField,
    RemoveIndex,
    RenameIndex,
)


class _Replay:
    """Applies migrations one after the other to the same state."""

    def __init__(self) -> None:
        # The models to be made anew, and whether those close to them are enough.
        self.owed: dict[tuple[str, str], bool] = {}

    def apply(
        self, migration: Migration, state: ProjectState, editor: Any, collect_sql: bool = False
    ) -> ProjectState:
        """As `Migration.apply`, which runs the operations of one migration."""
        for operation in migration.operations:
            if _only_python_knows(operation, migration.app_label, state):
                with patch.object(state, "reload_model", partial(self._owe, state)):
                    operation.state_forwards(migration.app_label, state)
                continue
            with ExitStack() as changes:
                if _concerns_one_table(operation, migration.app_label, state):
                    make_one = partial(self._make_one, state)
                    changes.enter_context(patch.object(state, "reload_model", make_one))
                else:
                    self._make_models(operation, state)
                before = state.clone()
                operation.state_forwards(migration.app_label, state)
            operation.database_forwards(migration.app_label, editor, before, state)
        return state

    def _owe(
        self, state: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> None:
        key = app_label, model_name
        self.owed[key] = delay and self.owed.get(key, True)
        # Who asks for a complete set of models, as what follows the last migration does, has all
        # of them made.
        state.is_delayed = True

    def _make_one(
        self, state: ProjectState, app_label: str, model_name: str, delay: bool = False
    ) -> None:
        self._owe(state, app_label, model_name, delay)
        state._reload({(app_label, model_name)})  # type: ignore[attr-defined]

    def _make_models(self, operation: Operation, state: ProjectState) -> None:
        if not isinstance(operation, RunPython):
            if self.owed:
                state.reload_models(list(self.owed), delay=all(self.owed.values()))
        elif state.is_delayed:
            state.clear_delayed_apps_cache()
            state.apps  # noqa: B018 (makes all of them, for the next data migration too)
            state.is_delayed = False
        else:
            return
        self.owed.clear()


def _only_python_knows(operation: Operation, app_label: str, state: ProjectState) -> bool:
    if isinstance(operation, AlterField):
        field = state.models[app_label, operation.model_name_lower].fields[operation.name]
        return _in_database(field) == _in_database(operation.field)
    return isinstance(operation, AlterModelOptions | AlterModelManagers)


def _concerns_one_table(operation: Operation, app_label: str, state: ProjectState) -> bool:
    """Whether no other table changes. One that refers to a field that others may refer to does."""
    if isinstance(operation, AlterField):
        field = state.models[app_label, operation.model_name_lower].fields[operation.name]
        return not any(f.primary_key or f.unique for f in (field, operation.field))
    return isinstance(operation, _OF_ONE_TABLE)


def _in_database(field: Any) -> tuple[Any, ...]:
    """What the schema editor compares to see whether it has anything to do."""
    _name, path, args, options = field.deconstruct()
    return path, args, {k: v for k, v in options.items() if k not in field.non_db_attrs}
