"""Buses that bring one to a station, or from one: the bus half of a way by bus and train."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple

from agent.tools.transit.bus import Buses, BusRide
from agent.tools.transit.geo import walk

CHANGE: Final = 300
"""Straight-line metres between a stop and a station that one changes between."""
FARTHEST: Final = 35 * 60
"""Seconds on the bus beyond which it is no feeder."""


@dataclass(frozen=True, slots=True)
class Fed:
    """A bus ride between a point and a station."""

    ride: BusRide
    wait: float
    """Minutes: half a headway."""


@dataclass(frozen=True, slots=True)
class Hop:
    """A bus between a point and a station, as positions: `Feeder.fed` makes a ride of the one chosen."""

    seconds: int
    """Walks at both ends and half the bus's headway included."""
    route: int
    begin: int
    end: int
    to_metres: float
    """Straight-line metres to the stop, and from the other one on."""
    on_metres: float


class _Met(NamedTuple):
    """A station at a stop of a route."""

    at: int
    name: str
    metres: float
    walk: float
    """Seconds between the stop and the station."""


class Feeder:
    """Immutable after construction; safe to share."""

    def __init__(self, buses: Buses, stations: Mapping[str, tuple[float, float]]) -> None:
        """`stations`: where each is, (lat, lon)."""
        self._buses = buses
        near: dict[int, list[tuple[str, float]]] = {}
        for name, point in stations.items():
            for metres, index in buses.near(point, CHANGE):
                near.setdefault(index, []).append((name, metres))
        self._met = [
            [
                _Met(at, name, metres, walk(metres)[1] * 60)
                for at, index in enumerate(route.stops)
                for name, metres in near.get(index, ())
            ]
            for route in buses.routes
        ]
        """By route: the stations met, in its order."""

    def to_stations(self, point: tuple[float, float], now: float, *, peak: bool) -> dict[str, Hop]:
        """By station: the quickest way there by one bus from around a point. `now`: minutes of the day."""
        best: dict[str, Hop] = {}
        jam = self._jam(peak=peak)
        for number, boards in self._buses.served(point, now).items():
            route = self._buses.routes[number]
            wait, along = route.kind.headway * 30, route.seconds
            boards.sort()
            last = along[boards[-1][0]]
            least, board, index = float("inf"), (-1, 0.0), 0
            met = self._met[number]
            for at, name, metres, on_foot in met[bisect_left(met, boards[0][0] + 1, key=_at) :]:
                if along[at] - last > FARTHEST:
                    break
                while index < len(boards) and boards[index][0] < at:
                    begin, away = boards[index]
                    cost = walk(away)[1] * 60 - along[begin] * jam
                    if cost < least:
                        least, board = cost, (begin, away)
                    index += 1
                if along[at] - along[board[0]] > FARTHEST:
                    continue
                seconds = round(least + along[at] * jam + on_foot + wait)
                if name not in best or seconds < best[name].seconds:
                    best[name] = Hop(seconds, number, board[0], at, board[1], metres)
        return best

    def from_stations(self, point: tuple[float, float], now: float, *, peak: bool) -> dict[str, Hop]:
        """By station: the quickest way from it by one bus to around a point."""
        best: dict[str, Hop] = {}
        jam = self._jam(peak=peak)
        for number, alights in self._buses.served(point, now).items():
            route = self._buses.routes[number]
            wait, along = route.kind.headway * 30, route.seconds
            alights.sort(reverse=True)
            first = along[alights[-1][0]]
            least, alight, index = float("inf"), (-1, 0.0), 0
            met = self._met[number]
            for at, name, metres, on_foot in reversed(met[: bisect_left(met, alights[0][0], key=_at)]):
                if first - along[at] > FARTHEST:
                    break
                while index < len(alights) and alights[index][0] > at:
                    end, away = alights[index]
                    cost = walk(away)[1] * 60 + along[end] * jam
                    if cost < least:
                        least, alight = cost, (end, away)
                    index += 1
                if along[alight[0]] - along[at] > FARTHEST:
                    continue
                seconds = round(least - along[at] * jam + on_foot + wait)
                if name not in best or seconds < best[name].seconds:
                    best[name] = Hop(seconds, number, at, alight[0], metres, alight[1])
        return best

    def fed(self, hop: Hop, *, peak: bool) -> Fed:
        """The ride itself."""
        jam = self._jam(peak=peak)
        ride = self._buses.ride(hop.route, hop.begin, hop.end, hop.to_metres, hop.on_metres, jam)
        return Fed(ride, ride.kind.headway / 2)

    def _jam(self, *, peak: bool) -> float:
        return self._buses.jam if peak else 1.0


def _at(met: _Met) -> int:
    return met.at
