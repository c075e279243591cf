"""The stored form of the portal's blocks, and their ids.

Only the shapes are here; what goes into them is decided by `body` and `composition`. Ids are
derived from the page and from the block's place among its kind, the same in every language: a
second import finds the blocks that the first one made, and translations line up.
"""

from collections import Counter
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

Raw = dict[str, Any]

NO_LINK: Raw = {
    "page": None,
    "document": None,
    "url": "",
    "query": "",
    "anchor": "",
    "new_window": False,
}


def block(kind: str, **value: Any) -> Raw:
    """One child of a body, without id yet."""
    return {"type": kind, "value": value}


def items(values: list[Any]) -> list[Raw]:
    """The stored form of a ListBlock."""
    return [{"type": "item", "value": value} for value in values]


# Wagtail reads a list of pictures at once and cannot take None among them.
NO_IMAGE: Raw = {"image": None, "alt_text": "", "decorative": False}

NO_NUMBER: Raw = {
    "catalogue": "",
    "parameters": [],
    "within_scope": False,
    "label": "",
    "prefix": "",
    "suffix": "",
}


def image(pk: int | None, alt: str = "") -> Raw:
    """The stored form of an ImageBlock; without alternative text it is decorative."""
    return {"image": pk, "alt_text": alt, "decorative": not alt} if pk else dict(NO_IMAGE)


def identified(stream: list[Raw], namespace: UUID) -> list[Raw]:
    """`stream` with an id on every block and list item."""
    counts: Counter[str] = Counter()
    result = []
    for child in stream:
        counts[child["type"]] += 1
        identity = uuid5(namespace, f"{child['type']}:{counts[child['type']]}")
        value = _identified_value(child["value"], identity)
        result.append({"type": child["type"], "id": str(identity), "value": value})
    return result


def _identified_value(value: Any, namespace: UUID) -> Any:
    if isinstance(value, dict):
        return {
            key: _identified_value(inner, uuid5(namespace, key)) for key, inner in value.items()
        }
    if isinstance(value, list):
        if value and all(isinstance(item, dict) and "type" in item for item in value):
            return identified(value, namespace)
        return [
            _identified_value(item, uuid5(namespace, str(index)))
            for index, item in enumerate(value)
        ]
    return value


def namespace(*parts: str) -> UUID:
    """A stable namespace for ids, from text such as a portal's URL and a page's key."""
    return uuid5(NAMESPACE_URL, "/".join(parts))
