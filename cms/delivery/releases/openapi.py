"""Compares two OpenAPI 3.1 documents: addresses, parameters, answers, bodies and webhooks."""

from collections.abc import Iterator
from typing import Any

from cms.delivery.releases.changes import Change, Direction, pointer
from cms.delivery.releases.schemas import SchemaComparison

FILE = "openapi.json"
SUCCESS = "2"


class OpenAPIComparison:
    """The changes between two OpenAPI documents."""

    def __init__(self, old: dict[str, Any], new: dict[str, Any]) -> None:
        self._old, self._new = old, new
        self._schemas = SchemaComparison(old, new, FILE)

    def changes(self) -> Iterator[Change]:
        """Every change; whatever is referred to is compared where it stands, once."""
        yield from self._operations("paths", Direction.SENT)
        yield from self._operations("webhooks", Direction.RECEIVED)

    def _operations(self, part: str, answers: Direction) -> Iterator[Change]:
        """`answers` is the direction of the answers; requests go the other way."""
        before, after = self._old.get(part, {}), self._new.get(part, {})
        for name in sorted(before.keys() | after.keys()):
            old, new = before.get(name, {}), after.get(name, {})
            for method in sorted(old.keys() | new.keys()):
                at = pointer(f"{FILE}#", part, name, method)
                if method not in new:
                    yield Change(at, f"{method.upper()} {name} was removed", breaking=True)
                elif method not in old:
                    yield Change(at, f"{method.upper()} {name} was added", breaking=False)
                else:
                    yield from self._operation(old[method], new[method], at, answers)

    def _operation(
        self, old: dict[str, Any], new: dict[str, Any], where: str, answers: Direction
    ) -> Iterator[Change]:
        if old.get("operationId") != new.get("operationId"):
            what = f"was {old.get('operationId')}, is {new.get('operationId')}"
            yield Change(pointer(where, "operationId"), what, breaking=True)
        if old.get("security") != new.get("security"):
            yield Change(pointer(where, "security"), "who may ask has changed", breaking=True)
        requests = Direction.RECEIVED if answers is Direction.SENT else Direction.SENT
        yield from self._parameters(old, new, pointer(where, "parameters"), requests)
        at = pointer(where, "requestBody", "content")
        before, after = (one.get("requestBody", {}).get("content", {}) for one in (old, new))
        yield from self._contents(before, after, at, requests)
        if answers is Direction.SENT:
            yield from self._answers(old, new, pointer(where, "responses"))

    def _parameters(
        self, old: dict[str, Any], new: dict[str, Any], where: str, direction: Direction
    ) -> Iterator[Change]:
        before, after = (
            {(one["in"], one["name"]): one for one in operation.get("parameters", ())}
            for operation in (old, new)
        )
        for place in sorted(before.keys() | after.keys()):
            kind, name = place
            if place not in after:
                yield Change(where, f"the {kind} parameter “{name}” was removed", breaking=True)
                continue
            at = pointer(where, list(after).index(place))
            needed = after[place].get("required", False)
            if place not in before:
                breaks = needed and direction is Direction.RECEIVED
                yield Change(at, f"the {kind} parameter “{name}” was added", breaking=breaks)
                continue
            was_needed = before[place].get("required", False)
            if needed != was_needed:
                what = f"“{name}” {'is now required' if needed else 'may now be absent'}"
                yield Change(at, what, breaking=needed is (direction is Direction.RECEIVED))
            yield from self._schemas.changes(
                before[place]["schema"], after[place]["schema"], pointer(at, "schema"), direction
            )

    def _answers(self, old: dict[str, Any], new: dict[str, Any], where: str) -> Iterator[Change]:
        before, after = old["responses"], new["responses"]
        for status in sorted(before.keys() | after.keys()):
            at = pointer(where, status)
            success = status.startswith(SUCCESS)
            if status not in after:
                yield Change(at, f"{status} is no longer answered", breaking=success)
            elif status not in before:
                yield Change(at, f"{status} may now be answered", breaking=success)
            else:
                headers = before[status].get("headers", {}).keys()
                for name in sorted(headers - after[status].get("headers", {}).keys()):
                    gone = pointer(at, "headers", name)
                    yield Change(gone, f"the header “{name}” was removed", breaking=True)
                yield from self._contents(
                    before[status].get("content", {}),
                    after[status].get("content", {}),
                    pointer(at, "content"),
                    Direction.SENT,
                    # A problem is understood by its status where its `type` is not.
                    errors=not success,
                )

    def _contents(
        self,
        before: dict[str, Any],
        after: dict[str, Any],
        where: str,
        direction: Direction,
        *,
        errors: bool = False,
    ) -> Iterator[Change]:
        for media_type in sorted(before.keys() | after.keys()):
            at = pointer(where, media_type)
            if media_type not in after:
                yield Change(at, f"{media_type} was removed", breaking=True)
            elif media_type not in before:
                yield Change(at, f"{media_type} was added", breaking=False)
            else:
                yield from self._schemas.changes(
                    before[media_type]["schema"],
                    after[media_type]["schema"],
                    pointer(at, "schema"),
                    direction,
                    errors=errors,
                )
