"""Out to translators and back; one of them knows nothing but XLIFF, and none the service."""

from collections.abc import Callable
from io import StringIO
from pathlib import Path
from typing import Any

from django.core.management import call_command
from lxml import etree

XLIFF = "urn:oasis:names:tc:xliff:document:2.0"
NAMES = {"x": XLIFF}


def in_capitals(text: str) -> str:
    """A translation that anybody can tell from its source."""
    return text.upper()


def translate_file(path: Path, translate: Callable[[str], str] = in_capitals) -> int:
    """Give every segment without a target one; gives how many there were."""
    tree = etree.parse(path)
    done = 0
    for segment in tree.iter(f"{{{XLIFF}}}segment"):
        if segment.find("x:target", NAMES) is None:
            target = etree.SubElement(segment, f"{{{XLIFF}}}target")
            _copy(segment.find("x:source", NAMES), target, translate)
            segment.set("state", "translated")
            done += 1
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return done


def _copy(source: Any, target: Any, translate: Callable[[str], str]) -> None:
    """The content of a source, its words translated but for what is protected."""
    kept = source.get("translate") == "no"
    target.text = source.text if kept else translate(source.text or "")
    for child in source:
        copied = etree.SubElement(target, child.tag, dict(child.attrib))
        _copy(child, copied, translate)
        copied.tail = translate(child.tail or "")


def segments_of(path: Path) -> list[Any]:
    """The `segment` elements of a file."""
    return list(etree.parse(path).iter(f"{{{XLIFF}}}segment"))


def words_of(path: Path) -> list[str]:
    """The words of each source in a file."""
    return ["".join(one.find("x:source", NAMES).itertext()) for one in segments_of(path)]


def export(folder: Path, *options: str, locale: str = "nl") -> Path | None:
    """The file that an export writes, if it writes one."""
    call_command(
        "export_translations", "--locale", locale, "--output", str(folder), *options,
        stdout=StringIO(),
    )  # fmt: skip
    return next(iter(sorted(folder.glob(f"{locale}-from-*"))), None)


def take_back(path: Path, *options: str) -> str:
    """What the import of a file prints."""
    output = StringIO()
    call_command("import_translations", str(path), *options, stdout=output, no_color=True)
    return output.getvalue()
