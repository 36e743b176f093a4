"""Places on hills: the minutes that a climb adds, and what to know before one goes, by `data/slopes.json`."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import orjson

from data import ROOT
from data.place import Spot

CLIMB: Final = "오르막이라 걷는 시간을 {minutes}분 더 잡았어요."
CLOSED: Final = "남산 위까지는 택시가 못 올라가요. 01번 순환버스나 남산케이블카(요금 따로)를 타면 편해요."
MOUNTAIN: Final = "산이라 걷는 시간은 평지 기준의 어림이고, 오르는 데는 훨씬 더 걸려요."


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


UPHILL: Final = "남산 아래까지"
"""How far a taxi goes where the road up is closed to it."""


def told(slope: Slope, minutes: float) -> list[str]:
    """Notes, in Korean, for a way that climbs so many minutes."""
    climbed = [CLIMB.format(minutes=round(minutes))] if minutes >= 1 else []
    return [*climbed, *([slope.note] if slope.note else [])]
