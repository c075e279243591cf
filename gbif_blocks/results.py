"""What a search of GBIF's API gives, typed."""

from dataclasses import dataclass
from typing import Any

from gbif_blocks.exceptions import BadAnswer


@dataclass(frozen=True)
class FacetCount:
    """How many records have one value of a field."""

    name: str
    count: int


@dataclass(frozen=True)
class SearchResult:
    """One page of a search: how many records there are, some of them, and counts by field.

    `facets` is keyed by GBIF's name of the field, such as BASIS_OF_RECORD.
    """

    count: int
    rows: list[dict[str, Any]]
    facets: dict[str, list[FacetCount]]
    end_of_records: bool

    @classmethod
    def from_answer(cls, answer: Any) -> "SearchResult":
        """The page that GBIF's JSON describes; BadAnswer when it describes none."""
        try:
            return cls(
                count=int(answer["count"]),
                rows=[dict(row) for row in answer["results"]],
                facets={
                    facet["field"]: [
                        FacetCount(str(entry["name"]), int(entry["count"]))
                        for entry in facet["counts"]
                    ]
                    for facet in answer.get("facets") or []
                },
                end_of_records=bool(answer["endOfRecords"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadAnswer("GBIF's answer is not a page of a search.") from error
