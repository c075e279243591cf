"""What keeps people from using a page: WCAG 2.2, levels A and AA, as axe sees it in a browser."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

WCAG = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
CONTRAST = {"type": "rule", "values": ["color-contrast"]}


def barriers(page: Page, *within: str, rules: dict[str, Any] = WCAG, but: str = "") -> list[str]:
    """Each rule that is broken, with the first place; in the whole page, or in parts of it.

    `within` are CSS selectors of those parts, `but` is a rule to leave out.
    """
    options: dict[str, Any] = {
        "runOnly": rules,
        # axe would describe every element that passes, too: half of its time.
        "resultTypes": ["violations"],
    }
    if but:
        options["rules"] = {but: {"enabled": False}}
    context = {"include": [[part] for part in within]} if within else None
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{one['id']}: {one['nodes'][0]['html'][:300]} {one['nodes'][0]['any'][:1]}"
        for one in found
    ]
