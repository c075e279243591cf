"""`make run`: the admin, the API and the reference portal of the demo site, on this machine.

Prepares the database, and side by side with it what the portal's build can do without content.
Then keeps six things running until Ctrl-C: the CMS, its work outside requests, the refresh of GBIF
figures, a web server for the portal, another for previews of drafts, and a watch that asks the API
every second what has changed and makes those pages anew. Needs no network.
"""

import contextlib
import os
import shutil
import signal
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType

import requests

from scripts import ROOT
from scripts.children import REQUESTS_TO_END, Child, undisturbed
from scripts.portal import (
    API_PATH,
    PORTAL,
    BuildFailed,
    build_command,
    build_environment,
    build_previews,
    previews_command,
    previews_environment,
    watch_command,
)
from scripts.prepare import DEVELOPMENT_PASSWORD, DEVELOPMENT_USER
from scripts.static_site import StaticSite

HOST = "127.0.0.1"
START_SECONDS = 60
PREPARE_SECONDS = 900
WATCH_SECONDS = 5
REFRESH_SECONDS = "60"
BUILDS = ROOT / "var"

#: A build says much, and only a failed one something of interest.
EVERYTHING = "^"

#: The watch alone asks a dozen times in every round.
ROUTINE_REQUESTS = r'"GET /(api|healthz|images|static).*" (200|304) \d+$'


class CannotRun(Exception):
    """Why the portal cannot run, for the person who typed the command."""


class Stopped(Exception):
    """Ctrl-C, or a polite request to end."""


def main() -> None:
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, _stop)
    # Whoever starts it in the background of a script has told it to ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    children: list[Child] = []
    site: StaticSite | None = None
    BUILDS.mkdir(exist_ok=True)
    builds = Path(tempfile.mkdtemp(prefix="portal-", dir=BUILDS))
    try:
        cms_port, portal_port = free_port("PORT", 8000), free_port("PORTAL_PORT", 4321)
        cms_url = f"http://{HOST}:{cms_port}"
        environment = {
            **os.environ,
            "PYTHONUNBUFFERED": "1",
            "WAGTAILADMIN_BASE_URL": cms_url,
            "FRONTEND_URL": f"http://{HOST}:{portal_port}",
        }
        print("Preparing the database and the demo site.", flush=True)
        with undisturbed():
            server = serve(environment, cms_port)
            children.append(server)
        wait_until_listening(cms_port, server)
        # It waits for the API when it comes to the content.
        with undisturbed():
            first_build = start_build(builds, cms_url)
            children.append(first_build.child)
        wait_until_healthy(f"{cms_url}/healthz", server)
        preview_port = any_free_port()
        site = StaticSite(first_build.result(), portal_port, {"/preview/": preview_port})
        children.remove(first_build.child)
        with undisturbed():
            children += [
                manage(environment, "work", "work"),
                manage(environment, "snapshots", "refresh_snapshots", "--watch", REFRESH_SECONDS),
                watch_content(first_build.folder, cms_url),
            ]
        site.start()
        announce(cms_url, site.url, time.monotonic() - begun)
        # Before anybody has logged in and opened a page, they are there.
        make_previews()
        with undisturbed():
            children.append(previews(cms_url, preview_port))
        watch(children)
    except (KeyboardInterrupt, Stopped):
        print("\nStopping.", flush=True)
    except CannotRun as error:
        sys.exit(f"\n{error}")
    finally:
        # A second Ctrl-C or request to end must not leave half of them running.
        for number in REQUESTS_TO_END:
            signal.signal(number, signal.SIG_IGN)
        for child in reversed(children):
            child.stop()
        if site:
            site.stop()
        shutil.rmtree(builds, ignore_errors=True)


def free_port(variable: str, default: int) -> int:
    """The port that an environment variable names, if nobody listens on it. Raises CannotRun."""
    text = os.environ.get(variable, str(default))
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise CannotRun(f"{variable}={text} is not a port: give a number such as {default}.")
    port = int(text)
    with socket.socket() as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listener.bind((HOST, port))
        except OSError as error:
            raise CannotRun(
                f"Port {port} is taken ({error.strerror}). Stop the program that uses it, or "
                f"choose another port: {variable}={port + 1} make run"
            ) from error
    return port


def manage(environment: Mapping[str, str], name: str, *arguments: str) -> Child:
    """A management command as a child process."""
    command: Sequence[str | Path] = [sys.executable, ROOT / "manage.py", *arguments]
    return Child(name, command, environment, ROOT, hidden=ROUTINE_REQUESTS)


def serve(environment: Mapping[str, str], port: int) -> Child:
    """The CMS; it prepares the database before it answers."""
    command = [sys.executable, "-m", "scripts.serve", f"{HOST}:{port}"]
    return Child("cms", command, environment, ROOT, hidden=ROUTINE_REQUESTS)


def wait_until_listening(port: int, server: Child) -> None:
    """Return once the port takes connections. Raises CannotRun if it does not in a minute."""
    for _ in range(START_SECONDS * 10):
        if server.ended is not None:
            raise CannotRun(f"The CMS ended with status {server.ended}: see above.")
        with socket.socket() as client:
            if client.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise CannotRun(f"The CMS did not listen on port {port} within {START_SECONDS} seconds.")


def wait_until_healthy(url: str, server: Child) -> None:
    """Return once the address answers 200. Raises CannotRun if it does not in a quarter of an hour.

    It takes the connection at once, and prepares the database before it answers.
    """
    end = time.monotonic() + PREPARE_SECONDS
    with requests.Session() as session:
        session.trust_env = False
        while time.monotonic() < end:
            if server.ended is not None:
                raise CannotRun(f"The CMS ended with status {server.ended}: see above.")
            with contextlib.suppress(requests.RequestException):
                if session.get(url, timeout=PREPARE_SECONDS).ok:
                    return
            time.sleep(0.2)
    raise CannotRun(f"The CMS did not answer at {url} within {PREPARE_SECONDS} seconds.")


@dataclass
class Build:
    """A build of the portal that is under way."""

    child: Child
    folder: Path

    def result(self) -> Path:
        """The folder, once it is built. Raises CannotRun with the build's last lines."""
        if self.child.wait():
            raise CannotRun(f"The portal could not be built.\n{''.join(self.child.last)}")
        return self.folder


def start_build(builds: Path, cms_url: str) -> Build:
    """Begin to build the portal into a folder in `builds`. Raises CannotRun."""
    folder = builds / "site"
    try:
        command = build_command("build", folder)
    except BuildFailed as error:
        raise CannotRun(str(error)) from error
    child = Child("build", command, build_environment(cms_url), PORTAL, hidden=EVERYTHING)
    return Build(child, folder)


def any_free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
        return port


def make_previews() -> None:
    """Build the server that shows drafts. Raises CannotRun."""
    try:
        build_previews()
    except BuildFailed as error:
        raise CannotRun(f"The previews could not be built.\n{error}") from error


def previews(cms_url: str, port: int) -> Child:
    """That server, as a child process."""
    environment = previews_environment(cms_url, port)
    return Child("previews", previews_command(), environment, ROOT, hidden=r"^$|Server listening")


def announce(cms_url: str, portal_url: str, seconds: float) -> None:
    """Say where everything is."""
    print(
        f"""
  Portal   {portal_url}/
  Admin    {cms_url}/admin/   log in as {DEVELOPMENT_USER} with {DEVELOPMENT_PASSWORD}
  API      {cms_url}{API_PATH}resolve/?path=/
  OpenAPI  {cms_url}{API_PATH}schema/openapi.json

  Ready after {seconds:.0f} seconds. Published changes reach the portal by themselves.
  Ctrl-C stops everything.
""",
        flush=True,
    )


def watch_content(folder: Path, cms_url: str) -> Child:
    """What brings the built portal up to date whenever something is published, as a child."""
    environment = build_environment(cms_url)
    return Child("portal", watch_command(folder), environment, PORTAL)


def watch(children: list[Child]) -> None:
    """Say it when a child has ended, and go on without it. Raises CannotRun if it was the CMS."""
    sleeper = threading.Event()
    while not sleeper.wait(WATCH_SECONDS):
        for child in list(children):
            if child.ended is None:
                continue
            if child.name == "cms":
                raise CannotRun(f"The CMS ended with status {child.ended}: see above.")
            print(f"{child.name} ended with status {child.ended}; the rest goes on.", flush=True)
            children.remove(child)


def _stop(number: int, frame: FrameType | None) -> None:
    raise Stopped


if __name__ == "__main__":
    main()
