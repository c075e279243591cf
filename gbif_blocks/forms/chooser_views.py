"""What a chooser asks while somebody types. Behind the admin's own access rule; GET only."""

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from gbif_blocks.choosing import KINDS, Found, clean_key, find, look_up, site_address, why
from gbif_blocks.exceptions import GbifError
from gbif_blocks.references import Reference
from gbif_blocks.suggestions import LONGEST
from gbif_blocks.values import Uuid


@require_GET
@never_cache
def suggestions(request: HttpRequest, kind: str) -> JsonResponse:
    """What `q` may mean: {"options": [{"key", "label", "detail"}], "chosen", "message"}.

    `chosen` is what `chosen` below gives when `q` is a key. GBIF's failures are messages.
    """
    if kind not in KINDS:
        raise Http404
    checklist = request.GET.get("checklist", "")
    if checklist and not _is_uuid(checklist):
        return JsonResponse(_told(kind, Found(message=_("The checklist is not a UUID."))))
    found = find(kind, request.GET.get("q", "")[:LONGEST], checklist=checklist)
    return JsonResponse(_told(kind, found))


@require_GET
@never_cache
def chosen(request: HttpRequest, kind: str) -> JsonResponse:
    """The thing with the key `key` as it is to be kept, with names in the portal's languages:
    {"chosen": {…}, "message"}; `chosen` is null when there is none or GBIF does not answer."""
    if kind not in KINDS:
        raise Http404
    try:
        key = clean_key(kind, request.GET.get("key", "")[:LONGEST])
        return JsonResponse({"chosen": _of(kind, look_up(kind, key)), "message": ""})
    except ValidationError as error:
        return JsonResponse({"chosen": None, "message": " ".join(error.messages)})
    except GbifError as error:
        return JsonResponse({"chosen": None, "message": str(why(error))})


def _told(kind: str, found: Found) -> dict[str, object]:
    return {
        "options": [
            {"key": one.key, "label": one.label, "detail": one.detail} for one in found.options
        ],
        "chosen": _of(kind, found.chosen) if found.chosen else None,
        "message": str(found.message),
    }


def _of(kind: str, reference: Reference) -> dict[str, object]:
    return {
        "key": reference.key,
        "label": reference.label,
        "labels": reference.labels,
        "checklist": reference.checklist,
        "chosen_at": reference.chosen_at,
        "url": site_address(kind, reference.key),
    }


def _is_uuid(text: str) -> bool:
    try:
        Uuid().clean(text)
    except ValidationError:
        return False
    return True
