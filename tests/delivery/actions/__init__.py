"""What editors do, each as a function of a portal and of a few numbers that choose its objects.

Every action looks for something that it can be done to, and does nothing when there is none. They
go through the admin where it does more than one call, else through what the admin itself calls.
"""

from tests.delivery.actions import on_pages, on_settings, on_shared, on_translations
from tests.delivery.actions.office import ACTIONS, Action, Office

__all__ = ["ACTIONS", "Action", "Office", "on_pages", "on_settings", "on_shared", "on_translations"]
