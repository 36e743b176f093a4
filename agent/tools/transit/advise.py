"""Which way to take, by rule: near, late, many, laden or in a hurry; all from the journey itself."""

from typing import Final, Literal

from agent.tools.decision import Language
from agent.tools.transit import phrases
from agent.tools.transit.geo import crow
from agent.tools.transit.legs import Journey, Option, Taxi, Terms

HERE: Final = 100
"""Metres within which two spots are the same."""
STROLL: Final = 15
"""Minutes that one walks rather than rides."""
FULL: Final = 4
"""People that a standard taxi seats."""
DEARER: Final = 4
"""Times the fare of all by public transport up to which a taxi's share is told."""
WALKABLE: Final = 45
"""Minutes that one walks who asks to walk."""
FAR: Final = 5_000
"""Metres of a way that is long with luggage."""
SEATS: Final = 3
"""People from whom a shared taxi is worth a thought."""

Advice = Literal[
    "strolled",
    "far",
    "party",
    "van",
    "luggage",
    "same",
    "none",
    "closed",
    "night",
    "walk",
    "taxi",
    "share",
    "subway",
    "bus",
    "transit",
]


def recommend(journey: Journey, language: Language = "ko") -> str:
    """One sentence of advice by rule, for when no model words one."""
    say = phrases.of(language)
    advice = advise(journey)
    taxi = journey.taxi
    return say.advice[advice].format(
        minutes=round(journey.options[0].minutes) if journey.options else 0,
        taxi=round(taxi.minutes) if taxi else 0,
        each=f"{-(-taxi.fare // _people(journey) // 100) * 100:,}" if taxi else "",
        people=_people(journey),
        fare=f"{journey.options[0].fare:,}" if journey.options else "",
        large=f"{taxi.large:,}" if taxi and taxi.large else "",
    )


def _people(journey: Journey) -> int:
    return (journey.terms and journey.terms.people) or SEATS


def advise(journey: Journey) -> Advice:
    """What to do: walk if near; a bus or a taxi when trains are over; a taxi when it saves half of a way."""
    if same(journey):
        return "same"
    if not journey.options:
        return "taxi" if journey.taxi else "none"
    best, terms = journey.options[0], journey.terms or Terms()
    taxi = journey.taxi if journey.taxi and journey.taxi.arrives else None
    if best.mode == "walk" and (terms.mode == "walk" or best.minutes <= STROLL):
        return _on_foot(best, asked=terms.mode == "walk")
    if best.mode == "walk":
        ridden = next((option for option in journey.options if option.mode != "walk"), None)
        if ridden is None or ridden.closed:
            return "walk" if best.minutes <= WALKABLE / 2 else "taxi" if taxi else "walk"
        best = ridden
    if best.closed:
        return "closed" if taxi else "none"
    if best.mode in {"bus", "mixed"} and any(option.closed for option in journey.options):
        return "night"
    by_taxi = _cab(taxi, best, terms) if taxi else None
    if by_taxi:
        return by_taxi
    if best.mode == "mixed" or (best.mode == "bus" and best.transfers):
        return "transit"
    return best.mode


def _on_foot(way: Option, *, asked: bool) -> Advice:
    return ("strolled" if way.minutes <= WALKABLE else "far") if asked else "walk"


def _cab(taxi: Taxi, best: Option, terms: Terms) -> Advice | None:
    """What a taxi is good for, if it is: a party, luggage, half the time."""
    people = terms.people or 1
    if taxi.large and people > FULL:
        return "van"
    if people > 1 and best.fare and taxi.fare <= DEARER * best.fare * people:
        return "party"
    if terms.luggage and (best.transfers or best.metres > FAR):
        return "luggage"
    if taxi.minutes * 2 <= best.minutes:
        return "share" if taxi.fare <= best.fare * SEATS * 2 else "taxi"
    return "share" if taxi.fare <= best.fare * SEATS * 1.2 else None


def same(journey: Journey) -> bool:
    """Whether both ends are one place."""
    a, b = journey.origin, journey.destination
    if journey.options or journey.taxi:
        return False
    if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
        return a.name == b.name
    return crow((a.lat, a.lon), (b.lat, b.lon)) < HERE or a.name == b.name
