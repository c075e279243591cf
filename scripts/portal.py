"""Builds the reference portal from a running API: `python -m scripts.portal --output FOLDER`."""

import argparse
import os
import signal
import subprocess
import sys
from pathlib import Path

from scripts import ROOT

#: One npm workspace: the portal and what it is built with.
FRONTENDS = ROOT / "frontend_contract"
PORTAL = FRONTENDS / "portal"
#: Where npm puts the packages of all of them.
NODE_PACKAGES = FRONTENDS / "node_modules"
#: Inside the portal's folder: the server finds its packages from there.
PREVIEWS = PORTAL / "dist-preview"
API_PATH = "/api/delivery/v1/"
CMS_URL = "http://127.0.0.1:8000"

#: Where pip put Node, next to Python.
BIN = Path(sys.executable).parent


class BuildFailed(Exception):
    """The portal could not be built; the message holds what the build printed."""


def node_environment() -> dict[str, str]:
    """The environment in which `node` and `npm` are the ones from the lock file."""
    return {**os.environ, "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', '')}"}


def build(output: Path, cms_url: str = CMS_URL, site: str = "") -> str:
    """Build the portal of one site into `output` from the CMS at `cms_url`.

    Only what has changed since the last build into `output` is made, and written in place.

    Returns what the build printed. Raises BuildFailed.
    """
    return _run(build_command("build", output), build_environment(cms_url, site))


def build_previews(output: Path = PREVIEWS) -> str:
    """Build the server of previews, which knows no content yet, into `output` (in `PORTAL`).

    Returns what the build printed. Raises BuildFailed.
    """
    return _run(build_command("build:preview", output), build_environment())


def previews_command(built: Path = PREVIEWS) -> list[str | Path]:
    """What starts the built server of previews."""
    return [BIN / "node", built / "server" / "entry.mjs"]


def previews_environment(cms_url: str, port: int, site: str = "") -> dict[str, str]:
    """The environment in which that server shows drafts of the CMS at `cms_url`, on loopback."""
    return {
        **node_environment(),
        "API_URL": f"{cms_url}{API_PATH}",
        "SITE": site,
        "HOST": "127.0.0.1",
        "PORT": str(port),
    }


def build_command(script: str, output: Path) -> list[str | Path]:
    """What runs a build script of the portal; in `PORTAL`. Raises BuildFailed."""
    if not NODE_PACKAGES.is_dir():
        raise BuildFailed("The portal's packages are not installed: run 'make install'.")
    # Astro keeps what it makes on the way in the portal's folder, where two builds would meet.
    lock = NODE_PACKAGES / ".build.lock"
    alone: list[str | Path] = [sys.executable, ROOT / "scripts" / "alone.py", lock]
    return [*alone, BIN / "npm", "run", "--silent", script, "--", "--outDir", output.resolve()]


def watch_command(output: Path) -> list[str | Path]:
    """What keeps a built portal up to date until it is stopped; in `PORTAL`."""
    return [BIN / "npm", "run", "--silent", "watch", "--", "--outDir", output.resolve()]


def build_environment(cms_url: str = CMS_URL, site: str = "") -> dict[str, str]:
    """The environment in which the portal of a site is built from the CMS at `cms_url`."""
    return {
        **node_environment(),
        "API_URL": f"{cms_url}{API_PATH}",
        "SITE": site,
        "ASTRO_TELEMETRY_DISABLED": "1",
    }


def _run(command: list[str | Path], environment: dict[str, str]) -> str:
    with subprocess.Popen(
        command,
        cwd=PORTAL,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        # npm starts Node, which would outlive it when we are interrupted.
        start_new_session=True,
    ) as process:
        try:
            printed, _ = process.communicate()
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise BuildFailed(printed)
    return printed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--output", type=Path, default=PORTAL / "dist")
    parser.add_argument("--cms", default=CMS_URL, metavar="URL", help="address of the CMS")
    parser.add_argument("--site", default="", help="host name of the portal, if not the default")
    options = parser.parse_args()
    try:
        print(build(options.output, options.cms.rstrip("/"), options.site))
    except BuildFailed as error:
        sys.exit(f"The portal was not built.\n{error}")
    print(f"The portal is in {options.output}")


if __name__ == "__main__":
    main()
