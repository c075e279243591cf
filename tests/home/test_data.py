"""Data explorer pages: one for each catalogue, with the records below them."""

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from cms.core.portals import Portal
from cms.core.rendering import render_page
from gbif_blocks.catalogues import CATALOGUES
from home.models import DataExplorerPage, DataRecordPage
from home.models.data import DEFAULT_FILTERS
from tests.factories import add_page, make_portal

pytestmark = pytest.mark.django_db


def test_an_explorer_owns_its_address_and_those_of_its_records() -> None:
    portal = make_portal()
    explorer = add_page(
        portal.site.root_page,
        DataExplorerPage,
        title="Datasets",
        slug="dataset",
        catalogue="dataset",
    )
    record = add_page(explorer, DataRecordPage, title="Dataset", slug="_key_")
    portal = Portal(portal.site)
    document, dependencies = render_page(explorer, portal)
    assert document["detail_path"] == "/dataset/:key"
    assert document["search"]["catalogue"] == "dataset"
    assert document["search"]["snapshot"]["state"] == "unverified"
    assert document["seo"]["robots"] == "noindex"
    assert any(tag.startswith("snapshot:") for tag in dependencies)
    document, _dependencies = render_page(record, portal)
    assert document["path"] == "/dataset/_key_/"
    assert document["catalogue"] == "dataset"


@pytest.mark.parametrize("catalogue", CATALOGUES)
def test_every_catalogue_can_be_explored(catalogue: str) -> None:
    portal = make_portal()
    page = add_page(portal.site.root_page, DataExplorerPage, slug="x", catalogue=catalogue)
    document, _dependencies = render_page(page, Portal(portal.site))
    assert document["search"]["filters"] == DEFAULT_FILTERS[catalogue]


def test_the_filters_are_those_that_the_scope_highlights() -> None:
    from gbif_blocks.scopes import Scope

    portal = make_portal()
    scope = Scope.for_site(portal.site)
    scope.highlighted_filters = {"occurrence": ["stateProvince", "year"]}
    scope.save()
    page = add_page(portal.site.root_page, DataExplorerPage, slug="x", catalogue="occurrence")
    document, dependencies = render_page(page, Portal(portal.site))
    assert document["search"]["filters"] == ["stateProvince", "year"]
    assert scope.tag in dependencies


def test_a_portal_has_one_explorer_of_a_catalogue(admin_client: Client) -> None:
    home = make_portal().site.root_page
    add_page(home, DataExplorerPage, slug="dataset", catalogue="dataset")
    literature = add_page(home, DataExplorerPage, slug="literature", catalogue="literature")
    address = f"/admin/pages/{literature.pk}/edit/"
    form = nested_form_data(
        {
            "title": "Literature",
            "slug": "literature",
            "catalogue": "dataset",
            "body": streamfield([]),
            "hero_ctas": streamfield([]),
            "hero_kind": "none",
            "hero_height": "normal",
            "comments": inline_formset([]),
        }
    )
    response = admin_client.post(address, {**form, "action-publish": "Publish"})
    assert "explores this catalogue already" in response.content.decode()
    literature.refresh_from_db()
    assert literature.catalogue == "literature"
