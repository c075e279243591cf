"""Organisations, people and cooperations: checked on the way in, in the reader's language out."""

import polib
import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from cms.core.context import Context
from cms.core.portals import Portal
from community.identifiers import validate_orcid, validate_ror_id
from community.models import Cooperation, Organisation
from scripts import ROOT
from tests.factories import make_portal


@pytest.mark.parametrize(
    "value", ["0000-0002-1825-0097", "0000-0001-5109-3700", "0000-0002-1694-233X"]
)
def test_an_orcid_with_its_check_digit_is_accepted(value: str) -> None:
    validate_orcid(value)


@pytest.mark.parametrize("value", ["0000-0002-1825-0098", "0000000218250097", "x"])
def test_an_orcid_that_is_mistyped_is_refused(value: str) -> None:
    with pytest.raises(ValidationError):
        validate_orcid(value)


def test_a_ror_id_is_its_whole_address() -> None:
    validate_ror_id("https://ror.org/02y22ws83")
    with pytest.raises(ValidationError, match=r"https://ror\.org"):
        validate_ror_id("02y22ws83")


@pytest.mark.django_db
def test_an_organisation_is_shown_in_the_language_of_the_reader_else_of_the_source() -> None:
    portal = make_portal("nl", "fr")
    english = Organisation.objects.create(
        name="Institute of Natural Sciences",
        website="https://example.org/en",
        locale=portal.source_locale,
    )
    Organisation.objects.create(
        name="Instituut voor Natuurwetenschappen",
        website="https://example.org/nl",
        locale=Locale.objects.get(language_code="nl"),
        translation_key=english.translation_key,
    )
    portal = Portal(portal.site)

    def shown(code: str) -> tuple[str, str]:
        locale = portal.locale(code)
        assert locale is not None
        one = Context(portal, locale).represented(english)
        return one["name"], one["website"]

    assert shown("nl") == ("Instituut voor Natuurwetenschappen", "https://example.org/nl")
    assert shown("fr") == ("Institute of Natural Sciences", "https://example.org/en")


@pytest.mark.django_db
def test_a_cooperation_lists_one_function_a_line() -> None:
    portal = make_portal()
    convention = Cooperation.objects.create(
        name="Convention on Biological Diversity",
        kind="convention",
        summary="<p>Protects diversity.</p>",
        contact_roles="National focal point\n\nClearing-house mechanism\n",
        locale=portal.source_locale,
    )
    shown = Context(portal, portal.source_locale).represented(convention)
    assert shown["contact_roles"] == ["National focal point", "Clearing-house mechanism"]
    assert shown["kind_label"] == "Convention"


def test_compiled_messages_are_those_of_the_catalogues() -> None:
    """A translation that was changed but not compiled is not shown."""
    catalogues = [
        path for app in ("community", "cms/core") for path in (ROOT / app).glob("locale/*/*/*.po")
    ]
    assert catalogues
    for path in catalogues:
        compiled = {one.msgid: one.msgstr for one in polib.mofile(str(path.with_suffix(".mo")))}
        assert compiled == {one.msgid: one.msgstr for one in polib.pofile(str(path))}
