"""The Biodiversity Alliance: progress against targets and the filters of the project list."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from cms.core.portals import Portal
from cms.core.rendering import render_page
from community.models import (
    AlliancePage,
    Axis,
    Contribution,
    Objective,
    ProjectIndexPage,
    ProjectPage,
    Target,
)
from tests.factories import add_page, block, items, make_portal, synchronise

pytestmark = pytest.mark.django_db


@pytest.fixture
def portal() -> Portal:
    return make_portal("nl")


@pytest.fixture
def objective(portal: Portal) -> Objective:
    locale = portal.source_locale
    axis = Axis.objects.create(number=1, name="Green-blue network", locale=locale)
    objective: Objective = Objective.objects.create(
        number=2, name="Buildings", axis=axis, locale=locale
    )
    Target.objects.create(
        objective=objective, label="Buildings", value=1500, unit="number", locale=locale
    )
    return objective


@pytest.fixture
def alliance(portal: Portal, objective: Objective) -> AlliancePage:
    axes = [block("axis", objectives=items(objective.pk))]
    page: AlliancePage = add_page(
        portal.site.root_page, AlliancePage, title="Alliance", slug="a", axes=axes
    )
    add_page(page, ProjectIndexPage, title="Projects", slug="projects")
    return page


def add_project(alliance: AlliancePage, objective: Objective, **fields: Any) -> ProjectPage:
    contributions = fields.pop("contributions", [])
    parent = alliance.get_children().get()
    project = add_page(
        parent,
        ProjectPage,
        summary="A roof turns green.",
        objectives=[
            {
                "type": "objective",
                "value": objective.pk,
                "id": "5f0c2f0e-1111-4222-8333-444455556666",
            }
        ],
        **fields,
    )
    for value, status in contributions:
        Contribution.objects.create(
            page=project, target=objective.targets.get(), value=Decimal(value), status=status
        )
    stored: ProjectPage = ProjectPage.objects.get(pk=project.pk)
    return stored


def target_of(page: AlliancePage) -> Any:
    document, _dependencies = render_page(page, Portal(page.get_site()))
    return document["axes"][0]["objectives"][0]["targets"][0]


def test_only_validated_contributions_count_as_progress(
    alliance: AlliancePage, objective: Objective
) -> None:
    add_project(alliance, objective, slug="one", contributions=[("150", "validated")])
    add_project(
        alliance, objective, slug="two", contributions=[("75", "validated"), ("900", "claimed")]
    )
    target = target_of(alliance)
    assert target["contributed"] == 225
    assert target["claimed"] == 900
    assert target["progress"] == 0.15


def test_progress_never_exceeds_the_whole(alliance: AlliancePage, objective: Objective) -> None:
    add_project(alliance, objective, slug="one", contributions=[("9000", "validated")])
    assert target_of(alliance)["progress"] == 1


def test_an_unpublished_project_does_not_count(
    alliance: AlliancePage, objective: Objective
) -> None:
    project = add_project(alliance, objective, slug="one", contributions=[("150", "validated")])
    project.unpublish()
    assert target_of(alliance)["contributed"] == 0


def test_a_project_counts_once_in_every_language(
    alliance: AlliancePage, objective: Objective
) -> None:
    add_project(alliance, objective, slug="one", contributions=[("150", "validated")])
    synchronise()
    dutch = alliance.get_translations().get().specific
    assert target_of(dutch)["contributed"] == target_of(alliance)["contributed"] == 150


def test_the_list_tells_what_it_can_be_filtered_by(
    alliance: AlliancePage, objective: Objective
) -> None:
    add_project(alliance, objective, slug="one", place="Genk", status="ongoing")
    add_project(alliance, objective, slug="two", place="Genk", status="completed")
    index = alliance.get_children().get().specific
    document, _dependencies = render_page(index, Portal(index.get_site()))
    facets = document["facets"]
    assert facets["places"] == [{"name": "Genk", "count": 2}]
    assert facets["axes"] == [{"number": 1, "name": "Green-blue network", "count": 2}]
    assert facets["objectives"] == [{"number": 2, "name": "Buildings", "axis": 1, "count": 2}]
    assert [(one["value"], one["count"]) for one in facets["statuses"]] == [
        ("ongoing", 1),
        ("completed", 1),
    ]
    assert document["items"][0]["project"]["objectives"] == [2]


def test_labels_of_choices_come_in_the_language_of_the_text(
    alliance: AlliancePage, objective: Objective
) -> None:
    """A fallback is one text in one language, its labels included."""
    project = add_project(alliance, objective, slug="one", status="ongoing")
    synchronise()

    def label() -> str:
        dutch = project.get_translations().get().specific
        document, _dependencies = render_page(dutch, Portal(dutch.get_site()))
        return str(document["status_label"])

    assert label() == "Ongoing"
    project.get_translations().update(alias_of=None)
    assert label() == "Lopend"


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"start": date(2026, 2, 1), "end": date(2026, 1, 1)}, "end"),
        ({"latitude": 50.9}, "longitude"),
        ({"latitude": 95.0, "longitude": 4.0}, "latitude"),
    ],
)
def test_a_project_with_impossible_facts_is_refused(
    alliance: AlliancePage, fields: dict[str, Any], field: str
) -> None:
    project = ProjectPage(title="Roof", slug="roof", summary="x", **fields)
    project.locale = alliance.locale
    project.path, project.depth = alliance.path + "00010001", alliance.depth + 2
    with pytest.raises(ValidationError) as refused:
        project.full_clean()
    assert field in refused.value.message_dict
