"""All providers together, as the service asks them: each question has an answer of theirs, or None."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

import httpx

from agent.tools.transit.geo import crow
from agent.tools.transit.legs import Leg, Option, Taxi
from agent.tools.transit.providers import registry
from agent.tools.transit.providers.cab import taxi
from agent.tools.transit.providers.chain import Chain, Desk, Watch
from agent.tools.transit.providers.choose import asked, chosen
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Cab, Finder, Transit, Trip
from agent.tools.transit.providers.seoul import Seoul
from agent.tools.transit.providers.ways import options
from agent.tools.transit.settings import SPACINGS, TransitSettings
from agent.tools.transit.taxi import Meter
from agent.tools.web.breaker import Breaker
from agent.tools.web.quota import Quota, Tally
from data.opening import SEOUL
from data.place import Spot
from data.schedule import DAY

SOON: Final = timedelta(minutes=30)
"""A departure within which a provider's "now" answers it."""
FASTEST: Final = 110
"""km/h in a straight line, door to door, above which a way is not believed."""
NEAR: Final = 400
"""Metres that everybody walks: nobody is asked."""
SLOWEST: Final = 3
"""Times our own way, and an hour, above which one is not believed."""
DEAREST: Final = 60_000
"""Won."""
LONGEST: Final = 300_000
"""Metres of a way."""
STOPS: Final = 200
"""Of one ride; the longest line has fewer."""


def _now() -> datetime:
    return datetime.now(SEOUL)


class Keyed:
    """Never raises; what failed is in the log and in the metrics."""

    def __init__(
        self,
        settings: TransitSettings,
        client: httpx.AsyncClient,
        meter: Meter,
        *,
        tally: Tally | None = None,
        keyless: bool = True,
        watch: Watch | None = None,
        clock: Callable[[], datetime] = _now,
    ) -> None:
        """`tally`: counts the calls of a day; None: this process alone. `keyless`: ask those that need no
        key, too. Raises ValueError for an unknown name.
        """
        quota = Quota(settings.quotas, SPACINGS, tally=tally)
        desk = Desk(client, quota, Breaker(), settings.transit_timeout, settings.transit_budget)
        if watch:
            desk = replace(desk, watch=watch)
        places = [n for n in settings.place_providers if keyless or n not in registry.KEYLESS]
        made = registry.built
        ways = made("GUIDE_TRANSIT_PROVIDERS", settings.transit_providers, registry.TRANSIT, settings)
        cabs = made("GUIDE_TAXI_PROVIDERS", settings.taxi_providers, registry.TAXI, settings)
        finders = made("GUIDE_PLACE_PROVIDERS", places, registry.PLACES, settings)
        boards = made("", tuple(registry.ARRIVALS), registry.ARRIVALS, settings)
        self._ways: Chain[Transit] = Chain("transit", ways, desk)
        self._timed: Chain[Transit] = Chain("transit", [one for one in ways if one.timed], desk)
        self._cabs: Chain[Cab] = Chain("taxi", cabs, desk)
        self._finders: Chain[Finder] = Chain("places", finders, desk)
        self._boards: Chain[Seoul] = Chain("arrivals", boards, desk)
        self._budget = settings.transit_budget
        self._meter = meter
        self._clock = clock

    @property
    def names(self) -> tuple[str, ...]:
        """`kind:provider` of those that can be asked."""
        chains = (self._ways.names, self._cabs.names, self._finders.names, self._boards.names)
        return tuple(name for names in chains for name in names)

    def soon(self, depart: datetime) -> bool:
        return abs(depart - self._clock()) <= SOON

    async def public(
        self, plan: Callable[[], Awaitable[tuple[Option, ...]]], trip: Trip
    ) -> tuple[Option, ...]:
        """The ways to show, next trains with the first of them. `plan` makes our own meanwhile: they are what
        remains when nobody answers, and what every answer is held against.
        """
        clock = asyncio.get_running_loop().time
        end = clock() + self._budget
        own, told = await asyncio.gather(plan(), self._told(trip))
        shown = checked(told, own, trip)
        if not shown:
            return ()
        return (await self._boarded(shown[0], trip.depart, end - clock()), *shown[1:])

    async def _told(self, trip: Trip) -> tuple[Option, ...]:
        """Ways by bus and train, fastest first; empty where nobody has one. For a later departure only those
        are asked that plan for it.
        """
        chain = self._ways if self.soon(trip.depart) else self._timed
        if crow(*trip.ends) < NEAR:
            return ()
        ends = (trip.origin, trip.destination)

        async def call(provider: Transit, line: Line) -> tuple[Option, ...]:
            return options(await provider.ways(line, trip), ends, provider.name)

        told = await chain.ask(call)
        return told.answer if told else ()

    async def taxi(self, own: Taxi, trip: Trip) -> Taxi:
        """Our own estimate, made exact by a measured road where one is told."""
        if not self._cabs.names or not self.soon(trip.depart):
            return own

        async def call(provider: Cab, line: Line) -> Taxi | None:
            return taxi(await provider.drive(line, trip), own, trip, self._meter, provider.name)

        told = await self._cabs.ask(call)
        return told.answer if told else own

    async def find(self, name: str) -> Spot | None:
        """Where a place is that we do not know. What is found is for this turn: it may not be kept."""
        query = asked(name)
        if query is None:
            return None

        async def call(provider: Finder, line: Line) -> Spot | None:
            return chosen(query, await provider.spots(line, query))

        told = await self._finders.ask(call)
        return told.answer if told else None

    async def _boarded(self, option: Option, depart: datetime, within: float) -> Option:
        """With the next trains at its first station, where they are told within so many seconds."""
        leg = next((leg for leg in option.legs if leg.mode != "walk"), None)
        if leg is None or leg.mode != "subway" or not self._boards.names or not self.soon(depart):
            return option
        ride: Leg = leg
        told = await self._boards.ask(lambda provider, line: provider.next(line, ride), within=within)
        return replace(option, arrivals=told.answer) if told else option


def checked(told: tuple[Option, ...], own: tuple[Option, ...], trip: Trip) -> tuple[Option, ...]:
    """What the traveller is shown: a provider's ways where ours do not speak against them, else our own.

    Walking is always ours. Trains are not believed when our timetables say that they are over, nor is a way
    that is too fast, too slow or too dear to be true.
    """
    walks = tuple(option for option in own if option.mode == "walk")
    rides = [option for option in own if option.mode != "walk"]
    trains = [option for option in rides if option.mode == "subway"]
    closed = bool(trains) and all(option.closed for option in trains)
    longest = rides[0].minutes * SLOWEST + 60 if rides else float("inf")
    a, b = trip.ends
    shortest = crow(a, b) / 1000 / FASTEST * 60
    believed = tuple(
        option
        for option in told
        if shortest <= option.minutes <= longest
        and 0 < option.fare <= max(option.fare, option.fare_high or 0) <= DEAREST
        and option.metres <= LONGEST
        and all(_sound(leg) for leg in option.legs)
        and not (closed and any(leg.mode == "subway" for leg in option.legs))
        and not (walks and walks[0].minutes <= option.minutes)
    )
    if not believed:
        return own
    return (*walks, replace(believed[0], label="fastest"), *believed[1:])


def _sound(leg: Leg) -> bool:
    """Whether the figures of a leg can be: a service that counts wrongly somewhere is believed nowhere."""
    return bool(
        (leg.mode == "walk" or leg.line)
        and 0 <= leg.minutes <= DAY
        and (leg.metres or 0) <= LONGEST
        and 0 <= (leg.stops or 0) <= STOPS
    )
