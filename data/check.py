"""`python -m data.check [file] [--doubts]`: what the places hold and what is wrong with them.

Exits 1 on a problem. The schema itself is `data.place.Place`; this looks at what a schema cannot see: places
that share a name, one place entered twice, points outside their district, facts that contradict each other,
texts that a reader would stumble over. What is only missing, old or odd are doubts (`data.doubts`): they are
counted, and listed with `--doubts`.
"""

import argparse
import math
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from data import ROOT, census, doubts, faults, lines
from data.district import District, districts
from data.place import DESCRIPTIONS, PLACES, Place, described, references
from data.same import fold, pairs

TOLERANCE = 300.0
"""Metres that a point may lie outside its district's outline, which is coarse."""
WALK = 4.0
"""Kilometres to the nearest station beyond which the station is more likely a slip than an access."""
SENTENCES = range(2, 7)
KM_A_DEGREE = 111.2

_BROKEN = re.compile(r"[?\ufffd<>]|&\w+;|\s{2,}|^\s|\s$")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_OTHER_CLOCKS = re.compile(r"오전|오후|\b[AaPp]\.?[Mm]\b|\d시\b|\d{1,2}시(?!간)")
_HOURS_WITHOUT_CLOCK = ("24시간", "시설마다 다름")
_DAYS = re.compile(r"[요휴]|주말|매주|매월|\d|설날|추석|기간|중단")
_DATE = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*")
_NUMBER = re.compile(r"\d+")
_HOUR = 60
_MIDNIGHT = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    """The place's id, or `line N` when the row is not a place."""
    what: str


@dataclass(frozen=True, slots=True)
class Platform:
    """A station on one line, as `data/subway/stations.jsonl` has it."""

    line: str
    lat: float
    lon: float


def stations(path: Path = ROOT / "subway" / "stations.jsonl") -> dict[str, list[Platform]]:
    """Platforms by the station's Korean name, without 역."""
    named: dict[str, list[Platform]] = defaultdict(list)
    for row in lines(path):
        named[row["name"]["ko"]].append(Platform(row["line"], row["lat"], row["lon"]))
    return dict(named)


def load(path: Path = PLACES) -> tuple[list[Place], list[Problem]]:
    """The rows that are places, with their descriptions, and a problem for each that is not."""
    places, problems = [], []
    said = described(path.with_name(DESCRIPTIONS.name))
    for number, row in enumerate(lines(path), 1):
        if row.get("id") in said:
            row["description"] = said[row["id"]].text
        try:
            places.append(Place.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            problems.append(Problem(f"line {number}", f"schema: {place}: {first['msg']}"))
    return places, problems


def check(places: list[Place]) -> list[Problem]:
    """Every problem of the set, in the order of the places."""
    platforms = stations()
    found = [*_identity(places), *_twice(places)]
    for place in places:
        found += [Problem(place.id, what) for what in _place(place, districts(), platforms)]
    return found


def _twice(places: list[Place]) -> Iterator[Problem]:
    """One real place under two ids."""
    for one, other in (*pairs(places), *faults.housed(places)):
        yield Problem(one.id, f"is the same place as {other.id} ({one.names.ko}, {other.names.ko})")


def _identity(places: list[Place]) -> Iterator[Problem]:
    for name, count in Counter(place.id for place in places).items():
        if count > 1:
            yield Problem(name, f"id stands {count} times")
    owners: dict[str, set[str]] = defaultdict(set)
    spelled: dict[str, str] = {}
    for place in places:
        for name in _names(place):
            owners[fold(name)].add(place.id)
            spelled.setdefault(fold(name), name)
    for key, ids in owners.items():
        if len(ids) > 1:
            yield Problem(min(ids), f"{spelled[key]!r} points at {', '.join(sorted(ids))}")


def _names(place: Place) -> Iterator[str]:
    names = place.names
    yield from filter(None, (names.ko, names.en, names.ja, names.zh))
    yield from place.aliases


def _place(place: Place, areas: dict[str, District], platforms: dict[str, list[Platform]]) -> Iterator[str]:
    yield from _spelling(place, platforms)
    yield from _point(place, areas)
    yield from _texts(place)
    yield from _money(place)
    yield from faults.of(place)
    yield from _access(place, platforms)
    if not place.sources:
        yield "no source"
    for source in place.sources:
        if not _DATE.fullmatch(source.date):
            yield f"source {source.name}: date {source.date!r} is not ISO"
    if place.fee is not None and not any(_DATE.fullmatch(source.date) for source in place.sources):
        yield "fee without a dated source"


def _spelling(place: Place, platforms: dict[str, list[Platform]]) -> Iterator[str]:
    spellings = Counter(filter(None, (place.names.ko, *place.aliases)))
    yield from (f"{name!r} stands {count} times" for name, count in spellings.items() if count > 1)
    for alias in place.aliases:
        if alias.endswith("역") and alias.removesuffix("역") in platforms:
            yield f"alias {alias!r} is a station"
    for name in _names(place):
        if not fold(name) or _BROKEN.search(name):
            yield f"name {name!r} is broken"
    yield from (f"tag {tag!r} stands twice" for tag, count in Counter(place.tags).items() if count > 1)


def _point(place: Place, areas: dict[str, District]) -> Iterator[str]:
    if place.district is None:
        return
    area = areas.get(place.district)
    if area is None:
        yield f"district {place.district!r} is not known"
    elif area.outside(place.lat, place.lon) > TOLERANCE:
        yield f"{place.lat}, {place.lon} lies outside {place.district}"
    if place.address and place.district.endswith("구") and place.district not in place.address:
        yield f"address {place.address!r} is not in {place.district}"


def _texts(place: Place) -> Iterator[str]:
    texts = {
        "hours": place.hours,
        "closed": place.closed,
        "fee_note": place.fee_note,
        "address": place.address,
    }
    yield from (
        f"{field} {text!r} is broken" for field, text in texts.items() if text and _BROKEN.search(text)
    )
    if place.hours and not _tells_time(place.hours):
        yield f"hours {place.hours!r} are suspicious"
    if place.closed and not _DAYS.search(place.closed):
        yield f"closed {place.closed!r} is suspicious"
    if place.homepage and not _URL.fullmatch(place.homepage):
        yield f"homepage {place.homepage!r} is not http(s)"
    if place.opening and not place.hours:
        yield "opening without hours in words"
    if place.closing is not None and not place.closed:
        yield "closing without closed days in words"
    if (place.category == "event") != (place.season is not None):
        yield "an event has a season, and nothing else has"
    if place.description is not None:
        count = len(_SENTENCE_END.findall(place.description))
        if count not in SENTENCES:
            yield f"description has {count} sentences"
        if "\ufffd" in place.description:
            yield "description is broken"


DEAREST = 200_000
"""Won: an admission above it is a slip."""


def _money(place: Place) -> Iterator[str]:
    fees = place.fees
    if fees is None:
        return
    if fees.adult != place.fee:
        yield f"fees say {fees.adult} won for an adult, fee says {place.fee}"
    known = [fee for fee in (fees.adult, fees.youth, fees.child, fees.senior) if fee is not None]
    if any(fee > DEAREST for fee in known):
        yield f"fee of {max(known)} won is odd"
    if fees.adult is not None and max(known) > fees.adult:
        yield "somebody pays more than an adult"


def _tells_time(hours: str) -> bool:
    """Whether the hours use the 24-hour clock, with real times, or say that there is none."""
    if _OTHER_CLOCKS.search(hours.replace("24시간", "")):
        return False
    clocks = [(int(hour), int(minute)) for hour, minute in _CLOCK.findall(hours)]
    real = all(minute < _HOUR and hour * _HOUR + minute <= _MIDNIGHT for hour, minute in clocks)
    return real and (bool(clocks) or any(text in hours for text in _HOURS_WITHOUT_CLOCK))


def _access(place: Place, platforms: dict[str, list[Platform]]) -> Iterator[str]:
    access = place.access
    if access is None:
        return
    here = [each for each in platforms.get(access.station, ()) if access.line in {None, each.line}]
    if not here:
        yield f"access: no station {access.station!r} on {access.line or 'any line'}"
    elif min(_distance(place, each) for each in here) > WALK:
        yield f"access: {access.station} is more than {WALK:g} km away"


def _distance(place: Place, platform: Platform) -> float:
    """Kilometres, flat: right to a metre over these distances."""
    dy = place.lat - platform.lat
    dx = (place.lon - platform.lon) * math.cos(math.radians(place.lat))
    return math.hypot(dx, dy) * KM_A_DEGREE


def descriptions(places: list[Place], path: Path = DESCRIPTIONS) -> Iterator[Problem]:
    """Sentences about no place, from a source that we do not name, or with a number that no fact holds."""
    known, ids = references(), {place.id for place in places}
    for key, row in described(path).items():
        if key not in ids:
            yield Problem(key, "is described, but is no place")
        for sentence in row.sentences:
            if sentence.source not in known:
                yield Problem(key, f"sentence from {sentence.source!r}, which references.json does not name")
            facts = " ".join(fact.fact for fact in row.sentences)
            for number in _NUMBER.findall(sentence.text):
                if number not in facts:
                    yield Problem(key, f"{number} in {sentence.text!r} is in no fact")


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m data.check", description="Check the places.")
    parser.add_argument("file", nargs="?", type=Path, default=PLACES)
    parser.add_argument("--doubts", action="store_true", help="list what is missing, old or odd")
    options = parser.parse_args(arguments)
    places, problems = load(options.file)
    problems += check(places)
    if options.file == PLACES:
        problems += descriptions(places)
    found = list(doubts.doubts(places))
    report = [census.table(places), "", *doubts.table(found), ""]
    report += [f"{each.where}: {each.what}" for each in found] if options.doubts else []
    report += [f"{len(problems)} problems", *(f"{each.where}: {each.what}" for each in problems)]
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
