"""The pictures that the demo draws."""

import io

import PIL.Image
import pytest

from cms.core.svg import sanitise_svg
from cms.demo.content.files import CHECKLIST, FILES, one_page_pdf
from cms.demo.pictures.collection import DRAWINGS, PICTURES, PictureContent

VECTORS = [picture for picture in PICTURES if picture.filename.endswith(".svg")]


@pytest.mark.parametrize("picture", DRAWINGS, ids=lambda picture: picture.key)
def test_a_drawing_is_the_same_at_every_run_and_large_enough(picture: PictureContent) -> None:
    drawn = picture.draw()
    assert drawn == picture.draw()
    with PIL.Image.open(io.BytesIO(drawn)) as image:
        assert (image.format, image.size) == ("JPEG", (1600, 900))
        colours = image.convert("RGB").reduce(8).getcolors(200 * 113)
    assert colours is not None
    assert len(colours) > 300


def test_no_two_drawings_are_alike() -> None:
    assert len({picture.draw() for picture in DRAWINGS}) == len(DRAWINGS)


@pytest.mark.parametrize("picture", VECTORS, ids=lambda picture: picture.key)
def test_an_icon_loses_nothing_when_it_is_made_harmless(picture: PictureContent) -> None:
    drawn = picture.draw()
    harmless = sanitise_svg(drawn)
    assert harmless.count(b"<") - harmless.count(b"<?") == drawn.count(b"<")
    assert harmless.count(b'="') == drawn.count(b'="')


def test_the_leaflet_is_a_pdf_whose_table_finds_every_object() -> None:
    pdf = one_page_pdf(CHECKLIST)
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    assert pdf[start:].startswith(b"xref\n0 6\n")
    for number, line in enumerate(pdf[start:].splitlines()[3:8], start=1):
        assert pdf[int(line[:10]) :].startswith(b"%d 0 obj" % number)


def test_parentheses_in_a_leaflet_are_escaped() -> None:
    assert rb"A \(b\) \\ c" in one_page_pdf(("Title", r"A (b) \ c"))


def test_every_file_has_a_free_licence() -> None:
    assert {file.licence for file in FILES} <= {"CC0-1.0", "CC-BY-4.0"}
