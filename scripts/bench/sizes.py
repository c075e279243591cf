"""How much is measured."""

from dataclasses import dataclass
from pathlib import Path

from scripts.bench.portals import Portal


@dataclass(frozen=True)
class Sizes:
    """How much content; how many publications in each of how many rounds, and how many rounds of
    reading for how many seconds: many short ones, so that what is compared is close in time."""

    small: Portal
    # With the large one it tells what memory grows by.
    middle: Portal
    large: Portal
    rounds: int
    publications: int
    reading_rounds: int
    seconds: float


@dataclass(frozen=True)
class Databases:
    """The files of one run, documents included."""

    small: Path
    large: Path
    stock: Path


FULL = Sizes(
    small=Portal(300, ("en", "fr", "nl")),
    middle=Portal(250, ("en", "fr", "nl", "de")),
    large=Portal(10_000, ("en", "fr", "nl", "de")),
    rounds=5,
    publications=40,
    reading_rounds=15,
    seconds=1,
)
QUICK = Sizes(
    small=Portal(40, ("en", "fr", "nl")),
    middle=Portal(25, ("en", "fr", "nl", "de")),
    large=Portal(150, ("en", "fr", "nl", "de")),
    rounds=3,
    publications=10,
    reading_rounds=3,
    seconds=0.5,
)
