"""Single things of GBIF that blocks show: what datasets, taxa and collections have in common."""

import html
import re
from datetime import UTC, datetime
from typing import Any, ClassVar

from django.utils.html import strip_tags
from wagtail import blocks

from gbif_blocks.blocks.asking import rows_of, shown_snapshot
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.queries import GBIF_SITE
from gbif_blocks.questions import RECORD_KINDS, RecordQuery
from gbif_blocks.references import REFERENCE_SCHEMA, key_of, read_reference
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    nullable,
)
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot

Record = dict[str, Any]

TEXT: JSONSchema = {"type": "string"}
OPTIONAL_TEXT: JSONSchema = nullable(TEXT)
ADDRESS: JSONSchema = {"type": "string", "format": "uri"}
OPTIONAL_ADDRESS: JSONSchema = nullable(ADDRESS)
OPTIONAL_COUNT: JSONSchema = nullable({"type": "integer", "minimum": 0})
TEXTS: JSONSchema = {"type": "array", "items": TEXT}
# A summary, not a page.
LONGEST_TEXT = 500

_LICENCE_ADDRESS = re.compile(r"creativecommons\.org/(licenses|publicdomain)/([a-z-]+)/([\d.]+)")
_LICENCE_CODE = re.compile(r"CC(0|_(BY(?:_NC)?))_(\d)_(\d)")


def record_snapshot(kind: str, key: str, context: RenderContext) -> Snapshot:
    """The snapshot of one thing, recorded as a dependency."""
    return shown_snapshot(RecordQuery(kind=kind, key=key), context)


def known_record(kind: str, key: str, context: RenderContext) -> Record | None:
    """What GBIF last told of one thing; None while it told nothing."""
    return next(iter(rows_of(record_snapshot(kind, key, context))), None)


def site_url(kind: str, key: str) -> str:
    """The page of www.gbif.org about a thing."""
    return f"{GBIF_SITE}{RECORD_KINDS[kind].site_path.format(key=key)}"


def plain_text(source: Any) -> str | None:
    """GBIF's descriptions are HTML of their publishers: their words, at most 500 letters."""
    if not isinstance(source, str):
        return None
    text = " ".join(html.unescape(strip_tags(source[: 4 * LONGEST_TEXT])).split())
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + " …"
    return text or None


def web_address(given: Any) -> str | None:
    """The first address that a browser may open; GBIF gives one, a list, or nonsense."""
    candidates = given if isinstance(given, list) else [given]
    for one in candidates:
        if isinstance(one, str) and re.fullmatch(r"https?://[^\s<>\"]+", one.strip()):
            return one.strip()
    return None


def doi_url(doi: Any) -> str | None:
    """A DOI as the address that resolves it."""
    if not isinstance(doi, str):
        return None
    found = re.search(r"10\.\d{4,9}/\S+", doi)
    return f"https://doi.org/{found[0]}" if found else None


def licence(given: Any) -> JSON:
    """A licence that GBIF gives as a code or an address, as {code, label, url}; None for none."""
    text = given if isinstance(given, str) else ""
    if address := _LICENCE_ADDRESS.search(text):
        kind, name, version = address.groups()
        label = f"CC0 {version}" if kind == "publicdomain" else f"CC {name.upper()} {version}"
        path = f"{kind}/{name}/{version}"
    elif code := _LICENCE_CODE.fullmatch(text):
        version = f"{code[3]}.{code[4]}"
        name = (code[2] or "").replace("_", "-")
        label = f"CC {name} {version}" if name else f"CC0 {version}"
        path = f"licenses/{name.lower()}/{version}" if name else f"publicdomain/zero/{version}"
    else:
        return None
    url = f"https://creativecommons.org/{path}/"
    return {"code": label.replace(" ", "-"), "label": label, "url": url}


LICENCE_SCHEMA: JSONSchema = nullable(closed_object({"code": TEXT, "label": TEXT, "url": ADDRESS}))


def accessed(moment: datetime | None) -> str:
    """The end of a citation: where and when it was read, in GBIF's own words."""
    day = f" on {moment.astimezone(UTC):%Y-%m-%d}" if moment else ""
    return f"accessed via GBIF.org{day}."


class RecordBlock(Previewed, blocks.StructBlock):  # type: ignore[misc]
    """A card of one thing, whose key is the field `key`.

    A subclass names the thing (`record_kind`, of RECORD_KINDS), says what is shown of it
    (`represent_record`) and the schema of that (`record_schema`).
    """

    record_kind: ClassVar[str]

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        key = key_of(value["key"])
        context.expect(Snapshot, RecordQuery(kind=self.record_kind, key=key))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The thing, None while GBIF has not told of it, and the snapshot that it is from.

        `reference` is what the editor chose, with the name that it had then.
        """
        reference = read_reference(value["key"])
        snapshot = record_snapshot(self.record_kind, reference.key, context)
        rows = rows_of(snapshot)
        return {
            "reference": reference.represent(context.locale_code),
            self.record_kind: self.represent_record(rows[0], snapshot, context) if rows else None,
            "gbif_url": site_url(self.record_kind, reference.key),
            "snapshot": snapshot.get_representation(),
            **self.represent_more(value, context),
        }

    def represent_record(self, row: Record, snapshot: Snapshot, context: RenderContext) -> JSON:
        """What is shown of the thing."""
        raise NotImplementedError

    def represent_more(self, value: Any, context: RenderContext) -> dict[str, JSON]:
        """What else the card shows."""
        return {}

    def record_schema(self) -> JSONSchema:
        """The schema of what `represent_record` gives."""
        raise NotImplementedError

    def more_schema(self) -> dict[str, JSONSchema]:
        """The schemas of what `represent_more` gives."""
        return {}

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object(
            {
                "reference": REFERENCE_SCHEMA,
                self.record_kind: nullable(self.record_schema()),
                "gbif_url": ADDRESS,
                "snapshot": SNAPSHOT_SCHEMA,
                **self.more_schema(),
            }
        )
