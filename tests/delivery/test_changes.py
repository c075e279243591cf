"""What an editor does, and which documents are other documents afterwards."""

from collections.abc import Callable
from typing import Any

from cms.delivery.models import Document
from home.models import ContentPage
from tests.factories import add_page, make_portal

ReadDocument = Callable[..., dict[str, Any]]


def test_publishing_a_page_makes_its_document(document: ReadDocument) -> None:
    portal = make_portal()
    add_page(portal.site.root_page, ContentPage, title="Mission", slug="mission")
    assert document("/mission/")["title"] == "Mission"
