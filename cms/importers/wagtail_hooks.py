from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.importers.hosted_portal.memory import ACTION


@hooks.register("register_log_actions")  # type: ignore[untyped-decorator]
def register_import_action(actions: Any) -> None:
    """Imports stand in the history of the pages that they wrote."""
    actions.register_action(ACTION, _("Import"), _("Imported from a hosted portal"))
