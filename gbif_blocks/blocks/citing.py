"""A box that says how to cite: the words are built from what GBIF knows."""

import re
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError

from gbif_blocks.blocks.asking import inside, rows_of, scope_switch, shown_snapshot, title_field
from gbif_blocks.blocks.checked import Checked
from gbif_blocks.blocks.datasets import dataset_citation
from gbif_blocks.blocks.keys import KeyBlock, ReferenceBlock
from gbif_blocks.blocks.number import scope_of
from gbif_blocks.blocks.parameter_rows import (
    add_child_error,
    as_parameters,
    clean_rows,
    parameter_rows,
)
from gbif_blocks.blocks.previews import Previewed
from gbif_blocks.blocks.things import (
    ADDRESS,
    OPTIONAL_ADDRESS,
    OPTIONAL_TEXT,
    TEXT,
    doi_url,
    known_record,
    site_url,
)
from gbif_blocks.queries import Query
from gbif_blocks.questions import RecordQuery
from gbif_blocks.references import key_of
from gbif_blocks.representation import (
    JSON,
    JSONSchema,
    RenderContext,
    closed_object,
    members,
    nullable,
)
from gbif_blocks.scopes import Scope
from gbif_blocks.snapshots import SNAPSHOT_SCHEMA, Snapshot

CITED: list[tuple[str, str | Promise]] = [
    ("search", _("A search: a number, chart or map of this page")),
    ("dataset", _("A dataset")),
    ("download", _("A download, by its DOI")),
    ("derived_dataset", _("A derived dataset, by its DOI")),
]
# How GBIF names them: https://www.gbif.org/citation-guidelines.
_NAMES = {"download": "GBIF Occurrence Download", "derived_dataset": "GBIF Derived Dataset"}
# What GBIF's own DOIs look like: 10.15468/dl.xxxxxx of a download, dd. of a derived dataset.
_GBIF_DOI = re.compile(r"10\.15468/(dl|dd)\.[a-z0-9]{6}", re.IGNORECASE)
_LETTERS = {"download": "dl", "derived_dataset": "dd"}


class GbifCiteBlock(Previewed, Checked):
    """How to cite a search, a dataset, a download or a derived dataset."""

    check_name = "cite"

    title = title_field(_("Such as “Cite this map”. Empty: “How to cite”."))
    cited = blocks.ChoiceBlock(choices=CITED, default="search", label=_("What is cited"))
    dataset = ReferenceBlock(
        "dataset",
        required=False,
        label=_("Dataset"),
        help_text=_(
            "When a dataset is cited: type its title and choose from the list, or paste its key or "
            "its address at GBIF.org."
        ),
    )
    doi = KeyBlock(
        required=False,
        max_length=200,
        label=_("DOI"),
        help_text=_(
            "Of the download or derived dataset, such as 10.15468/dl.abc123. A search has none: "
            "download what it finds at GBIF.org to get one."
        ),
    )
    date = blocks.DateBlock(
        required=False,
        label=_("Date"),
        help_text=_("The day of the download, or on which the derived dataset was registered."),
    )
    parameters = parameter_rows(_("Filters"), _("Of the search, when a search is cited."))
    within_scope = scope_switch()

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        cited = cleaned["cited"]
        errors: dict[str, Any] = {}
        if cited == "dataset" and not cleaned["dataset"]:
            errors["dataset"] = ValidationError(_("Say which dataset is cited."))
        if cited in _NAMES:
            found = add_child_error(errors, "doi", lambda: _clean_doi(cleaned["doi"], cited))
            cleaned["doi"] = found or cleaned["doi"]
            if not cleaned["date"]:
                errors["date"] = ValidationError(_("Give its day: a citation says when."))
        add_child_error(
            errors, "parameters", lambda: clean_rows("occurrence", cleaned["parameters"])
        )
        if errors:
            raise StructBlockValidationError(block_errors=errors)
        return cleaned

    def get_query(self, value: Any, scope: Scope | None) -> Query:
        """What is asked for the citation; a download asks nothing."""
        if value["cited"] == "dataset":
            return RecordQuery(kind="dataset", key=key_of(value["dataset"]))
        return inside(scope, Query("occurrence", as_parameters(members(value["parameters"]))))

    def get_checked_query(self, value: Any, scope: Scope) -> Query | None:
        return super().get_checked_query(value, scope) if value["cited"] == "search" else None

    def look_ahead(self, value: Any, context: RenderContext) -> None:
        if value["cited"] not in _NAMES:
            scope = context.scope if value["within_scope"] else None
            context.expect(Snapshot, self.get_query(value, scope))

    def get_representation(self, value: Any, context: RenderContext) -> JSON:
        """The citation. `citable` says whether a DOI stands behind it; `snapshot` is of the search
        or the dataset, from which the day comes."""
        common = {"title": value["title"] or None, "cited": value["cited"]}
        if value["cited"] in _NAMES:
            return common | _of_doi(value)
        if value["cited"] == "dataset":
            return common | _of_dataset(
                self.get_query(value, None), key_of(value["dataset"]), context
            )
        snapshot = shown_snapshot(self.get_query(value, scope_of(value, context)), context)
        return common | {
            "text": snapshot.citation,
            "doi": None,
            "url": snapshot.gbif_url,
            "citable": False,
            "download_url": snapshot.gbif_url,
            "snapshot": snapshot.get_representation(),
        }

    def get_json_schema(self) -> JSONSchema:
        """The schema of what `get_representation` gives."""
        return closed_object(
            {
                "title": OPTIONAL_TEXT,
                "cited": {"type": "string", "enum": [name for name, _label in CITED]},
                "text": TEXT,
                "doi": OPTIONAL_ADDRESS,
                "url": ADDRESS,
                "citable": {"type": "boolean"},
                "download_url": OPTIONAL_ADDRESS,
                "snapshot": nullable(SNAPSHOT_SCHEMA),
            }
        )

    class Meta:
        icon = "openquote"
        group = "GBIF"
        label = _("GBIF citation")
        label_format = _("How to cite: {title}")
        description = _("A box that says how to cite data, with a button to copy it.")
        preview_name = "cite"
        preview_value = {
            "title": _("How to cite"),
            "cited": "search",
            "dataset": "",
            "doi": "",
            "date": None,
            "parameters": [{"name": "country", "value": "BE"}],
            "within_scope": False,
        }


def _of_doi(value: Any) -> dict[str, JSON]:
    address = doi_url(value["doi"]) or ""
    day = str(value["date"] or "")[:10]
    return {
        "text": f"GBIF.org ({day}) {_NAMES[value['cited']]} {address}",
        "doi": address,
        "url": address,
        "citable": True,
        "download_url": None,
        "snapshot": None,
    }


def _of_dataset(query: Query, key: str, context: RenderContext) -> dict[str, JSON]:
    snapshot = shown_snapshot(query, context)
    row = next(iter(rows_of(snapshot)), {"key": key})
    publisher_key = row.get("publishingOrganizationKey")
    publisher = known_record("publisher", publisher_key, context) if publisher_key else None
    doi = doi_url(row.get("doi"))
    return {
        "text": dataset_citation(row, snapshot, (publisher or {}).get("title")),
        "doi": doi,
        "url": doi or site_url("dataset", key),
        "citable": doi is not None,
        "download_url": None,
        "snapshot": snapshot.get_representation(),
    }


def _clean_doi(text: str, cited: str) -> str:
    found = _GBIF_DOI.search(text or "")
    if found and found[1].lower() == _LETTERS[cited]:
        return found[0].lower()
    example = f"10.15468/{_LETTERS[cited]}.abc123"
    if found:
        raise ValidationError(
            _("This DOI is of another kind. Give one such as %(example)s."),
            params={"example": example},
        )
    raise ValidationError(
        _("Give the DOI that GBIF gave, such as %(example)s."), params={"example": example}
    )
