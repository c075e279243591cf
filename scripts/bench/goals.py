"""What is measured, what is wanted of it, and whether it holds."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

#: Bytes.
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Goal:
    """One figure of the specification: `value` and the bound that it must keep."""

    name: str
    value: float
    bound: float
    unit: str = "×"
    at_most: bool = False

    @property
    def holds(self) -> bool:
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    @property
    def wanted(self) -> str:
        return f"{'≤' if self.at_most else '≥'} {number(self.bound)} {self.unit}".strip()

    @property
    def reached(self) -> str:
        return f"{number(self.value)} {self.unit}".strip()


@dataclass(frozen=True)
class Figure:
    """One measured thing, for the table and the drawing."""

    group: str
    name: str
    value: float
    unit: str


@dataclass
class Results:
    """Everything of one run."""

    command: str
    machine: str
    measured_at: str
    sizes: str
    figures: list[Figure] = field(default_factory=list)
    goals: list[Goal] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "goals": [{**asdict(goal), "holds": goal.holds} for goal in self.goals],
        }

    @classmethod
    def from_json(cls, read: dict[str, Any]) -> "Results":
        goals = [{key: one[key] for key in one if key != "holds"} for one in read["goals"]]
        rest = {**read, "figures": [Figure(**one) for one in read["figures"]]}
        return cls(**{**rest, "goals": [Goal(**one) for one in goals]})

    def in_group(self, group: str) -> list[Figure]:
        return [one for one in self.figures if one.group == group]

    @property
    def groups(self) -> list[str]:
        return list(dict.fromkeys(one.group for one in self.figures))


def number(value: float) -> str:
    """A figure with as many places as say something."""
    for limit, places in ((100, 0), (10, 1)):
        if abs(value) >= limit:
            return f"{value:,.{places}f}"
    return f"{value:.4f}" if 0 < abs(value) < 0.01 else f"{value:.2f}"


Say = Callable[[str], None]
