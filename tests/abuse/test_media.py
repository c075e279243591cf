"""E9: addresses that editors paste beside a picture are printed, and never fetched."""

from django.test import Client

from cms.delivery.changes import changes
from home.models import ContentPage
from tests.delivery.webhooks.receiver import Receiver
from tests.factories import add_page, make_image, make_portal


def test_e09_the_source_of_a_picture_is_asked_for_nothing(
    db: None, client: Client, receiver: Receiver
) -> None:
    address = f"{receiver.url}/occurrence/1"
    with changes():
        picture = make_image(occurrence_url=address, source_url=address)
        home = make_portal().site.root_page
        add_page(home, ContentPage, slug="fox", hero_kind="image", hero_image=picture)
    answer = client.get("/api/delivery/v1/resolve/", {"path": "/fox/"}).json()
    assert answer["page"]["hero"]["image"]["occurrence_url"] == address
    assert receiver.received == []
