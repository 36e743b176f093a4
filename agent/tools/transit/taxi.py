"""Taxi fares by the Seoul meter, medium and large, with distance and time estimated from the straight line.

Calibrated on one routed sample (서울역–강남역: 10,470 m, 1,485 s, 12,500 won) and on the published length of
airport trips; so the answer is a range.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import orjson

from agent.tools.transit.geo import crow, inside
from agent.tools.transit.legs import Taxi
from agent.tools.transit.notes import extra
from data import ROOT
from data.opening import SEOUL

NEAREST = 100
"""Metres below which nobody takes a taxi."""
FARTHEST = 150_000
"""Metres of straight line beyond which the city meter says nothing."""
SAMPLES = 24
"""Points along the way that are asked whether they lie in Seoul."""


@dataclass(frozen=True, slots=True)
class Tariff:
    base: int
    share: float
    """Night surcharge on the steps."""
    name: str | None


SHORT = 8_000
"""Metres of straight line where city streets give way to faster roads."""
CITY = 40
"""Kilometres of road beyond which most of the way is motorway."""
RUSH = frozenset({7, 8, 9, 18, 19})
EMPTY = frozenset({23, 0, 1, 2, 3, 4, 5})
"""Hours of the day."""


def detour(metres: float) -> float:
    """Road over straight line: 1.35 on short trips, 1.30 at 8 km, 1.20 on motorways."""
    if metres <= SHORT:
        return 1.35 - 0.05 * metres / SHORT
    return max(1.20, 1.30 - 0.10 * (metres - SHORT) / 40_000)


def speed(metres: float, hour: int | None) -> float:
    """Average km/h of a trip of so many metres of road: 25.4 at 10.5 km by day."""
    km = metres / 1000
    day = 16 + 0.9 * km if km <= CITY else min(52 + 0.2 * (km - CITY), 70.0)
    if hour in EMPTY:
        return day * 1.35
    return day * 0.85 if hour in RUSH else day


def slow_share(kmh: float) -> float:
    """Share of the time below the meter's slow limit: 18 % at 25 km/h, 33 % at 20 km/h."""
    return min(max(0.18 + (25.4 - kmh) * 0.028, 0.03), 0.6)


class Meter:
    def __init__(self, rules: Mapping[str, Any]) -> None:
        self._rules = rules
        self._large = Meter({**rules, **rules["large"], "large": None}) if rules["large"] else None

    @classmethod
    def load(cls, file: Path = ROOT / "fares.json") -> "Meter":
        return cls(orjson.loads(file.read_bytes())["taxi"])

    def tariff(self, at: datetime | None) -> Tariff:
        """The base fare and the night surcharge at a moment; daytime where none is given."""
        if at is not None:
            now = at.astimezone(SEOUL).time() if at.tzinfo else at.time()
            for night in self._rules["night"]:
                start, end = time.fromisoformat(night["from"]), time.fromisoformat(night["to"])
                if start <= now < end or (start > end and (now >= start or now < end)):
                    return Tariff(
                        night["base"], night["share"], f"{extra('night')} {round(night['share'] * 100)}%"
                    )
        return Tariff(self._rules["base"], 0.0, None)

    def fare(
        self, metres: int, slow_seconds: float = 0, at: datetime | None = None, outside: float = 0.0
    ) -> int:
        """Won for a distance, seconds spent below the slow limit, and the share of the way outside Seoul.

        Steps are counted up; surcharges raise the steps and are added to one another. Tolls and call fees
        are extra.
        """
        rule, tariff = self._rules, self.tariff(at)
        steps = -(-max(metres - rule["base_metres"], 0) // rule["step_metres"])
        steps += int(slow_seconds // rule["step_seconds"])
        step = rule["step"] * (1 + tariff.share + rule["outside_share"] * outside)
        return int(tariff.base + round(steps * step / 100) * 100)

    def estimate(
        self,
        origin: tuple[float, float],
        destination: tuple[float, float],
        at: datetime | None = None,
        via: Sequence[tuple[float, float]] = (),
    ) -> Taxi | None:
        """A taxi between two (lat, lon) points, past others without a halt; None where they are too near or
        too far apart.
        """
        hops = list(pairwise((origin, *via, destination)))
        straights = [crow(a, b) for a, b in hops]
        straight = sum(straights)
        if not NEAREST <= straight <= FARTHEST:
            return None
        metres = round(sum(each * detour(each) for each in straights) / 10) * 10
        hour = None if at is None else (at.astimezone(SEOUL) if at.tzinfo else at).hour
        kmh = speed(metres, hour)
        seconds = metres / kmh * 3.6
        slow = seconds * slow_share(kmh)
        shares = [self.outside(a, b) * each for (a, b), each in zip(hops, straights, strict=True)]
        outside = sum(shares) / straight
        local = bool(outside) and self._abroad(origin) and self._abroad(destination)
        low = self.fare(round(metres * 0.92), slow * 0.5, at, 0.0 if local else outside)
        high = self.fare(round(metres * 1.12), slow * 1.6, at, outside)
        likely = 0.0 if local and straight <= SHORT else outside
        return Taxi(
            minutes=round(seconds / 60),
            fare=self.fare(metres, slow, at, likely),
            low=low,
            high=high,
            metres=metres,
            large=self._large.fare(metres, slow, at, likely) if self._large else None,
            surcharge=self._surcharge(at, origin, destination, outside, local=local),
        )

    def outside(self, origin: tuple[float, float], destination: tuple[float, float]) -> float:
        """The share of the straight line that lies outside Seoul; 0 on airport trips, which pay none."""
        if self._airport(origin) or self._airport(destination):
            return 0.0
        ring = self._rules["seoul"]
        out = 0
        for i in range(SAMPLES + 1):
            t = i / SAMPLES
            lat = origin[0] + (destination[0] - origin[0]) * t
            lon = origin[1] + (destination[1] - origin[1]) * t
            out += not inside((lat, lon), ring)
        ends = inside(origin, ring) and inside(destination, ring)
        return 0.0 if ends else out / (SAMPLES + 1)

    def _abroad(self, point: tuple[float, float]) -> bool:
        """Whether another city's taxis serve a point. Within that city they take no surcharge; where its
        border runs is not known here, so a way between two such points is told with and without.
        """
        return not inside(point, self._rules["seoul"])

    def _airport(self, point: tuple[float, float]) -> bool:
        zone = self._rules["common_zone"]
        return bool(
            zone["lat"][0] <= point[0] <= zone["lat"][1] and zone["lon"][0] <= point[1] <= zone["lon"][1]
        )

    def _surcharge(
        self,
        at: datetime | None,
        origin: tuple[float, float],
        destination: tuple[float, float],
        outside: float,
        *,
        local: bool,
    ) -> str | None:
        parts = [name for name in (self.tariff(at).name,) if name]
        if outside:
            parts.append(
                f"{extra('across' if local else 'outside')} {round(self._rules['outside_share'] * 100)}%"
            )
        if self._airport(origin) or self._airport(destination):
            tolls = sorted(road["won"] for road in self._rules["tolls"])
            parts.append(extra("tolls", least=f"{tolls[0]:,}", most=f"{tolls[-1]:,}"))
        return ", ".join(parts) or None
