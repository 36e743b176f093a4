"""Places of ours out of rows of somebody's table, as a mapping says (`ingest.mapping`)."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from string import Formatter
from typing import Any

from pydantic import ValidationError

from data.place import Place
from ingest import markup
from ingest.bad import Bad, reason
from ingest.mapping import CATEGORIES, FIELDS, SKIP, Map, Pick
from ingest.settle import district, fee, settled
from ingest.table import Row

LISTS = ("aliases", "tags")
LATITUDES = (33.0, 39.0)
LONGITUDES = (124.0, 132.0)
"""Of Korea: no number is both, so swapped coordinates are seen."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLUG = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"(20\d\d)\D?(0[1-9]|1[0-2])(?:\D?(0[1-9]|[12]\d|3[01]))?")


@dataclass(frozen=True, slots=True)
class Drafter:
    """Makes places of rows. `layer` begins ids that are made up; `date`: if neither row nor map has one."""

    map: Map
    layer: str
    date: str

    def wanted(self, row: Row) -> bool:
        chosen = all(markup.line(row.cells.get(name)) in words for name, words in self.map.only.items())
        return chosen and self._value("category", row) != SKIP

    def place(self, row: Row) -> Place | Bad:
        """Each fault with its field and its reason."""
        faults: list[str] = []
        held = dict(self._fields(row, faults))
        if not faults:
            try:
                return settled(Place.model_validate(held))
            except ValidationError as error:
                faults.append(reason(error))
        return Bad(row.where, "; ".join(faults))

    def _fields(self, row: Row, faults: list[str]) -> Iterator[tuple[str, Any]]:
        read = {field: self._value(field, row) for field in FIELDS}
        faults += [
            f"{field}: {value!r:.60} is a list, and one value is needed"
            for field, value in read.items()
            if isinstance(value, list) and field not in (*LISTS, "point")
        ]
        names = {tongue: markup.line(read[f"names.{tongue}"]) for tongue in ("ko", "en", "ja", "zh")}
        name = names["ko"]
        if name is None:
            faults.append(f"names.ko: {self._column('names.ko')} is empty")
            return
        yield "names", {tongue: said for tongue, said in names.items() if said}
        yield from self._identity(read, name, faults)
        yield from self._point(read, row, faults)
        yield from self._category(read, faults)
        yield "district", markup.line(read["district"]) or district(markup.line(read["address"]))
        yield from fee(read["fee"])
        for field in ("address", "closed", "hours", "fee_note", "phone", "description"):
            if text := markup.line(read[field]):
                yield field, text
        if home := markup.link(read["homepage"]):
            yield "homepage", home
        if station := markup.line(read["access.station"]):
            access = {"station": station.removesuffix("역"), "line": read["access.line"]}
            yield "access", {**access, "exit": markup.line(read["access.exit"])}
        for field in LISTS:
            yield field, tuple(self._listed(field, read[field], name if field == "aliases" else None))
        if read["popularity"] is not None:
            yield "popularity", read["popularity"]
        origin = self.map.source
        when = _day(read["date"]) or origin.date or self.date
        yield "sources", ({"name": origin.name, "url": origin.url, "date": when},)

    def _identity(self, read: Mapping[str, Any], name: str, faults: list[str]) -> Iterator[tuple[str, str]]:
        given = markup.line(read["id"])
        if given and not _ID.fullmatch(given):
            faults.append(
                f"id: {given!r} is not small Latin letters, digits and hyphens; map it to key instead"
            )
        yield "id", given or f"{self.layer}-{slug(markup.line(read['key']) or name)}"

    def _point(self, read: Mapping[str, Any], row: Row, faults: list[str]) -> Iterator[tuple[str, float]]:
        pairs = {"lat": read["lat"], "lon": read["lon"]}
        if "point" in self.map.place:
            column = self.map.place["point"]
            pairs = _pair(read["point"], column.order if isinstance(column, Pick) else None)
        elif "lat" not in self.map.place:
            pairs = {"lat": row.cells.get("geometry.lat"), "lon": row.cells.get("geometry.lon")}
        numbers = {field: _degrees(value) for field, value in pairs.items()}
        if numbers["lat"] is None or numbers["lon"] is None:
            empty = next(field for field, number in numbers.items() if number is None)
            shown = f"{pairs[empty]!r} is no number" if pairs[empty] not in (None, "") else "missing"
            faults.append(f"{empty}: {shown}")
            return
        lat, lon = numbers["lat"], numbers["lon"]
        if _within(lat, LONGITUDES) and _within(lon, LATITUDES):
            faults.append(f"lat: {lat} is a longitude and lon: {lon} a latitude: swap the two columns")
            return
        for field, number, bounds in (("lat", lat, LATITUDES), ("lon", lon, LONGITUDES)):
            if not _within(number, bounds):
                grid = "; metres of a map grid? Degrees (WGS84) are needed" if abs(number) > 1000 else ""  # noqa: PLR2004
                faults.append(f"{field}: {number:g} is outside Korea ({bounds[0]:g}–{bounds[1]:g}){grid}")
                return
        yield "lat", lat
        yield "lon", lon

    def _category(self, read: Mapping[str, Any], faults: list[str]) -> Iterator[tuple[str, str]]:
        said = markup.line(read["category"])
        if said in CATEGORIES:
            yield "category", str(said)
        elif said is None:
            faults.append('category: missing; set it in [constant], or "*" in [values.category]')
        else:
            faults.append(f"category: {said!r} is none of ours; add it to [values.category]")

    def _value(self, field: str, row: Row) -> Any:
        """The cell of a field, in our words where the map translates it."""
        column = self.map.place.get(field)
        names = (
            (column.column,) if isinstance(column, Pick) else (column,) if isinstance(column, str) else column
        )
        value = next((cell for name in names or () if (cell := _cell(name, row)) not in (None, "")), None)
        if (words := self.map.values.get(field)) is not None:
            value = _translated(value, words)
        return value if value not in (None, "") else self.map.constant.get(field)

    def _column(self, field: str) -> str:
        column = self.map.place[field]
        return repr(column.column if isinstance(column, Pick) else column)

    def _listed(self, field: str, value: Any, without: str | None) -> Iterator[str]:
        column = self.map.place.get(field)
        split = column.split if isinstance(column, Pick) else Pick.model_fields["split"].default
        entries = value if isinstance(value, list | tuple) else re.split(split, markup.plain(value) or "")
        said = (markup.line(entry) for entry in entries)
        yield from dict.fromkeys(entry for entry in said if entry and entry != without)


def slug(text: str) -> str:
    """An id of small Latin letters, digits and hyphens; other scripts become a hash."""
    plain = _SLUG.sub("-", text.lower()).strip("-") if text.isascii() else ""
    return plain[:60] or blake2b(text.encode(), digest_size=5).hexdigest()


def _cell(text: str, row: Row) -> Any:
    if "{" not in text:
        return row.cells.get(text)
    cells = (
        (said, markup.line(row.cells.get(name)) if name else "")
        for said, name, _, _ in Formatter().parse(text)
    )
    return " ".join("".join(said + (cell or "") for said, cell in cells).split())


def _translated(value: Any, words: Mapping[str, Any]) -> Any:
    """Their word in ours: the word itself, else its longest beginning with a `*`, else as it stands."""
    said = markup.line(value) or ""
    if said in words:
        return words[said]
    begun = [word for word in words if word.endswith("*") and said.startswith(word[:-1])]
    return words[max(begun, key=len)] if begun else value


def _pair(value: Any, order: str | None) -> dict[str, Any]:
    """Two numbers of one cell (`37.57, 126.98`, `POINT(126.98 37.57)`, [126.98, 37.57])."""
    found = _NUMBER.findall(value if isinstance(value, str) else str(value or ""))
    first, second = found[:2] if len(found) > 1 else (None, None)
    if order is None and first is not None:
        order = "lat,lon" if _within(float(first), LATITUDES) else "lon,lat"
    return {"lat": second, "lon": first} if order == "lon,lat" else {"lat": first, "lon": second}


def _degrees(value: Any) -> float | None:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    text = str(value or "").strip().rstrip("°")
    return float(text) if _NUMBER.fullmatch(text) else None


def _within(number: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= number <= bounds[1]


def _day(value: Any) -> str | None:
    found = _DATE.match(markup.line(value) or "")
    return "-".join(part for part in found.groups() if part) if found else None
