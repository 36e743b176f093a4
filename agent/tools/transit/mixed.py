"""Ways by one bus and the subway: named only where they are clearly better than the rest."""

from dataclasses import replace
from typing import Final

from agent.tools.transit.bus import Buses
from agent.tools.transit.direct import Point, dated, leg
from agent.tools.transit.fares import Fare, Fares, Rider
from agent.tools.transit.feeder import Fed, Feeder
from agent.tools.transit.geo import crow, walk
from agent.tools.transit.legs import Leg, Option, Others
from agent.tools.transit.moment import Moment
from agent.tools.transit.path import Path
from agent.tools.transit.router import FAR, Router
from agent.tools.transit.slopes import told
from agent.tools.transit.trains import GUESSED, End, Trains
from data.place import Spot

NEAREST: Final = 2_000
"""Straight-line metres between the ends below which nobody takes two vehicles."""
SAVES: Final = 8
"""Minutes that such a way has to save, waits included …"""
EVEN: Final = 3
"""… or that it may lose where it spares a change."""

WORTH: Final = 60
"""Won that a minute saved may cost more."""


class Mixed:
    """Thread-safe and pure."""

    def __init__(self, router: Router, trains: Trains, fares: Fares, buses: Buses) -> None:
        self._router = router
        self._trains = trains
        self._fares = fares
        self._buses = buses
        places = {name: (stops[0].lat, stops[0].lon) for name, stops in router.network.groups.items()}
        self._feeder = Feeder(buses, places)

    def option(
        self, start: End, end: End, points: tuple[Point, Point], moment: Moment, rival: Option | None
    ) -> Option | None:
        """The best way with a bus before or behind the trains; None where it does not beat `rival`, the best
        of the others, clearly.
        """
        if crow(*points) < NEAREST and not end.slope.minutes:
            return None
        spare = EVEN if rival and rival.transfers > 1 else -SAVES
        limit = round((soon(rival) + spare) * 60) if rival else FAR
        found = [
            option
            for option in (
                self._before(start, end, points[0], moment, limit),
                self._behind(start, end, points[1], moment, limit),
            )
            if option and (rival is None or _better(option, rival))
        ]
        return min(found, key=soon, default=None)

    def _before(self, start: End, end: End, point: Point, moment: Moment, limit: int) -> Option | None:
        """A bus first."""
        fed = self._feeder.to_stations(point, moment.minutes, peak=moment.peak)
        origins = {
            name: each.seconds
            for name, each in fed.items()
            if each.seconds < limit and name not in start.stations
        }
        goals = {name: end.walked(name) for name in end.stations}
        if not origins or not goals:
            return None
        path = self._router.search(origins, goals, peak=moment.peak, within=limit)
        if path is None or not self._common(path):
            return None
        by = self._feeder.fed(fed[self._station(path.start)], peak=moment.peak)
        stop = Spot(by.ride.alight.name, by.ride.alight.lat, by.ride.alight.lon)
        rest = self._trains.option(
            "other", path, End(stop, {self._station(path.start): round(by.ride.on_metres)}), end, moment
        )
        wait = (rest.headway or 0) / 2
        change = replace(rest.legs[0], minutes=round(rest.legs[0].minutes + wait, 1))
        to_metres, to_minutes = walk(by.ride.to_metres)
        lead = Leg("walk", round(to_minutes, 1), start.spot.name, by.ride.board.name, metres=to_metres)
        legs = (lead, leg(by.ride), change, *rest.legs[1:])
        return self._joined(rest, path, by, legs, to_minutes + by.ride.minutes + wait, moment)

    def _behind(self, start: End, end: End, point: Point, moment: Moment, limit: int) -> Option | None:
        """A bus at last."""
        fed = self._feeder.from_stations(point, moment.minutes, peak=moment.peak)
        origins = {name: round(walk(metres)[1] * 60) for name, metres in start.stations.items()}
        climbs = {name: end.slope.climb(each.on_metres) * 60 for name, each in fed.items()}
        goals = {
            name: each.seconds + round(climbs[name])
            for name, each in fed.items()
            if each.seconds < limit and (name not in end.stations or end.slope.minutes)
        }
        if not origins or not goals:
            return None
        path = self._router.search(origins, goals, peak=moment.peak, within=limit)
        if path is None or not self._common(path):
            return None
        by = self._feeder.fed(fed[self._station(path.end)], peak=moment.peak)
        stop = Spot(by.ride.board.name, by.ride.board.lat, by.ride.board.lon)
        rest = self._trains.option(
            "other", path, start, End(stop, {self._station(path.end): round(by.ride.to_metres)}), moment
        )
        change = replace(rest.legs[-1], minutes=round(rest.legs[-1].minutes + by.wait, 1))
        on_metres, on_minutes = walk(by.ride.on_metres)
        climb = end.slope.climb(by.ride.on_metres)
        on_minutes += climb
        tail = Leg("walk", round(on_minutes, 1), by.ride.alight.name, end.spot.name, metres=on_metres)
        legs = (*rest.legs[:-1], change, leg(by.ride), tail)
        found = self._joined(rest, path, by, legs, by.wait + by.ride.minutes + on_minutes, moment)
        return replace(found, note=" ".join([found.note or "", *told(end.slope, climb)]).strip())

    def _joined(  # noqa: PLR0917 - the two halves and what joins them
        self, rest: Option, path: Path, by: Fed, legs: tuple[Leg, ...], more: float, moment: Moment
    ) -> Option:
        first = next(leg for leg in legs if leg.mode != "walk")
        ride = [(by.ride.kind.name, by.ride.metres)]
        kept = tuple(leg for leg in legs if leg.metres)

        def fare(rider: Rider) -> Fare:
            return self._fares.with_bus(ride, path, replace(moment.terms, rider=rider))

        adult = fare("adult")
        guessed = GUESSED if adult.certainty == "estimated" else ""
        notes = ((rest.note or "").replace(GUESSED, "").strip(), guessed, dated(self._buses.date))
        return replace(
            rest,
            mode="mixed",
            minutes=round(rest.minutes + more, 1),
            fare=adult.won,
            fare_certainty=adult.certainty,
            transfers=rest.transfers + 1,
            legs=kept,
            metres=sum(leg.metres or 0 for leg in kept),
            certainty="estimated",
            note=" ".join(note for note in notes if note),
            headway=by.ride.kind.headway if first.mode == "bus" else rest.headway,
            others=Others(fare("youth").won, fare("child").won, fare("senior").won, cash=None),
            as_of=self._buses.date,
        )

    def _station(self, platform: str) -> str:
        return self._router.network.stations[platform].station

    def _common(self, path: Path) -> bool:
        """Whether the common fare holds all the way: with other fares, buses do not add up by our rules."""
        return self._fares.common(path)


def soon(option: Option) -> float:
    """Minutes with the wait for the first vehicle: half a headway."""
    return option.minutes + (option.headway or 0) / 2


def _better(option: Option, rival: Option) -> bool:
    if option.closed:
        return False
    saved = soon(rival) - soon(option)
    if option.fare - rival.fare > max(saved, 0) * WORTH:
        return False
    return saved >= SAVES or (option.transfers < rival.transfers and saved >= -EVEN)
