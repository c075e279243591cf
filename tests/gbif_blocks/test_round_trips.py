"""Any predicate goes form → tree → both dialects → tree and is the same tree."""

import json

from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gbif_blocks.forms.predicates import PredicateFormField
from gbif_blocks.parameters import PARAMETERS, Parameter, clean_parameters
from gbif_blocks.predicate_reading import read_predicate
from gbif_blocks.predicates import (
    Equals,
    GeoDistance,
    In,
    IsNotNull,
    IsNull,
    Like,
    Or,
    Predicate,
    Range,
    Within,
    all_of,
    from_parameters,
    negation,
)
from tests.gbif_blocks.values import accepted, ordered, single

OCCURRENCE = PARAMETERS["occurrence"]
CHECKLIST = "7ddf754f-d193-4cc9-b351-99906754a03b"
_OWN_KINDS = ("wkt", "geo_distance")
_BY_VALUE = [p for p in OCCURRENCE.values() if p.type.json_name not in _OWN_KINDS and p.name != "q"]


def _cleaned(parameter: Parameter) -> SearchStrategy[str]:
    return single(parameter).map(parameter.type.clean)


@st.composite
def conditions(draw: st.DrawFn) -> Predicate:
    """One condition of any type on any parameter."""
    kind = draw(st.sampled_from(["equals", "in", "like", "range", "null", "within", "distance"]))
    if kind == "within":
        return Within(draw(_cleaned(OCCURRENCE["geometry"])))
    if kind == "distance":
        return GeoDistance(*draw(_cleaned(OCCURRENCE["geoDistance"])).split(","))
    if kind == "range":
        parameter = draw(st.sampled_from([p for p in _BY_VALUE if p.ranges]))
        low, high = draw(ordered(parameter))
        sides = draw(st.sampled_from([("gte", "lte"), ("gt", "lt"), ("gte", None), (None, "lt")]))
        limits = zip(sides, (low, high), strict=True)
        return Range(parameter.name, **{side: limit for side, limit in limits if side})
    parameter = draw(st.sampled_from(_BY_VALUE))
    checklist = CHECKLIST if parameter.type.json_name == "taxon_key" else None
    if kind == "null":
        return draw(st.sampled_from([IsNull, IsNotNull]))(parameter.name, checklist)
    match_case = draw(st.booleans())
    values = draw(st.lists(_cleaned(parameter), min_size=1, max_size=4, unique=True))
    if kind == "in":
        return In(parameter.name, tuple(values), checklist, match_case)
    if kind == "like" and parameter.type.json_name == "string":
        return Like(parameter.name, f"{values[0]}*", None, match_case)
    return Equals(parameter.name, values[0], checklist, match_case)


def _groups(inner: SearchStrategy[Predicate]) -> SearchStrategy[Predicate]:
    several = st.lists(inner, min_size=2, max_size=4).map(tuple)
    return st.one_of(several.map(all_of), several.map(Or), inner.map(negation))


# A busy machine draws slowly; that is no fault of what is tested.
CALM = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
PREDICATES = st.recursive(conditions(), _groups, max_leaves=12)


@given(PREDICATES)
@settings(CALM, max_examples=200)
def test_a_tree_is_the_same_after_either_dialect(tree: Predicate) -> None:
    assert read_predicate(tree.as_widget()) == tree
    assert read_predicate(tree.as_rest()) == tree


@given(PREDICATES)
@CALM
def test_a_tree_is_the_same_after_the_form(tree: Predicate) -> None:
    field = PredicateFormField("occurrence", required=False)
    shown = field.prepare_value(tree.as_widget())
    assert read_predicate(field.clean(shown)) == tree
    assert not field.has_changed(tree.as_widget(), shown)


@given(PREDICATES)
@CALM
def test_both_dialects_are_plain_json(tree: Predicate) -> None:
    for data in (tree.as_widget(), tree.as_rest()):
        assert json.loads(json.dumps(data)) == data


@given(PREDICATES)
@CALM
def test_what_a_get_says_is_clean_and_means_one_predicate(tree: Predicate) -> None:
    """Parameters that come out of a tree are accepted as they are, and lead back to parameters."""
    parameters = tree.as_parameters()
    if parameters is None:
        return
    cleaned = clean_parameters("occurrence", parameters)
    assert cleaned == {name: sorted({*values}) for name, values in parameters.items()}
    again = from_parameters(cleaned)
    if again is None or again.as_parameters() is None:
        return
    assert clean_parameters("occurrence", again.as_parameters() or {}) == cleaned


def _parameters() -> SearchStrategy[dict[str, list[str]]]:
    names = st.lists(st.sampled_from(sorted(OCCURRENCE)), max_size=4, unique=True)
    return names.flatmap(
        lambda chosen: st.fixed_dictionaries(
            {
                name: st.lists(
                    accepted(OCCURRENCE[name]),
                    min_size=1,
                    max_size=3 if OCCURRENCE[name].repeatable else 1,
                )
                for name in chosen
            }
        )
    )


@given(_parameters())
@CALM
def test_parameters_of_any_kind_are_a_predicate_that_can_be_read(
    given_parameters: dict[str, list[str]],
) -> None:
    given_parameters.setdefault("checklistKey", [CHECKLIST])
    cleaned = clean_parameters("occurrence", given_parameters)
    assert clean_parameters("occurrence", cleaned) == cleaned
    tree = from_parameters(cleaned)
    if tree is not None:
        assert read_predicate(tree.as_widget()) == tree
        assert read_predicate(read_predicate(tree.as_rest()).as_rest()) == tree


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["type", "key", "value", "values", "predicate", "predicates", "geometry"]
            )
            | st.text(max_size=5),
            inner
            | st.sampled_from(["and", "or", "not", "in", "within", "country", "notIssues", "year"]),
            max_size=5,
        )
    ),
    max_leaves=15,
)


@given(_JSON, st.sampled_from(["occurrence", "literature"]))
@settings(CALM, max_examples=200)
def test_any_json_is_a_predicate_or_a_validation_error(data: object, catalogue: str) -> None:
    try:
        found = read_predicate(data, catalogue)
    except ValidationError:
        return
    assert read_predicate(found.as_widget(), catalogue) == found
