"""How many records the query of a block finds, told beside its form while somebody edits it."""

from copy import deepcopy
from dataclasses import replace
from functools import cache
from typing import Any

from django.core.cache import cache as answers
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import Resolver404, resolve
from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.models import Page, Site

from gbif_blocks import blocks as gbif_blocks
from gbif_blocks.blocks.checked import Checked
from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.client import Client
from gbif_blocks.exceptions import GbifError
from gbif_blocks.queries import Query
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import Snapshot

# GBIF's own limits: https://techdocs.gbif.org/en/openapi/v1/occurrence (offset and limit).
MAX_OFFSET = 100_000
MAX_LIMIT = 300
# Without others these leave all of GBIF.
OF_QUALITY = {"hasCoordinate", "hasGeospatialIssue", "occurrenceStatus"}
# A number that was counted for one editor holds for the others, and while nothing is changed.
REMEMBERED = 60
# What one check tells; nobody reads the next ones.
MAX_MISTAKES = 10
# The name that the form's fields begin with when they arrive.
PREFIX = "block"


@require_POST
def check_block(request: HttpRequest, name: str) -> JsonResponse:
    """What the posted, unsaved block finds: {"mistakes": [text]}, or {"text", "url", "warnings"}.

    Fields are named as in the block's form, beginning with "block"; `at` is the address of the
    editing page, from which the portal and so the scope is known. Nothing is saved.
    """
    block = _checked_blocks().get(name)
    if block is None:
        raise Http404
    value = block.value_from_datadict(request.POST, request.FILES, PREFIX)
    try:
        cleaned = block.clean(value)
    except ValidationError as error:
        return JsonResponse({"mistakes": _mistakes(block, error)[:MAX_MISTAKES]})
    scope = Scope.for_site(_site(request))
    query = block.get_checked_query(cleaned, scope)
    if query is None:
        return JsonResponse({"text": "", "url": "", "warnings": []})
    return JsonResponse(told(query, is_paged=block.is_paged))


def told(query: Query, *, is_paged: bool = False) -> dict[str, Any]:
    """What a query finds, for an editor: {"text", "url", "warnings"}."""
    if query.contradiction:
        return {"text": "", "url": "", "warnings": [query.contradiction]}
    counted = replace(_plain(query), limit=0)
    catalogue = str(CATALOGUES[query.catalogue].label)
    warnings: list[str | Promise] = []
    if query.predicate is None and not query.parameters.keys() - OF_QUALITY:
        warnings.append(_("There is no filter and no scope: this is all of GBIF."))
    if query.limit > MAX_LIMIT:
        warnings.append(_("GBIF gives %(limit)s rows at most.") % {"limit": MAX_LIMIT})
    try:
        count = _count(counted)
    except GbifError as error:
        return {
            "text": _last_known(query) or _last_known(counted),
            "url": query.gbif_url,
            "warnings": [str(one) for one in (*warnings, _unasked(error))],
        }
    if count == 0:
        warnings.append(_("Nothing is found: a filter may be wrong, or too many may be set."))
    if is_paged and count > MAX_OFFSET:
        warnings.append(
            _("Readers can page through the first %(limit)s only: GBIF gives no more.")
            % {"limit": number_format(MAX_OFFSET, force_grouping=True)}
        )
    found = {"catalogue": catalogue, "count": number_format(count, force_grouping=True)}
    return {
        "text": _("%(catalogue)s found: %(count)s") % found,
        "url": query.gbif_url,
        "warnings": [str(one) for one in warnings],
    }


@cache
def _checked_blocks() -> dict[str, Checked]:
    """By their names, and without what a form must have before it is published.

    Blocks share their children, so these are copies.
    """
    found: dict[str, Checked] = {}
    for class_name in gbif_blocks.__all__:
        made = getattr(gbif_blocks, class_name)
        if issubclass(made, Checked):
            block = deepcopy(made())
            block.defer_required_validation()
            found[block.check_name] = block
    return found


def _plain(query: Query) -> Query:
    """The search itself, of a query that counts by a field."""
    return Query(query.catalogue, query.parameters, query.predicate)


def _count(query: Query) -> int:
    name = f"gbif_blocks:check:{query.snapshot_id}"
    known: int | None = answers.get(name)
    if known is None:
        known = Client().count(query)
        answers.set(name, known, REMEMBERED)
    return known


def _unasked(error: GbifError) -> str:
    if not error.transient:
        return _("GBIF refuses this question: %(reason)s") % {"reason": str(error)[:300]}
    if getattr(error, "retry_after", None) is not None:
        return str(_("GBIF is busy, so nothing was counted. Try again in a moment."))
    return str(_("GBIF cannot be asked at the moment, so nothing was counted. You can save."))


def _last_known(query: Query) -> str:
    snapshot = Snapshot.objects.filter(pk=query.snapshot_id).first()
    if snapshot is None or snapshot.count is None or snapshot.taken_at is None:
        return ""
    return _("On %(day)s it was %(count)s.") % {
        "day": date_format(localtime(snapshot.taken_at)),
        "count": number_format(snapshot.count, force_grouping=True),
    }


def _mistakes(block: Any, error: ValidationError) -> list[str]:
    """Every mistake with the name of its field."""
    inner: dict[Any, Any] = getattr(error, "block_errors", None) or {}
    found = [] if inner else list(error.messages)
    for place, one in inner.items():
        if isinstance(place, int):
            found += _mistakes(block.child_block, one)
            continue
        child = block.child_blocks[place]
        found += [f"{child.label}: {text}" for text in _mistakes(child, one)]
    return found


def _site(request: HttpRequest) -> Site:
    """The portal of the page that is edited, when the user may edit it; else the host's portal."""
    page = _edited_page(request)
    site: Site | None = page.get_site() if page else None
    found: Site | None = site or Site.find_for_request(request) or Site.objects.first()
    if found is None:
        raise Http404
    return found


def _edited_page(request: HttpRequest) -> Page | None:
    try:
        kwargs = resolve(request.POST.get("at", "")[:500]).kwargs
    except Resolver404:
        return None
    pk = kwargs.get("page_id") or kwargs.get("parent_page_id")
    page = Page.objects.filter(pk=pk).first() if pk else None
    if page is None:
        return None
    allowed = page.permissions_for_user(request.user)
    mine = allowed.can_edit() if "page_id" in kwargs else allowed.can_add_subpage()
    return page if mine else None
