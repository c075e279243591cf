"""How far the Alliance is: the sums of contributions against each target."""

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from typing import TYPE_CHECKING
from uuid import UUID

from cms.core import schemas
from community.models.alliance.objectives import Target
from community.models.alliance.projects import ContributionStatus, ProjectPage
from gbif_blocks.representation import JSON, JSONSchema, closed_object

if TYPE_CHECKING:
    from cms.core.context import Context


class Progress:
    """The validated and claimed contributions of projects, summed for each target.

    The projects are those of one language, in which each stands once: as a page, a translation or
    an alias. What somebody only claims is told apart and never counts.
    """

    def __init__(self, projects: Iterable[ProjectPage], context: "Context") -> None:
        self.sums: dict[tuple[UUID, str], Decimal] = defaultdict(Decimal)
        for project in projects:
            context.touch(f"page:{project.pk}")
            for contribution in project.contributions.all():
                key = (contribution.target.translation_key, contribution.status)
                self.sums[key] += contribution.value

    def represent(self, target: Target) -> JSON:
        """A target with its sums; `progress` is the validated share, at most 1."""
        contributed = self.sums[target.translation_key, ContributionStatus.VALIDATED]
        claimed = self.sums[target.translation_key, ContributionStatus.CLAIMED]
        share = float(contributed / target.value) if target.value else 0.0
        return {
            "key": str(target.translation_key),
            "label": target.label,
            "value": float(target.value),
            "unit": target.unit,
            "year": target.year,
            "contributed": float(contributed),
            "claimed": float(claimed),
            "progress": round(min(share, 1.0), 4),
        }

    @staticmethod
    def get_json_schema() -> JSONSchema:
        return closed_object(
            {
                "key": schemas.UUID,
                "label": schemas.STRING,
                "value": schemas.NUMBER,
                "unit": schemas.STRING,
                "year": schemas.INTEGER,
                "contributed": schemas.NUMBER,
                "claimed": schemas.NUMBER,
                "progress": {"type": "number", "minimum": 0, "maximum": 1},
            }
        )
