"""Fares as they were published, beside ours: `python -m agent.tools.transit fares`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from agent.tools.transit.fares import Fares, Terms
from agent.tools.transit.path import Path as Way
from agent.tools.transit.router import Router
from agent.tools.transit.taxi import Meter
from data import ROOT, lines

CASES = ROOT / "published.jsonl"


@dataclass(frozen=True, slots=True)
class Case:
    """One published fare, and what our rules make of it. Won."""

    name: str
    published: int
    ours: int
    certainty: str
    source: str

    @property
    def right(self) -> bool:
        return self.published == self.ours


def compared(router: Router, fares: Fares, meter: Meter, file: Path = CASES) -> Iterator[Case]:
    """Every case, in the order of the file. Raises KeyError on a row that breaks the schema."""
    for row in lines(file):
        terms = Terms(row.get("rider", "adult"), row.get("pay", "card"), row.get("early", False))
        if row["kind"] == "train":
            fare = fares.of(way(router, row["from"], row["to"], row["line"]), terms)
            ours, certainty = fare.won, fare.certainty
        else:
            ours, certainty = _plain(row, fares, meter, terms), "official"
        yield Case(_name(row), row["won"], ours, certainty, row["source"])


def way(router: Router, a: str, b: str, line: str | None) -> Way:
    """The way by one line alone, or the best one. Raises ValueError where none leads."""
    others = [name for name in router.network.lines if line and name != line]
    path = router.search({a: 0}, {b: 0}, avoid=others)
    if path is None or (line and {ride.service.line for ride in path.rides} != {line}):
        raise ValueError(f"no way from {a} to {b} by {line}")
    return path


def _plain(row: Mapping[str, Any], fares: Fares, meter: Meter, terms: Terms) -> int:
    if row["kind"] == "distance":
        return fares.metropolitan(row["metres"], terms)
    if row["kind"] == "bus":
        return fares.bus([(kind, metres) for kind, metres in row["rides"]], row["subway"], terms)
    return meter.fare(row["metres"], row["slow_seconds"])


def _name(row: Mapping[str, Any]) -> str:
    told = [row[key] for key in ("rider", "pay") if key in row] + (["06:30 전"] if row.get("early") else [])
    if row["kind"] == "train":
        told = [f"{row['from']} → {row['to']}", row["line"] or "", *told]
    elif row["kind"] == "bus":
        parts = [f"{kind} {metres / 1000:g} km" for kind, metres in row["rides"]]
        parts += [f"전철 {row['subway'] / 1000:g} km"] if row["subway"] else []
        told = [" + ".join(parts), *told]
    else:
        told = [f"{'택시' if row['kind'] == 'taxi' else '전철'} {row['metres'] / 1000:g} km", *told]
    return " ".join(part for part in told if part)


def table(cases: list[Case]) -> str:
    rows = [
        f"{case.published:>7,}{case.ours:>8,} {case.certainty:<10}{'  ' if case.right else '!!'} {case.name}"
        f"  ({case.source})"
        for case in cases
    ]
    right = sum(case.right for case in cases)
    head = f"{'public':>7}{'ours':>8} {'lengths':<10}   fare"
    return "\n".join([head, *rows, f"\n{right} of {len(cases)} published fares to the won"])
