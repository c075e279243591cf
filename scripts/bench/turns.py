"""Subjects are asked in turns, so that what disturbs one of them disturbs all."""

import statistics
from collections.abc import Callable, Mapping, Sequence

from scripts.bench.goals import Say

Found = dict[str, list[float]]


def in_turns(
    subjects: Mapping[str, Callable[[], float]],
    rounds: int,
    what: str,
    say: Say,
    *,
    warm_up: bool = True,
) -> Found:
    """The figure of each subject in each round; a round before them only warms up, where what is
    asked stays from round to round."""
    for ask in subjects.values() if warm_up else ():
        ask()
    found: Found = {name: [] for name in subjects}
    for turn in range(rounds):
        say(f"{what}, round {turn + 1} of {rounds}")
        for name, ask in subjects.items():
            found[name].append(ask())
    return found


def ratio(values: Sequence[float], of: Sequence[float]) -> float:
    """The median of the ratios of the rounds."""
    return statistics.median(a / b for a, b in zip(values, of, strict=True))
