"""Verdicts on cases, and their sums."""

import math
from dataclasses import dataclass, field
from statistics import mean

from pydantic import BaseModel, ConfigDict

Z = 1.959964
"""Of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """`right` None: it could not be measured, and `note` says why. `points`: what is counted beside it."""

    right: bool | None
    note: str = ""
    points: dict[str, float] = field(default_factory=dict)


class Share(BaseModel):
    """A share with its 95 % interval (Wilson), which stays honest for few cases and near 0 and 1."""

    model_config = ConfigDict(frozen=True)

    right: int
    all: int
    rate: float
    low: float
    high: float

    @classmethod
    def of(cls, right: int, count: int) -> "Share":
        if not count:
            return cls(right=0, all=0, rate=0.0, low=0.0, high=1.0)
        low, high = wilson(right, count)
        return cls(right=right, all=count, rate=right / count, low=low, high=high)

    def __str__(self) -> str:
        return f"{self.rate:.1%} ({self.low:.1%}–{self.high:.1%})" if self.all else "–"


def wilson(right: int, count: int) -> tuple[float, float]:
    """Wilson's score interval for `right` of `count` (Wilson 1927). Raises ZeroDivisionError for none."""
    share, square = right / count, Z * Z
    middle = (share + square / (2 * count)) / (1 + square / count)
    half = Z / (1 + square / count) * math.sqrt(share * (1 - share) / count + square / (4 * count**2))
    return max(0.0, middle - half), min(1.0, middle + half)


class Miss(BaseModel):
    id: str
    kind: str
    text: str
    note: str


class Points(BaseModel):
    mean: float
    all: int


class Result(BaseModel):
    """One suite, judged."""

    share: Share
    skipped: int = 0
    why: str = ""
    """Why some were not measured."""
    by_kind: dict[str, Share] = {}
    by_language: dict[str, Share] = {}
    points: dict[str, Points] = {}
    seconds: float = 0.0
    misses: list[Miss] = []
    outcomes: dict[str, bool] = {}
    """By id, so that two reports can be compared case by case."""


def points_of(verdicts: list[Verdict]) -> dict[str, Points]:
    held: dict[str, list[float]] = {}
    for verdict in verdicts:
        for name, value in verdict.points.items():
            held.setdefault(name, []).append(value)
    return {name: Points(mean=mean(values), all=len(values)) for name, values in sorted(held.items())}
