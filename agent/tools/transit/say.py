"""Journeys in words, in four languages. Every number comes from the journey; nothing is guessed here."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import pairwise
from typing import Final, Literal

from agent.tools.decision import Language
from agent.tools.reading.currency import Money
from agent.tools.text.particle import with_particle
from agent.tools.text.punctuation import COMMA
from agent.tools.transit import hours, notes, phrases
from agent.tools.transit.advise import same
from agent.tools.transit.legs import Journey, Leg, Option, Taxi, Terms
from agent.tools.transit.money import price, rate
from agent.tools.transit.signs import bus, line, station
from data.opening import SEOUL

MOST: Final = 3
"""Other options named beside the first."""
RARE: Final = 25
"""Minutes between two departures that are worth a word."""


About = Literal["all", "ride", "taxi", "ends"]
"""What of a journey is told: the whole, its first option, the taxi, or the first or last train alone."""


def prices(journey: Journey) -> tuple[int, ...]:
    """The won amounts that `summary` names and can show converted, in order."""
    fares = [journey.options[0].fare] if journey.options and journey.options[0].fare else []
    taxi = [journey.taxi.low, journey.taxi.high] if journey.taxi else []
    return (*fares, *taxi)


def summary(
    journey: Journey,
    language: Language = "ko",
    money: Sequence[Money] | None = None,
    *,
    taxi_first: bool = False,
    about: About = "all",
    now: datetime | None = None,
) -> str:
    """The best way, the alternatives and the taxi, in two or three sentences; or what it is `about`.

    `money` holds conversions of `prices(journey)`; amounts without one stand in won alone.
    """
    say = phrases.of(language)
    known = {m.won: m for m in money or ()}
    if same(journey):
        return say.same
    closed = next((option for option in journey.options if option.closed), None)
    ridden = journey.options[: {"all": 1 + MOST, "ride": 1}.get(about, 0)]
    said = [option for option in ridden if option is closed or not option.closed]
    lead = _terms(journey, language, now or datetime.now(SEOUL))
    parts = [
        (_other(option, language) if index else _way(option, language, known)) + _rare(option, language)
        for index, option in enumerate(said)
    ]
    if journey.taxi and about in {"all", "taxi"}:
        first = taxi_first or (closed is not None and closed is journey.options[0])
        parts.insert(0 if first else len(parts), _taxi(journey.taxi, language, known))
        if journey.terms and journey.terms.large and journey.taxi.large:
            large = say.terms["large"].format(won=f"{journey.taxi.large:,}")
            parts.insert(1 if first else len(parts), large)
    if not journey.options:
        parts.insert(0, say.none)
    told = [option.note for option in dict.fromkeys((closed, *ridden[:1])) if option and option.note]
    running, others = notes.apart(told, language)
    parts = [running, *parts, others]
    if journey.terms and ridden:
        parts.append(_fares(journey.options[0], journey.terms, language))
    if journey.terms and journey.terms.step_free:
        parts.append(say.terms["step_free"])
    if known and about != "ends":
        parts.append(say.rate.format(rate=rate(next(iter(known.values())), language)))
    return say.space.join(part for part in (*lead, *parts) if part).replace("\n ", "\n")


def _terms(journey: Journey, language: Language, now: datetime) -> list[str]:
    """What was asked for, told back with the hour to leave: the first thing to know."""
    say, terms = phrases.of(language), journey.terms
    if terms is None:
        return []
    best = journey.options[0] if journey.options else None
    parts = []
    ways = BY.get(terms.mode or "")
    if ways and best and not any(option.mode in ways for option in journey.options):
        parts.append(say.terms[f"no_{terms.mode}"])
    if terms.arrive_by:
        when = hours.said(terms.arrive_by, now, language)
        if best and best.leave_by and not best.closed:
            by = datetime.fromisoformat(best.leave_by)
            leave = hours.said(by, now, language, beside=terms.arrive_by)
            parts.append(say.terms["leave"].format(when=when, leave=leave))
        else:
            parts.append(say.terms["arrive"].format(when=when))
        if terms.flight:
            parts.append(say.terms["flight"])
        if journey.taxi and journey.taxi.leave_by:
            by = datetime.fromisoformat(journey.taxi.leave_by)
            leave = hours.said(by, now, language, beside=terms.arrive_by)
            parts.append(say.terms["cab"].format(leave=leave))
    elif terms.depart_at and not (terms.asked and best and best.mode != "walk"):
        parts.append(say.terms["depart"].format(when=hours.said(terms.depart_at, now, language)))
    # Where no train runs, its note tells the first one.
    noted = terms.asked == "first" and any(option.closed for option in journey.options)
    if terms.asked and best and best.mode != "walk" and not (noted and best.first is None):
        parts.append(_ends(best, terms.asked, language))
    if terms.via and best:
        names = "·".join(station(spot.name, language) for spot in terms.via)
        parts.append(say.terms["stay" if best.stages else "pass"].format(via=names))
    return [part.replace(".m..", ".m.") for part in parts]  # 9:00 p.m. ends its sentence


BY: Final[Mapping[str, tuple[str, ...]]] = {"bus": ("bus", "mixed"), "subway": ("subway",), "walk": ("walk",)}
"""The options that are what was asked for, best first."""


def _ends(option: Option, asked: Literal["first", "last"], language: Language) -> str:
    """The first or the last train, as far as timetables are known."""
    say = phrases.of(language)
    time = option.first if asked == "first" else option.last
    if time is None:
        return say.terms[f"{asked}_unknown"]
    start = next(leg.start for leg in option.legs if leg.mode == "subway")
    return say.terms[asked].format(station=station(start, language), time=time)


def _fares(option: Option, terms: Terms, language: Language) -> str:
    """What others pay, where it was asked for and is published."""
    words, others = phrases.of(language).terms, option.others
    if others is None:
        return ""
    paid = {"youth": others.youth, "child": others.child, "senior": others.senior, "cash": others.cash}
    told = [
        words["free" if rider == "senior" and not won else rider].format(won=f"{won:,}")
        for rider in terms.riders
        if (won := paid[rider]) is not None
    ]
    if not told:
        return ""
    fares = COMMA[language].join(told)
    return words["riders"].format(fares=with_particle(fares, "이에요/예요") if language == "ko" else fares)


def ordered(options: tuple[Option, ...], terms: Terms) -> tuple[Option, ...]:
    """The vehicle that was asked for first, then the cheapest way or that with the fewest changes where such
    a one was; else as they are. What does not run stays behind.
    """
    rank = BY.get(terms.mode or "", ())

    def key(option: Option) -> tuple[int, bool, int]:
        vehicle = rank.index(option.mode) if option.mode in rank else len(rank)
        if terms.prefer is None or option.mode == "walk":
            return vehicle, False, 0
        return vehicle, option.closed, option.fare if terms.prefer == "cheapest" else option.transfers

    ranked = sorted(options, key=key)
    if terms.prefer is None:
        return tuple(ranked)
    return (*ranked[:1], *(replace(option, label="other") for option in ranked[1:]))


def _way(option: Option, language: Language, known: dict[int, Money]) -> str:
    say = phrases.of(language)
    minutes = round(option.minutes)
    if option.mode == "walk":
        return say.walk.format(minutes=minutes, metres=f"{option.metres:,}")
    cost = price(f"{option.fare:,}", [known.get(option.fare)] if known else [], language)
    way = say.way[_closed(option) if option.closed else option.mode]
    head = way.format(minutes=minutes, price=cost, transfers=_transfers(option.transfers, language))
    if not option.stages:
        return f"{head}{say.space}{_route(option.legs, language)}"
    cuts = (*option.stages, len(option.legs))
    stages = []
    for number, (a, b) in enumerate(pairwise(cuts), 1):
        legs = option.legs[a:b]
        start, end = (station(name, language) for name in (legs[0].start, legs[-1].end))
        route = _route(legs, language)
        stages.append(say.terms["stage"].format(number=number, start=start, end=end, route=route))
    return "\n".join([head, *stages]) + "\n"


def _closed(option: Option) -> str:
    return "closed_mixed" if option.mode == "mixed" else "closed"


def _transfers(count: int, language: Language) -> str:
    say = phrases.of(language)
    return say.direct if not count else (say.one if count == 1 else say.many).format(count=count)


def _route(legs: tuple[Leg, ...], language: Language) -> str:
    say = phrases.of(language)
    rides = [leg for leg in legs if leg.mode != "walk"]
    if not rides:
        on_foot = sum(leg.minutes for leg in legs), sum(leg.metres or 0 for leg in legs)
        return say.walk.format(minutes=round(on_foot[0]), metres=f"{on_foot[1]:,}")
    first, last = legs[0], legs[-1]
    steps = []
    walked = first.mode == "walk" and bool(rides)
    if walked:
        exit_ = say.exit.format(exit=first.exit) if first.exit else ""
        steps.append(
            say.to_station.format(station=_stop(rides[0], language), exit=exit_, minutes=_least(first))
        )
    for index, leg in enumerate(rides):
        words = say.board if not index else say.change
        step = words.format(
            station=station(leg.start, language) if walked and not index else _stop(leg, language),
            line=_vehicle(leg, language, index > 0),
        )
        steps.append(step + (say.door.format(door=leg.door) if leg.door and "," not in leg.door else ""))
    exit_ = say.exit.format(exit=last.exit) if last.mode == "walk" and last.exit else ""
    end = say.leave.format(station=station(rides[-1].end, language), exit=exit_)
    if last.mode == "walk":
        end += say.on_foot.format(minutes=_least(last))
    text = " → ".join([*steps, end]) + say.stop
    return text[0].upper() + text[1:]


def _least(leg: Leg) -> int:
    return max(round(leg.minutes), 1)


def _stop(leg: Leg, language: Language) -> str:
    """Where a ride is boarded."""
    name = station(leg.start, language)
    return phrases.of(language).stop_of.format(name=name, number=leg.number) if leg.number else name


def _vehicle(leg: Leg, language: Language, changing: bool) -> str:  # noqa: FBT001 - a private switch
    say = phrases.of(language)
    name = bus(leg, language) if leg.mode == "bus" else line(leg.line or "", language)
    if not leg.direction:
        return with_particle(name, "으로/로") if language == "ko" and changing else name
    heading = phrases.LOOPS.get(leg.direction or "", {}).get(language)
    text = (
        f"{name}{' ' if language == 'en' else ''}({heading})"
        if heading
        else say.toward.format(line=name, end=station(leg.direction or "", language))
    )
    if language != "ko":
        return text
    return with_particle(text, "으로/로") if changing else text


def _other(option: Option, language: Language) -> str:
    say = phrases.of(language)
    if option.mode == "walk":
        return ""
    if option.mode == "bus" and not option.transfers:
        return say.other_bus.format(
            line=bus(next(leg for leg in option.legs if leg.mode == "bus"), language),
            minutes=round(option.minutes),
            won=f"{option.fare:,}",
            dated=_dated(option.as_of, language) or _transfers(0, language),
        )
    if option.mode == "mixed" or (option.mode != "subway" and option.label in {"fastest", "other"}):
        return say.way[_closed(option) if option.closed else option.mode].format(
            minutes=round(option.minutes),
            price=say.won.format(won=f"{option.fare:,}"),
            transfers=_transfers(option.transfers, language),
        )
    return say.other["closed" if option.closed else option.label].format(
        minutes=round(option.minutes),
        won=f"{option.fare:,}",
        transfers=_transfers(option.transfers, language),
    )


def _taxi(taxi: Taxi, language: Language, known: dict[int, Money]) -> str:
    say = phrases.of(language)
    ends = sorted({taxi.low, taxi.high})
    converted = [known.get(won) for won in ends] if known else []
    cost = price(say.dash.join(f"{won:,}" for won in ends), converted, language)
    text = say.taxi.format(minutes=round(taxi.minutes), price=cost)
    extra = notes.surcharge(taxi.surcharge, language)
    return text.format(extra=say.extra.format(extra=extra) if extra else "")


def _rare(option: Option, language: Language) -> str:
    if option.headway is None or option.headway < RARE or option.closed:
        return ""
    say = phrases.of(language)
    return say.space + say.rare.format(minutes=round(option.headway))


def _dated(as_of: str | None, language: Language) -> str:
    if as_of is None:
        return ""
    year, month, *_ = as_of.split("-")
    return phrases.of(language).dated.format(year=year, month=int(month))
