"""Making the demo's organisations, people, treaties, objectives and news categories."""

from typing import Any

from wagtail.models import Locale

from cms.demo.content.alliance import AXES, TARGET_YEAR, ObjectiveContent
from cms.demo.content.blocks import stable_id
from cms.demo.content.community import ORGANISATIONS, PERSONS, OrganisationContent
from cms.demo.content.cooperation import COOPERATIONS
from cms.demo.content.news import CATEGORIES
from cms.demo.registry import Registry
from cms.demo.translating import Translator
from community.models import Axis, Cooperation, Objective, Organisation, Person, Target
from home.models import NewsCategory


class Snippets:
    """Makes snippets in the source language and translates each at once: pages point at them."""

    def __init__(self, registry: Registry, source: Locale, translator: Translator) -> None:
        self.registry = registry
        self.source = source
        self.translator = translator

    def add_all(self) -> None:
        """Everything that the demo's pages choose from."""
        self.add_organisations()
        self.add_people()
        self.add_cooperations()
        self.add_objectives()
        self.add_categories()

    def add_organisations(self) -> None:
        """Organisations, with acronym and website in each language."""
        for content in ORGANISATIONS:
            organisation = self._save(
                "organisation",
                content.key,
                Organisation(
                    name=content.name,
                    acronym=content.acronym,
                    kind=content.kind,
                    website=content.website,
                    ror_id=content.ror_id,
                    gbif_publisher_key=content.gbif_publisher_key or None,
                    country=content.country,
                    logo=self.registry.get("image", f"logo-{content.key}")
                    if content.logo
                    else None,
                ),
            )
            self.translator.translate(organisation, overrides=_own_facts(content))

    def add_people(self) -> None:
        """The functions of the team."""
        for content in PERSONS:
            person = self._save(
                "person",
                content.key,
                Person(
                    name=content.name,
                    role=content.role,
                    organisation=self.registry.get("organisation", content.organisation).name,
                    description=content.description,
                    active=content.active,
                ),
            )
            self.translator.translate(person)

    def add_cooperations(self) -> None:
        """Treaties, conventions and networks."""
        for content in COOPERATIONS:
            cooperation = self._save(
                "cooperation",
                content.key,
                Cooperation(
                    name=content.name,
                    acronym=content.acronym,
                    kind=content.kind,
                    since=content.since,
                    summary=content.summary,
                    our_role=content.our_role,
                    contact_roles="\n".join(content.contact_roles),
                    website=content.website,
                ),
            )
            self.translator.translate(cooperation)

    def add_objectives(self) -> None:
        """The Alliance's axes, objectives and targets."""
        for content in AXES:
            axis = self._save(
                "axis",
                content.number,
                Axis(number=content.number, name=content.name, summary=content.summary),
            )
            self.translator.translate(axis)
            for objective in content.objectives:
                self._add_objective(objective, axis)

    def _add_objective(self, content: ObjectiveContent, axis: Axis) -> None:
        objective = Objective(
            axis=axis,
            number=content.number,
            name=content.name,
            summary=content.summary,
            criteria="\n".join(content.criteria),
        )
        objective.targets = [
            Target(
                label=target.label,
                value=target.value,
                unit=target.unit,
                year=TARGET_YEAR,
                locale=self.source,
                translation_key=stable_id("target", target.key),
            )
            for target in content.targets
        ]
        self._save("objective", content.number, objective)
        for target, made in zip(content.targets, objective.targets.all(), strict=True):
            self.registry.add("target", target.key, made)
        self.translator.translate(objective)

    def add_categories(self) -> None:
        """The categories of news."""
        for content in CATEGORIES:
            category = self._save(
                "category", content.slug, NewsCategory(name=content.name, slug=content.slug)
            )
            self.translator.translate(category)

    def _save(self, kind: str, key: object, snippet: Any) -> Any:
        snippet.locale = self.source
        snippet.translation_key = stable_id(kind, key)
        snippet.full_clean()
        snippet.save()
        self.registry.add(kind, key, snippet)
        return snippet


def _own_facts(content: OrganisationContent) -> dict[str, dict[str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for field, values in (("acronym", content.acronyms), ("website", content.websites)):
        for code, value in values.items():
            facts.setdefault(code, {})[field] = value
    return facts
