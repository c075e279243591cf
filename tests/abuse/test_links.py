"""E9, E10: addresses that editors paste are printed, and never fetched.

There is no link checker. Whoever writes one gives it the budget of E10 (one request a second to a
host, `robots.txt`, `Retry-After`), and this test, which then fails, the figures.
"""

from django.core.management import call_command
from django.test import Client

from cms.delivery.changes import changes
from home.models import ContentPage
from tests.delivery.webhooks.fixtures import Work
from tests.delivery.webhooks.receiver import Receiver
from tests.factories import add_page, block, make_image, make_portal

LINKS = 10_000


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


def test_e10_ten_thousand_links_to_one_host_ask_it_for_nothing(
    db: None, admin_client: Client, receiver: Receiver, work: Work
) -> None:
    links = "".join(f'<a href="{receiver.url}/{number}">{number}</a> ' for number in range(LINKS))
    body = [block("rich_text", text=f"<p>{links}</p>")]
    page = add_page(make_portal().site.root_page, ContentPage, slug="links", body=body)
    assert admin_client.get(f"/admin/pages/{page.pk}/edit/").status_code == 200
    work()
    call_command("check_documents")
    answer = admin_client.get("/api/delivery/v1/resolve/", {"path": "/links/"})
    assert answer.content.count(receiver.url.encode()) >= LINKS
    assert receiver.received == []
