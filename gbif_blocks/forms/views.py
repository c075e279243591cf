"""What the editors of the admin ask while somebody edits. Only `count_scope` asks GBIF."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.contrib.settings.views import get_setting_edit_handler
from wagtail.models import Site
from wagtail.permissions import policy_registry

from gbif_blocks.asking import get_obstacle
from gbif_blocks.forms.block_check import told
from gbif_blocks.forms.json_text import read_json
from gbif_blocks.forms.scope_check import summary
from gbif_blocks.geometry import read_area
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import Predicate
from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope


@require_POST
def check_predicate(request: HttpRequest, catalogue: str) -> JsonResponse:
    """The predicate in the request's body, checked.

    {"mistakes": [{"place", "text"}]} or {"widget", "rest", "get", "message"}: both dialects, the
    query string of a GET or null, and what to tell the editor about it.
    """
    if catalogue not in ("occurrence", "literature"):
        raise Http404
    try:
        tree = read_predicate(read_json(_text(request)), catalogue)
    except ValidationError as error:
        return JsonResponse({"mistakes": [_mistake(one) for one in error.error_list]})
    return JsonResponse(said(tree))


@require_POST
def check_area(request: HttpRequest) -> JsonResponse:
    """The area in the request's body as {"wkt", "repairs"}, or {"mistakes"}."""
    try:
        area = read_area(_text(request).strip())
    except ValidationError as error:
        return JsonResponse({"mistakes": [_mistake(one) for one in error.error_list]})
    return JsonResponse({"wkt": area.wkt, "repairs": [str(repair) for repair in area.repairs]})


@require_POST
def check_scope(request: HttpRequest, site_pk: int) -> JsonResponse:
    """What the scope in the posted form asks: {"catalogues": […]}, or {"mistakes": […]}.

    Nothing is saved. Needs the permission to change the scope.
    """
    form = _posted_scope(request, site_pk)
    if not form.is_valid():
        mistakes = [
            {"place": str(form.fields[name].label if name in form.fields else ""), "text": message}
            for name, errors in form.errors.items()
            for message in errors
        ]
        return JsonResponse({"mistakes": mistakes})
    return JsonResponse({"catalogues": summary(form.instance)})


@require_POST
def count_scope(request: HttpRequest, site_pk: int) -> JsonResponse:
    """How many occurrences the scope in the posted form has: {"text", "url", "warnings"}.

    {"mistakes": true} when the form has some, which `check_scope` names. Nothing is saved.
    """
    form = _posted_scope(request, site_pk)
    if not form.is_valid():
        return JsonResponse({"mistakes": True})
    return JsonResponse(told(form.instance.apply(Query("occurrence"))))


def _posted_scope(request: HttpRequest, site_pk: int) -> Any:
    """The scope's form as it was posted, when the user may change the scope."""
    site = get_object_or_404(Site, pk=site_pk)
    policy = policy_registry.get_by_type(Scope)
    if not policy.user_has_permission_for_instance(request.user, "change", site):
        raise PermissionDenied
    form_class = get_setting_edit_handler(Scope).get_form_class()
    return form_class(request.POST, instance=Scope(site=site), for_user=request.user)


def said(tree: Predicate) -> dict[str, Any]:
    """A predicate in every form that GBIF takes it."""
    obstacle = get_obstacle(tree)
    parameters = tree.as_parameters() if obstacle is None else None
    if parameters is None:
        message = _("Understood. It cannot be counted by GET: %(reason)s.") % {"reason": obstacle}
    else:
        message = _("Understood. It can be counted by GET.")
    return {
        "widget": tree.as_widget(),
        "rest": tree.as_rest(),
        "get": None if parameters is None else urlencode(parameters, doseq=True),
        "message": str(message),
    }


def _text(request: HttpRequest) -> str:
    # Django itself answers 400 to a body above DATA_UPLOAD_MAX_MEMORY_SIZE.
    return request.body.decode("utf-8", "replace")


def _mistake(error: ValidationError) -> dict[str, str]:
    params = error.params or {}
    message = next(iter(error.messages))
    return {"place": str(params.get("place", "")), "text": str(params.get("text", message))}
