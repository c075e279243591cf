"""Pictures: their rights, their texts in each language and their signed addresses."""

from io import BytesIO

import pytest
from django.core.files.images import ImageFile
from django.test import Client
from wagtail.models import Collection, CollectionViewRestriction

from cms.core.context import Context
from cms.core.image_urls import image_url, widths
from cms.core.models import Image
from tests.factories import make_image, make_portal

pytestmark = pytest.mark.django_db

SVG = b'<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><path onclick="x()"/></svg>'


def context() -> Context:
    portal = make_portal()
    return Context(portal, portal.source_locale)


def path_of(url: str) -> str:
    return "/images/" + url.split("/images/")[1]


def test_every_address_in_a_document_answers_in_its_format(client: Client) -> None:
    shown = context().image(make_image(width=700, height=500).pk)
    addresses = [
        (source["type"], address.split()[0])
        for source in shown["sources"]
        for address in source["srcset"].split(", ")
    ]
    assert len(addresses) == len(set(addresses)) == 9
    for mime_type, address in addresses:
        response = client.get(path_of(address))
        assert response.status_code == 200
        assert response["Content-Type"] == mime_type
    assert client.get(path_of(shown["src"])).status_code == 200


def test_a_small_picture_is_never_enlarged() -> None:
    assert widths(make_image(width=400, height=300)) == [320, 400]


def test_an_address_with_another_width_or_signature_is_refused(client: Client) -> None:
    image = make_image(width=700)
    good = path_of(image_url(image, 640, "webp"))
    assert client.get(good).status_code == 200
    assert client.get(good.replace("640.webp", "320.webp")).status_code == 404
    assert client.get(good.replace("640.webp", "641.webp")).status_code == 404
    assert client.get(good.replace("640.webp", "640.bmp")).status_code == 404


def test_a_picture_of_a_private_collection_is_neither_shown_nor_served(client: Client) -> None:
    private = Collection.get_first_root_node().add_child(name="Private")
    child = private.add_child(name="Below it")
    image = make_image(collection=child)
    address = path_of(image_url(image, 640, "webp"))
    assert client.get(address).status_code == 200
    CollectionViewRestriction.objects.create(collection=private, restriction_type="login")
    assert client.get(address).status_code == 404
    assert context().image(image.pk) is None


def test_an_uploaded_svg_is_cleaned_and_served_without_script(client: Client) -> None:
    image = Image.objects.create(title="Logo", file=ImageFile(BytesIO(SVG), name="logo.svg"))
    assert (image.width, image.height) == (20, 10)
    shown = context().image(image.pk)
    assert shown["sources"] == []
    response = client.get(path_of(shown["src"]))
    body = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    assert response["Content-Type"] == "image/svg+xml"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"onclick" not in body


def test_the_address_changes_with_the_focal_point() -> None:
    image = make_image()
    before = image_url(image, 640, "webp")
    image.focal_point_x, image.focal_point_y = 10, 20
    image.focal_point_width = image.focal_point_height = 5
    assert image_url(image, 640, "webp") != before


def test_credit_names_creator_and_rights_holder_once() -> None:
    image = make_image(creator="Ann", rights_holder="Ann", licence="CC-BY-NC-4.0")
    shown = context().image(image.pk)
    assert shown["credit"] == "Ann"
    assert shown["licence"]["url"] == "https://creativecommons.org/licenses/by-nc/4.0/"


def test_alternative_text_and_caption_come_in_the_language_asked_for() -> None:
    image = make_image(description="A pond", caption="In Genk")
    image.texts = {"nl": {"alt": "Een poel", "caption": ""}}
    assert image.text("alt", "nl") == "Een poel"
    assert image.text("caption", "nl") == "In Genk"
    assert image.text("alt", "fr") == "A pond"


def test_editors_give_the_texts_of_every_language_in_one_form(admin_client: Client) -> None:
    make_portal("nl")
    image = make_image()
    address = f"/admin/images/{image.pk}/"
    page = admin_client.get(address).content.decode()
    assert 'name="alt__nl"' in page
    response = admin_client.post(
        address,
        {
            "title": "Pond",
            "collection": image.collection_id,
            "alt__nl": "Een poel",
            "caption__nl": "In Genk",
        },
    )
    assert response.status_code == 302
    image.refresh_from_db()
    assert image.texts == {"nl": {"alt": "Een poel", "caption": "In Genk"}}
