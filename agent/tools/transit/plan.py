"""The embedded planner: subway, buses, both together, walking and taxi, with no key and no network."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Final

from agent.tools.transit.bus import Buses
from agent.tools.transit.direct import Direct
from agent.tools.transit.fares import Fares
from agent.tools.transit.geo import crow, walk
from agent.tools.transit.legs import Journey, Label, Leg, Option, Taxi
from agent.tools.transit.locate import Gazetteer
from agent.tools.transit.mixed import Mixed, soon
from agent.tools.transit.moment import Moment
from agent.tools.transit.network import load
from agent.tools.transit.passes import Passes
from agent.tools.transit.router import Router
from agent.tools.transit.slopes import UPHILL, Slopes, told
from agent.tools.transit.stages import joined, latest, turned
from agent.tools.transit.taxi import Meter
from agent.tools.transit.trains import End, Trains
from data.place import Access, Spot

PROVIDER: Final = "embedded"

REACH: Final = 3_000
"""Metres from a spot to the farthest station that still serves it."""
FARTHEST: Final = 6_000
"""Metres to the one station of a spot that has none nearer: from there one rides on."""
SPREAD: Final = 700
"""Metres by which other stations may be farther than the nearest one."""
STATIONS: Final = 4
STROLL: Final = 1_200
"""Metres between two spots that are walked."""
HIKE: Final = 6_000
"""Metres that are walked by those who ask to walk."""
HERE: Final = 60
"""Metres within which two spots are the same."""
SLOWER: Final = 1.5
"""Share of the train's time that a bus may take …"""
LATER: Final = 10
"""… and so many minutes more."""
STEPS: Final = 5
"""Minutes that a bus has to save over walking, or over a cheaper train."""

ROUNDS: Final = 2
"""Times that a departure is sought anew, since ways differ by the hour."""


class Planner:
    """Thread-safe and pure once loaded; a plan takes a few milliseconds and blocks on nothing."""

    def __init__(
        self, router: Router, fares: Fares, meter: Meter, gazetteer: Gazetteer, buses: Buses
    ) -> None:
        self._router = router
        self._network = router.network
        self.buses = buses
        self._fares = fares
        self._meter = meter
        self._gazetteer = gazetteer
        self._trains = Trains(router, fares)
        self._direct = Direct(buses, fares)
        self._mixed = Mixed(router, self._trains, fares, buses)
        self._passes = Passes.load(router.network)
        self._slopes = Slopes.load()

    @classmethod
    def load(cls) -> "Planner":
        """Reads the packaged data."""
        network = load()
        router = Router(network)
        return cls(router, Fares.load(router), Meter.load(), Gazetteer(network), Buses.load())

    def locate(self, name: str) -> Spot | None:
        """A station by its name in Korean, English, Japanese or Chinese, with or without 역 or an exit."""
        return self._gazetteer.locate(name)

    def same(self, origin: Spot, destination: Spot) -> bool:
        """Whether there is no way to go."""
        a, b = self._gazetteer.group(origin), self._gazetteer.group(destination)
        if a and a == b:
            return True
        points = self._point(origin), self._point(destination)
        return points[0] is not None and points[1] is not None and crow(points[0], points[1]) < HERE

    def public(
        self,
        origin: Spot,
        destination: Spot,
        depart_at: datetime | None = None,
        *,
        leave: Access | None = None,
        reach: Access | None = None,
        on_foot: bool = False,
    ) -> tuple[Option, ...]:
        """Ways by subway, by direct bus and on foot, the best first; empty where none of them leads.

        `leave` and `reach` name the station (and exit) that the places are known to be near. Minutes count
        from the first vehicle's departure, walks included. Without `depart_at`, noon on a weekday. Ways whose
        trains do not run at that hour come last and say so.
        """
        if self.same(origin, destination):
            return ()
        moment = Moment(depart_at)
        stroll = self._stroll(origin, destination, HIKE if on_foot else STROLL)
        slope = self._slopes.of(destination.id)
        start = End(origin, self._stations(origin, leave), leave)
        end = End(destination, self._stations(destination, reach), reach, slope)
        trains = [
            replace(option, tip=self._passes.tip(option))
            for option in self._trains.options(start, end, moment)
            if not stroll or soon(option) < stroll.minutes
        ]
        points = self._point(origin), self._point(destination)
        buses: list[Option] = []
        mixed: Option | None = None
        if points[0] and points[1]:
            ends = points[0], points[1]
            direct = self._direct.options((origin, destination), ends, moment, slope)
            buses = [replace(option, tip=self._passes.tip(option, kind)) for option, kind in direct]
            running = [option for option in (*trains, *buses) if not option.closed]
            if (not stroll or slope.minutes) and not (trains and trains[0].closed):
                mixed = self._mixed.option(start, end, ends, moment, min(running, key=soon, default=None))
        options = self._side_by_side(trains, buses, stroll, mixed)
        if not options and not stroll:
            stroll = self._stroll(origin, destination, HIKE)
        return ((stroll,) if stroll else ()) + tuple(options)

    def past(
        self,
        stops: Sequence[tuple[Spot, Access | None]],
        depart_at: datetime | None = None,
        *,
        passing: bool = False,
    ) -> tuple[Option, ...]:
        """The way past stops in their order, as one option; empty where a part of it leads nowhere.

        `passing`: the traveller stays inside the stations on the way, and pays once. Else each part is the
        best way of its own and paid for, and the time spent at the stops is not counted.
        """
        ends = [
            End(spot, self._stations(spot, access), access, self._slopes.of(spot.id))
            for spot, access in stops
        ]
        if passing:
            between = [end._replace(stations=self._crossed(end)) for end in ends[1:-1]]
            way = self._trains.past([ends[0], *between, ends[-1]], Moment(depart_at))
            if way and not turned(way):
                return (way,)
        parts: list[Option] = []
        for (a, leave), (b, reach) in pairwise(stops):
            if self.same(a, b):  # a stop where one is already
                continue
            later = depart_at and depart_at + timedelta(minutes=sum(part.minutes for part in parts))
            found = self.public(a, b, later, leave=leave, reach=reach)
            if not found:
                return ()
            parts.append(found[0])
        return (joined(parts),) if parts else ()

    @staticmethod
    def _crossed(end: End) -> dict[str, int]:
        """The one station of a stop that is only passed."""
        name = min(end.stations, key=lambda name: end.stations[name], default=None)
        return {name: 0} if name else {}

    def leave_at(self, plan: Callable[[datetime], tuple[Option, ...]], arrive_by: datetime) -> datetime:
        """The departure by which one arrives in time on the best way that `plan` finds."""
        depart = arrive_by - timedelta(hours=1)
        for _ in range(ROUNDS):
            running = [option for option in plan(depart) if not option.closed]
            if not running:
                return depart
            depart = latest(running[0], arrive_by)
        return depart

    def taxi(
        self,
        origin: Spot,
        destination: Spot,
        depart_at: datetime | None = None,
        *,
        via: Sequence[Spot] = (),
    ) -> Taxi | None:
        """None where a place is unknown, or the two are the same or farther apart than the meter serves."""
        points = [self._point(spot) for spot in (origin, *via, destination)]
        known = [point for point in points if point]
        if len(known) < len(points) or (not via and self.same(origin, destination)):
            return None
        taxi = self._meter.estimate(known[0], known[-1], depart_at, known[1:-1])
        if taxi is None or not self._slopes.closed(origin, destination):
            return taxi
        surcharge = ", ".join([*([taxi.surcharge] if taxi.surcharge else []), UPHILL])
        return replace(taxi, arrives=False, surcharge=surcharge)

    def journey(
        self,
        origin: Spot,
        destination: Spot,
        depart_at: datetime | None = None,
        *,
        leave: Access | None = None,
        reach: Access | None = None,
    ) -> Journey:
        """Both branches together."""
        options = self.public(origin, destination, depart_at, leave=leave, reach=reach)
        return Journey(origin, destination, options, self.taxi(origin, destination, depart_at), PROVIDER)

    def _point(self, spot: Spot) -> tuple[float, float] | None:
        if spot.lat is None or spot.lon is None:
            group = self._gazetteer.group(spot)
            spot = self._gazetteer.spot(group) if group else spot
        return None if spot.lat is None or spot.lon is None else (spot.lat, spot.lon)

    def _stations(self, spot: Spot, access: Access | None) -> dict[str, int]:
        """Great-circle metres to the stations that serve a spot."""
        group = self._gazetteer.group(spot)
        if group:
            return {group: 0}
        if spot.lat is None or spot.lon is None:
            return {}
        if access:
            found = self.locate(f"{access.line or ''} {access.station}")
            if found and found.lat is not None and found.lon is not None:
                metres = crow((spot.lat, spot.lon), (found.lat, found.lon))
                if metres <= REACH:
                    return {found.name: round(metres)}
        near = self._gazetteer.near(spot.lat, spot.lon, REACH, STATIONS)
        near = near or self._gazetteer.near(spot.lat, spot.lon, FARTHEST, 1)
        return {name: round(metres) for metres, name in near if metres <= near[0][0] + SPREAD}

    def _stroll(self, origin: Spot, destination: Spot, farthest: int) -> Option | None:
        a, b = self._point(origin), self._point(destination)
        straight = crow(a, b) if a and b else None
        if straight is None or straight > farthest:
            return None
        metres, minutes = walk(straight)
        slope = self._slopes.of(destination.id)
        climb = slope.climb(straight)
        minutes += climb
        leg = Leg("walk", round(minutes, 1), origin.name, destination.name, metres=metres)
        note = " ".join(told(slope, climb)) or None
        return Option("walk", "cheapest", round(minutes, 1), 0, 0, (leg,), metres, "estimated", note)

    @staticmethod
    def _side_by_side(
        trains: list[Option], buses: list[Option], stroll: Option | None, mixed: Option | None
    ) -> list[Option]:
        """Trains and buses, the sooner there first, what does not run last; each told what it is best at."""
        running = [option for option in trains if not option.closed]
        train = running[0] if running else None
        for option in buses:
            late = stroll is not None and soon(option) + STEPS > stroll.minutes
            if not late and (train is None or _worth(option, train)):
                running.append(option)
        running += [mixed] if mixed else []
        if not running or running == trains:
            return trains
        first = min(running, key=soon)
        order = [first, *(option for option in running if option is not first)]
        told = [replace(option, label=_label(option, first)) for option in order]
        return best_of(told) + [replace(option, label="other") for option in trains if option.closed]


def best_of(options: list[Option]) -> list[Option]:
    """Of those with as few changes, the one that is there first: nobody asks for the other."""
    few = [option for option in options if option.label == "fewest_transfers"]
    beaten = {
        id(option)
        for option in few
        for other in few
        if other is not option
        and other.transfers <= option.transfers
        and other.fare <= option.fare
        and soon(other) < soon(option)
    }
    return [option for option in options if id(option) not in beaten]


def _worth(bus: Option, train: Option) -> bool:
    """Whether a bus is worth naming beside a train: not far later, and not dearer without being sooner."""
    if bus.fare > train.fare:
        return soon(bus) + STEPS <= soon(train)
    return soon(bus) <= soon(train) * SLOWER + LATER


def _label(option: Option, first: Option) -> Label:
    """What an option is the best at beside the one that is there first, waits included."""
    if option is first:
        return "fastest"
    if option.transfers < first.transfers:
        return "fewest_transfers"
    return "cheapest" if option.fare < first.fare else "other"
