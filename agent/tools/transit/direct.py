"""Ways by one bus, as options: the quickest, and a cheaper one where there is one."""

from dataclasses import replace
from typing import Final

from agent.tools.transit.bus import Buses, BusRide
from agent.tools.transit.fares import Fares, Rider
from agent.tools.transit.geo import walk
from agent.tools.transit.legs import Leg, Option, Others
from agent.tools.transit.moment import Moment
from agent.tools.transit.notes import korean
from agent.tools.transit.slopes import FLAT, Slope, told
from data.place import Spot

MOST: Final = 2
"""Options by bus at most."""

Point = tuple[float, float]
"""(lat, lon), degrees."""


class Direct:
    """Thread-safe and pure."""

    def __init__(self, buses: Buses, fares: Fares) -> None:
        self._buses = buses
        self._fares = fares

    def options(
        self,
        spots: tuple[Spot, Spot],
        points: tuple[Point, Point],
        moment: Moment,
        slope: Slope = FLAT,
    ) -> list[tuple[Option, str]]:
        """Each with the kind of its bus."""
        rides = self._buses.direct(*points, moment.minutes, peak=moment.peak)
        found: list[tuple[Option, str]] = []
        for ride in rides:
            option = self._option(ride, spots, moment, slope)
            if not found or option.fare < found[-1][0].fare:
                found.append((option, ride.kind.name))
        return found[:MOST]

    def _option(self, ride: BusRide, spots: tuple[Spot, Spot], moment: Moment, slope: Slope) -> Option:
        def won(rider: Rider) -> int:
            return self._fares.bus([(ride.kind.name, ride.metres)], terms=replace(moment.terms, rider=rider))

        to_metres, to_minutes = walk(ride.to_metres)
        on_metres, on_minutes = walk(ride.on_metres)
        climb = slope.climb(ride.on_metres)
        on_minutes += climb
        legs = [
            Leg("walk", round(to_minutes, 1), spots[0].name, ride.board.name, metres=to_metres),
            leg(ride),
            Leg("walk", round(on_minutes, 1), ride.alight.name, spots[1].name, metres=on_metres),
        ]
        kept = tuple(leg for leg in legs if leg.metres)
        fare = won("adult")
        usual = self._fares.bus([(ride.kind.name, ride.metres)], terms=replace(moment.terms, early=False))
        early = [korean("early")] if fare < usual else []
        return Option(
            mode="bus",
            label="other",
            minutes=round(to_minutes + ride.minutes + on_minutes, 1),
            fare=fare,
            transfers=0,
            legs=kept,
            metres=sum(leg.metres or 0 for leg in kept),
            certainty="estimated",
            note=" ".join([dated(self._buses.date), *early, *told(slope, climb)]),
            others=Others(won("youth"), won("child"), won("senior"), cash=None),
            headway=ride.kind.headway,
            as_of=self._buses.date,
        )


def leg(ride: BusRide) -> Leg:
    return Leg(
        mode="bus",
        minutes=ride.minutes,
        start=ride.board.name,
        end=ride.alight.name,
        line=f"{ride.routes[0]}번",
        color=ride.kind.color,
        direction=ride.heading,
        stops=ride.stops,
        metres=ride.metres,
        number=ride.board.number,
        also=tuple(f"{name}번" for name in ride.routes[1:]),
    )


def dated(day: str) -> str:
    year, month, _ = day.split("-")
    return korean("buses_dated", year=year, month=int(month))
