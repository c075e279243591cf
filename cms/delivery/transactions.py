"""Making "in the publishing transaction" true.

Wagtail's operations are action classes, but the registry of actions is asked by its generic views
and by API v3 only: the page views, `Page.publish()` and its siblings, bulk actions and
`publish_scheduled` name Wagtail's own classes. So the operations themselves are wrapped, once, when
the service starts: whoever calls them gets one transaction with the documents in it.
Reasons: docs/decisions/0010-documents-and-changes.md.
"""

from collections.abc import Callable, Iterator
from functools import wraps
from typing import Any

from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from wagtail.actions.base import BaseAction
from wagtail.models import AbstractPage, Collection
from wagtail_localize.models import Translation, TranslationSource

from cms.core.models.pages import is_bookkeeping
from cms.delivery.changes import changes
from cms.delivery.signal_handlers import collection_changed, source_changed
from cms.response_headers import ADMIN_PREFIX

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}


def make_operations_atomic() -> None:
    """Wrap what writes in several steps; called when the apps are ready."""
    for action in _subclasses(BaseAction):
        if "execute" in vars(action):
            _wrap(action, "execute")
    # A page's save writes its children and the paths of its descendants after its signal.
    _wrap(AbstractPage, "save")
    # Moving a collection sends no signal, nor does cutting a source into strings.
    _wrap(Collection, "move", then=lambda moved: collection_changed(_again(moved)))
    _wrap(TranslationSource, "refresh_segments", then=source_changed)
    _wrap(TranslationSource, "update_from_db")
    _wrap(TranslationSource, "create_or_update_translation")
    _wrap(Translation, "import_po")
    _wrap(Translation, "save_target")


def _subclasses(cls: type[Any]) -> Iterator[type[Any]]:
    for subclass in cls.__subclasses__():
        yield subclass
        yield from _subclasses(subclass)


def _wrap(owner: type, name: str, then: Callable[[Any], None] = lambda instance: None) -> None:
    """Make a method one change; `then` says what changed where no signal does."""
    method = getattr(owner, name)

    @wraps(method)
    def operate(self: Any, *args: Any, **kwargs: Any) -> Any:
        # A draft keeps nobody waiting.
        if is_bookkeeping(kwargs.get("update_fields")):
            return method(self, *args, **kwargs)
        with changes():
            result = method(self, *args, **kwargs)
            then(self)
            return result

    setattr(owner, name, operate)


def _again(instance: Model) -> Any:
    """The instance as the database has it: treebeard moves rows, not objects."""
    return type(instance)._default_manager.get(pk=instance.pk)


class ChangesMiddleware:
    """Makes one request of an editor one change: a bulk action updates each document once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self,
        request: HttpRequest,
        view: Callable[..., Any],
        args: list[Any],
        kwargs: dict[str, Any],
    ) -> Any:
        """The view's answer, when it may change something. Its exception undoes the change."""
        editing = request.path.startswith(ADMIN_PREFIX) and request.method not in SAFE_METHODS
        # Strangers who try passwords do not keep editors waiting.
        editing = editing and bool(request.user.is_authenticated)
        if not editing or getattr(view, "_non_atomic_requests", None):
            return None
        with changes():
            return view(request, *args, **kwargs)
