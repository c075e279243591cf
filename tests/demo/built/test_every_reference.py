"""Whatever the demo's documents name can be had."""

from django.test import Client

from tests.crawling import crawl


def test_every_path_picture_and_file_of_the_demo_resolves(client: Client) -> None:
    """In all four languages: links, lists, alternates, breadcrumbs, menus, pictures, downloads."""
    found = crawl(client)
    assert found.broken == []
    assert found.documents == len(found.paths)
    assert len(found.paths) > 150
    assert found.pictures
    assert found.files
