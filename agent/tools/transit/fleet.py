"""Seoul's buses as data: stops, kinds of buses and routes in their order of stops, from `data/bus`.

The routes are of one day (`Fleet.date`), the stops of a later one: a stop that was gone by then is not used.
There are no timetables, so minutes come from lengths and stops, and hours are those of a kind of bus.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
import orjson
from numpy.typing import NDArray

from agent.tools.transit.geo import hops
from agent.tools.transit.network import minutes_of
from data import ROOT, lines
from data.schedule import DAY

BUS: Final = ROOT / "bus"

WAY: Final = 1.15
"""Road over straight line between neighbouring stops."""
TOWN: Final = 1_500
OPEN: Final = 5_000
"""Metres between two stops from which a stretch is faster than streets, and is all motorway."""
MOTORWAY: Final = 50
"""Kilometres an hour there."""


class Stop(NamedTuple):
    id: str
    number: str
    """As on its sign: 01-011."""
    name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Kind:
    """간선, 지선, 순환, 광역, 마을 or 심야: what is assumed of all its routes."""

    name: str
    color: str
    kmh: float
    """Between stops in town; on long stretches faster."""
    stop_seconds: float
    headway: float
    """Minutes."""
    first: int
    last: int
    """Minutes of the day; the last is before the first where buses run over midnight."""

    def runs(self, minutes: float) -> bool:
        now = minutes % DAY
        if self.first <= self.last:
            return self.first <= now <= self.last
        return now >= self.first or now <= self.last


@dataclass(frozen=True, slots=True)
class Route:
    name: str
    kind: Kind
    stops: tuple[int, ...]
    """Positions of stops, in riding order."""
    metres: tuple[int, ...]
    """From the first stop to each."""
    seconds: tuple[float, ...]
    """From the first stop to each, by day and without jams."""


@dataclass(frozen=True, slots=True)
class Fleet:
    stops: list[Stop]
    routes: list[Route]
    date: str
    """The day whose routes these are, ISO."""
    jam: float
    """Times what a ride takes without jams, in the peak."""

    @classmethod
    def load(cls, folder: Path = BUS) -> "Fleet":
        """Raises KeyError on a row that breaks the schema."""
        rules = orjson.loads((folder / "kinds.json").read_bytes())
        kinds = {name: _kind(name, row) for name, row in rules["kinds"].items()}
        stops = [
            Stop(row["id"], f"{row['number'][:2]}-{row['number'][2:]}", row["name"], row["lat"], row["lon"])
            for row in lines(folder / "stops.jsonl")
        ]
        places = {stop.id: index for index, stop in enumerate(stops)}
        points = np.array([(stop.lat, stop.lon) for stop in stops])
        routes = []
        for row in lines(folder / "routes.jsonl"):
            at = tuple(places[stop] for stop in row["stops"])
            kind, metres = kinds[row["kind"]], _lengths(points[[*at]])
            routes.append(Route(row["name"], kind, at, metres, _seconds(metres, kind)))
        return cls(stops, routes, str(rules["routes_date"]), 1 + float(rules["peak_share"]))


def _kind(name: str, row: Mapping[str, Any]) -> Kind:
    return Kind(
        name=name,
        color=row["color"],
        kmh=row["kmh"],
        stop_seconds=row["stop_seconds"],
        headway=row["headway"],
        first=minutes_of(row["from"]),
        last=minutes_of(row["to"]),
    )


def _lengths(points: NDArray[np.float64]) -> tuple[int, ...]:
    """Metres from the first of the points (rows) to each, on the road."""
    return 0, *np.rint(np.cumsum(WAY * hops(points))).astype(int).tolist()


def _seconds(metres: tuple[int, ...], kind: Kind) -> tuple[float, ...]:
    apart = np.diff(metres)
    share = np.clip((apart - TOWN) / (OPEN - TOWN), 0.0, 1.0)
    kmh = kind.kmh + (MOTORWAY - kind.kmh) * share
    return 0.0, *np.cumsum(apart / kmh * 3.6 + kind.stop_seconds).tolist()
