"""Golden documents: what the demo's API answers, one for each page type and block.

Whatever differs from one installation to the next, hosts, times, signatures of pictures, stands as
something fixed, so that two runs give the same bytes.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cms.core.blocks import BodyBlock
from cms.demo.content.blocks import stable_id

JSON = Any
Documents = list[dict[str, Any]]

LOCALE = "en"
CMS, FRONTEND, GBIF = "https://cms.portal.example", "https://portal.example", "https://api.gbif.org"
MOMENT = "2026-01-01T12:00:00Z"
_MOMENTS = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
# When GBIF was asked, as citations say it.
_ACCESSED = (
    (re.compile(r"\b\d{1,2} [A-Z][a-z]+ 20\d\d(?=\) GBIF)"), "1 January 2026"),
    (re.compile(r"\b20\d\d-\d\d-\d\d(?=\.)"), "2026-01-01"),
)
# An address is signed with the secret of the installation.
_SIGNATURES = re.compile(r"(/images/\d+/)[A-Za-z0-9_-]+/")
# Nobody writes raw HTML in the demo, and frontends must quarantine it all the same.
_RAW_HTML = '<p onclick="alert(1)">A counter of an editor<script>alert(2)</script></p>'


def examples(documents: Documents, sites: Documents, hosts: Mapping[str, str]) -> dict[str, JSON]:
    """The golden documents by their path below `examples/`.

    `documents` are the pages of all languages, `hosts` the origins that stand in them by what is to
    stand there.
    """
    pages = [settled(page, hosts) for page in documents]
    own = [page for page in pages if page["locale"]["requested"] == LOCALE]
    fallbacks = [page for page in pages if page["translation"]["state"] == "fallback"]
    blocks = [block for page in own for block in page["body"]] + [_raw_html()]
    return {
        **{f"pages/{one['type']}.json": one for one in _fullest(own)},
        **{f"blocks/{one['type']}.json": one for one in _fullest(blocks)},
        "fallback.json": _fullest(fallbacks)[-1],
        **{f"site/{one['locale']['requested']}.json": settled(one, hosts) for one in sites},
    }


def settled(document: JSON, hosts: Mapping[str, str]) -> JSON:
    """The document without what another installation would have otherwise."""
    text = json.dumps(document, ensure_ascii=False)
    for found, wanted in sorted(hosts.items(), key=lambda pair: -len(pair[0])):
        text = text.replace(found, wanted)
    text = _SIGNATURES.sub(r"\1signature/", _MOMENTS.sub(MOMENT, text))
    for pattern, fixed in _ACCESSED:
        text = pattern.sub(fixed, text)
    return _with_fixed_days(json.loads(text))


def stale(folder: Path, wanted: Mapping[str, JSON]) -> list[str]:
    """The files of the folder that differ from these documents, by path."""
    present = {
        file.relative_to(folder).as_posix(): json.loads(file.read_text(encoding="utf-8"))
        for file in folder.glob("**/*.json")
    }
    return sorted(
        path for path in present.keys() | wanted.keys() if present.get(path) != wanted.get(path)
    )


def write(folder: Path, wanted: Mapping[str, JSON]) -> list[str]:
    """Write what is stale, remove what is superfluous; the paths of both."""
    changed = stale(folder, wanted)
    for path in changed:
        file = folder / path
        if path in wanted:
            file.parent.mkdir(parents=True, exist_ok=True)
            text = json.dumps(wanted[path], ensure_ascii=False, indent=2)
            file.write_text(f"{text}\n", encoding="utf-8")
        else:
            file.unlink()
    return changed


def _fullest(things: Iterable[JSON]) -> Documents:
    """Of each type the one with the most to show, in the order of the types."""
    best: dict[str, JSON] = {}
    for one in sorted(things, key=lambda one: (len(json.dumps(one)), json.dumps(one))):
        best[one["type"]] = one
    return [best[name] for name in sorted(best)]


def _with_fixed_days(value: JSON) -> JSON:
    """The value with the days of readings counted from a fixed one."""
    if isinstance(value, list):
        return [_with_fixed_days(one) for one in value]
    if not isinstance(value, dict):
        return value
    if "history" in value:
        days = [{**one, "date": f"2026-01-{at:02}"} for at, one in enumerate(value["history"], 1)]
        value = {**value, "history": days}
    return {name: _with_fixed_days(member) for name, member in value.items()}


def _raw_html() -> JSON:
    block = BodyBlock().child_blocks["html"]
    value = block.get_representation({"html": _RAW_HTML}, None)
    return {"type": "html", "id": stable_id("example", "html"), "value": value}
