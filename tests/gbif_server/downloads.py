"""Occurrence downloads and derived datasets: what makes a number citable, with made-up DOIs."""

import base64
import binascii
from typing import Any

from tests.gbif_server.errors import ApiError
from tests.gbif_server.predicates import compile_predicate
from tests.gbif_server.registry import key_of

Row = dict[str, Any]
# The one account.
USER, PASSWORD = "node", "invented-for-tests"
_FORMATS = ("SIMPLE_CSV", "DWCA", "SPECIES_LIST", "SIMPLE_PARQUET")


class Downloads:
    """What was asked for since the server started."""

    def __init__(self) -> None:
        self._made: dict[str, Row] = {}
        self._derived: dict[str, Row] = {}

    def request(self, body: Any, authorization: str, found: Any) -> str:
        """The key of a new download; `found` counts what a test of one row finds."""
        _check_user(authorization)
        if not isinstance(body, dict) or body.get("format", "DWCA") not in _FORMATS:
            raise ApiError(400, "Cannot parse the download request")
        test = compile_predicate(body.get("predicate"))
        key = f"{len(self._made) + 1:07}-261121060000000"
        rows = found(test)
        self._made[key] = {
            "key": key,
            "doi": f"10.15468/dl.{key_of('download', key)[:6]}",
            "license": "http://creativecommons.org/licenses/by-nc/4.0/legalcode",
            "request": {**body, "creator": USER},
            "created": "2026-11-21T06:00:00.000+00:00",
            "modified": "2026-11-21T06:01:00.000+00:00",
            "eraseAfter": "2027-05-21T06:00:00.000+00:00",
            "status": "SUCCEEDED",
            "downloadLink": f"https://example.org/download/{key}.zip",
            "size": 100 * len(rows),
            "totalRecords": len(rows),
            "numberDatasets": len({row["datasetKey"] for row in rows}),
        }
        return key

    def get(self, key: str) -> Row | None:
        """A download by its key; None when there is none."""
        return self._made.get(key)

    def derive(self, body: Any, authorization: str) -> Row:
        """A new derived dataset: counts by dataset key, with a DOI."""
        _check_user(authorization)
        if not isinstance(body, dict) or not body.get("relatedDatasets") or not body.get("title"):
            raise ApiError(400, "title and relatedDatasets are required")
        doi = f"10.15468/dd.{key_of('derived', len(self._derived))[:6]}"
        self._derived[doi] = {
            "doi": doi,
            "title": body["title"],
            "description": body.get("description", ""),
            "sourceUrl": body.get("sourceUrl", ""),
            "citation": f"Derived dataset GBIF.org (21 November 2026) https://doi.org/{doi}",
            "created": "2026-11-21T06:00:00.000+00:00",
        }
        return self._derived[doi]


def _check_user(authorization: str) -> None:
    kind, _space, secret = authorization.partition(" ")
    try:
        given = base64.b64decode(secret).decode() if kind == "Basic" else ""
    except (binascii.Error, UnicodeDecodeError):
        given = ""
    if given != f"{USER}:{PASSWORD}":
        raise ApiError(401, "Unauthorized")
