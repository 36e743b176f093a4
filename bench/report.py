"""What a bench found: tables of medians with their spread, beside the machine and versions that made them.

A report is plain data: printed as it grows, kept as JSON, read back for docs/performance.md.
"""

import os
import platform
import re
import statistics
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final, Self

import orjson

ROOT: Final = Path(__file__).parents[1]
REPORTS: Final = Path(__file__).parent / "reports"
VERSION: Final = 1
"""Of the JSON's shape."""
PACKAGES: Final = (
    "aiohttp", "fastapi", "langchain-core", "langchain-openai", "langgraph", "orjson", "qdrant-edge-py",
    "uvicorn", "uvloop",
)  # fmt: skip
SHOWN: Final = (
    "GUIDE_EMBEDDER", "GUIDE_WORKERS", "GUIDE_ANSWER_CACHE", "GUIDE_CONCURRENCY", "GUIDE_QUEUE",
    "GUIDE_LLM_MAX_TOKENS", "GUIDE_WORDS", "GUIDE_RERANKER",
)  # fmt: skip
"""Settings that change what is measured; none of them holds a secret, an address or a path."""
HUNDRED, TEN = 100, 10
NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure over rounds: its median, the lowest and the highest."""

    median: float
    low: float
    high: float
    rounds: int

    @classmethod
    def of(cls, values: Iterable[float]) -> Self:
        """Raises StatisticsError when there are none."""
        held = sorted(values)
        return cls(statistics.median(held), held[0], held[-1], len(held))

    def __str__(self) -> str:
        if self.rounds == 1:
            return figure(self.median)
        return f"{figure(self.median)} ({figure(self.low)}–{figure(self.high)})"


Cell = str | int | float | Spread | None


def figure(value: float) -> str:
    """Three digits that count, and never an exponent."""
    size = abs(value)
    if isinstance(value, int) or size >= HUNDRED:
        return f"{value:,.0f}"
    return f"{value:.1f}" if size >= TEN else f"{value:.2f}"


def shown(cell: Cell) -> str:
    if cell is None:
        return "–"
    return figure(cell) if isinstance(cell, (int, float)) else str(cell)


def number(cell: Cell) -> float | None:
    """The figure of a cell: the median of a spread, the first number of a text."""
    if isinstance(cell, Spread):
        return cell.median
    if isinstance(cell, str):
        found = NUMBER.search(cell)
        return float(found[0].replace(",", "")) if found else None
    return cell


@dataclass(slots=True)
class Table:
    title: str
    columns: tuple[str, ...]
    rows: list[tuple[Cell, ...]] = field(default_factory=list)

    def head(self) -> str:
        return f"| {' | '.join(self.columns)} |\n|{'---|' * len(self.columns)}"

    def add(self, *cells: Cell) -> None:
        """A row, printed at once. Raises ValueError when it is not as wide as the head."""
        if len(cells) != len(self.columns):
            raise ValueError(f"{len(cells)} cells below {len(self.columns)} columns")
        self.rows.append(cells)
        print(line(cells), flush=True)

    def markdown(self) -> str:
        return "\n".join([self.head(), *map(line, self.rows)])

    def select(self, where: Mapping[str, Any]) -> list[dict[str, Cell]]:
        """The rows whose cells are those, by column."""
        rows = (dict(zip(self.columns, row, strict=True)) for row in self.rows)
        return [
            row for row in rows if all(shown(row.get(key)) == shown(value) for key, value in where.items())
        ]


def line(cells: Iterable[Cell]) -> str:
    return f"| {' | '.join(shown(cell).replace('|', chr(92) + '|') for cell in cells)} |"


@dataclass(slots=True)
class Report:
    name: str
    header: dict[str, Any]
    tables: list[Table] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    profile: list[tuple[int, int, str]] = field(default_factory=list)
    """Of samples, as bench/flame.py outlines them: depth, samples, function."""
    whole: bool = True
    """False: it ran out of time."""
    failed: bool = False
    """Whether a bench that judges found its limits broken; not kept."""

    @classmethod
    def begin(cls, name: str, settings: Mapping[str, Any]) -> Self:
        """Prints the header. `settings`: what this run was asked for."""
        made = cls(name, header(settings))
        print(f"== {name}\n{told(made.header)}", flush=True)
        return made

    def table(self, title: str, *columns: str) -> Table:
        """A new table, its head printed."""
        made = Table(title, columns)
        self.tables.append(made)
        print(f"\n{title}\n\n{made.head()}", flush=True)
        return made

    def note(self, text: str) -> None:
        self.notes.append(text)
        print(f"\n{text}", flush=True)

    def json(self) -> bytes:
        held = {
            "version": VERSION,
            "name": self.name,
            "header": self.header,
            "tables": [
                {"title": table.title, "columns": table.columns, "rows": table.rows} for table in self.tables
            ],
            "notes": self.notes,
            "profile": self.profile,
            "whole": self.whole,
        }
        return orjson.dumps(held, option=orjson.OPT_APPEND_NEWLINE)

    @classmethod
    def read(cls, path: Path) -> Self:
        """Raises ValueError for another version's file."""
        held = orjson.loads(path.read_bytes())
        if held.get("version") != VERSION:
            raise ValueError(f"{path.name} is of version {held.get('version')}, not {VERSION}")
        tables = [
            Table(one["title"], tuple(one["columns"]), [tuple(map(_cell, row)) for row in one["rows"]])
            for one in held["tables"]
        ]
        boxes = [(depth, samples, name) for depth, samples, name in held["profile"]]
        return cls(held["name"], held["header"], tables, held["notes"], boxes, held["whole"])


def _cell(value: Any) -> Cell:
    return Spread(**value) if isinstance(value, dict) else value


def header(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Machine, versions, commit and settings; nothing that names a host, a user or a folder."""
    return {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "commit": commit(),
        "machine": {
            "processor": _processor(),
            "cores": len(os.sched_getaffinity(0)),
            "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1),
            "system": f"{platform.system()} {platform.machine()}",
            "load_before": round(os.getloadavg()[0], 2),
        },
        "versions": {"python": platform.python_version(), **_versions()},
        "settings": {
            **{name: value for name in SHOWN if (value := os.environ.get(name))},
            **{name: value for name, value in settings.items() if value is not None},
        },
    }


def told(head: Mapping[str, Any]) -> str:
    """The header in three lines."""
    machine, settings = head["machine"], head["settings"]
    versions = ", ".join(f"{name} {version}" for name, version in head["versions"].items())
    return (
        f"{head['at']}, commit {head['commit']}; {machine['processor']}, {machine['cores']} cores, "
        f"{machine['memory_gb']} GB, {machine['system']}, load before {machine['load_before']}  \n"
        f"{versions}  \n"
        f"settings: {', '.join(f'{name}={value}' for name, value in settings.items()) or 'none'}"
    )


def commit() -> str:
    """Short, with + where files were changed since; empty outside of a repository."""
    told = subprocess.run(
        ["git", "describe", "--always", "--abbrev=9", "--exclude=*", "--dirty=+"],  # noqa: S607 - the user's git
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return told.stdout.strip()


def _processor() -> str:
    try:
        info = Path("/proc/cpuinfo").read_text()
    except OSError:
        return platform.processor() or platform.machine()
    found = re.search(r"^model name\s*:\s*(.+)$", info, re.MULTILINE)
    return found[1].strip() if found else platform.machine()


def _versions() -> dict[str, str]:
    found = {}
    for name in PACKAGES:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def printed(name: str, text: str, settings: Mapping[str, Any], *, whole: bool = True) -> Report:
    """The tables of a bench that only prints Markdown, as a report."""
    made, above = Report(name, header(settings), whole=whole), ""
    table: Table | None = None
    for one in text.splitlines():
        cells = tuple(part.strip() for part in one.strip().strip("|").split(" | "))
        if not one.startswith("|"):
            table, above = None, one.strip() or above
        elif table is None:
            table = Table(above, cells)
            made.tables.append(table)
        elif not one.startswith("|--") and len(cells) == len(table.columns):
            table.rows.append(tuple(None if cell == "–" else cell for cell in cells))
    return made


def complain(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
