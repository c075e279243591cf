"""Stored stream data written in code."""

import uuid

from cms.demo.content import blocks
from cms.demo.content.blocks import Ref, resolved, with_ids


def test_every_block_and_item_gets_an_id_that_is_the_same_at_every_run() -> None:
    made = blocks.cards("Title", (blocks.card("One"), blocks.card("Two")))
    [first] = with_ids([made], "page", "body")
    [again] = with_ids([made], "page", "body")
    [elsewhere] = with_ids([made], "page", "hero")
    items = first["value"]["cards"]
    ids = [first["id"], *(item["id"] for item in items)]
    assert first == again
    assert len(set(ids)) == 3
    assert all(uuid.UUID(one) for one in ids)
    assert elsewhere["id"] != first["id"]


def test_references_become_primary_keys_in_structs_lists_and_html() -> None:
    keys = {Ref("page", "about/node"): 7, Ref("image", "pond"): 9}
    value = {
        "html": '<a href="page:about/node">node</a> <a href="https://www.gbif.org">GBIF</a>',
        "images": [{"image": Ref("image", "pond")}],
        "link": blocks.link("about/node"),
    }
    found = resolved(value, keys.__getitem__)
    assert found["html"] == (
        '<a linktype="page" id="7">node</a> <a href="https://www.gbif.org">GBIF</a>'
    )
    assert found["images"] == [{"image": 9}]
    assert found["link"]["page"] == 7
    assert found["link"]["document"] is None
