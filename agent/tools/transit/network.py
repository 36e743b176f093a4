"""The subway network of the Seoul metropolitan area as typed records, read once from `data/subway`."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import orjson

from data import ROOT, lines

SUBWAY = ROOT / "subway"

Direction = Literal["down", "up"]
"""`down` follows the order of a service's stations, `up` runs against it."""


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
class Edge:
    """Two neighbouring platforms of a line, both ways alike."""

    line: str
    a: str
    b: str
    metres: int
    metres_source: Literal["official", "estimated"]
    seconds: int
    """Running time, without the stop."""
    seconds_source: Literal["timetable", "official", "estimated"]
    published: int | None = None
    """Seconds in the operator's own table of running times, rounded to half minutes, to compare with."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """The walk between two lines of a station."""

    metres: int
    seconds: int
    source: Literal["official", "reported", "estimated"]


@dataclass(frozen=True, slots=True)
class Service:
    """Trains that run through without a change: a branch of a line, a loop, an express."""

    id: str
    line: str
    name: str
    """As passengers say it: 9호선 급행."""
    stations: tuple[str, ...]
    """Platform ids in order; the first and the last are neighbours when `circular`."""
    headway: tuple[float, float]
    """Minutes, peak and off-peak."""
    circular: bool
    oneway: bool
    ends: tuple[str, str]
    """Where the train heads, up and down."""
    seconds: tuple[int, ...] | None
    """Running times between consecutive stations, for trains that skip some; else the edges' own."""


Hours = Mapping[tuple[str, bool, Direction], tuple[int, int]]
"""First and last departure in minutes from midnight, by platform, weekday and direction."""


Doors = Mapping[tuple[str, str, str, str | None], tuple[str, ...]]
"""Cars and doors (1-1) nearest to a change, by station, line left, line boarded and the stop after that.

Two of them are for the two directions of the train that one leaves; the source does not say which is which.
"""


@dataclass(frozen=True, slots=True)
class Network:
    stations: Mapping[str, Station]
    """By platform id."""
    lines: Mapping[str, Line]
    """By Korean name."""
    groups: Mapping[str, tuple[Station, ...]]
    """Platforms by physical station."""
    edges: tuple[Edge, ...]
    transfers: Mapping[tuple[str, str, str], Transfer]
    """By station, line left, line boarded."""
    services: tuple[Service, ...]
    hours: Hours
    doors: Doors


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


def _edge(row: dict[str, Any]) -> Edge:
    return Edge(
        line=row["line"],
        a=row["from"],
        b=row["to"],
        metres=round(row["km"] * 1000),
        metres_source=row["km_source"],
        seconds=row["seconds"],
        seconds_source=row["seconds_source"],
        published=row.get("published"),
    )


def _service(row: dict[str, Any], stations: Mapping[str, Station]) -> Service:
    first, last = (stations[row["stations"][i]].name.ko for i in (0, -1))
    up, down = row["ends"] or (first, last)
    return Service(
        id=row["id"],
        line=row["line"],
        name=row["name"],
        stations=tuple(row["stations"]),
        headway=(row["headway"][0], row["headway"][1]),
        circular=row["circular"],
        oneway=row["oneway"],
        ends=(up, down),
        seconds=tuple(row["seconds"]) if row["seconds"] else None,
    )


def minutes_of(text: str) -> int:
    """Minutes from midnight of `HH:MM`; 24:10 is ten past midnight of the same service day."""
    hours, minutes = text.split(":")
    return int(hours) * 60 + int(minutes)


def _hours(path: Path) -> dict[tuple[str, bool, Direction], tuple[int, int]]:
    found: dict[tuple[str, bool, Direction], tuple[int, int]] = {}
    directions: tuple[Direction, Direction] = ("down", "up")
    for row in lines(path):
        for direction in directions:
            for day, weekday in (("weekday", True), ("holiday", False)):
                span = row.get(f"{day}_{direction}")
                if span:
                    found[row["id"], weekday, direction] = (minutes_of(span[0]), minutes_of(span[1]))
    return found


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
        edges=tuple(_edge(row) for row in lines(folder / "edges.jsonl")),
        transfers={
            (row["station"], row["from"], row["to"]): Transfer(row["metres"], row["seconds"], row["source"])
            for row in lines(folder / "transfers.jsonl")
        },
        services=tuple(_service(row, stations) for row in lines(folder / "services.jsonl")),
        hours=_hours(folder / "hours.jsonl"),
        doors={
            (row["station"], row["from"], row["to"], row["toward"]): tuple(row["doors"])
            for row in lines(folder / "doors.jsonl")
        },
    )


@lru_cache(maxsize=1)
def load() -> Network:
    """The packaged network, read once."""
    return read()
