"""Every page of the demo as a draft: what its preview shows is what is published."""

from wagtail.models import Page

from cms.core.models import BasePage
from cms.delivery.models import Document
from cms.delivery.preview.drafts import portal_of_draft, render_draft
from cms.demo.build import DemoResult
from tests.delivery.conftest import schema_of


def test_the_draft_of_every_page_equals_its_document_and_keeps_to_its_schema(
    demo: DemoResult,
) -> None:
    stored = {document.page: document for document in Document.objects.pages()}
    pages = list(Page.objects.filter(pk__in=stored).specific())
    assert len(pages) == len(stored) > 100
    for page in pages:
        assert isinstance(page, BasePage)
        draft = page.get_latest_revision_as_object()
        document = render_draft(draft, portal_of_draft(draft))
        schema_of(page._meta.label).validate(Document(body=document).content)
        assert document == stored[page.pk].json, page.public_path
