"""The Biodiversity Alliance: axes and objectives with targets, and the projects that serve them."""

from community.models.alliance.objectives import Axis, Objective, Target
from community.models.alliance.pages import AlliancePage, ProjectIndexPage
from community.models.alliance.projects import Contribution, ProjectPage

__all__ = [
    "AlliancePage",
    "Axis",
    "Contribution",
    "Objective",
    "ProjectIndexPage",
    "ProjectPage",
    "Target",
]
