"""Ways by train between stations: which are worth offering, and each as legs with its fare and certainty."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, NamedTuple

from agent.tools.transit.fares import Fare, Fares
from agent.tools.transit.geo import walk
from agent.tools.transit.legs import Certainty, Label, Leg, Option, Others
from agent.tools.transit.moment import GRACE, Hours, Moment, Running, clock
from agent.tools.transit.notes import korean
from agent.tools.transit.path import Path, Ride
from agent.tools.transit.router import Router
from agent.tools.transit.slopes import FLAT, Slope, told
from data.place import Access, Spot

AIRPORTS: Final = frozenset({"인천공항1터미널", "인천공항2터미널"})
HIKE: Final = 25
"""Minutes on foot between a station and a place that few walk."""
GUESSED: Final = korean("guessed")


class End(NamedTuple):
    """One end of a journey: the spot, the stations that serve it (great-circle metres), and what is known."""

    spot: Spot
    stations: dict[str, int]
    access: Access | None = None
    slope: Slope = FLAT
    """Of the walk to it; the way down costs nothing."""

    def walked(self, station: str) -> int:
        """Seconds from a station."""
        metres = self.stations[station]
        return round((walk(metres)[1] + self.slope.climb(metres)) * 60)


class Trains:
    """Thread-safe and pure."""

    def __init__(self, router: Router, fares: Fares) -> None:
        self._router = router
        self._network = router.network
        self._fares = fares
        self._hours = Hours(router.network)

    def options(self, origin: End, destination: End, moment: Moment) -> list[Option]:
        """The fastest way first; with it fewer changes or a lower fare, where another way has them."""
        if not origin.stations or not destination.stations:
            return []
        paths = self._paths(origin.stations, destination, moment)
        return [self.option(label, path, origin, destination, moment) for label, path in paths]

    def past(self, stops: Sequence[End], moment: Moment) -> Option | None:
        """The fastest way by train past stations that one does not leave, with one fare for all of it."""
        joined: Path | None = None
        for a, b in pairwise(stops):
            froms = {n: round(walk(m)[1] * 60) if joined is None else 0 for n, m in a.stations.items()}
            tos = {name: b.walked(name) if b is stops[-1] else 0 for name in b.stations}
            path = self._router.search(froms, tos, peak=moment.peak) if froms and tos else None
            if path is None:
                return None
            joined = self._router.join(joined, path, peak=moment.peak) if joined else path
        return self.option("fastest", joined, stops[0], stops[-1], moment) if joined else None

    def _paths(self, starts: dict[str, int], ends: End, moment: Moment) -> list[tuple[Label, Path]]:
        froms = {name: round(walk(metres)[1] * 60) for name, metres in starts.items()}
        tos = {name: ends.walked(name) for name in ends.stations}
        fastest = self._router.search(froms, tos, peak=moment.peak)
        if fastest is None:
            return []
        found: list[tuple[Label, Path]] = [("fastest", fastest)]
        least = self._router.least_changes(froms, tos)
        if least is not None and least < len(fastest.changes):
            fewest = self._router.search(froms, tos, peak=moment.peak, few_changes=True)
            if fewest and len(fewest.changes) < len(fastest.changes):
                found.append(("fewest_transfers", fewest))
        fare = self._fares.of(fastest, moment.terms)
        if fare.extras:
            cheapest = self._router.search(froms, tos, peak=moment.peak, avoid=fare.extras)
            ridden = {self._trains(path) for _, path in found}
            if (
                cheapest
                and self._trains(cheapest) not in ridden
                and self._fares.of(cheapest, moment.terms).won < fare.won
            ):
                found.append(("cheapest", cheapest))
        return [(label, path) for label, path in found if path.seconds <= fastest.seconds * 2 + 900]

    @staticmethod
    def _trains(path: Path) -> tuple[tuple[str, str, str], ...]:
        return tuple((ride.service.line, ride.platforms[0], ride.platforms[-1]) for ride in path.rides)

    def option(self, label: Label, path: Path, origin: End, destination: End, moment: Moment) -> Option:
        """A path as legs, with its fare; both ends name the stations where it starts and ends."""
        stations = self._network.stations
        first, last = stations[path.start], stations[path.end]
        fare = self._fares.of(path, moment.terms)
        legs: list[Leg] = []
        to_metres, to_minutes = walk(origin.stations[first.station])
        if to_metres:
            legs.append(
                Leg(
                    "walk",
                    round(to_minutes, 1),
                    origin.spot.name,
                    self._name(path.start),
                    metres=to_metres,
                    exit=_exit(origin.access),
                )
            )
        for index, ride in enumerate(path.rides):
            if index:
                change = path.changes[index - 1]
                minutes = round((change.walk.seconds + change.wait) / 60, 1)
                before = path.rides[index - 1].platforms[-1]
                legs.append(
                    Leg(
                        "walk",
                        minutes,
                        self._name(before),
                        self._name(ride.platforms[0]),
                        metres=change.walk.metres,
                    )
                )
            door = self._door(ride, path.rides[index + 1]) if index + 1 < len(path.rides) else None
            legs.append(self._leg(ride, door))
        on_metres, on_minutes = walk(destination.stations[last.station])
        climb = destination.slope.climb(destination.stations[last.station])
        on_minutes += climb
        if on_metres:
            legs.append(
                Leg(
                    "walk",
                    round(on_minutes, 1),
                    self._name(path.end),
                    destination.spot.name,
                    metres=on_metres,
                    exit=_exit(destination.access),
                )
            )
        told_far = far(((to_minutes, first.name.ko), (on_minutes - climb, last.name.ko)), destination.slope)
        running = self._hours.running(path, to_minutes, moment)
        hours = self._hours.ends(path, moment)
        return Option(
            mode="subway",
            label=label,
            minutes=round(to_minutes + path.seconds / 60 + on_minutes, 1),
            fare=fare.won,
            transfers=len(path.changes),
            legs=tuple(legs),
            metres=sum(leg.metres or 0 for leg in legs),
            certainty=self._certainty(path),
            note=" ".join(
                [*self._notes(path, fare, running, moment), *told_far, *told(destination.slope, climb)]
            )
            or None,
            closed=running.closed,
            fare_certainty=fare.certainty,
            headway=round(self._router.headway(path.rides[0], peak=moment.peak), 1),
            others=self._others(path, moment),
            first=clock(hours[0]) if hours else None,
            last=clock(hours[1]) if hours else None,
        )

    def _others(self, path: Path, moment: Moment) -> Others:
        def won(**terms: Any) -> int:
            return self._fares.of(path, replace(moment.terms, **terms)).won

        unknown = any(ride.service.line == self._fares.card_only for ride in path.rides)
        cash = None if unknown else won(pay="cash")
        return Others(won(rider="youth"), won(rider="child"), won(rider="senior"), cash)

    def _name(self, platform: str) -> str:
        return f"{self._network.stations[platform].name.ko}역"

    def _door(self, ride: Ride, after: Ride) -> str | None:
        """Where to get off for the change to the next train."""
        stations, doors = self._network.stations, self._network.doors
        change = stations[ride.platforms[-1]].station, ride.service.line, after.service.line
        known = doors.get((*change, stations[after.platforms[1]].name.ko)) or doors.get((*change, None))
        return ", ".join(known) if known else None

    def _leg(self, ride: Ride, door: str | None) -> Leg:
        return Leg(
            mode="subway",
            minutes=round(ride.seconds / 60, 1),
            start=self._name(ride.platforms[0]),
            end=self._name(ride.platforms[-1]),
            line=ride.service.name,
            color=self._network.lines[ride.service.line].color,
            direction=ride.heading,
            stops=len(ride.platforms) - 1,
            metres=self._router.length(ride.platforms),
            door=door,
        )

    def _certainty(self, path: Path) -> Certainty:
        edges = [self._router.edge(a, b) for ride in path.rides for a, b in pairwise(ride.platforms)]
        sources = {edge.seconds_source if edge else "estimated" for edge in edges}
        return "estimated" if "estimated" in sources else "official" if "official" in sources else "timetable"

    def _notes(self, path: Path, fare: Fare, running: Running, moment: Moment) -> list[str]:
        notes = []
        if running.state == "after":
            notes.append(korean("last_gone", first=clock(running.first)))
        elif running.state == "before":
            notes.append(korean("not_yet", first=clock(running.first)))
        elif running.state == "soon":
            notes.append(korean("last_near", last=clock(running.last)))
        elif running.state == "unsure":
            notes.append(korean("last_unsure"))
        if fare.extras:
            notes.append(korean("surcharge", lines="·".join(fare.extras)))
        if fare.certainty == "estimated":
            notes.append(GUESSED)
        if moment.terms.early:
            notes.append(korean("early"))
        notes.extend(self._airport(path, moment))
        return notes

    def _airport(self, path: Path, moment: Moment) -> list[str]:
        """What else goes to the airport: the express from Seoul Station, and buses not in our data."""
        start, end = (self._network.stations[platform].name.ko for platform in (path.start, path.end))
        terminal = next((name for name in (start, end) if name in AIRPORTS), None)
        if terminal is None or {start, end} <= AIRPORTS:
            return []
        notes = [korean("limousines")]
        if "서울" in {start, end}:
            train = self._fares.express(terminal, outward=end == terminal)
            if not moment.known or train.first - GRACE <= moment.minutes <= train.last:
                notes.insert(
                    0,
                    korean(
                        "express",
                        minutes=train.minutes,
                        every=train.every,
                        won=f"{train.won:,}",
                        date=train.date,
                    ),
                )
        return notes


def far(walks: Sequence[tuple[float, str]], slope: Slope) -> list[str]:
    """What to do where a station is far from the place; up a mountain there is nothing to ride.

    `walks`: minutes and the station's name without 역.
    """
    if slope is not FLAT:
        return []
    return [korean("far", station=name) for minutes, name in walks if minutes > HIKE]


def _exit(access: Access | None) -> str | None:
    return access.exit if access else None
