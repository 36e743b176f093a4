"""From a row of somebody's table to a place of ours, as a mapping file says.

The file's format is told in docs/howto/add-your-places.md.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from hashlib import blake2b
from pathlib import Path
from string import Formatter
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from data.place import Category, Place
from ingest import markup
from ingest.bad import Bad, Refused, reason
from ingest.settle import district, fee, settled
from ingest.table import Reading, Row

FIELDS = (
    "id", "key", "names.ko", "names.en", "names.ja", "names.zh", "aliases", "category", "district", "address",
    "lat", "lon", "point", "hours", "closed", "fee", "fee_note", "phone", "homepage",
    "access.station", "access.line", "access.exit", "tags", "description", "popularity", "date",
)  # fmt: skip
"""What a column may become. `key`: whatever names the row in its source, an id is made from it. `point`: both
coordinates in one column. `date`: the day that the row's facts were true."""
LISTS = ("aliases", "tags")
CATEGORIES: tuple[str, ...] = get_args(Category)
SKIP = "skip"
"""A category that is none: rows of it are passed over."""
LATITUDES = (33.0, 39.0)
LONGITUDES = (124.0, 132.0)
"""Of Korea: no number is both, so swapped coordinates are seen."""

_ID = re.compile(r"[a-z0-9][a-z0-9-]*")
_SLUG = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_DATE = re.compile(r"(20\d\d)\D?(0[1-9]|1[0-2])(?:\D?(0[1-9]|[12]\d|3[01]))?")


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Pick(_Strict):
    """A column that needs more than its name."""

    column: str
    split: str = r"[,;/·|]"
    """Lists: what stands between the entries, as a regular expression."""
    order: Literal["lat,lon", "lon,lat"] | None = None
    """`point`: which comes first; without it the numbers themselves tell."""

    @field_validator("split")
    @classmethod
    def _compiles(cls, pattern: str) -> str:
        try:
            re.compile(pattern)
        except re.error as error:
            raise ValueError(f"{pattern!r} is no regular expression: {error}") from error
        return pattern


Column = str | tuple[str, ...] | Pick
"""A column's name; several, of which the first that is filled counts; or a text with {columns} in it."""


class Origin(_Strict):
    """The note of every place: `date` (YYYY-MM-DD or YYYY-MM) unless a column gives it."""

    name: str
    url: str | None = None
    date: str | None = Field(default=None, pattern=r"^20\d\d-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?$")


class Map(_Strict):
    """A mapping file, read by `load`."""

    read: Reading = Reading()
    source: Origin
    place: dict[str, Column]
    constant: dict[str, Any] = {}
    """Values that every place gets where its columns give none."""
    values: dict[str, dict[str, Any]] = {}
    """By field: their word → ours. `VE03*` is every word that begins so, `*` any other word."""
    only: dict[str, tuple[str, ...]] = {}
    """By column: rows with another value are passed over."""

    @property
    def columns(self) -> set[str]:
        """The columns that the mapping cannot do without: each that stands alone for a field."""
        alone = (column.column if isinstance(column, Pick) else column for column in self.place.values())
        texts = [column for column in alone if isinstance(column, str)]
        return {name for text in texts for name in _named(text)} | set(self.only)


def load(path: Path) -> Map:
    """Raises Refused, with the line or the field that is wrong."""
    try:
        held = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise Refused(f"{path}: {error.strerror or error}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Refused(f"{path}: {error}") from error
    try:
        made = Map.model_validate(held)
    except ValidationError as error:
        raise Refused(f"{path}: {reason(error)}") from error
    for field in (*made.place, *made.constant, *made.values):
        if field not in FIELDS:
            near = get_close_matches(field, FIELDS, 1)
            raise Refused(f"{path}: there is no field {field!r}{f': {near[0]}?' if near else ''}")
    for field, words in made.values.items():
        wrong = [ours for ours in words.values() if field == "category" and ours not in (*CATEGORIES, SKIP)]
        if wrong:
            raise Refused(f"{path}: values.category: {wrong[0]!r} is none of {', '.join(CATEGORIES)}")
    if "names.ko" not in made.place:
        raise Refused(f'{path}: [place] needs "names.ko", the column of the name')
    return made


def missing(made: Map, columns: Sequence[str]) -> str | None:
    """What to say when a table lacks columns that the mapping names; None when it has them."""
    for name in sorted(made.columns - set(columns)):
        near = [column for column in columns if name in column] or get_close_matches(name, columns, 1)
        guess = f", but {near[0]!r}" if near else ""
        return f"there is no column {name!r}{guess}; it has {', '.join(map(repr, columns))}"
    return None


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


def _named(text: str) -> list[str]:
    """The columns of `{도} {시}`, or the text itself as the name of one."""
    if "{" not in text:
        return [text]
    return [name for _, name, _, _ in Formatter().parse(text) if name]


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
