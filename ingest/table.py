"""Rows of files in the forms that cities publish: CSV, JSON, JSON Lines, GeoJSON.

Every row keeps where it stands, so that what is wrong with it can be found in the file.
"""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict

from ingest.bad import Bad

Form = Literal["csv", "json", "jsonl", "geojson"]
FORMS: dict[str, Form] = {
    ".csv": "csv", ".tsv": "csv", ".txt": "csv", ".json": "json", ".jsonl": "jsonl", ".ndjson": "jsonl",
    ".geojson": "geojson",
}  # fmt: skip
DELIMITERS = (",", "\t", ";", "|")
DEEP = "broken JSON: lists within lists without end"
WGS84 = ("CRS84", "4326")


class Reading(BaseModel):
    """How a file is read. What is not said is found out: the form by the name, the rest by the bytes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    form: Form | None = None
    encoding: str | None = None
    """`utf-8`, `cp949` (also called euc-kr) …; without it UTF-8, then CP949."""
    delimiter: str | None = None
    rows: str | None = None
    """JSON: where the list of rows is, as a path with dots (`response.body.items`)."""
    skip: int = 0
    """CSV: lines before the header."""


@dataclass(frozen=True, slots=True)
class Row:
    """`cells`: values by column; objects inside objects have names with dots."""

    where: str
    cells: Mapping[str, Any]


def rows(path: Path, reading: Reading) -> Iterator[Row | Bad]:
    """What the file holds, in its order. A fault of the file as a whole is one Bad, and the last."""
    form = reading.form or FORMS.get(path.suffix.lower())
    if form is None:
        yield Bad(str(path), f"unknown kind of file: say form = {', '.join(sorted(set(FORMS.values())))}")
        return
    try:
        text = _decoded(path.read_bytes(), reading.encoding)
    except OSError as error:
        yield Bad(f"{path}:0", error.strerror or str(error))
        return
    except LookupError:
        yield Bad(str(path), f"encoding: there is none called {reading.encoding!r}")
        return
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        yield Bad(f"{path}:{line}", f"not {error.encoding}: say encoding = the one that it is written in")
        return
    yield from _READERS[form](path, text, reading)


def _decoded(content: bytes, encoding: str | None) -> str:
    if encoding:
        return content.decode(encoding).removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        try:
            return content.decode("cp949")
        except UnicodeDecodeError:
            raise error from None


def _csv(path: Path, text: str, reading: Reading) -> Iterator[Row | Bad]:
    lines = io.StringIO(text, newline="")
    for _ in range(reading.skip):
        lines.readline()
    head = text.split("\n", reading.skip + 1)[min(reading.skip, text.count("\n"))]
    delimiter = reading.delimiter or max(DELIMITERS, key=head.count)
    table = csv.reader(lines, delimiter=delimiter, strict=True)
    header: list[str] | None = None
    while True:
        line = reading.skip + table.line_num + 1
        try:
            cells = next(table)
        except StopIteration:
            return
        except csv.Error as error:
            yield Bad(f"{path}:{line}", f"broken CSV from here on: {error}")
            return
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip() for cell in cells]
            twice = sorted({name for name in header if name and header.count(name) > 1})
            if twice:
                yield Bad(f"{path}:{line}", f"the header names {', '.join(twice)} twice")
                return
        elif len(cells) != len(header):
            yield Bad(f"{path}:{line}", f"{len(cells)} cells, but the header has {len(header)}")
        else:
            yield Row(f"{path}:{line}", dict(zip(header, cells, strict=True)))


def _jsonl(path: Path, text: str, _: Reading) -> Iterator[Row | Bad]:
    for line, content in enumerate(text.split("\n"), 1):
        if not content.strip():
            continue
        try:
            row = json.loads(content)
        except json.JSONDecodeError as error:
            yield Bad(f"{path}:{line}", f"broken JSON at character {error.colno}: {error.msg}")
            continue
        except RecursionError:
            yield Bad(f"{path}:{line}", DEEP)
            continue
        yield _row(f"{path}:{line}", row)


def _json(path: Path, text: str, reading: Reading) -> Iterator[Row | Bad]:
    try:
        held = json.loads(text)
    except json.JSONDecodeError as error:
        yield Bad(f"{path}:{error.lineno}", f"broken JSON at character {error.colno}: {error.msg}")
        return
    except RecursionError:
        yield Bad(str(path), DEEP)
        return
    if isinstance(held, dict) and held.get("type") == "FeatureCollection" and reading.rows is None:
        yield from _features(path, held)
        return
    for name in (reading.rows or "").split(".") if reading.rows else ():
        held = held.get(name) if isinstance(held, dict) else None
    if not isinstance(held, list):
        at = f"at rows = {reading.rows!r}" if reading.rows else "at the top: say rows = the path to it"
        yield Bad(str(path), f"there is no list {at}")
        return
    for number, row in enumerate(held, 1):
        yield _row(f"{path}:row {number}", row)


def _geojson(path: Path, text: str, reading: Reading) -> Iterator[Row | Bad]:
    yield from _json(path, text, reading.model_copy(update={"rows": None}))


def _features(path: Path, held: dict[str, Any]) -> Iterator[Row | Bad]:
    crs = str(((held.get("crs") or {}).get("properties") or {}).get("name") or "CRS84")
    if not crs.endswith(WGS84):
        yield Bad(str(path), f"crs: {crs} is not degrees (WGS84, EPSG:4326); convert the file first")
        return
    for number, feature in enumerate(held.get("features") or (), 1):
        where = f"{path}:feature {number}"
        if not isinstance(feature, dict):
            yield Bad(where, "not an object")
            continue
        point = _centre((feature.get("geometry") or {}).get("coordinates"))
        cells = {"feature.id": feature.get("id"), **(feature.get("properties") or {})}
        if point is not None:
            cells["geometry.lon"], cells["geometry.lat"] = point
        yield _row(where, cells)


def _centre(coordinates: Any) -> tuple[float, float] | None:
    """The point, or the middle of all points of a line or an area. GeoJSON says longitude first."""
    points = list(_points(coordinates))
    if not points:
        return None
    # A ring ends where it began: that point counts once.
    points = points[:-1] if len(points) > 1 and points[0] == points[-1] else points
    return sum(lon for lon, _ in points) / len(points), sum(lat for _, lat in points) / len(points)


def _points(coordinates: Any) -> Iterator[tuple[float, float]]:
    if not isinstance(coordinates, list):
        return
    if len(coordinates) > 1 and all(isinstance(value, int | float) for value in coordinates):
        yield coordinates[0], coordinates[1]
        return
    for inner in coordinates:
        yield from _points(inner)


def _row(where: str, row: Any) -> Row | Bad:
    return Row(where, dict(_flat(row))) if isinstance(row, dict) else Bad(where, "not an object")


def _flat(held: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in held.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{name}.")
        else:
            yield before + name, value


_READERS = {"csv": _csv, "json": _json, "jsonl": _jsonl, "geojson": _geojson}
