"""What is accepted here GBIF accepts, and what is refused here GBIF refuses."""

from typing import Any

import pytest
import requests
from django.core.exceptions import ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gbif_blocks.catalogues import CATALOGUES
from gbif_blocks.parameters import PARAMETERS, Parameter
from gbif_blocks.predicates import Predicate
from tests.gbif_blocks.test_round_trips import PREDICATES
from tests.gbif_blocks.values import accepted, refused
from tests.gbif_server import GbifServer
from tests.gbif_server.fixtures import running_gbif_server

__all__ = ["running_gbif_server"]

# The server is one for the whole run, so an example leaves nothing behind for the next.
ONE_SERVER = settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
ALL = [(catalogue, one) for catalogue, table in PARAMETERS.items() for one in table.values()]
REFUSING = [(catalogue, one) for catalogue, one in ALL if refused(one) is not None]


@pytest.fixture(scope="module")
def session() -> Any:
    with requests.Session() as opened:
        yield opened


def _values(pair: tuple[str, Parameter], kind: Any) -> st.SearchStrategy[tuple[str, str, str]]:
    catalogue, parameter = pair
    return st.tuples(st.just(catalogue), st.just(parameter.name), kind(parameter))


@given(st.sampled_from(ALL).flatmap(lambda pair: _values(pair, accepted)))
@ONE_SERVER
def test_an_accepted_value_is_accepted_by_gbif(
    running_gbif_server: GbifServer, session: requests.Session, asked: tuple[str, str, str]
) -> None:
    catalogue, name, value = asked
    cleaned = PARAMETERS[catalogue][name].clean(value)
    address = running_gbif_server.url + CATALOGUES[catalogue].search_path
    answer = session.get(address, params={name: cleaned, "limit": "0"})
    assert answer.status_code == 200, (asked, answer.text)


@given(st.sampled_from(REFUSING).flatmap(lambda pair: _values(pair, refused)))
@ONE_SERVER
def test_a_refused_value_is_refused_by_gbif(
    running_gbif_server: GbifServer, session: requests.Session, asked: tuple[str, str, str]
) -> None:
    catalogue, name, value = asked
    with pytest.raises(ValidationError):
        PARAMETERS[catalogue][name].clean(value)
    address = running_gbif_server.url + CATALOGUES[catalogue].search_path
    answer = session.get(address, params={name: value, "limit": "0"})
    assert answer.status_code == 400, (asked, answer.text)


@given(PREDICATES)
@ONE_SERVER
def test_an_accepted_predicate_is_accepted_by_gbif(
    running_gbif_server: GbifServer, session: requests.Session, tree: Predicate
) -> None:
    address = f"{running_gbif_server.url}/v1/occurrence/search/predicate"
    answer = session.post(address, json={"predicate": tree.as_rest(), "limit": 0})
    assert answer.status_code == 200, (tree.as_rest(), answer.text)
