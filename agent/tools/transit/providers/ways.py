"""Ways of all providers made options of ours: one naming of lines, own walks, sorted and labelled by us."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import orjson

from agent.tools.transit.geo import crow, walk
from agent.tools.transit.legs import Leg, Option
from agent.tools.transit.locate import fold
from agent.tools.transit.network import load
from data import ROOT
from data.place import Spot

Point = tuple[float, float]
"""(lat, lon), degrees."""

AT_THE_STOP: Final = 50
"""Metres to a stop below which no walk is told."""
REGION: Final = ("수도권", "서울", "경기")
EXPRESS: Final = ("급행", "특급")


@dataclass(frozen=True, slots=True)
class Way:
    """A way as a provider tells it, legs already ours."""

    minutes: float
    legs: tuple[Leg, ...]
    metres: int
    fare: int | None
    """Won for an adult with a card; the lowest where there is a range, None where it is not told."""
    fare_high: int | None = None
    """The highest, where there is a range."""
    board: Point | None = None
    alight: Point | None = None
    """Where the first ride begins and the last one ends, if the walks there are not in `legs`."""

    @property
    def rides(self) -> tuple[Leg, ...]:
        return tuple(leg for leg in self.legs if leg.mode != "walk")

    @property
    def transfers(self) -> int:
        """Rides less one: that is how a traveller counts, and providers count in two ways."""
        return max(len(self.rides) - 1, 0)


def options(ways: Iterable[Way], ends: tuple[Spot, Spot], provider: str) -> tuple[Option, ...]:
    """The fastest way, one with fewer transfers and a cheaper one, where there are such; fastest first."""
    told = [_option(_walked(way, ends), ends, provider) for way in ways if way.rides]
    ranked = sorted(told, key=lambda one: (one.minutes, one.transfers, one.fare))
    if not ranked:
        return ()
    best = [ranked[0]]
    fewest = min(ranked, key=lambda one: (one.transfers, one.minutes))
    if fewest.transfers < best[0].transfers:
        best.append(replace(fewest, label="fewest_transfers"))
    cheapest = min(ranked, key=lambda one: (one.fare, one.minutes))
    if all(cheapest.fare < one.fare for one in best):
        best.append(replace(cheapest, label="cheapest"))
    return tuple(best)


def _option(way: Way, ends: tuple[Spot, Spot], provider: str) -> Option:
    modes = {leg.mode for leg in way.rides}
    fare = way.fare if way.fare is not None else guessed(way)
    high = way.fare_high if way.fare_high is not None and way.fare_high > fare else None
    return Option(
        mode="mixed" if len(modes) > 1 else "bus" if "bus" in modes else "subway",
        label="fastest",
        minutes=round(way.minutes, 1),
        fare=fare,
        transfers=way.transfers,
        legs=joined(way.legs, ends),
        metres=way.metres,
        certainty="provider",
        fare_certainty="estimated" if way.fare is None else "official",
        provider=provider,
        fare_high=high,
    )


def _walked(way: Way, ends: tuple[Spot, Spot]) -> Way:
    """With the walks to the first stop and from the last one, for providers that leave them out."""
    legs, minutes, metres = list(way.legs), way.minutes, way.metres
    for at, end, first in ((way.board, ends[0], True), (way.alight, ends[1], False)):
        if at is None or end.lat is None or end.lon is None:
            continue
        straight = crow((end.lat, end.lon), at)
        if straight < AT_THE_STOP or (legs and legs[0 if first else -1].mode == "walk"):
            continue
        way_metres, way_minutes = walk(straight)
        legs.insert(0 if first else len(legs), Leg("walk", round(way_minutes, 1), "", "", metres=way_metres))
        minutes, metres = minutes + way_minutes, metres + way_metres
    return replace(way, legs=tuple(legs), minutes=minutes, metres=metres)


def joined(legs: Sequence[Leg], ends: tuple[Spot, Spot]) -> tuple[Leg, ...]:
    """Walks between the names around them; two in a row become one, and those of no length go."""
    merged: list[Leg] = []
    for leg in legs:
        if leg.mode == "walk" and not leg.minutes and not leg.metres:
            continue
        if leg.mode == "walk" and merged and merged[-1].mode == "walk":
            before = merged[-1]
            merged[-1] = replace(
                before,
                minutes=round(before.minutes + leg.minutes, 1),
                metres=(before.metres or 0) + (leg.metres or 0),
                exit=leg.exit or before.exit,
            )
        else:
            merged.append(leg)
    named = []
    for index, leg in enumerate(merged):
        if leg.mode != "walk":
            named.append(leg)
            continue
        start = merged[index - 1].end if index else ends[0].name
        end = merged[index + 1].start if index + 1 < len(merged) else ends[1].name
        named.append(replace(leg, start=start, end=end))
    return tuple(named)


def guessed(way: Way) -> int:
    """Won by the integrated fare's rule on the ridden way, where a provider tells none. Buses are taken for
    the city's trunk buses, whose fare is flat on a ride of its own.
    """
    rules = _rules()
    subway = rules["subway"]
    trains = any(leg.mode == "subway" for leg in way.rides)
    base = subway["base"]["adult"] if trains else rules["bus"]["base"]["간선"]["adult"]
    if not trains and len(way.rides) == 1:
        return int(base)
    metres = sum(leg.metres or 0 for leg in way.rides) or way.metres
    beyond = max(metres - subway["base_metres"], 0)
    return int(base + subway["step"]["adult"] * -(-beyond // subway["near_step_metres"]))


@lru_cache(maxsize=1)
def _rules() -> dict[str, Any]:
    rules: dict[str, Any] = orjson.loads((ROOT / "fares.json").read_bytes())
    return rules


def train(told: str) -> tuple[str, str | None]:
    """A line as we call it, and its colour: 수도권 9호선(급행) → 9호선 급행."""
    express = any(word in told for word in EXPRESS)
    bare = told.split("(", maxsplit=1)[0].strip()
    for word in REGION:
        bare = bare.removeprefix(word).strip()
    for word in EXPRESS:
        bare = bare.removesuffix(word).strip()
    line = _known(fold(bare))
    if line is None:
        return bare or told, None
    return (f"{line} 급행" if express else line), load().lines[line].color


@lru_cache(maxsize=256)
def _known(key: str) -> str | None:
    """Our line of that name: the longest that is in it, else the shortest that it is in."""
    if not key:
        return None
    lines = {fold(line): line for line in load().lines}
    within = max((line for line in lines if line in key), key=len, default=None)
    around = min((line for line in lines if key in line), key=len, default=None)
    found = within or around
    return lines[found] if found else None


def bus(told: str) -> str:
    """A bus as people say it: 간선:472 → 472번; a name without a number stays a name."""
    name = told.rpartition(":")[2].strip()
    return f"{name}번" if name and name[-1].isdigit() else name


def station(told: str) -> str:
    """A station as ours are called: 총신대입구(이수) → 총신대입구역."""
    name = told.split("(", maxsplit=1)[0].strip() or told.strip()
    return name if not name or name.endswith("역") else f"{name}역"


def metres(value: Any) -> int:
    """Raises TypeError or ValueError for what is no number."""
    return max(0, round(float(value)))


def won(value: Any) -> int | None:
    """A fare in won; None for what is none, or not above zero."""
    try:
        amount = round(float(value))
    except (TypeError, ValueError):
        return None
    return amount if amount > 0 else None
