"""What is missing, old or odd about places, without being wrong: reasons to look again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from data.opening import calendar, unnamed
from data.place import Place, SourceNote

MONTHS_OLD = 30
"""From which a place's youngest fact is stale."""
SHORT = 2
"""A Korean name of so few letters is often an ordinary word."""
ASKED = 1
"""Popularity from which something missing is worth a doubt."""

_WEEK = [date(2026, 1, 5) + timedelta(ahead) for ahead in range(7)]
"""A Monday to a Sunday."""
_DATE = re.compile(r"(20\d\d)-(\d\d)")
_HANGUL = re.compile(r"[가-힣]+")
_ODD = re.compile(r"[\[\]{}|*※~]|\d{5,}|\(\s*\)|점\s*점$")
_GATED = frozenset(
    {"palace", "museum", "gallery", "theme_park", "theatre", "library", "market", "shopping", "view"}
)
"""Where people ask for hours first."""
_PAID = frozenset({"palace", "museum", "gallery", "theme_park"})
_MUCH_ASKED = 2
_OLD_FACT = 12
"""Months after which an hour, a closed day or a price is told with its date."""
_NO_ENTRY = frozenset(
    {"mountain", "river", "trail", "neighbourhood", "view", "campus", "event", "food", "hotel"}
)


@dataclass(frozen=True, slots=True)
class Doubt:
    """`kind` in a word or two, `what` about the place `where`."""

    where: str
    kind: str
    what: str


def doubts(places: Iterable[Place], today: date | None = None) -> Iterator[Doubt]:
    now = today or date.today()  # noqa: DTZ011
    for place in places:
        for kind, what in (*_missing(place), *_old(place, now), *_odd(place)):
            yield Doubt(place.id, kind, what)
    if max(calendar().years) <= now.year:
        yield Doubt("holidays.json", "stale", f"knows no year after {now.year}")


def _missing(place: Place) -> Iterator[tuple[str, str]]:
    if place.popularity < ASKED:
        return
    if place.names.en is None:
        yield "no English", f"{place.names.ko} has no English name"
    if place.address is None and place.category not in _NO_ENTRY:
        yield "no address", f"{place.names.ko} has no address"
    if place.popularity < _MUCH_ASKED:
        return
    if place.description is None:
        yield "no description", f"{place.names.ko} is asked about and has no description"
    if place.closing is not None and place.closing.since:
        return
    if place.hours is None and place.category in _GATED:
        yield "no hours", f"{place.names.ko} is asked about and has no hours"
    if place.fee is None and place.fee_note is None and place.category in _PAID:
        yield "no fee", f"{place.names.ko} is asked about and has no fee"
    if place.phone is None and place.homepage is None and place.category not in _NO_ENTRY:
        yield "no contact", f"{place.names.ko} is asked about and has neither telephone nor home page"


def _old(place: Place, now: date) -> Iterator[tuple[str, str]]:
    dated = [month for month in map(_month, place.sources) if month]
    age = now.year * 12 + now.month - max(dated, default=0)
    if dated and age > MONTHS_OLD:
        yield "stale", f"the youngest fact is {age} months old"
    for field in ("hours", "closed", "fee"):
        note = place.source(field)
        if note is not None and note.undated:
            yield "undated source", f"{field} from {note.name}"
        elif note and (month := _month(note)) and now.year * 12 + now.month - month > _OLD_FACT:
            yield "old fact", f"{field} of {note.date} from {note.name}"


def _month(source: SourceNote) -> int | None:
    found = _DATE.match(source.date)
    return int(found.group(1)) * 12 + int(found.group(2)) if found else None


def _odd(place: Place) -> Iterator[tuple[str, str]]:
    name = place.names.ko
    if _HANGUL.fullmatch(name) and len(name) <= SHORT and not place.common and place.popularity < ASKED:
        yield "common name", f"{name!r} may be an ordinary word and is not marked common"
    if _ODD.search(name) or len(name) > 30:  # noqa: PLR2004
        yield "odd name", f"{name!r}"
    if place.hours and not place.opening:
        yield "hours in words only", f"{place.hours!r}"
    if place.closed and place.closing is None:
        yield "closed days in words only", f"{place.closed!r}"
    if lost := [name for name, day in zip("월화수목금토일", _WEEK, strict=True) if unnamed(place, day)]:
        yield "day untold", f"{', '.join(lost)}: neither in {place.hours!r} nor in {place.closed!r}"


def table(found: Iterable[Doubt]) -> list[str]:
    """Counts by kind."""
    kinds = Counter(each.kind for each in found)
    return [
        "doubts                     places",
        *(f"{kind:<27}{count}" for kind, count in kinds.most_common()),
    ]
