"""Finds a Chromium for the browser tests, or installs one: `python -m scripts.browser`."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

# The shell has no window around its pages, whose drawing takes half of the others' time.
SHELL = "chromium-headless-shell"
COMMANDS = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")

#: What Chromium needs in a container (no sandbox as root, little shared memory), and nothing that
#: would make it call home: the tests run without the internet.
FLAGS = (
    "--no-sandbox",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--no-pings",
)

INSTALL_SECONDS = 600


class NoBrowser(Exception):
    """No Chromium was found and none could be installed."""


def find() -> Path | None:
    """The first Chromium that starts: $CHROMIUM, one on the path, one that Playwright installed."""
    return next((path for path in _candidates() if _starts(path)), None)


def find_or_install() -> Path:
    """A Chromium that starts; installs one by apt-get or Playwright. Raises NoBrowser."""
    found = find()
    if found:
        return found
    for command in _installers():
        print(f"No Chromium yet, trying: {' '.join(command)}", file=sys.stderr)
        try:
            subprocess.run(command, check=True, stdout=sys.stderr, timeout=INSTALL_SECONDS)
        except (OSError, subprocess.SubprocessError) as error:
            print(f"That did not work: {error}", file=sys.stderr)
            continue
        found = find()
        if found:
            return found
    raise NoBrowser(
        f"The browser tests need Chromium. Install the package '{SHELL}' (or Google Chrome), or "
        "set CHROMIUM to the path of its executable, and try again."
    )


def _candidates() -> Iterator[Path]:
    chosen = os.environ.get("CHROMIUM")
    if chosen:
        yield Path(chosen)
    for command in COMMANDS:
        on_path = shutil.which(command)
        if on_path:
            yield Path(on_path)
    with sync_playwright() as playwright:
        yield Path(playwright.chromium.executable_path)


def _starts(path: Path) -> bool:
    # Asking for the version also fails when a shared library is missing.
    try:
        subprocess.run([path, "--version"], check=True, capture_output=True, timeout=30)
    except (OSError, subprocess.SubprocessError):
        return False
    return True


def _installers() -> Iterator[list[str]]:
    root: list[str] | None = None
    if os.geteuid() == 0:
        root = []
    elif shutil.which("sudo"):
        root = ["sudo", "--non-interactive"]
    packages = root is not None and shutil.which("apt-get") is not None
    apt_get = [*(root or []), "apt-get", "--quiet"]
    if packages:
        yield [*apt_get, "update"]
        yield [*apt_get, "install", "--yes", SHELL]
    playwright = [sys.executable, "-m", "playwright", "install"]
    yield [*playwright, "--with-deps", "chromium"] if root == [] else [*playwright, "chromium"]
    if packages:
        yield [*apt_get, "install", "--yes", "chromium"]


if __name__ == "__main__":
    try:
        print(find_or_install())
    except NoBrowser as error:
        sys.exit(str(error))
