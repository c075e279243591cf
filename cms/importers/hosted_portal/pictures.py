"""The portal's pictures as images with their rights, each once.

A caption is written where a picture is used or in `_data/images.yml`; all of them are read first,
so that an image gets its credits whichever page asks for it first.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from django.core.exceptions import ValidationError
from django.core.files.images import ImageFile
from PIL import Image as PillowImage
from PIL import UnidentifiedImageError
from wagtail.images import get_image_model
from wagtail.models import Collection

from cms.core.svg import sanitise_svg
from cms.importers.hosted_portal import captions, liquid
from cms.importers.hosted_portal.captions import Credits
from cms.importers.hosted_portal.links import Links
from cms.importers.hosted_portal.report import Place
from cms.importers.hosted_portal.resources import Picture
from cms.importers.hosted_portal.source import Portal, SourcePage
from cms.importers.hosted_portal.yaml_document import Mapping, Sequence

IMAGE_SUFFIXES = {".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".svg"}
MAX_BYTES = 30_000_000
MAX_PIXELS = 60_000_000
# Data files that the theme reads from the root only.
DEAD_IN_FOLDERS = {"images", "languages", "translations"}
# Keys of a picture's path in the data, each with the key of its caption.
CAPTIONED = {"background": "imageLicense", "src": "caption", "image": "imageLicense"}


@dataclass(frozen=True, slots=True)
class Caption:
    """A caption as it was written."""

    markdown: str
    lang: str
    place: Place


class Pictures:
    """All images of one portal, by their path."""

    def __init__(self, links: Links, collection: Collection) -> None:
        self.links = links
        self.portal = links.portal
        self.report = links.portal.report
        self.collection = collection
        self.captions = _captions(self.portal)
        self.created_files: list[Any] = []
        self.used: set[str] = set()
        self._by_path: dict[str, int | None] = {}

    def get(self, picture: Picture) -> int | None:
        """The image's primary key; None, reported, when there is no such file."""
        path = local_path(self.portal, picture.src)
        if path is None:
            self.report.warning(
                "image-external",
                picture.place,
                f"{picture.src[:120]} is on another server; not fetched, left out",
            )
            return None
        if path not in self._by_path:
            self._by_path[path] = self._find_or_create(path, picture)
        elif self.portal.file_at(path) is None:
            self._report_missing(path, picture.place)
        return self._by_path[path]

    def add_listed(self) -> None:
        """Bring in the pictures that `_data/images.yml` lists, used or not."""
        images = self.portal.data.get("images")
        for key, entry in images.items() if isinstance(images, Mapping) else []:
            src = entry.get("src") if isinstance(entry, Mapping) else None
            if isinstance(src, str):
                place = entry.place_of("src")
                pk = self.get(Picture(src, place, self.portal.root_lang))
                if pk is None:
                    self.report.info("image-key", place, f"images.yml: “{key}” has no file")

    def count(self) -> int:
        """How many different images the portal's texts use."""
        return len({pk for pk in self._by_path.values() if pk is not None})

    def report_unused(self) -> None:
        """Name the picture files that nothing refers to."""
        for path in sorted(self.portal.root.rglob("*")):
            relative = path.relative_to(self.portal.root)
            if path.suffix.lower() not in IMAGE_SUFFIXES or not path.is_file():
                continue
            if relative.parts[0].startswith((".", "_")) or f"/{relative.as_posix()}" in self.used:
                continue
            self.report.info(
                "image-unused", Place(relative.as_posix()), "nothing refers to it; not imported"
            )

    def _report_missing(self, path: str, place: Place) -> None:
        self.report.error("image-missing", place, f"{path} is not in the portal's folder")

    def _find_or_create(self, path: str, picture: Picture) -> int | None:
        self.used.add(path)
        file = self.portal.file_at(path)
        if file is None:
            self._report_missing(path, picture.place)
            return None
        try:
            content = _readable(file)
        except (ValidationError, UnidentifiedImageError, OSError, ValueError) as error:
            message = " ".join(error.messages) if isinstance(error, ValidationError) else str(error)
            self.report.error("image-unreadable", picture.place, f"{path}: {message}")
            return None
        rights = self._rights(path)
        # The same rule as Wagtail's: SHA-1 of the stored bytes. Not for security.
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        model = get_image_model()
        found = model.objects.filter(collection=self.collection, file_hash=digest).first()
        if found is not None:
            return int(found.pk)
        return self._create(model, content, digest, picture, rights)

    def _rights(self, path: str) -> dict[str, Credits]:
        """What the captions of a picture say, by language."""
        return {
            lang: captions.parse(caption.markdown, lang, caption.place, self.links)
            for lang, caption in self.captions.get(path, {}).items()
        }

    def _create(
        self, model: Any, content: bytes, digest: str, picture: Picture, rights: dict[str, Credits]
    ) -> int:
        name = PurePosixPath(local_path(self.portal, picture.src) or picture.src).name
        root_lang = self.portal.root_lang
        main = rights.get(root_lang) or next(iter(rights.values()), Credits())
        image = model(
            file=ImageFile(BytesIO(content), name=name),
            title=(main.caption or picture.alt or PurePosixPath(name).stem)[:255],
            collection=self.collection,
            description=(picture.alt or main.caption)[:255],
            caption=main.caption[:500],
            creator=main.creator[:255],
            rights_holder=main.rights_holder[:255],
            licence=main.licence,
            source_url=main.source_url[:500],
            occurrence_url=main.occurrence_url[:500],
            texts={
                lang: {"alt": "", "caption": own.caption[:500]}
                for lang, own in rights.items()
                if lang != root_lang and own.caption and own.caption != main.caption
            },
            file_hash=digest,
            file_size=len(content),
        )
        image.save()
        self.created_files.append(image.file)
        return int(image.pk)


def local_path(portal: Portal, src: str) -> str | None:
    """The path of a picture within the portal, None when it is on another server."""
    parts = urlsplit(src)
    if parts.scheme in {"http", "https"} or src.startswith("//"):
        if not portal.host or parts.hostname != portal.host:
            return None
    elif parts.scheme:
        return None
    return "/" + unquote(parts.path).lstrip("/").removeprefix("./")


def _readable(file: Path) -> bytes:
    """The bytes to store: a picture that opens, or an SVG made harmless."""
    size = file.stat().st_size
    if size > MAX_BYTES:
        raise ValueError(f"has {size:,} bytes; more than {MAX_BYTES:,} are not imported")
    content = file.read_bytes()
    if file.suffix.lower() == ".svg":
        return sanitise_svg(content)
    with PillowImage.open(file) as picture:
        width, height = picture.size
        if width * height > MAX_PIXELS:
            raise ValueError(f"has {width} × {height} pixels; more than {MAX_PIXELS:,}")
        picture.verify()
    return content


def _captions(portal: Portal) -> dict[str, dict[str, Caption]]:
    """Path to language to caption; the first caption of a path in a language counts."""
    found: dict[str, dict[str, Caption]] = {}

    def add(src: Any, markdown: Any, lang: str, place: Place, page: SourcePage | None) -> None:
        if not isinstance(src, str) or not isinstance(markdown, str) or not markdown.strip():
            return
        path = local_path(portal, liquid.expand(src, place, portal, page))
        text = liquid.expand(markdown, place, portal, page).strip()
        if path is None or captions.PLACEHOLDER.match(text):
            return
        caption = Caption(text, lang, place)
        known = found.setdefault(path, {}).setdefault(lang, caption)
        if known is not caption and known.markdown.split() != text.split():
            portal.report.info(
                "caption-conflict",
                place,
                f"{path} has another caption in {known.place.file}:{known.place.line}, which is "
                "used",
            )

    images = portal.data.get("images")
    for lang, mapping in _walk(images, portal.root_lang, set(portal.languages)):
        add(mapping.get("src"), mapping.get("caption"), lang, mapping.place_of("caption"), None)
    data = _live_data(portal)
    for lang, mapping in _walk(data, portal.root_lang, set(portal.languages)):
        for key, caption in CAPTIONED.items():
            add(mapping.get(key), mapping.get(caption), lang, mapping.place_of(caption), None)
    for page in portal.all_pages():
        place = page.place_of("imageLicense")
        add(page.get("background"), page.get("imageLicense"), page.lang, place, page)
    return found


def _live_data(portal: Portal) -> dict[str, Any]:
    """The data without the lists of images: those in language folders are never read."""
    data: dict[str, Any] = {key: value for key, value in portal.data.items() if key != "images"}
    for lang in portal.languages:
        folder = data.get(lang)
        if not isinstance(folder, Mapping):
            continue
        for name in DEAD_IN_FOLDERS & folder.keys():
            portal.report.info(
                "data-dead",
                Place(f"_data/{lang}/{name}.yml"),
                f"never read: the theme takes _data/{name}.yml for every language",
            )
        data[lang] = {key: value for key, value in folder.items() if key not in DEAD_IN_FOLDERS}
    return data


def _walk(value: Any, lang: str, languages: set[str]) -> Iterator[tuple[str, Mapping]]:
    """Every mapping inside a value, with the language of the folder that it is in."""
    if isinstance(value, dict):
        if isinstance(value, Mapping):
            yield lang, value
        for key, inner in value.items():
            yield from _walk(inner, str(key) if key in languages else lang, languages)
    elif isinstance(value, Sequence):
        for inner in value:
            yield from _walk(inner, lang, languages)
