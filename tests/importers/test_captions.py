from collections.abc import Callable

import pytest

from cms.importers.hosted_portal import captions
from cms.importers.hosted_portal.captions import Credits
from cms.importers.hosted_portal.report import Place
from tests.importers.portals import ReadPortal

Read = Callable[..., ReadPortal]
HERE = Place("_data/images.yml", 4)
KEY = "75f50140-830d-4630-a290-3d6e951a7c29"


@pytest.fixture
def found(read: Read) -> ReadPortal:
    return read()


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (
            "_Carex nigra_ spring 2023 from [A. Botanist](https://bot.example) CC-BY-NC",
            Credits(
                caption="Carex nigra spring 2023",
                creator="A. Botanist",
                licence="CC-BY-NC-4.0",
                source_url="https://bot.example",
            ),
        ),
        (
            f"[_Carex nigra_ L.](https://www.gbif.org/occurrence/12) from [M](institution/{KEY})",
            Credits(
                caption="Carex nigra L.",
                rights_holder="M",
                occurrence_url="https://www.gbif.org/occurrence/12",
            ),
        ),
        (
            "Photo by Ann Other licensed under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/)",
            Credits(creator="Ann Other", licence="CC-BY-4.0"),
        ),
        ("Peat cutters. Photo credits & rights @ A. Nyman (Moor Museum)",
         Credits(caption="Peat cutters.", creator="A. Nyman (Moor Museum)")),
        ("Lessons from the moor", Credits(caption="Lessons from the moor")),
        ("Hosted by the lab [Moor](https://lab.example)",
         Credits(caption="Hosted by the lab Moor", source_url="https://lab.example")),
        ("CC0", Credits(licence="CC0-1.0")),
        ("Old map, public domain", Credits(caption="Old map", licence="PD")),
        ("Logo. All rights reserved", Credits(caption="Logo.", licence="ARR")),
        ("", Credits()),
    ],
)  # fmt: skip
def test_a_caption_comes_apart(found: ReadPortal, markdown: str, expected: Credits) -> None:
    assert captions.parse(markdown, "en", HERE, found.links) == expected


def test_a_licence_without_version_is_taken_as_4_and_reported(found: ReadPortal) -> None:
    assert captions.parse("Moor CC BY-SA", "en", HERE, found.links).licence == "CC-BY-SA-4.0"
    assert found.entries("licence-version")[0].line == 4


def test_a_licence_that_is_not_in_the_list_stays_in_words(found: ReadPortal) -> None:
    found_credits = captions.parse("Moor (CC BY 2.0)", "en", HERE, found.links)
    assert (found_credits.licence, found_credits.caption) == ("", "Moor (CC BY 2.0)")
    assert found.entries("licence-unknown")


def test_the_placeholder_of_the_template_is_no_caption(found: ReadPortal) -> None:
    text = "None for this image, but one would go here"
    assert captions.parse(text, "en", HERE, found.links) == Credits()


def test_malformed_emphasis_is_mended_and_reported(found: ReadPortal) -> None:
    assert (
        captions.parse("_ Carex nigra_ 2023", "en", HERE, found.links).caption == "Carex nigra 2023"
    )
    assert found.entries("emphasis-malformed")
