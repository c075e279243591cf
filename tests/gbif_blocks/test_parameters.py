"""Search parameters: what is accepted, and what the error says."""

import pytest
from django.core.exceptions import ValidationError

from gbif_blocks.parameters import PARAMETERS, clean_parameters, find_parameter

UUID = "50c9509d-22c7-4a22-a47d-8c48425ef4a7"


@pytest.mark.parametrize(
    ("catalogue", "name", "given", "sent"),
    [
        ("occurrence", "country", "be", "BE"),
        ("occurrence", "country", "XK", "XK"),
        ("occurrence", "taxonKey", "5219243", "5219243"),
        ("occurrence", "taxonKey", "6W3C4", "6W3C4"),
        (
            "occurrence",
            "taxonKey",
            "urn:lsid:marinespecies.org:taxname:126436",
            "urn:lsid:marinespecies.org:taxname:126436",
        ),
        ("occurrence", "datasetKey", UUID.upper(), UUID),
        ("occurrence", "basisOfRecord", "human observation", "HUMAN_OBSERVATION"),
        ("occurrence", "mediaType", "stillimage", "StillImage"),
        ("occurrence", "year", " 1990 , * ", "1990,*"),
        ("occurrence", "year", "1990,2020", "1990,2020"),
        ("occurrence", "eventDate", "2024-05,2024-06", "2024-05,2024-06"),
        # Ends of different forms get the one that GBIF wants both to have.
        ("occurrence", "eventDate", "2023,2024-05", "2023-01-01,2024-05-31"),
        ("occurrence", "eventDate", "2024-05,2024", "2024-05-01,2024-12-31"),
        ("occurrence", "hasCoordinate", "TRUE", "true"),
        ("occurrence", "gadmGid", "BEL.1.2_1", "BEL.1.2_1"),
        ("occurrence", "geoDistance", "50.85,4.35,5km", "50.85,4.35,5km"),
        ("occurrence", "decimalLatitude", "49.5,51.5", "49.5,51.5"),
        ("dataset", "type", "sampling event", "SAMPLING_EVENT"),
        ("publisher", "country", "BE", "BE"),
        ("literature", "topics", "invasives", "INVASIVES"),
        ("collection", "numberSpecimens", "1000,*", "1000,*"),
        ("institution", "active", "True", "true"),
        ("taxon", "rank", "species", "SPECIES"),
    ],
)
def test_a_value_is_given_the_form_that_gbif_takes(
    catalogue: str, name: str, given: str, sent: str
) -> None:
    assert find_parameter(catalogue, name).clean(given) == sent


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("taxonKey", "Vulpes vulpes", "such as 5219243 or 6W3C4, not the name"),
        ("taxonKey", "Vulpes", "not the name"),
        ("datasetKey", "123", "such as 50c9509d-22c7-4a22-a47d-8c48425ef4a7"),
        ("datasetKey", "{" + UUID + "}", "is not a UUID"),
        ("country", "Belgium", "Did you mean BE?"),
        ("country", "BEL", "Did you mean BE?"),
        ("country", "XX", "the two letters of ISO 3166, such as BE"),
        ("basisOfRecord", "human observtion", "Did you mean HUMAN_OBSERVATION?"),
        ("year", "last", "a whole number from -9999 to 9999"),
        ("year", "2000,1990", "runs backwards"),
        ("year", "*,*", "has no limit"),
        ("month", "13", "from 1 to 12"),
        ("decimalLatitude", "334", "from -90 to 90"),
        ("eventDate", "2024-13", "Give 2024, 2024-05 or 2024-05-17"),
        ("hasCoordinate", "yes", "neither true nor false"),
        ("gadmGid", "Wallonia", "such as BEL or BEL.1_1"),
        ("geoDistance", "95,4,5km", "such as 50.85,4.35,5km"),
        ("geometry", "somewhere", "POLYGON"),
        ("eventDate", "2024,2023-05", "runs backwards: give the smaller value first"),
        ("scientificName", "   ", "Give a value, such as Vulpes vulpes"),
    ],
)
def test_a_wrong_value_is_refused_with_the_accepted_form(name: str, given: str, said: str) -> None:
    with pytest.raises(ValidationError) as caught:
        find_parameter("occurrence", name).clean(given)
    assert said in " ".join(caught.value.messages)


@pytest.mark.parametrize(
    ("catalogue", "given", "near"),
    [
        ("occurrence", "taxon_key", "taxonKey"),
        ("occurrence", "countrry", "country"),
        ("occurrence", "publishingCountryCode", "publishingCountry"),
        ("literature", "countriesofresearcher", "countriesOfResearcher"),
        ("dataset", "publishingOrganisation", "publishingOrg"),
    ],
)
def test_an_unknown_parameter_is_refused_with_the_nearest_name(
    catalogue: str, given: str, near: str
) -> None:
    with pytest.raises(ValidationError) as caught:
        find_parameter(catalogue, given)
    assert f"Did you mean {near}?" in caught.value.messages[0]


def test_a_parameter_like_no_other_is_refused_with_some_that_exist() -> None:
    with pytest.raises(ValidationError, match="It has") as caught:
        find_parameter("publisher", "zzz")
    assert "country" in caught.value.messages[0]


def test_parameters_have_one_order_and_no_duplicates() -> None:
    given = {"year": ["2020", "2019", "2020"], "country": ["nl", "BE"]}
    cleaned = clean_parameters("occurrence", given)
    assert list(cleaned.items()) == [("country", ["BE", "NL"]), ("year", ["2019", "2020"])]


def test_a_single_parameter_takes_one_value() -> None:
    with pytest.raises(ValidationError, match="one value of country only"):
        clean_parameters("publisher", {"country": ["BE", "NL"]})


def test_every_mistake_is_named_with_its_parameter() -> None:
    with pytest.raises(ValidationError) as caught:
        clean_parameters("occurrence", {"country": ["Belgium"], "nothing": ["x"], "year": ["2000"]})
    assert set(caught.value.message_dict) == {"country", "nothing"}


def test_every_catalogue_has_a_table() -> None:
    assert set(PARAMETERS) == {
        "occurrence",
        "dataset",
        "publisher",
        "literature",
        "collection",
        "institution",
        "taxon",
    }
    assert len(PARAMETERS["occurrence"]) > 130
