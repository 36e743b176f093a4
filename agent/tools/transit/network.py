"""The subway network of the Seoul metropolitan area as typed records, read once from `data/subway`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import orjson

from data import ROOT, lines

SUBWAY = ROOT / "subway"


@dataclass(frozen=True, slots=True)
class Name:
    """A name in four languages, without 역, Station, 駅 or 站."""

    ko: str
    en: str | None
    ja: str | None
    zh: str | None


@dataclass(frozen=True, slots=True)
class Headway:
    """Minutes between two trains; `timetable` means counted in an operator's timetable."""

    peak: float
    offpeak: float
    source: Literal["timetable", "estimated"]


@dataclass(frozen=True, slots=True)
class Line:
    id: str
    name: Name
    color: str
    """#rrggbb, the operator's."""
    circular: bool
    operator: str
    headway: Headway


@dataclass(frozen=True, slots=True)
class Station:
    """One platform: a line at a station."""

    id: str
    """`<line id>:<Korean name>`."""
    line: str
    """Korean name of the line."""
    name: Name
    code: str | None
    """The code on signs: 222, K210."""
    lat: float
    lon: float
    station: str
    """The physical station all of whose platforms one can change between: 서울역."""


@dataclass(frozen=True, slots=True)
class Network:
    stations: Mapping[str, Station]
    """By platform id."""
    lines: Mapping[str, Line]
    """By Korean name."""
    groups: Mapping[str, tuple[Station, ...]]
    """Platforms by physical station."""


def _station(row: dict[str, Any]) -> Station:
    return Station(
        id=row["id"],
        line=row["line"],
        name=Name(**row["name"]),
        code=row["code"],
        lat=row["lat"],
        lon=row["lon"],
        station=row["station"],
    )


def _line(row: dict[str, Any]) -> Line:
    return Line(
        id=row["id"],
        name=Name(**row["name"]),
        color=row["color"],
        circular=row["circular"],
        operator=row["operator"],
        headway=Headway(**row["headway"]),
    )


def read(folder: Path = SUBWAY) -> Network:
    """Raises KeyError or TypeError on a row that breaks the schema."""
    stations = {row["id"]: _station(row) for row in lines(folder / "stations.jsonl")}
    groups: dict[str, list[Station]] = {}
    for station in stations.values():
        groups.setdefault(station.station, []).append(station)
    return Network(
        stations=stations,
        lines={row["name"]["ko"]: _line(row) for row in orjson.loads((folder / "lines.json").read_bytes())},
        groups={name: tuple(platforms) for name, platforms in groups.items()},
    )


@lru_cache(maxsize=1)
def load() -> Network:
    """The packaged network, read once."""
    return read()
