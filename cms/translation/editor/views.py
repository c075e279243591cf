"""What the script of wagtail-localize's editor asks for."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail_localize.models import StringSegment, StringTranslation, Translation
from wagtail_localize.views.edit_translation import user_can_edit_instance

from cms.translation.checks.models import IgnoredFinding
from cms.translation.checks.saving import mark
from cms.translation.editor.advice import advice
from cms.translation.taxa import taxa_of
from cms.translation.vernacular import vernacular_names

_LONGEST_REASON = 300


def _translation(request: HttpRequest, key: int) -> Translation:
    translation = get_object_or_404(Translation, pk=key)
    if not user_can_edit_instance(request.user, translation.get_target_instance()):
        raise PermissionDenied
    return translation


@require_GET
def show_advice(request: HttpRequest, translation_id: int) -> JsonResponse:
    """Names, terms, offers and findings of all segments."""
    return JsonResponse(advice(_translation(request, translation_id)) | {"labels": _labels()})


def _labels() -> dict[str, str]:
    """What the script says, in the editor's language."""
    return {
        "names": _("Scientific names, to be left as they are"),
        "terms": _("Terms"),
        "former": _("Changed since it was translated"),
        "offers": _("Said before"),
        "use": _("Use this"),
        "for": _("for:"),
        "findings": _("To be looked at"),
        "remarks": _("Comments"),
        "comment": _("Comment on this"),
        "ignore": _("This is no mistake"),
        "reason": _("Why is this no mistake? For example: the source says it twice."),
        "vernacular": _("Names of the taxa at GBIF; not checked by anybody"),
    }


@require_GET
def show_vernacular_names(request: HttpRequest, translation_id: int) -> JsonResponse:
    """What GBIF knows the page's taxa as, in the language that is translated into."""
    translation = _translation(request, translation_id)
    language = translation.target_locale.language_code
    taxa = taxa_of(translation.source)
    return JsonResponse({"taxa": vernacular_names(taxa, language)})


@require_POST
def ignore_finding(request: HttpRequest, translation_id: int, segment_id: int) -> JsonResponse:
    """Let a finding pass, for a reason; 400 without one."""
    translation = _translation(request, translation_id)
    segment = get_object_or_404(StringSegment, pk=segment_id, source=translation.source)
    stored = get_object_or_404(
        StringTranslation,
        translation_of_id=segment.string_id,
        context_id=segment.context_id,
        locale=translation.target_locale,
    )
    code = request.POST.get("code", "")[:40]
    reason = request.POST.get("reason", "").strip()
    if not code or not reason or len(reason) > _LONGEST_REASON:
        message = _("Say in at most %(count)d characters why this is no mistake.")
        return JsonResponse({"error": message % {"count": _LONGEST_REASON}}, status=400)
    IgnoredFinding.objects.update_or_create(
        translation=stored,
        code=code,
        defaults={"text": stored.data, "reason": reason, "user_id": request.user.pk},
    )
    left = mark([stored])[stored.pk]
    return JsonResponse({"findings": [one.code for one in left]})
