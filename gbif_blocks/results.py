"""What a search of GBIF's API gives, typed."""

from dataclasses import dataclass
from typing import Any

from gbif_blocks.exceptions import BadAnswer

# Numbers above this lose digits on their way to a browser; GBIF has some 10**10 records.
MAX_COUNT = 2**53
# More values of a field than anybody shows.
MAX_FACET_COUNTS = 1000


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
                count=whole(answer["count"]),
                rows=[dict(row) for row in answer["results"]],
                facets={
                    facet["field"]: [
                        FacetCount(str(entry["name"]), whole(entry["count"]))
                        for entry in facet["counts"][:MAX_FACET_COUNTS]
                    ]
                    for facet in answer.get("facets") or []
                },
                end_of_records=bool(answer["endOfRecords"]),
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise BadAnswer("GBIF's answer is not a page of a search.") from error


def whole(value: Any) -> int:
    """A number of records; ValueError for what is none."""
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MAX_COUNT:
        raise ValueError(f"{value!r} is no number of records")
    return value
