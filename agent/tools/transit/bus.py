"""Direct buses between two points: which routes stop near both, in riding order, and how long they take."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from math import cos, floor, radians, sqrt
from pathlib import Path
from typing import Final, NamedTuple

from agent.tools.transit.fleet import BUS, Fleet, Kind, Stop
from agent.tools.transit.geo import crow, walk

NEAR: Final = 450
"""Metres from a point to the farthest stop that still serves it."""
CELL: Final = 0.0045
"""Degrees of a cell of the index; some 500 m north, 400 m east."""
ROUND: Final = 2.2
"""Length of a ride over the straight line beyond which it is a detour …"""
SLACK: Final = 1_500
"""… of more than so many metres."""
LONGEST: Final = 100
"""Minutes that nobody rides a city bus."""
NOON: Final = 12 * 60
DEGREE: Final = 111_195
"""Metres of a degree of latitude."""
KEPT: Final = 2_000
"""Points whose stops are remembered."""

Point = tuple[float, float]
"""(lat, lon), degrees."""


@dataclass(frozen=True, slots=True)
class BusRide:
    """One bus from a stop near the origin to a stop near the destination; every minute is estimated."""

    kind: Kind
    routes: tuple[str, ...]
    """The route, then others of the same fare that go from the same stop to the same stop."""
    board: Stop
    alight: Stop
    heading: str
    """The stop after the one boarded, by which one tells the two sides of a road."""
    stops: int
    metres: int
    minutes: float
    to_metres: float
    """Straight-line metres from the origin to the stop, and from the stop to the destination."""
    on_metres: float

    @property
    def total(self) -> float:
        """Minutes, walks included, waiting not."""
        return self.minutes + walk(self.to_metres)[1] + walk(self.on_metres)[1]


class Buses:
    """Immutable after construction; safe to share."""

    def __init__(self, fleet: Fleet) -> None:
        self.stops = stops = fleet.stops
        self.routes = routes = fleet.routes
        self.date = fleet.date
        self.jam = fleet.jam
        self._places = [(stop.lat, stop.lon) for stop in stops]
        self._known: dict[Point, list[tuple[float, int]]] = {}
        self._cells: dict[tuple[int, int], list[int]] = {}
        for index, stop in enumerate(stops):
            self._cells.setdefault(_cell(stop.lat, stop.lon), []).append(index)
        self._calls: list[list[tuple[int, int]]] = [[] for _ in stops]
        for number, route in enumerate(routes):
            for at, stop_index in enumerate(route.stops):
                self._calls[stop_index].append((number, at))

    @classmethod
    def load(cls, folder: Path = BUS) -> "Buses":
        """Raises KeyError on a row that breaks the schema."""
        return cls(Fleet.load(folder))

    def near(self, point: Point, within: float = NEAR) -> Iterator[tuple[float, int]]:
        """Straight-line metres and positions of the stops around a (lat, lon) point; `within` ≤ a cell.

        On a plane: below half a kilometre that is the great circle to the decimetre.
        """
        row, column = _cell(*point)
        lat, lon = point
        east = cos(radians(lat))
        reach = (within / DEGREE) ** 2
        for y in range(row - 1, row + 2):
            for x in range(column - 2, column + 3):
                for index in self._cells.get((y, x), ()):
                    north, side = self._places[index]
                    apart = (north - lat) ** 2 + ((side - lon) * east) ** 2
                    if apart <= reach:
                        yield sqrt(apart) * DEGREE, index

    def _around(self, point: Point) -> list[tuple[float, int]]:
        """Stops near a point, remembered: a plan asks for each end more than once."""
        known = self._known.get(point)
        if known is None:
            if len(self._known) >= KEPT:
                self._known.clear()
            known = self._known[point] = list(self.near(point))
        return known

    def direct(
        self,
        origin: tuple[float, float],
        destination: tuple[float, float],
        minutes: float | None = None,
        *,
        peak: bool = False,
        most: int = 4,
    ) -> list[BusRide]:
        """Rides without a change, the quickest first, those of one fare between two stops together.

        `minutes` of the day (beyond 24 h after midnight) chooses the kinds that run; noon without it.
        """
        now = NOON if minutes is None else minutes
        starts, ends = self.served(origin, now), self.served(destination, now)
        straight = crow(origin, destination)
        longest = min(LONGEST, walk(straight)[1]) * 60
        jam = self.jam if peak else 1.0
        hops = []
        for number in starts.keys() & ends.keys():
            hop = self._best(number, starts[number], ends[number], jam)
            if hop and hop.metres <= straight * ROUND + SLACK and hop.seconds < longest:
                hops.append(hop)
        rides: list[BusRide] = []
        taken: set[int] = set()
        for hop in sorted(hops):
            if hop.route not in taken:
                also = self._also(hop, now)
                taken |= {hop.route, *also}
                rides.append(self._ride(hop, also, jam))
            if len(rides) == most:
                break
        return sorted(rides, key=lambda ride: ride.total)

    def served(self, point: tuple[float, float], now: float) -> dict[int, list[tuple[int, float]]]:
        """Routes that stop near a point: where in their order, and how many metres away."""
        served: dict[int, list[tuple[int, float]]] = {}
        for metres, index in self._around(point):
            for number, at in self._calls[index]:
                if self.routes[number].kind.runs(now):
                    served.setdefault(number, []).append((at, metres))
        return served

    def _best(
        self, number: int, starts: list[tuple[int, float]], ends: list[tuple[int, float]], jam: float
    ) -> "_Hop | None":
        """The quickest pair of stops, in riding order, by one sweep along the route."""
        route = self.routes[number]
        least, board = float("inf"), (-1, 0.0)
        best: _Hop | None = None
        boards = sorted(starts)
        index = 0
        for at, metres in sorted(ends):
            while index < len(boards) and boards[index][0] < at:
                begin, away = boards[index]
                cost = walk(away)[1] * 60 - route.seconds[begin] * jam
                if cost < least:
                    least, board = cost, (begin, away)
                index += 1
            cost = least + route.seconds[at] * jam + walk(metres)[1] * 60
            if cost < (best.seconds if best else float("inf")):
                length = route.metres[at] - route.metres[board[0]]
                best = _Hop(cost, number, board[0], at, board[1], metres, length)
        return best

    def _also(self, hop: "_Hop", now: float) -> dict[int, str]:
        """Other routes of the kind that call at both stops in order, about as directly."""
        route = self.routes[hop.route]
        ends: dict[int, list[int]] = {}
        for number, at in self._calls[route.stops[hop.end]]:
            ends.setdefault(number, []).append(at)
        also = {}
        for number, at in self._calls[route.stops[hop.begin]]:
            other = self.routes[number]
            end = next((end for end in ends.get(number, ()) if end > at), None)
            if end is None or number == hop.route or other.kind is not route.kind or not other.kind.runs(now):
                continue
            if other.metres[end] - other.metres[at] <= hop.metres * 1.2 + 300:
                also[number] = other.name
        return also

    def _ride(self, hop: "_Hop", also: Mapping[int, str], jam: float) -> BusRide:
        ride = self.ride(hop.route, hop.begin, hop.end, hop.to_metres, hop.on_metres, jam)
        others = sorted(set(also.values()) - {ride.routes[0]})
        return replace(ride, routes=(*ride.routes, *others))

    def ride(  # noqa: PLR0917 - a ride as positions
        self, number: int, begin: int, end: int, to_metres: float, on_metres: float, jam: float
    ) -> BusRide:
        """A ride on a route, by the positions of two stops in its order."""
        route = self.routes[number]
        seconds = (route.seconds[end] - route.seconds[begin]) * jam - route.kind.stop_seconds
        return BusRide(
            kind=route.kind,
            routes=(route.name,),
            board=self.stops[route.stops[begin]],
            alight=self.stops[route.stops[end]],
            heading=self.stops[route.stops[begin + 1]].name,
            stops=end - begin,
            metres=route.metres[end] - route.metres[begin],
            minutes=round(seconds / 60, 1),
            to_metres=to_metres,
            on_metres=on_metres,
        )


class _Hop(NamedTuple):
    """A ride as positions: of a route, and of two stops in its order. Sorts by its seconds."""

    seconds: float
    """Walks at both ends included."""
    route: int
    begin: int
    end: int
    to_metres: float
    on_metres: float
    metres: int


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return floor(lat / CELL), floor(lon / CELL)
