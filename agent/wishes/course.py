"""A day on foot: places close to each other in the order in which people walk them, a meal among them.

A list of four good places all over the city is no answer to 하루 코스 짜줘. Chosen by rule, so that what a
traveller plans by exists, is near the rest, and is open on that day.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import count
from statistics import fmean
from typing import Final, Literal

from agent import facts
from agent.parts import Parts
from agent.state import Ask
from agent.telemetry import watch
from agent.tools.decision import Decision, Language
from agent.tools.reading import courses
from agent.tools.transit.geo import crow, walk
from agent.visits import day
from agent.wishes import sayings
from agent.wishes.granted import centre
from agent.wishes.left import ended
from data.opening import SEOUL, closed_on
from data.place import Category, Place, Spot
from rag.wish import conditions

Part = Literal["morning", "noon", "afternoon", "evening"]

WHOLE: Final[tuple[Part, ...]] = ("morning", "noon", "afternoon", "evening")
HALF: Final[tuple[Part, ...]] = ("morning", "noon", "afternoon")
KINDS: Final[Mapping[Part, frozenset[Category]]] = {
    "morning": frozenset({"palace", "heritage", "museum", "gallery", "temple", "park", "theme_park"}),
    "noon": frozenset({"market", "food"}),
    "afternoon": frozenset({"neighbourhood", "shopping", "gallery", "museum", "park", "church", "library"}),
    "evening": frozenset({"river", "view", "neighbourhood", "trail", "theatre"}),
}
REACH: Final = 1_600
"""Metres from the middle of a day on foot, as the crow flies."""
LIKED: Final = 2.5
"""What the best hit of the wish's own words weighs, beside a popularity of 0 to 3."""
NAMED: Final = 1.5
"""What a place of a kind weighs more that the wish names."""
_KNOWN: Final = 2
"""The least popularity of a place that nobody's words asked for."""
_KILOMETRE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Stop:
    """`metres`: on foot from the stop before; 0 for the first."""

    part: Part
    place: Place
    metres: int = 0
    minutes: float = 0.0


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a day is put together from: `liked` are the wish's hits by id, 1 for the best."""

    must: Sequence[Place] = ()
    liked: Mapping[str, float] = field(default_factory=dict)
    around: tuple[float, float] | None = None
    kinds: frozenset[Category] = frozenset()
    parts: tuple[Part, ...] = WHOLE


async def planned(
    parts: Parts, decision: Decision, named: Sequence[Place], ask: Ask | None
) -> list[list[Stop]]:
    """The days for a wish; none where too little is held within reach."""
    wish = decision.wish or decision.question
    now = datetime.now(SEOUL)
    on = day.meant(decision.question, now.date())
    when = on.dates[0] if on and on.dates else now.date()
    said = conditions(wish)
    with watch.tool("retriever"):
        hits = await parts.retriever.search(wish, limit=LOOKED_AT, free=said.free, district=said.district)
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    shut = {spot.id for spot in decision.excluded}

    def fits(place: Place) -> bool:
        return (
            place.id not in shut
            and place.category in _STOPS
            and (said.district is None or place.district == said.district)
            and (not said.free or place.fee == 0 or place.category not in _PAID)
            and not ended(place, now)
            and not (place.closing and closed_on(place.closing, when))
        )

    wanted = Wanted(
        must=[place for place in named if place.category in _STOPS],
        liked={hit.place.id: hit.score / best for hit in hits},
        kinds=frozenset(said.kinds),
        around=_middle(named) or _point(centre(decision, ask)),
        parts=HALF if courses.halved(wish) else WHOLE,
    )
    held = [place for place in parts.retriever.places.values() if fits(place)]
    return await asyncio.to_thread(best_days, held, wanted, courses.days(wish))


LOOKED_AT: Final = 60
_STOPS: Final = frozenset[Category]().union(*KINDS.values())
_PAID: Final = frozenset[Category](
    {"palace", "museum", "gallery", "theme_park", "theatre", "view", "heritage", "food"}
)
"""Kinds that mostly cost something: where nothing is known of it, they are no free ones."""


def _point(spot: Spot | None) -> tuple[float, float] | None:
    return (spot.lat, spot.lon) if spot and spot.lat is not None and spot.lon is not None else None


def _middle(named: Sequence[Place]) -> tuple[float, float] | None:
    if not named:
        return None
    return fmean(place.lat for place in named), fmean(place.lon for place in named)


def best_days(held: Sequence[Place], wanted: Wanted, number: int) -> list[list[Stop]]:
    """One after the other; what one day holds, no other does."""
    made: list[list[Stop]] = []
    for _ in range(number):
        had = {stop.place.id for stops in made for stop in stops}
        rest = replace(wanted, must=[place for place in wanted.must if place.id not in had])
        if stops := best_day([place for place in held if place.id not in had], rest):
            made.append(stops)
    return made


def best_day(held: Sequence[Place], wanted: Wanted) -> list[Stop]:
    """Around the named place, or around whichever well-known one makes the best day."""
    worth = {
        place.id: place.popularity
        + LIKED * wanted.liked.get(place.id, 0.0)
        + NAMED * (place.category in wanted.kinds)
        for place in held
    }
    pool = [place for place in held if worth[place.id] >= _KNOWN]
    if wanted.around is not None:
        return _walked(_day(pool, worth, wanted, wanted.around))
    hubs = [place for place in pool if worth[place.id] > _KNOWN]
    days = [_day(pool, worth, wanted, (hub.lat, hub.lon)) for hub in hubs]
    whole = [made for made in days if len(made) == len(wanted.parts)] or days
    return _walked(max(whole, key=lambda made: sum(worth[place.id] for place in made.values()), default={}))


def _day(
    pool: Sequence[Place], worth: Mapping[str, float], wanted: Wanted, middle: tuple[float, float]
) -> dict[Part, Place]:
    """Each part's best place within reach, what was named first; a kind twice only where it is worth it."""
    made: dict[Part, Place] = {}
    for place in wanted.must:
        free = next(
            (part for part in wanted.parts if part not in made and place.category in KINDS[part]), None
        )
        if free:
            made[free] = place
    near = [(crow(middle, (place.lat, place.lon)), place) for place in pool if _within(place, middle)]
    for part in wanted.parts:
        if part in made:
            continue
        had = {place.category for place in made.values()}
        ids = {place.id for place in made.values()}
        fitting = [
            (worth[place.id] - far / _KILOMETRE - (place.category in had), place.id, place)
            for far, place in near
            if far <= REACH and _suits(place, part) and place.id not in ids
        ]
        if fitting:
            made[part] = max(fitting, key=lambda row: row[:2])[2]
    return made


def _suits(place: Place, part: Part) -> bool:
    return place.category in KINDS[part] and not (part == "noon" and NIGHTLY.intersection(place.tags))


NIGHTLY: Final = frozenset({"야경", "야시장", "술", "밤", "저녁", "포장마차", "야장"})
"""Tags of places that come to life in the evening."""


def _within(place: Place, middle: tuple[float, float]) -> bool:
    """A cheap look before the distance is measured: a degree of latitude is 111 km."""
    return abs(place.lat - middle[0]) < REACH / 111_000 and abs(place.lon - middle[1]) < REACH / 85_000


def _walked(made: Mapping[Part, Place]) -> list[Stop]:
    stops: list[Stop] = []
    for part in WHOLE:
        if (place := made.get(part)) is None:
            continue
        if stops:
            last = stops[-1].place
            metres, minutes = walk(crow((last.lat, last.lon), (place.lat, place.lon)))
            stops.append(Stop(part, place, metres, minutes))
        else:
            stops.append(Stop(part, place))
    return stops if len(stops) > 1 else []


def told(days: Sequence[Sequence[Stop]], language: Language) -> str:
    """The days, a line a stop; numbered through, as 두 번째 거 counts."""
    rows = [sayings.COURSE[language]]
    numbers = count(1)
    for ordinal, stops in enumerate(days, 1):
        if len(days) > 1:
            rows.append(sayings.DAY[language].format(number=ordinal))
        rows.extend(_line(next(numbers), stop, language) for stop in stops)
    return "\n".join(rows)


def _line(number: int, stop: Stop, language: Language) -> str:
    walked = sayings.ON_FOOT[language].format(minutes=max(1, round(stop.minutes))) if stop.metres else ""
    place = facts.line(stop.place, language).removeprefix("- ")
    return f"{number}. {sayings.PARTS[stop.part][language]} · {place}{walked}"
