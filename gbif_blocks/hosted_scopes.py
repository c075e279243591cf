"""Filling a portal's scope from a hosted portal's widget configuration."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError

from gbif_blocks.catalogues import CATALOGUE_OF_WIDGET_NAME
from gbif_blocks.forms.parameter_lines import PARAMETER_CATALOGUES
from gbif_blocks.hosted_configs import HostedConfig, HostedSection, read_hosted_config
from gbif_blocks.parameters import Parameters, clean_parameters
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import (
    And,
    Equals,
    In,
    Not,
    Or,
    Predicate,
    PredicateJSON,
    conjunction,
)
from gbif_blocks.scopes import (
    MISMATCH,
    LiteratureRelation,
    OccurrenceRelation,
    Scope,
)
from gbif_blocks.widget_config import WidgetPage
from gbif_blocks.widget_options import as_texts


@dataclass(frozen=True)
class Conversion:
    """What else a hosted configuration said: its pages, its tabs, and all that was dropped."""

    version: int
    pages: list[WidgetPage]
    tabs: list[str]
    warnings: list[str]


def fill_scope(scope: Scope, config: dict[str, Any]) -> Conversion:
    """Set every field of `scope` by a hosted portal's `config`. The scope is not saved.

    What the form cannot say is kept as trees and parameters, so the scope means what the portal's
    own did; `Conversion.warnings` names everything that it does not keep.
    """
    hosted = read_hosted_config(config)
    filling = _Filling(scope, hosted)
    filling.occurrences()
    filling.other_catalogues()
    filling.literature()
    filling.explorer()
    tabs = hosted.options.get("occurrenceSearch", {}).get("tabs", [])
    return Conversion(hosted.version, hosted.pages, tabs, hosted.warnings)


class _Filling:
    def __init__(self, scope: Scope, hosted: HostedConfig) -> None:
        self.scope = scope
        self.hosted = hosted
        self.sections: dict[str, HostedSection] = hosted.sections

    def warn(self, text: str) -> None:
        self.hosted.warnings.append(text)

    def predicate(self, catalogue: str) -> Predicate | None:
        data = self.sections[catalogue].scope
        if not data:
            return None
        try:
            return read_predicate(data, catalogue)
        except ValidationError as error:
            self.warn(f"The scope of {catalogue} cannot be read: {' '.join(error.messages)}")
            return None

    def occurrences(self) -> None:
        scope = self.scope
        scope.country = ""
        scope.occurrence_relation = OccurrenceRelation.ALL
        scope.present_only = scope.without_country_mismatch = False
        rest: list[Predicate] = []
        for part in _conditions(self.predicate("occurrence")):
            relation = _country_relation(part)
            if part == Equals("occurrenceStatus", "PRESENT"):
                scope.present_only = True
            elif part == Not(Equals("issue", MISMATCH)):
                scope.without_country_mismatch = True
            elif relation and not scope.country:
                scope.occurrence_relation, scope.country = relation
            else:
                rest.append(part)
        scope.extra_predicate = _as_json(conjunction(*rest))

    def other_catalogues(self) -> None:
        found = {name: self.parameters(name) for name in PARAMETER_CATALOGUES}
        scope = self.scope
        if not scope.country:
            scope.country = _common_country(found)
        country = [scope.country] if scope.country else None
        scope.datasets_of_country = _take(found["dataset"], "publishingCountry", country)
        scope.publishers_of_country = _take(found["publisher"], "country", country)
        collections = (found["collection"], found["institution"])
        scope.collections_of_country = _take_from_both(collections, "country", country)
        scope.active_collections_only = _take_from_both(collections, "active", ["true"])
        scope.collections_on_portals_only = _take_from_both(
            collections, "displayOnNHCPortal", ["true"]
        )
        scope.extra_parameters = {name: rest for name, rest in found.items() if rest}

    def parameters(self, catalogue: str) -> Parameters:
        given = self.sections[catalogue].scope or {}
        kept: Parameters = {}
        if not isinstance(given, dict):
            self.warn(f"The scope of {catalogue} is no object.")
            return kept
        for name, value in given.items():
            try:
                kept |= clean_parameters(catalogue, {name: as_texts(value)})
            except ValidationError as error:
                self.warn(f"The scope of {catalogue}: {' '.join(error.messages)}")
        return kept

    def literature(self) -> None:
        scope = self.scope
        scope.literature_relation = LiteratureRelation.ALL
        rest: list[Predicate] = []
        for part in _conditions(self.predicate("literature")):
            relation = _literature_relation(part, scope.country)
            if relation and scope.literature_relation == LiteratureRelation.ALL:
                scope.literature_relation = relation
            else:
                rest.append(part)
        scope.literature_predicate = _as_json(conjunction(*rest))

    def explorer(self) -> None:
        scope = self.scope
        scope.widget_options = self.hosted.options
        if self.hosted.catalogues is not None:
            names = [CATALOGUE_OF_WIDGET_NAME.get(name) for name in self.hosted.catalogues]
            scope.available_catalogues = [name for name in names if name]
            for given, name in zip(self.hosted.catalogues, names, strict=True):
                if name is None:
                    self.warn(f"availableCatalogues: {given} is not offered here.")
        sections = self.sections.items()
        scope.highlighted_filters = {n: s.highlighted for n, s in sections if s.highlighted}
        scope.excluded_filters = {n: s.excluded for n, s in sections if s.excluded}
        settings = self.sections["occurrence"].map_settings
        if settings:
            scope.map_latitude = float(settings["lat"])
            scope.map_longitude = float(settings["lng"])
            scope.map_zoom = float(settings["zoom"])


def _conditions(predicate: Predicate | None) -> list[Predicate]:
    """The parts that must all hold, however deep the ands are nested."""
    if predicate is None:
        return []
    if isinstance(predicate, And):
        return [part for inner in predicate.predicates for part in _conditions(inner)]
    return [_single(predicate)]


def _single(predicate: Predicate) -> Predicate:
    """`in` with one value as the `equals` that it is."""
    if isinstance(predicate, In) and len(predicate.values) == 1:
        return Equals(predicate.key, predicate.values[0], predicate.checklist_key)
    return predicate


def _values_by_key(predicate: Predicate) -> dict[str, str] | None:
    """Key to value of an `equals`, or of an `or` of several with different keys."""
    parts = predicate.predicates if isinstance(predicate, Or) else (predicate,)
    singles = [_single(part) for part in parts]
    found = {part.key: part.value for part in singles if isinstance(part, Equals)}
    return found if len(found) == len(parts) else None


def _country_relation(predicate: Predicate) -> tuple[OccurrenceRelation, str] | None:
    found = _values_by_key(predicate)
    if not found or len(set(found.values())) != 1:
        return None
    country = next(iter(found.values()))
    relations = {
        frozenset({"country"}): OccurrenceRelation.ABOUT,
        frozenset({"publishingCountry"}): OccurrenceRelation.FROM,
        frozenset({"country", "publishingCountry"}): OccurrenceRelation.BOTH,
    }
    relation = relations.get(frozenset(found))
    return (relation, country) if relation else None


def _literature_relation(predicate: Predicate, country: str) -> LiteratureRelation | None:
    found = _values_by_key(predicate)
    if not found or set(found.values()) != {country}:
        return None
    relations = {
        frozenset({"countriesOfResearcher"}): LiteratureRelation.RESEARCHER,
        frozenset({"countriesOfCoverage"}): LiteratureRelation.COVERAGE,
        frozenset({"countriesOfResearcher", "countriesOfCoverage"}): LiteratureRelation.EITHER,
    }
    return relations.get(frozenset(found))


def _common_country(found: dict[str, Parameters]) -> str:
    """The one country that the catalogues' scopes name, if they name one only."""
    named = {
        code
        for parameters in found.values()
        for name in ("publishingCountry", "country")
        for code in parameters.get(name, [])
    }
    return named.pop() if len(named) == 1 else ""


def _take(parameters: Parameters, name: str, value: list[str] | None) -> bool:
    """Whether the parameter has the value; it is taken out then."""
    if value is None or parameters.get(name) != value:
        return False
    del parameters[name]
    return True


def _take_from_both(
    catalogues: tuple[Parameters, Parameters], name: str, value: list[str] | None
) -> bool:
    """As `_take`, when both catalogues have it: one switch stands for the two."""
    if value is None or any(parameters.get(name) != value for parameters in catalogues):
        return False
    return all(_take(parameters, name, value) for parameters in catalogues)


def _as_json(predicate: Predicate | None) -> PredicateJSON | None:
    return predicate.as_widget() if predicate else None
