"""What editors and translators do in other languages, through wagtail-localize."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    LocaleSynchronization,
    StringSegment,
    StringTranslation,
    Translation,
    TranslationSource,
)
from wagtail_localize.operations import translate_object

from cms.core.models import Language
from cms.translation.exchange.exporting import Format, export_translations
from cms.translation.exchange.importing import import_translations
from cms.translation.review.flow import assign
from cms.translation.review.models import Assignment
from cms.translation.sources import sources
from community.models import Organisation, Person
from tests.delivery.actions.office import Office, action
from tests.delivery.editing import again
from tests.translation.exchanging import translate_file


@action
def hand_to_translators(office: Office, pick: int, other: int) -> None:
    if page := office.source_page(pick, alias_of=None):
        translate_object(page, [office.locale(other)])


@action
def hand_a_branch_to_translators(office: Office, pick: int, other: int) -> None:
    if page := office.source_page(pick, alias_of=None, numchild__gt=0):
        office.post(
            "wagtail_localize:submit_page_translation",
            page.pk,
            data={"locales": [office.locale(other).pk], "include_subtree": "on"},
        )


@action
def hand_a_snippet_to_translators(office: Office, pick: int, other: int) -> None:
    model = (Organisation, Person)[other % 2]
    if snippet := office.one(model, pick, locale=office.home.locale_id):
        translate_object(snippet, [office.locale(other)])


@action
def translate_all(office: Office, pick: int, other: int) -> None:
    if translation := office.one(Translation, pick, enabled=True):
        for segment in StringSegment.objects.filter(source=translation.source):
            write_string(office, translation, segment)
        save(translation)


@action
def translate_by_machine(office: Office, pick: int, other: int) -> None:
    if translation := office.one(Translation, pick, enabled=True):
        kind = StringTranslation.TRANSLATION_TYPE_MACHINE
        for segment in StringSegment.objects.filter(source=translation.source):
            write_string(office, translation, segment, translation_type=kind)
        save(translation)


@action
def translate_a_string(office: Office, pick: int, other: int) -> None:
    if translation := office.one(Translation, pick, enabled=True):
        segments = StringSegment.objects.filter(source=translation.source)
        if segment := office.of(segments, other):
            write_string(office, translation, segment)


@action
def forget_a_string(office: Office, pick: int, other: int) -> None:
    if string := office.one(StringTranslation, pick):
        string.delete()


@action
def take_back_a_file(office: Office, pick: int, other: int) -> None:
    """A text goes out as XLIFF, is translated as far as it was not, and comes back."""
    locale = office.locale(other)
    known = {one.key for one in sources(locale)}
    if key := office.of(sorted(known), pick):
        with TemporaryDirectory() as folder:
            written = export_translations(locale, Format.XLIFF, Path(folder), [key])
            for path in written.files:
                translate_file(path, lambda words: office.name() if words.strip() else words)
                with path.open("rb") as file:
                    import_translations(file, path.name, publish_complete=bool(pick % 2))


@action
def give_to_a_translator(office: Office, pick: int, other: int) -> None:
    """Handed over, but readers go on reading the source."""
    if page := office.source_page(pick, alias_of=None):
        assign(office.locale(other), {page.translation_key}, None, None, None, None)


@action
def approve_a_translation(office: Office, pick: int, other: int) -> None:
    """Handed in and approved, if all of it is translated; in two steps, as by two people."""
    if assignment := office.one(Assignment, pick, translation__enabled=True):
        for step in ("hand_in", "approve"):
            take_step(office, assignment.translation, step)


@action
def publish_a_translation_again(office: Office, pick: int, other: int) -> None:
    """What of its source has changed without words is shown in it, too."""
    if translation := office.one(Translation, pick, enabled=True):
        take_step(office, translation, "publish_again")


@action
def convert_an_alias(office: Office, pick: int, other: int) -> None:
    """Wagtail's own: nobody has written anything in the language yet."""
    if page := office.one(Page, pick, alias_of__isnull=False):
        office.post("wagtailadmin_pages:convert_alias", page.pk)


@action
def publish_a_translation(office: Office, pick: int, other: int) -> None:
    if translation := office.one(Translation, pick, enabled=True):
        save(translation)


@action
def hand_over_again(office: Office, pick: int, other: int) -> None:
    source = office.one(TranslationSource, pick)
    if source and source.get_source_instance():
        data = {"publish_translations": "on"} if other % 2 else {}
        office.post("wagtail_localize:update_translations", source.pk, data=data)


@action
def stop_a_translation(office: Office, pick: int, other: int) -> None:
    translation = office.one(Translation, pick, enabled=True)
    if translation and has_target(translation):
        office.post("wagtail_localize:stop_translation", translation.pk, query="?next=/admin/")


@action
def take_up_a_translation(office: Office, pick: int, other: int) -> None:
    if translation := office.one(Translation, pick, enabled=False):
        translation.enabled = True
        translation.save(update_fields=["enabled"])


@action
def make_an_alias_of_a_translation(office: Office, pick: int, other: int) -> None:
    translation = office.one(Translation, pick)
    page = has_target(translation) if translation else None
    if (
        isinstance(page, Page)
        and page.alias_of_id is None
        and translation.source.get_source_instance()
    ):
        office.post("wagtail_localize:convert_to_alias", page.pk)


@action
def add_an_alias_in_a_language(office: Office, pick: int, other: int) -> None:
    page, locale = office.source_page(pick), office.locale(other)
    if page and not page.has_translation(locale):
        page.copy_for_translation(locale, copy_parents=True, alias=True)


@action
def begin_a_page_in_a_language(office: Office, pick: int, other: int) -> None:
    """Written anew, not translated, as an import does."""
    page, locale = office.source_page(pick), office.locale(other)
    if page and not page.has_translation(locale):
        office.publish(page.copy_for_translation(locale, copy_parents=True), title=office.name())


@action
def add_a_language(office: Office, pick: int, other: int) -> None:
    if not Locale.objects.filter(language_code="fr").exists():
        locale = Locale.objects.create(language_code="fr")
        if other % 2:
            LocaleSynchronization.objects.create(locale=locale, sync_from=office.home.locale)


@action
def remove_a_language(office: Office, pick: int, other: int) -> None:
    """Its pages first, else Wagtail refuses."""
    locale = Locale.objects.filter(language_code="fr").first()
    if locale:
        for page in Page.objects.filter(locale=locale, depth=2):
            again(page).delete()
        locale.delete()


@action
def name_a_language(office: Office, pick: int, other: int) -> None:
    locale = office.of(Locale.objects.order_by("pk"), pick)
    Language.objects.update_or_create(
        locale=locale, defaults={"label": office.name(), "bcp47": f"{locale.language_code}-BE"}
    )


@action
def forget_the_name_of_a_language(office: Office, pick: int, other: int) -> None:
    if language := office.one(Language, pick):
        language.delete()


def write_string(
    office: Office, translation: Translation, segment: StringSegment, **values: Any
) -> None:
    """Store one translated string, as the translators' editor does."""
    values.setdefault("translation_type", StringTranslation.TRANSLATION_TYPE_MANUAL)
    StringTranslation.objects.update_or_create(
        translation_of=segment.string,
        locale=translation.target_locale,
        context=segment.context,
        defaults={"data": office.name(), "updated_at": timezone.now(), **values},
    )


def save(translation: Translation) -> None:
    """Publish what is translated so far, where the source still exists."""
    if translation.source.get_source_instance():
        translation.save_target()


def take_step(office: Office, translation: Translation, step: str) -> None:
    """Press a button beside the text, where there is still one."""
    if translation.source.get_source_instance():
        code = translation.target_locale.language_code
        office.post(
            "translation_review:step", code, translation.source.object_id, data={"step": step}
        )


def has_target(translation: Translation) -> Any:
    """The translated page or snippet, or None."""
    model = translation.source.specific_content_type.model_class()
    rows = model.objects.filter(
        translation_key=translation.source.object_id, locale=translation.target_locale
    )
    return rows.first()
