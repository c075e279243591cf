"""Submitting in bulk stores what wagtail-localize stores bit by bit."""

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Locale
from wagtail_localize.models import (
    OverridableSegment,
    RelatedObjectSegment,
    SegmentOverride,
    String,
    StringSegment,
    StringTranslation,
    Template,
    TemplateSegment,
    TranslatableObject,
    TranslationContext,
    TranslationSource,
)

from cms.delivery.changes import changes
from cms.translation.submission import Submission
from community.models import Organisation
from home.models import ContentPage
from tests.factories import add_page, block, items, link, make_image, make_portal, picture

pytestmark = pytest.mark.django_db


SEGMENTS = {
    StringSegment: "string__data",
    TemplateSegment: "template__template",
    RelatedObjectSegment: "object_id",
    OverridableSegment: "data_json",
}


def make_organisation() -> Organisation:
    organisation = Organisation(
        name="Meise Botanic Garden",
        acronym="MeiseBG",
        locale=Locale.objects.get(language_code="en"),
    )
    organisation.save()
    return organisation


def make_page() -> ContentPage:
    """A page with every kind of segment, a text twice and a paragraph of two strings."""
    image = make_image()
    paragraphs = '<p>See <a href="https://www.gbif.org">GBIF</a>.</p><p>Again</p>'
    body = [
        block("rich_text", text=paragraphs),
        block("heading", text="Again", anchor="", level="2"),
        block("image", image=picture(image, "A pond"), caption="Again", size="normal"),
        block("organisations", title="Who", intro="", organisations=items(make_organisation().pk)),
        block("quote", text="Open data", attribution="", link=link(url="https://www.gbif.org")),
    ]
    page: ContentPage = add_page(
        make_portal("nl").site.root_page.specific,
        ContentPage,
        title="About",
        body=body,
        hero_image=image,
    )
    return page


def stored(source: TranslationSource) -> dict[str, Any]:
    """All that is stored for a source, without keys and times."""
    rows: dict[str, Any] = {
        "source": (
            source.object_id,
            source.locale_id,
            source.specific_content_type_id,
            source.object_repr,
            source.content_json,
            source.schema_version,
        ),
        "contexts": sorted(
            TranslationContext.objects.values_list("object_id", "path_id", "path", "field_path")
        ),
        "objects": set(TranslatableObject.objects.values_list("pk", "content_type")),
        "strings": set(String.objects.values_list("locale", "data_hash", "data")),
        "templates": set(
            Template.objects.values_list("uuid", "template", "template_format", "string_count")
        ),
    }
    for model, content in SEGMENTS.items():
        rows[model.__name__] = sorted(
            model.objects.filter(source=source).values_list("order", "context__path", content)
        )
    rows["attributes"] = list(StringSegment.objects.order_by("order").values_list("attrs"))
    return rows


def delete_all() -> None:
    for model in (*SEGMENTS, TranslationContext, String, Template):
        model.objects.all().delete()


@pytest.mark.parametrize("make", [make_page, make_organisation])
def test_the_rows_are_those_of_wagtail_localize(make: Any) -> None:
    instance = make()
    source, _created = TranslationSource.update_or_create_from_instance(instance)
    ours = stored(source)
    delete_all()
    TranslationSource.refresh_segments(source)
    expected = stored(source)
    assert ours == expected
    if make is make_page:
        assert all(expected[model.__name__] for model in SEGMENTS)
    delete_all()
    TranslatableObject.objects.all().delete()
    assert stored(Submission.of(instance).source) == expected


def test_what_was_submitted_is_translated_as_wagtail_localize_would_read_it() -> None:
    source_page = make_page()
    dutch = Locale.objects.get(language_code="nl")
    for organisation in Organisation.objects.all():
        organisation.copy_for_translation(dutch).save()
    submission = Submission.of(source_page)
    segments = submission.translate(dutch, lambda path, text: text.upper())
    read = submission.source._get_segments_for_translation(dutch)
    assert sorted(map(comparable, segments)) == sorted(map(comparable, read))
    assert StringTranslation.objects.filter(data="AGAIN").count() == 3


def comparable(segment: Any) -> tuple[int, str, str]:
    kept = {name: str(value) for name, value in vars(segment).items() if name != "string"}
    text = segment.string.data if hasattr(segment, "string") else ""
    return segment.order, text, str(sorted(kept.items()))


def test_a_field_that_differs_by_language_is_stored_as_an_override() -> None:
    organisation = make_organisation()
    dutch, _created = Locale.objects.get_or_create(language_code="nl")
    submission = Submission.of(organisation)
    segments = submission.translate(dutch, lambda path, text: text, overrides={"acronym": "APM"})
    assert [segment.data for segment in segments if segment.path == "acronym"] == ["APM"]
    override = SegmentOverride.objects.get()
    assert (override.context.path, override.data, override.locale) == ("acronym", "APM", dutch)


def test_a_long_text_costs_no_more_queries_than_a_short_one(
    django_assert_max_num_queries: Any,
) -> None:
    home = make_portal().site.root_page.specific
    short, long = (
        add_page(
            home,
            ContentPage,
            title=f"{count} paragraphs",
            slug=f"p{count}",
            body=[block("rich_text", text=f"<p>Text {n}</p>") for n in range(count)],
        )
        for count in (2, 40)
    )
    # Within a change, at whose end the documents are made: they are not what is counted.
    with changes():
        with CaptureQueriesContext(connection) as few:
            Submission.of(short)
        with django_assert_max_num_queries(len(few)):
            Submission.of(long)
    assert len(few) <= 21
