"""A portal's folder, read into memory: configuration, data, pages and posts.

Nothing here knows Wagtail. Files are found and skipped by Jekyll's rules: names that begin with
an underscore or a dot and whatever `exclude:` lists stay out, a Markdown file without front
matter is no page, and a post without a date in its name is never published.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from cms.importers.hosted_portal import front_matter, permalinks, yaml_document
from cms.importers.hosted_portal.errors import NotAPortal, UnreadableFile
from cms.importers.hosted_portal.report import Place, Report
from cms.importers.hosted_portal.yaml_document import Mapping

CONFIG = "_config.yml"
PAGE_SUFFIXES = {".md", ".markdown", ".html"}
# The biggest text file of all known portals has 300 kB, the biggest portal 1,600 files.
MAX_TEXT_BYTES = 5_000_000
MAX_FILES = 50_000


@dataclass(eq=False)
class SourcePage:
    """One Markdown file with front matter.

    `url` is the path at which Jekyll serves it; `lang` its language; `moment` the date of a post
    (None for pages); `published` says whether Jekyll would show it.
    """

    file: str
    front: Mapping
    defaults: dict[str, Any]
    body: str
    body_line: int
    lang: str
    url: str
    is_post: bool = False
    moment: datetime | None = None
    published: bool = True

    @property
    def name(self) -> str:
        """The file's name without suffix and, for a post, without date."""
        stem = PurePosixPath(self.file).stem
        dated = permalinks.split_post_name(PurePosixPath(self.file).name)
        return dated[1] if self.is_post and dated else stem

    @property
    def place(self) -> Place:
        return Place(self.file, 1)

    @property
    def layout(self) -> str:
        layout = self.get("layout")
        return layout if isinstance(layout, str) else "default"

    def get(self, key: str) -> Any:
        """A front matter value, else the default that the configuration gives."""
        return self.front[key] if key in self.front else self.defaults.get(key)

    def text(self, key: str) -> str:
        """A front matter value as text, trimmed; "" when there is none."""
        value = self.get(key)
        return "" if value is None or isinstance(value, dict | list) else str(value).strip()

    def place_of(self, key: str) -> Place:
        return self.front.place_of(key) if key in self.front else self.place


@dataclass(eq=False)
class Portal:
    """Everything that a portal's folder says."""

    root: Path
    config: Mapping
    report: Report
    data: Mapping = field(default_factory=lambda: Mapping("_data", 1))
    pages: list[SourcePage] = field(default_factory=list)
    posts: list[SourcePage] = field(default_factory=list)

    @property
    def root_lang(self) -> str:
        algae = self.config.get("algae")
        value = algae.get("rootLang") if isinstance(algae, dict) else None
        return str(value or "en")

    @property
    def url(self) -> str:
        """The production address, "https://gbif.example.org", without a final slash."""
        value = self.config.get("url")
        return value.rstrip("/") if isinstance(value, str) else ""

    @property
    def host(self) -> str:
        return urlsplit(self.url).hostname or ""

    @property
    def languages(self) -> list[str]:
        """Languages that have at least one page or post, the root language first."""
        used = {page.lang for page in (*self.pages, *self.posts)}
        return sorted(used, key=lambda code: (code != self.root_lang, code))

    def all_pages(self) -> Iterator[SourcePage]:
        yield from self.pages
        yield from self.posts

    def language_options(self, lang: str) -> Mapping:
        """What `_data/languages.yml` says of a language; empty when nothing."""
        declared = self.data.get("languages")
        options = declared.get(lang) if isinstance(declared, dict) else None
        return options if isinstance(options, Mapping) else Mapping("_data/languages.yml", 1)

    def lookup(self, path: str) -> Any:
        """`a.b.c` in the data, from the root as Jekyll does; None when nothing is there."""
        value: Any = self.data
        for key in path.split("."):
            if not isinstance(value, dict) or key not in value:
                return None
            value = value[key]
        return value

    def localized(self, name: str, lang: str) -> Any:
        """A data file of the theme (navigation, footer): the language's own, else the root's."""
        own = self.data.get(lang)
        if lang != self.root_lang and isinstance(own, dict) and own.get(name) is not None:
            return own[name]
        return self.data.get(name)

    def file_at(self, url_path: str) -> Path | None:
        """The file that the portal serves at "/assets/…"; None when absent or outside."""
        path = (self.root / url_path.lstrip("/")).resolve()
        if not path.is_relative_to(self.root.resolve()) or not path.is_file():
            return None
        return path


def read_portal(root: Path, report: Report) -> Portal:
    """The portal in the folder `root`.

    Raises NotAPortal, UnreadableFile or UnreadableYaml; anything less is reported.
    """
    if not root.is_dir():
        raise NotAPortal(f"{root} is not a folder")
    if not (root / CONFIG).is_file():
        raise NotAPortal(
            f"{root} is not a hosted portal: it has no {CONFIG}. Give the folder that holds it"
        )
    config = yaml_document.load(_text(root, CONFIG), CONFIG, report)
    if not isinstance(config, Mapping):
        raise NotAPortal("does not hold “key: value” lines", CONFIG, 1)
    portal = Portal(root, config, report)
    if not portal.url:
        report.warning("config-url", Place(CONFIG, 1), "has no “url”: the portal's host is unknown")
    _read_data(portal)
    files = list(_page_files(portal))
    for file in files:
        _read_page(portal, file)
    if not portal.pages and not portal.posts:
        raise NotAPortal(f"{root} has no page: no Markdown file with front matter was found")
    return portal


def _text(root: Path, file: str) -> str:
    path = root / file
    if path.stat().st_size > MAX_TEXT_BYTES:
        raise UnreadableFile(f"is larger than {MAX_TEXT_BYTES:,} bytes", file)
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UnreadableFile("is not UTF-8 text", file, line) from error


def _files(portal: Portal, folder: Path) -> Iterator[str]:
    for count, path in enumerate(sorted(folder.rglob("*"))):
        if count > MAX_FILES:
            raise UnreadableFile(f"has more than {MAX_FILES:,} files", folder.name)
        relative = path.relative_to(portal.root).as_posix()
        if path.is_symlink():
            portal.report.warning("symbolic-link", Place(relative), "is a link; not followed")
        elif path.is_file() and not any(
            parent.is_symlink()
            for parent in path.parents
            if parent != portal.root and parent.is_relative_to(portal.root)
        ):
            yield relative


def _read_data(portal: Portal) -> None:
    for file in _files(portal, portal.root / "_data"):
        pure = PurePosixPath(file)
        if pure.suffix in {".yml", ".yaml"}:
            text = front_matter.normalise(_text(portal.root, file), file, portal.report)
            value = yaml_document.load(text, file, portal.report)
        elif pure.suffix == ".json":
            try:
                value = json.loads(_text(portal.root, file))
            except ValueError as error:
                raise UnreadableFile(f"is not JSON: {error}", file) from error
        else:
            portal.report.warning("data-file", Place(file), "only YAML and JSON data is read")
            continue
        if value is None:
            portal.report.info("data-empty", Place(file, 1), "is empty")
        place = portal.data
        for folder in pure.parts[1:-1]:
            inner = place.get(folder)
            if not isinstance(inner, Mapping):
                inner = Mapping(f"_data/{folder}", 1)
                place[folder] = inner
            place = inner
        place[pure.stem] = value


def _page_files(portal: Portal) -> Iterator[str]:
    for file in _files(portal, portal.root):
        pure = PurePosixPath(file)
        if pure.suffix not in PAGE_SUFFIXES or not _is_processed(portal, pure):
            continue
        yield file


def _is_processed(portal: Portal, pure: PurePosixPath) -> bool:
    hidden = [part for part in pure.parts if part[0] in "._#~" and part != "_posts"]
    if hidden or pure.parts[0] == "node_modules":
        return False
    excluded = portal.config.get("exclude")
    for pattern in excluded if isinstance(excluded, list) else []:
        pattern = str(pattern).lstrip("/")
        inside = str(pure).startswith(f"{pattern.rstrip('/')}/")
        if inside or fnmatch(str(pure), pattern):
            portal.report.info("excluded", Place(str(pure)), "is excluded by _config.yml")
            return False
    return True


def _read_page(portal: Portal, file: str) -> None:
    document = front_matter.split(_text(portal.root, file), file, portal.report)
    is_post = "_posts" in PurePosixPath(file).parts
    if document is None:
        portal.report.warning(
            "no-front-matter", Place(file, 1), "has no front matter: Jekyll makes no page of it"
        )
        return
    defaults = _defaults(portal.config, file, "posts" if is_post else "pages")
    page = SourcePage(
        file=file,
        front=document.front,
        defaults=defaults,
        body=document.body,
        body_line=document.body_line,
        lang=portal.root_lang,
        url="",
        is_post=is_post,
    )
    page.lang = page.text("lang") or portal.root_lang
    if page.get("published") is False:
        page.published = False
        portal.report.info("unpublished", page.place_of("published"), "says “published: false”")
    (_complete_post if is_post else _complete_page)(portal, page)
    (portal.posts if is_post else portal.pages).append(page)


def _complete_page(portal: Portal, page: SourcePage) -> None:
    permalink = page.text("permalink") or None
    if permalink and not permalink.startswith("/") and "permalink" in page.front:
        portal.report.info(
            "permalink-slash",
            page.place_of("permalink"),
            f"permalink “{permalink}” has no leading slash; read as “/{permalink}”",
        )
    page.url = permalinks.page_url(page.file, permalink)


def _complete_post(portal: Portal, page: SourcePage) -> None:
    name = PurePosixPath(page.file).name
    dated = permalinks.split_post_name(name)
    page.moment = permalinks.parse_date(page.get("date"))
    if "date" in page.front and page.moment is None:
        portal.report.warning(
            "post-date", page.place_of("date"), f"“{page.get('date')}” is not a date"
        )
    if dated is None:
        page.published = False
        portal.report.warning(
            "post-without-date",
            page.place,
            "has no date in its file name, so Jekyll never published it; imported as a draft",
        )
    elif page.moment is None:
        page.moment = permalinks.parse_date(dated[0])
    if page.moment is None:
        portal.report.warning("post-date", page.place, "has no date at all")
        return
    categories = [str(item) for item in page.get("categories") or [] if item is not None]
    slug = page.text("slug") or page.name
    page.url = permalinks.post_url(page.text("permalink") or None, page.moment, slug, categories)


def _defaults(config: Mapping, file: str, kind: str) -> dict[str, Any]:
    """The values that `defaults:` gives a file; the longest path wins (frontmatter_defaults.rb)."""
    values: dict[str, Any] = {}
    best: tuple[int, bool] | None = None
    entries = config.get("defaults")
    for entry in entries if isinstance(entries, list) else []:
        scope = entry.get("scope") if isinstance(entry, dict) else None
        given = entry.get("values") if isinstance(entry, dict) else None
        if not isinstance(scope, dict) or not isinstance(given, dict):
            continue
        path = str(scope.get("path") or "").strip("/")
        if scope.get("type") not in (None, "", kind):
            continue
        if path and not (file == path or file.startswith(f"{path}/")):
            continue
        rank = (len(path), "type" in scope)
        if best is None or rank >= best:
            values = {**values, **given}
            best = rank
        else:
            values = {**given, **values}
    return values
