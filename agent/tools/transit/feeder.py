"""Buses that bring one to a station, or from one: the bus half of a way by bus and train."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from agent.tools.transit.bus import Buses, BusRide
from agent.tools.transit.geo import walk

CHANGE: Final = 300
"""Straight-line metres between a stop and a station that one changes between."""
FARTHEST: Final = 35 * 60
"""Seconds on the bus beyond which it is no feeder."""


@dataclass(frozen=True, slots=True)
class Fed:
    """A bus ride between a point and a station."""

    seconds: int
    """Walks at both ends and half the bus's headway included."""
    ride: BusRide
    wait: float
    """Minutes: half a headway."""


@dataclass(frozen=True, slots=True)
class _Hop:
    seconds: float
    route: int
    begin: int
    end: int
    to_metres: float
    on_metres: float


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
                (at, name, metres)
                for at, index in enumerate(route.stops)
                for name, metres in near.get(index, ())
            ]
            for route in buses.routes
        ]
        """By route: where in its order which station is met, and how far from the stop."""

    def to_stations(self, point: tuple[float, float], now: float, *, peak: bool) -> dict[str, Fed]:
        """By station: the quickest way there by one bus from around a point. `now`: minutes of the day."""
        best: dict[str, _Hop] = {}
        jam = self._buses.jam if peak else 1.0
        for number, boards in self._buses.served(point, now).items():
            route, wait = self._buses.routes[number], self._buses.routes[number].kind.headway * 30
            least, board, index = float("inf"), (-1, 0.0), 0
            boards.sort()
            for at, name, metres in self._met[number]:
                while index < len(boards) and boards[index][0] < at:
                    begin, away = boards[index]
                    cost = walk(away)[1] * 60 - route.seconds[begin] * jam
                    if cost < least:
                        least, board = cost, (begin, away)
                    index += 1
                if board[0] < 0 or route.seconds[at] - route.seconds[board[0]] > FARTHEST:
                    continue
                seconds = least + route.seconds[at] * jam + walk(metres)[1] * 60 + wait
                if name not in best or seconds < best[name].seconds:
                    best[name] = _Hop(seconds, number, board[0], at, board[1], metres)
        return {name: self._fed(hop, jam) for name, hop in best.items()}

    def from_stations(self, point: tuple[float, float], now: float, *, peak: bool) -> dict[str, Fed]:
        """By station: the quickest way from it by one bus to around a point."""
        best: dict[str, _Hop] = {}
        jam = self._buses.jam if peak else 1.0
        for number, alights in self._buses.served(point, now).items():
            route, wait = self._buses.routes[number], self._buses.routes[number].kind.headway * 30
            least, alight, index = float("inf"), (-1, 0.0), 0
            alights.sort(reverse=True)
            for at, name, metres in reversed(self._met[number]):
                while index < len(alights) and alights[index][0] > at:
                    end, away = alights[index]
                    cost = walk(away)[1] * 60 + route.seconds[end] * jam
                    if cost < least:
                        least, alight = cost, (end, away)
                    index += 1
                if alight[0] < 0 or route.seconds[alight[0]] - route.seconds[at] > FARTHEST:
                    continue
                seconds = least - route.seconds[at] * jam + walk(metres)[1] * 60 + wait
                if name not in best or seconds < best[name].seconds:
                    best[name] = _Hop(seconds, number, at, alight[0], metres, alight[1])
        return {name: self._fed(hop, jam) for name, hop in best.items()}

    def _fed(self, hop: _Hop, jam: float) -> Fed:
        ride = self._buses.ride(hop.route, hop.begin, hop.end, hop.to_metres, hop.on_metres, jam)
        return Fed(round(hop.seconds), ride, ride.kind.headway / 2)
