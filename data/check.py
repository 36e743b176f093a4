"""`python -m data.check [file]`: what the places hold and what is wrong with them. Exits 1 on an error.

The schema itself is `data.place.Place`; this looks at what a schema cannot see: places that share a name,
points outside their district, texts that a reader would stumble over.
"""

import math
import re
import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

import orjson
from pydantic import ValidationError

from data import ROOT, lines
from data.place import PLACES, Category, Place

TOLERANCE = 0.4
"""Kilometres that a point may lie outside its district's box; the boxes come from coarse boundaries."""
WALK = 4.0
"""Kilometres to the nearest station beyond which the station is more likely a slip than an access."""
SENTENCES = range(3, 7)
KM_A_DEGREE = 111.2

FIELDS = (
    "names.en", "names.ja", "names.zh", "aliases", "address", "hours", "closed", "fee", "fee_note",
    "phone", "homepage", "access", "access.exit", "tags", "description",
)  # fmt: skip

_PUNCTUATION = re.compile(r"[^\w]|_")
_BROKEN = re.compile(r"[?\ufffd<>]|&\w+;|\s{2,}|^\s|\s$")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2}):(\d{2})(?!\d)")
_OTHER_CLOCKS = re.compile(r"오전|오후|\b[AaPp]\.?[Mm]\b|\d시\b|\d{1,2}시(?!간)")
_HOURS_WITHOUT_CLOCK = ("24시간", "시설마다 다름")
_DAYS = re.compile(r"[요휴]|매주|매월|\d|설날|추석|기간|중단")
_DATE = re.compile(r"20\d\d-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?")
_SENTENCE_END = re.compile(r"[.!?](?=\s|$)")
_URL = re.compile(r"https?://[^\s/]+\.[^\s/]+\S*")
_HOUR = 60
_MIDNIGHT = 24 * _HOUR


@dataclass(frozen=True, slots=True)
class Problem:
    where: str
    """The place's id, or `line N` when the row is not a place."""
    what: str


@dataclass(frozen=True, slots=True)
class Box:
    """A district's bounding box and centre, degrees WGS84."""

    south: float
    west: float
    north: float
    east: float
    lat: float
    lon: float

    def holds(self, lat: float, lon: float, tolerance: float = TOLERANCE) -> bool:
        dy = tolerance / KM_A_DEGREE
        dx = dy / math.cos(math.radians(lat))
        return self.south - dy <= lat <= self.north + dy and self.west - dx <= lon <= self.east + dx


@dataclass(frozen=True, slots=True)
class Platform:
    """A station on one line, as `data/subway/stations.jsonl` has it."""

    line: str
    lat: float
    lon: float


def fold(name: str) -> str:
    """The form in which two names are the same name: no case, width, spaces or punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).casefold()


def districts(path: Path = ROOT / "districts.json") -> dict[str, Box]:
    return {name: Box(**box) for name, box in orjson.loads(path.read_bytes()).items()}


def stations(path: Path = ROOT / "subway" / "stations.jsonl") -> dict[str, list[Platform]]:
    """Platforms by the station's Korean name, without 역."""
    named: dict[str, list[Platform]] = defaultdict(list)
    for row in lines(path):
        named[row["name"]["ko"]].append(Platform(row["line"], row["lat"], row["lon"]))
    return dict(named)


def load(path: Path = PLACES) -> tuple[list[Place], list[Problem]]:
    """The rows that are places, and a problem for each that is not."""
    places, problems = [], []
    for number, row in enumerate(lines(path), 1):
        try:
            places.append(Place.model_validate(row))
        except ValidationError as error:
            first = error.errors()[0]
            place = ".".join(map(str, first["loc"]))
            problems.append(Problem(f"line {number}", f"schema: {place}: {first['msg']}"))
    return places, problems


def check(places: list[Place]) -> list[Problem]:
    """Every problem of the set, in the order of the places."""
    boxes, platforms = districts(), stations()
    found = [*_identity(places)]
    for place in places:
        found += [Problem(place.id, what) for what in _place(place, boxes, platforms)]
    return found


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


def _place(place: Place, boxes: dict[str, Box], platforms: dict[str, list[Platform]]) -> Iterator[str]:
    yield from _spelling(place, platforms)
    yield from _point(place, boxes)
    yield from _texts(place)
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


def _point(place: Place, boxes: dict[str, Box]) -> Iterator[str]:
    if place.district is None:
        return
    box = boxes.get(place.district)
    if box is None:
        yield f"district {place.district!r} is not known"
    elif not box.holds(place.lat, place.lon):
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
    if place.description is not None:
        count = len(_SENTENCE_END.findall(place.description))
        if count not in SENTENCES:
            yield f"description has {count} sentences"
        if "\ufffd" in place.description:
            yield "description is broken"


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


def table(places: list[Place]) -> str:
    """Counts by category and district, and how much of each field is known."""
    categories = Counter(place.category for place in places)
    areas = Counter(place.district or "-" for place in places)
    known = {field: sum(_known(place, field) for place in places) for field in FIELDS}
    total = len(places) or 1
    return "\n".join(
        [
            f"{len(places)} places",
            "",
            "category       places",
            *_rows((name, str(categories[name])) for name in get_args(Category)),
            "",
            "district       places",
            *_rows(
                (name, str(areas[name])) for name in [*districts(), "-"] if areas[name] or name.endswith("구")
            ),
            "",
            "field          known",
            *_rows((field, f"{count} ({count / total:.0%})") for field, count in known.items()),
        ]
    )


def _known(place: Place, field: str) -> bool:
    value: object = place
    for part in field.split("."):
        value = getattr(value, part, None)
    return value not in (None, ())


def _rows(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    for name, value in rows:
        wide = sum(unicodedata.east_asian_width(letter) in "WF" for letter in name)
        yield f"{name:<{15 - wide}}{value}"


def main(arguments: list[str]) -> int:
    places, problems = load(Path(arguments[0]) if arguments else PLACES)
    problems += check(places)
    report = [
        table(places),
        "",
        f"{len(problems)} problems",
        *(f"{each.where}: {each.what}" for each in problems),
    ]
    sys.stdout.write("\n".join(report) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
