from community.models.alliance import (
    AlliancePage,
    Axis,
    Contribution,
    Objective,
    ProjectIndexPage,
    ProjectPage,
    Target,
)
from community.models.cooperation import Cooperation, CooperationPage
from community.models.organisations import CommunityPage, Organisation
from community.models.people import Person, TeamPage

__all__ = [
    "AlliancePage",
    "Axis",
    "CommunityPage",
    "Contribution",
    "Cooperation",
    "CooperationPage",
    "Objective",
    "Organisation",
    "Person",
    "ProjectIndexPage",
    "ProjectPage",
    "Target",
    "TeamPage",
]
