"""The reference portal passes the kit that any other frontend runs against itself.

Its drafts, which a server of its own shows, are in `tests/delivery/preview/`.
"""

import pytest

from scripts.portal import API_PATH
from tests.client.kit import kit
from tests.portal.conftest import PAGE_TYPES, Portal

pytestmark = [pytest.mark.browser, pytest.mark.portal, pytest.mark.timeout(600)]


def test_the_reference_portal_shows_every_golden_page(portal: Portal) -> None:
    """One of each type, a fallback, a redirect and a missing page."""
    done = kit("check", portal.url, "--api", f"{portal.cms_url}{API_PATH}", "--preview", "")
    assert done.returncode == 0, done.stdout + done.stderr
    for name in (*PAGE_TYPES, "fallback", "redirect", "missing page"):
        assert f"ok      {name}" in done.stdout
