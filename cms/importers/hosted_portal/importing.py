"""The import from beginning to end: read, plan, write in one transaction, report."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from django.db import transaction
from wagtail import hooks
from wagtail.models import Collection

from cms.importers.hosted_portal import (
    languages,
    layouts,
    library,
    links,
    old_addresses,
    portal_settings,
    publishing,
    source,
    tree,
)
from cms.importers.hosted_portal.layouts import PageKind
from cms.importers.hosted_portal.report import Report
from cms.importers.hosted_portal.source import Portal

Progress = Callable[[int, int], None]


@dataclass
class Result:
    """What an import found and wrote. `written` counts pages, menus and settings that changed."""

    report: Report
    host: str = ""
    languages: list[str] = field(default_factory=list)
    pages: int = 0
    posts: int = 0
    drafts: int = 0
    images: int = 0
    aliases: int = 0
    redirects: int = 0
    written: int = 0


class _DryRun(Exception):
    """Thrown to roll back at the end of a dry run."""


def import_hosted_portal(
    folder: Path,
    *,
    site_config: Path | None = None,
    dry_run: bool = False,
    report: Report | None = None,
    progress: Progress = lambda _done, _total: None,
) -> Result:
    """Import the portal in `folder`; with `dry_run` write nothing.

    `site_config` is the portal's widget configuration as JSON. Raises ImportProblem when the
    folder is no portal or cannot be read; then, and on any other error, nothing is written.
    """
    report = Report() if report is None else report
    portal = source.read_portal(folder, report)
    result = Result(report, host=portal.host)
    writing = _Writing(portal, result, progress)
    try:
        with _one_change(), transaction.atomic():
            writing.run(site_config)
            if dry_run:
                raise _DryRun
    except _DryRun:
        writing.remove_files()
    except BaseException:
        writing.remove_files()
        raise
    return result


@contextmanager
def _one_change() -> Iterator[None]:
    """Everything inside is one change to whoever follows changes.

    The hook `around_import` takes a function without arguments that gives a context manager:
    what would be done at each publication is then done once, at the end, before the commit.
    """
    with ExitStack() as stack:
        for around in hooks.get_hooks("around_import"):
            stack.enter_context(around())
        yield


class _Writing:
    def __init__(self, portal: Portal, result: Result, progress: Progress) -> None:
        self.portal = portal
        self.result = result
        self.progress = progress
        self.library: library.Library | None = None

    def remove_files(self) -> None:
        """Delete the files of a transaction that was undone: storage knows no rollback."""
        for file in self.library.created_files if self.library else []:
            file.storage.delete(file.name)

    def run(self, site_config: Path | None) -> None:
        portal, result = self.portal, self.result
        langs = tree.usable_languages(portal)
        pairing = languages.pair(portal)
        addresses = links.Links(portal, pairing)
        locales = tree.ensure_locales(portal, langs)
        here = library.Library(addresses, _collection(portal), locales)
        self.library = here
        planned = tree.plan(portal, pairing, langs)
        site = tree.ensure_pages(planned, here)
        self._write_pages(planned, here)
        here.pictures.add_listed()
        result.written += portal_settings.write_settings(site, here)
        for lang in langs:
            result.written += portal_settings.write_navigation(site, lang, here)
        if site_config is not None:
            result.written += portal_settings.write_scope(site, site_config, here)
        result.aliases = tree.ensure_aliases(planned, here)
        result.redirects = old_addresses.write_redirects(planned, site)
        here.pictures.report_unused()
        result.languages = langs
        result.images = here.pictures.count()

    def _write_pages(self, planned: tree.Tree, here: library.Library) -> None:
        # Posts last: they name people, whom the team page brings in.
        nodes = sorted(planned.nodes(), key=lambda node: node.role.kind is PageKind.NEWS)
        total = len(planned.pages)
        done = 0
        for node in nodes:
            for lang in here.locales:
                page = node.group.members.get(lang)
                if page is None:
                    continue
                self.result.written += publishing.write_page(planned.pages[page], page, node, here)
                self._count(page, node.role)
                done += 1
                self.progress(done, total)

    def _count(self, page: source.SourcePage, role: layouts.Role) -> None:
        if role.kind is PageKind.NEWS:
            self.result.posts += 1
        else:
            self.result.pages += 1
        self.result.drafts += not page.published


def _collection(portal: Portal) -> Collection:
    """The portal's own collection of images and documents."""
    name = portal.host or str(portal.config.get("title") or "portal")
    root = Collection.get_first_root_node()
    found = root.get_children().filter(name=name).first()
    return found or root.add_child(name=name)
