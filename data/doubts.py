"""What is missing, old or odd about places, without being wrong: reasons to look again."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from data.opening import calendar
from data.place import Place, SourceNote

MONTHS_OLD = 30
"""From which a place's youngest fact is stale."""
SHORT = 2
"""A Korean name of so few letters is often an ordinary word."""
ASKED = 1
"""Popularity from which something missing is worth a doubt."""

_DATE = re.compile(r"(20\d\d)-(\d\d)")
_HANGUL = re.compile(r"[가-힣]+")
_ODD = re.compile(r"[\[\]{}|*※~]|\d{5,}|\(\s*\)|점\s*점$")
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
    if place.description is None and place.popularity > ASKED:
        yield "no description", f"{place.names.ko} is asked about and has no description"


def _old(place: Place, now: date) -> Iterator[tuple[str, str]]:
    dated = [month for month in map(_month, place.sources) if month]
    age = now.year * 12 + now.month - max(dated, default=0)
    if dated and age > MONTHS_OLD:
        yield "stale", f"the youngest fact is {age} months old"


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


def table(found: Iterable[Doubt]) -> list[str]:
    """Counts by kind."""
    kinds = Counter(each.kind for each in found)
    return [
        "doubts                     places",
        *(f"{kind:<27}{count}" for kind, count in kinds.most_common()),
    ]
