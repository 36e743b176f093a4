"""The embedded planner: subway, walking and taxi between two spots, with no key and no network."""

from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

from agent.tools.transit.fares import Fares, Terms
from agent.tools.transit.geo import crow, walk
from agent.tools.transit.legs import Certainty, Journey, Leg, Option, Taxi
from agent.tools.transit.locate import Gazetteer
from agent.tools.transit.network import load
from agent.tools.transit.router import Path, Ride, Router
from agent.tools.transit.taxi import KST, Meter
from data.place import Access, Spot

PROVIDER: Final = "embedded"

REACH: Final = 3_000
"""Metres from a spot to the farthest station that still serves it."""
SPREAD: Final = 700
"""Metres by which other stations may be farther than the nearest one."""
STATIONS: Final = 4
STROLL: Final = 1_200
"""Metres between two spots that are walked."""
HERE: Final = 60
"""Metres within which two spots are the same."""
FIRST: Final = 5 * 60 + 30
LAST: Final = 24 * 60
EARLY: Final = 6 * 60 + 30
DAWN: Final = 3 * 60
"""Minutes of the day before which trains belong to the day before."""
SATURDAY: Final = 5
PEAKS: Final = ((7 * 60, 9 * 60), (18 * 60, 20 * 60))

Label = Literal["fastest", "fewest_transfers", "cheapest"]


class _Moment:
    """A departure in the terms of trains: minutes of the service day, weekday or not, peak or not."""

    def __init__(self, at: datetime | None) -> None:
        now = None if at is None else at.astimezone(KST) if at.tzinfo else at
        self.known = now is not None
        minutes = 12 * 60 if now is None else now.hour * 60 + now.minute
        late = minutes < DAWN
        self.minutes = minutes + 24 * 60 if late else minutes
        day = 0 if now is None else (now.weekday() - late) % 7
        self.weekday = day < SATURDAY
        self.peak = self.known and self.weekday and any(a <= minutes < b for a, b in PEAKS)
        early = self.known and self.weekday and DAWN <= minutes < EARLY
        self.terms = Terms(early=early, weekend=self.known and not self.weekday)


class Planner:
    """Thread-safe and pure once loaded; a plan takes a few milliseconds and blocks on nothing."""

    def __init__(self, router: Router, fares: Fares, meter: Meter, gazetteer: Gazetteer) -> None:
        self._router = router
        self._network = router.network
        self._fares = fares
        self._meter = meter
        self._gazetteer = gazetteer

    @classmethod
    def load(cls) -> "Planner":
        """Reads the packaged data."""
        network = load()
        router = Router(network)
        return cls(router, Fares.load(router), Meter.load(), Gazetteer(network))

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
    ) -> tuple[Option, ...]:
        """Ways by subway and on foot, the best first; empty where the subway does not lead.

        `leave` and `reach` name the station (and exit) that the places are known to be near. Minutes count
        from the first train's departure, walks included. Without `depart_at`, midday on a weekday.
        """
        if self.same(origin, destination):
            return ()
        moment = _Moment(depart_at)
        options = [option for option in (self._stroll(origin, destination),) if option]
        starts, ends = self._stations(origin, leave), self._stations(destination, reach)
        if starts and ends:
            for label, path in self._paths(starts, ends, moment):
                option = self._option(
                    label,
                    path,
                    (origin, destination),
                    ways=(starts, ends),
                    access=(leave, reach),
                    moment=moment,
                )
                if not options or option.minutes < options[0].minutes or options[0].mode != "walk":
                    options.append(option)
        return tuple(options)

    def taxi(self, origin: Spot, destination: Spot, depart_at: datetime | None = None) -> Taxi | None:
        """None where a place is unknown, or the two are the same or farther apart than the meter serves."""
        a, b = self._point(origin), self._point(destination)
        if a is None or b is None or self.same(origin, destination):
            return None
        return self._meter.estimate(a, b, depart_at)

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
        return {name: round(metres) for metres, name in near if metres <= near[0][0] + SPREAD}

    def _stroll(self, origin: Spot, destination: Spot) -> Option | None:
        a, b = self._point(origin), self._point(destination)
        straight = crow(a, b) if a and b else None
        if straight is None or straight > STROLL:
            return None
        metres, minutes = walk(straight)
        leg = Leg("walk", round(minutes, 1), origin.name, destination.name, metres=metres)
        return Option("walk", "cheapest", round(minutes, 1), 0, 0, (leg,), metres, "estimated")

    def _paths(
        self, starts: dict[str, int], ends: dict[str, int], moment: _Moment
    ) -> list[tuple[Label, Path]]:
        froms = {name: round(walk(metres)[1] * 60) for name, metres in starts.items()}
        tos = {name: round(walk(metres)[1] * 60) for name, metres in ends.items()}
        fastest = self._router.search(froms, tos, peak=moment.peak)
        if fastest is None:
            return []
        found: list[tuple[Label, Path]] = [("fastest", fastest)]
        if fastest.changes:
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

    def _option(
        self,
        label: Label,
        path: Path,
        spots: tuple[Spot, Spot],
        *,
        ways: tuple[dict[str, int], dict[str, int]],
        access: tuple[Access | None, Access | None],
        moment: _Moment,
    ) -> Option:
        stations = self._network.stations
        first, last = stations[path.start], stations[path.end]
        fare = self._fares.of(path, moment.terms)
        legs: list[Leg] = []
        to_metres, to_minutes = walk(ways[0][first.station])
        if to_metres:
            legs.append(
                Leg(
                    "walk",
                    round(to_minutes, 1),
                    spots[0].name,
                    self._name(path.start),
                    metres=to_metres,
                    exit=_exit(access[0]),
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
            legs.append(self._leg(ride))
        on_metres, on_minutes = walk(ways[1][last.station])
        if on_metres:
            legs.append(
                Leg(
                    "walk",
                    round(on_minutes, 1),
                    self._name(path.end),
                    spots[1].name,
                    metres=on_metres,
                    exit=_exit(access[1]),
                )
            )
        return Option(
            mode="subway",
            label=label,
            minutes=round(to_minutes + path.seconds / 60 + on_minutes, 1),
            fare=fare.won,
            transfers=len(path.changes),
            legs=tuple(legs),
            metres=sum(leg.metres or 0 for leg in legs),
            certainty=self._certainty(path),
            note=self._note(path, fare.extras, fare.certainty, to_minutes, moment),
        )

    def _name(self, platform: str) -> str:
        return f"{self._network.stations[platform].name.ko}역"

    def _leg(self, ride: Ride) -> Leg:
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
        )

    def _certainty(self, path: Path) -> Certainty:
        edges = [self._router.edge(a, b) for ride in path.rides for a, b in pairwise(ride.platforms)]
        sources = {edge.seconds_source if edge else "estimated" for edge in edges}
        return "estimated" if "estimated" in sources else "official" if "official" in sources else "timetable"

    def _note(
        self, path: Path, extras: tuple[str, ...], certainty: str, walked: float, moment: _Moment
    ) -> str | None:
        notes = []
        if moment.known:
            first = self._closed(path, walked, moment)
            if first is not None:
                notes.append(f"막차가 끊긴 시간이에요. 첫차는 {first // 60:02d}:{first % 60:02d}쯤 있어요.")
        if extras:
            notes.append(f"{'·'.join(extras)} 별도 운임이 들어 있어요.")
        if certainty == "estimated":
            notes.append("운임은 추정 거리로 계산해서 조금 다를 수 있어요.")
        if moment.terms.early:
            notes.append("오전 6시 30분 전에 타면 조조할인을 받아요.")
        return " ".join(notes) or None

    def _closed(self, path: Path, walked: float, moment: _Moment) -> int | None:
        """Minutes of the day of the first train, when one of the trains no longer, or not yet, runs."""
        now = moment.minutes + walked
        opens = self._hours(path.rides[0], moment)[0]
        for ride, change in zip(path.rides, (None, *path.changes), strict=True):
            if change:
                now += (change.walk.seconds + change.wait) / 60
            first, last = self._hours(ride, moment)
            if now > last or now < first - 15:
                return opens
            now += ride.seconds / 60
        return None

    def _hours(self, ride: Ride, moment: _Moment) -> tuple[int, int]:
        hours, platform = self._network.hours, ride.platforms[0]
        known = hours.get((platform, moment.weekday, ride.direction))
        if known:
            return known
        other = hours.get((platform, True, ride.direction))
        return (other[0], min(other[1], LAST)) if other else (FIRST, LAST)


def _exit(access: Access | None) -> str | None:
    return access.exit if access else None
