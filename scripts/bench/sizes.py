"""How much is measured."""

from dataclasses import dataclass
from pathlib import Path

from scripts.bench.portals import Portal


@dataclass(frozen=True)
class Sizes:
    """How much content, how many rounds of turns of how many seconds, how many publications."""

    small: Portal
    # With the large one it tells what memory grows by.
    middle: Portal
    large: Portal
    rounds: int
    seconds: float
    publications: int


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
    seconds=3,
    publications=40,
)
QUICK = Sizes(
    small=Portal(40, ("en", "fr", "nl")),
    middle=Portal(25, ("en", "fr", "nl", "de")),
    large=Portal(150, ("en", "fr", "nl", "de")),
    rounds=3,
    seconds=0.5,
    publications=10,
)
