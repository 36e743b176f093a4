"""The shapes every transit provider is normalised to. Minutes, metres, won."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from data.place import Spot

Mode = Literal["walk", "subway", "bus"]
Certainty = Literal["timetable", "official", "estimated", "provider"]
"""Of the times; `provider`: as another service told them."""
Label = Literal["fastest", "fewest_transfers", "cheapest", "other"]
"""What an option is the best at among those offered; `other` where it is there to be compared."""


@dataclass(frozen=True, slots=True)
class Leg:
    mode: Mode
    minutes: float
    start: str
    end: str
    line: str | None = None
    """Line or bus number as people say it: 3호선, 공항철도, 150번."""
    color: str | None = None
    """#rrggbb of the line."""
    direction: str | None = None
    """Where the train heads: 오금, 외선순환 …; of a bus, the stop after the one boarded."""
    stops: int | None = None
    metres: int | None = None
    exit: str | None = None
    number: str | None = None
    """Of the bus stop boarded, as on its sign: 01-011."""
    also: tuple[str, ...] = ()
    """Other buses from the same stop to the same stop."""
    door: str | None = None
    """Car and door nearest to the change that follows: 1-1; more than one where the direction decides."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A train that comes, as observed."""

    line: str
    heading: str
    """Where it ends: 오금."""
    minutes: int
    """Until it comes, counted from now; 0: it is there."""
    at: str
    """When it was observed, HH:MM in Korea."""


@dataclass(frozen=True, slots=True)
class Others:
    """Won for the same way: youth (13–18), child (6–12), senior (65 and over) by card; an adult by ticket."""

    youth: int
    child: int
    senior: int
    cash: int | None
    """None where no fare in cash is published."""


@dataclass(frozen=True, slots=True)
class Option:
    mode: Literal["subway", "bus", "mixed", "walk"]
    label: Label
    minutes: float
    fare: int
    """Won, one adult with a transport card."""
    transfers: int
    legs: tuple[Leg, ...]
    metres: int
    certainty: Certainty
    note: str | None = None
    """What the traveller must know, in Korean (막차, 별도 운임 …)."""
    closed: bool = False
    """Its trains do not run at that hour; the note says when the first one does."""
    fare_certainty: Literal["official", "estimated"] = "official"
    """`estimated` where the fare rests on lengths that are not published and could differ by a step."""
    headway: float | None = None
    """Minutes between two departures of the first vehicle, where known; by kind, assumed, for buses."""
    others: Others | None = None
    """What others pay, where it is known."""
    tip: str | None = None
    """From how many such rides a day a pass pays, in Korean."""
    as_of: str | None = None
    """The day of the route data, ISO, where they are old enough to have changed."""
    provider: str = "embedded"
    """Who planned it."""
    fare_high: int | None = None
    """Won; the highest fare where it depends on the train or bus, and `fare` is the lowest."""
    leave_by: str | None = None
    """The latest departure from the origin, ISO 8601, where an hour of arrival was asked for."""
    first: str | None = None
    last: str | None = None
    """HH:MM of the first and the last departure of its first train by which the whole way is made; None where
    the timetable of a line on the way is not known."""
    stages: tuple[int, ...] = ()
    """Where stops on the way are made: positions of the legs that set out anew."""
    arrivals: tuple[Arrival, ...] = ()
    """Next trains at the first station, soonest first; empty where nobody tells."""


@dataclass(frozen=True, slots=True)
class Taxi:
    """An estimate by the meter formula: a range, since roads and lights are not known."""

    minutes: float
    fare: int
    low: int
    high: int
    metres: int
    surcharge: str | None = None
    """심야 20%, 시계 외 20%, the airport road's tolls … when one applies."""
    large: int | None = None
    """The same trip by a deluxe or large taxi (모범·대형), won."""
    provider: str = "embedded"
    """Who measured the road."""
    leave_by: str | None = None
    """The latest departure, ISO 8601, where an hour of arrival was asked for."""
    arrives: bool = True
    """False where cars may not go all the way up; the surcharge says how far."""


@dataclass(frozen=True, slots=True)
class Journey:
    origin: Spot
    destination: Spot
    options: tuple[Option, ...]
    taxi: Taxi | None
    provider: str
    terms: "Terms | None" = None

    @classmethod
    def of(
        cls,
        origin: Spot,
        destination: Spot,
        options: tuple[Option, ...],
        taxi: Taxi | None,
        terms: "Terms | None" = None,
    ) -> "Journey":
        """Named after who planned its rides."""
        planned = (option.provider for option in options if option.mode != "walk")
        return cls(origin, destination, options, taxi, next(planned, "embedded"), terms)


@dataclass(frozen=True, slots=True)
class Terms:
    """What a journey was asked with. Moments have a zone; at most one of the two is given."""

    depart_at: datetime | None = None
    arrive_by: datetime | None = None
    via: tuple[Spot, ...] = ()
    passing: bool = False
    """Whether stops on the way are passed inside the stations, without paying anew."""
    asked: Literal["first", "last"] | None = None
    mode: Literal["subway", "bus", "taxi", "walk"] | None = None
    people: int | None = None
    luggage: bool = False
    step_free: bool = False
    """Whether a way without steps is needed, of which nothing is known: lifts are not in our data."""
    prefer: Literal["fewest_transfers", "cheapest"] | None = None
    """What the way is to be best at, where not at being there first."""
    large: bool = False
    """Whether a deluxe or large taxi is asked for."""
    riders: tuple[Literal["youth", "child", "senior", "cash"], ...] = ()
    """Whose fare is asked for beside an adult's by card."""
    flight: bool = False
    """Whether `arrive_by` is what a flight leaves."""
