"""Values, right and wrong, for every kind of search parameter, as Hypothesis draws them."""

from datetime import date
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from gbif_blocks.countries import country_codes
from gbif_blocks.parameters import Parameter
from gbif_blocks.values import Boolean, Country, Date, Enumeration, Number, Uuid

TEXT = (
    st.text(
        # Neither control characters nor halves of characters, which are refused.
        st.characters(exclude_categories=["Cc", "Cs"]),
        min_size=1,
        max_size=30,
    )
    .map(str.strip)
    .filter(lambda text: text and text != "*")
)
_GADM = st.sampled_from(["BEL", "NLD", "BEL.1_1", "BEL.1.2_1", "NLD.14.1.3_1"])
_TAXA = st.one_of(
    st.integers(1, 10**9).map(str),
    st.from_regex(r"\A[0-9A-Z]{2,6}\Z"),
    st.just("urn:lsid:marinespecies.org:taxname:126436"),
)
DEGREES = st.integers(-80, 79)


@st.composite
def areas(draw: st.DrawFn) -> str:
    """A rectangle, its ring in either direction."""
    west, south = draw(st.integers(-170, 160)), draw(DEGREES)
    east, north = west + draw(st.integers(1, 9)), south + draw(st.integers(1, 9))
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    points = draw(st.sampled_from([ring, ring[::-1]]))
    return f"POLYGON(({','.join(f'{x} {y}' for x, y in points)}))"


@st.composite
def distances(draw: st.DrawFn) -> str:
    """A place and a distance."""
    unit = draw(st.sampled_from(["km", "m", "mi"]))
    return f"{draw(DEGREES)},{draw(st.integers(-179, 179))},{draw(st.integers(1, 500))}{unit}"


def _dates() -> SearchStrategy[str]:
    days = st.dates(date(1600, 1, 1), date(2100, 12, 31)).map(date.isoformat)
    return st.tuples(days, st.sampled_from([4, 7, 10])).map(lambda drawn: drawn[0][: drawn[1]])


def _numbers(kind: Number) -> SearchStrategy[str]:
    low = kind.minimum if kind.minimum is not None else -10_000
    high = kind.maximum if kind.maximum is not None else 10_000
    whole = st.integers(int(low), int(high)).map(str)
    if not kind.decimal:
        return whole
    hundredths = st.integers(int(low) * 100, int(high) * 100)
    return st.one_of(whole, hundredths.map(lambda number: f"{number / 100:.2f}"))


def single(parameter: Parameter) -> SearchStrategy[str]:
    """One value that the parameter takes."""
    kind = parameter.type
    if isinstance(kind, Enumeration):
        return st.sampled_from(kind.values)
    if isinstance(kind, Number):
        return _numbers(kind)
    found: SearchStrategy[str] = {
        "uuid": st.uuids().map(str),
        "country": st.sampled_from(sorted(country_codes())),
        "taxon_key": _TAXA,
        "gadm": _GADM,
        "wkt": areas(),
        "geo_distance": distances(),
        "boolean": st.sampled_from(["true", "false", "True"]),
        "date": _dates(),
        "string": TEXT,
    }[kind.json_name]
    return found


def ordered(parameter: Parameter) -> SearchStrategy[list[str]]:
    """Two values of a parameter with ranges, the smaller first."""
    kind: Any = parameter.type
    pairs = st.lists(single(parameter), min_size=2, max_size=2)
    return pairs.map(lambda pair: sorted(pair, key=kind.lowest)).filter(
        lambda pair: bool(kind.lowest(pair[0]) < kind.lowest(pair[1]))
    )


def accepted(parameter: Parameter) -> SearchStrategy[str]:
    """A value, or a range of values, that the parameter takes."""
    if not parameter.ranges:
        return single(parameter)
    open_ended = st.tuples(single(parameter), st.booleans()).map(
        lambda drawn: f"{drawn[0]},*" if drawn[1] else f"*,{drawn[0]}"
    )
    return st.one_of(single(parameter), ordered(parameter).map(",".join), open_ended)


def refused(parameter: Parameter) -> SearchStrategy[str] | None:
    """A value that the parameter cannot take; None when it takes any text."""
    kind = parameter.type
    wrong: list[SearchStrategy[str]] = []
    if parameter.ranges:
        order: Any = kind
        wrong.append(
            ordered(parameter)
            .filter(lambda pair: bool(order.lowest(pair[1]) > order.highest(pair[0])))
            .map(lambda pair: f"{pair[1]},{pair[0]}")
        )
    if isinstance(kind, Number):
        wrong.append(st.sampled_from(["many", "1e", "--1", "1 2"]))
        if kind.maximum is not None:
            wrong.append(st.integers(1, 99).map(lambda over: f"{kind.maximum + over:g}"))  # type: ignore[operator]
    elif isinstance(kind, Enumeration):
        wrong.append(st.sampled_from(["NONE_SUCH", "x", "; DROP TABLE x", "🦊"]))
    elif isinstance(kind, Uuid):
        wrong.append(st.sampled_from(["123", "not-a-key", "50c9509d-22c7"]))
    elif isinstance(kind, Country):
        wrong.append(st.sampled_from(["XX", "QQ", "Belgiumm", "🇧🇪"]))
    elif isinstance(kind, Boolean):
        wrong.append(st.sampled_from(["yes", "1", "maybe"]))
    elif isinstance(kind, Date):
        wrong.append(st.sampled_from(["yesterday", "2024-13", "2024-02-30", "17-05-2024"]))
    elif kind.json_name == "wkt":
        wrong.append(
            st.sampled_from(
                ["somewhere", "POLYGON((4 50,5 51", "POLYGON((4 50,5 51,5 50,4 51,4 50))"]
            )
        )
    return st.one_of(wrong) if wrong else None
