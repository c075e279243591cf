"""What the last import wrote, remembered in Wagtail's log.

A page, a menu or the settings are written again only when the portal says something new and no
editor has changed them since; so a second import changes nothing and editors keep their work.
"""

import hashlib
import json
from typing import Any

from django.db.models import Model
from wagtail.log_actions import log
from wagtail.log_actions import registry as log_registry

ACTION = "importers.import"


def checksum(content: Any) -> str:
    """A short name for a JSON value: equal values have equal names."""
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, default=str)
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def recall(instance: Model) -> dict[str, Any] | None:
    """What was remembered of `instance` at its last import, None when it was never imported."""
    entries = log_registry.get_logs_for_instance(instance).filter(action=ACTION)
    entry = entries.order_by("-timestamp", "-pk").first()
    return dict(entry.data) if entry else None


def remember(instance: Model, **data: Any) -> None:
    """Note what this import wrote into `instance`."""
    log(instance, ACTION, data=data)
