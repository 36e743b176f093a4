"""Places on hills: the minutes that a climb adds, and what to know before one goes, by `data/slopes.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from agent.tools.transit.notes import extra, korean
from data import ROOT
from data.place import Spot

CLOSED: Final = korean("no_road")
MOUNTAIN: Final = korean("mountain")


@dataclass(frozen=True, slots=True)
class Slope:
    minutes: float = 0.0
    """What the whole climb adds."""
    full_from: int = 1
    """Straight-line metres from which the whole climb is before one; nearer, its share."""
    note: str | None = None
    """In Korean, whatever way one takes."""

    def climb(self, metres: float) -> float:
        """Minutes to add on a walk up of so many straight-line metres."""
        return self.minutes * min(metres / self.full_from, 1.0)


FLAT: Final = Slope()


class Slopes:
    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._known = {row["id"]: self._slope(row, rules) for row in rules["places"]}
        self._known |= dict.fromkeys(rules["mountains"], Slope(note=MOUNTAIN))

    @classmethod
    def load(cls, file: Path = ROOT / "slopes.json") -> "Slopes":
        return cls(orjson.loads(file.read_bytes()))

    @staticmethod
    def _slope(row: Mapping[str, Any], rules: Mapping[str, Any]) -> Slope:
        minutes = (row["height"] - rules["ground"]) * rules["minutes_per_metre"]
        return Slope(round(minutes, 1), rules["full_from"], CLOSED if row.get("closed") else None)

    def closed(self, *spots: Spot) -> bool:
        """Whether cars may not drive up to one of the places."""
        return any(self.of(spot.id).note == CLOSED for spot in spots)

    def of(self, place: str | None) -> Slope:
        """By a place's id."""
        return self._known.get(place or "", FLAT)


UPHILL: Final = extra("to_foot")
"""How far a taxi goes where the road up is closed to it."""


def told(slope: Slope, minutes: float) -> list[str]:
    """Notes, in Korean, for a way that climbs so many minutes."""
    climbed = [korean("climb", minutes=round(minutes))] if minutes >= 1 else []
    return [*climbed, *([slope.note] if slope.note else [])]
