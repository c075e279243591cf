"""The client runs in Node and in a browser; its types are what the contract says."""

import json
import re
import time
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route

from cms.delivery.webhooks import signing
from cms.delivery.webhooks.keys import new_secret
from tests.client.conftest import CLIENT, npm

API = "https://portal.example/api/delivery/v1/"

# What a page of a frontend does, in the order of its statements.
USES_EVERYTHING = """
async ({api: url, secret, headers, body}) => {
  const {connect, resolve, sync, renderRichText, pictureOf, verifyWebhook} =
    await import('/browser.js');
  const api = connect({url});
  const found = await resolve(api, '/nl/');
  const element = (name) => (node, children) => {
    const made = document.createElement(name);
    made.append(...children);
    return made;
  };
  document.body.append(...renderRichText(found.page.tree, {
    paragraph: element('p'),
    text: (node) => document.createTextNode(node.text),
  }));
  const cursor = {
    read: () => localStorage.getItem('cursor'),
    write: (value) => localStorage.setItem('cursor', value),
  };
  const changes = [];
  for await (const change of sync(api, {cursor})) changes.push(change.op);
  const event = await verifyWebhook({secret, headers, body});
  const missing = await resolve(api, '/nothing/');
  return {changes, event: event.type, missing: missing.kind, cursor: await cursor.read()};
}
"""


def test_it_runs_in_node_and_weighs_less_than_8_kb() -> None:
    printed = npm("test")
    assert re.search(r"pass [1-9]\d", printed), printed
    assert "fail 0" in printed


def test_its_version_is_that_of_the_contract() -> None:
    contract = json.loads((CLIENT.parent / "openapi.json").read_text())
    package = json.loads((CLIENT / "package.json").read_text())
    assert package["version"] == contract["info"]["version"]


def answer(route: Route) -> None:
    """The little of a delivery API that the page below asks for."""
    tree = [{"type": "paragraph", "children": [{"type": "text", "text": "<b>a</b>", "marks": []}]}]
    answers: dict[str, tuple[int, Any]] = {
        "resolve/?path=/nl/": (200, {"kind": "page", "page": {"tree": tree}, "record": None}),
        "resolve/?path=/nothing/": (404, {"type": "https://a/problems/unknown-path/"}),
        "sync/?limit=100": (
            200,
            {"items": [{"op": "upsert"}, {"op": "delete"}], "next_cursor": "1", "has_more": False},
        ),
    }
    asked = route.request.url.removeprefix(API).replace("%2F", "/")
    status, body = answers[asked]
    route.fulfill(status=status, json=body)


@pytest.mark.browser
def test_it_runs_in_a_browser(bundle: Path, page: Page) -> None:
    page.route("https://portal.example/", lambda route: route.fulfill(body="<body></body>"))
    page.route("https://portal.example/browser.js", lambda route: route.fulfill(path=bundle))
    page.route(f"{API}**", answer)
    page.goto("https://portal.example/")
    secret, body = new_secret(), '{"type": "webhook.test"}'
    headers = signing.signed_headers([secret], "1", int(time.time()), body.encode())
    told = page.evaluate(
        USES_EVERYTHING, {"api": API, "secret": secret, "headers": headers, "body": body}
    )
    assert told == {
        "changes": ["upsert", "delete"],
        "event": "webhook.test",
        "missing": "missing",
        "cursor": "1",
    }
    assert page.inner_html("body") == "<p>&lt;b&gt;a&lt;/b&gt;</p>"
