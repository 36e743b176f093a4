"""docs/performance.md and its pictures, from the kept reports and the targets: `python -m bench --docs`.

A pure function of bench/reports, bench/targets.json and the docstrings of the benches, so that a test can say
whether the page is the one that they make.
"""

import ast
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

import orjson

from bench.flame import flame
from bench.plot import bars, lines
from bench.report import REPORTS, ROOT, Report, Table, figure, number, told

PAGE: Final = ROOT / "docs" / "performance.md"
IMAGES: Final = ROOT / "docs" / "images"
TARGETS: Final = Path(__file__).parent / "targets.json"
ORDER: Final = (
    "relay", "turn", "route", "search", "start", "kept", "crowd", "stop", "faults", "threads", "soak", "gpu",
    "talk", "models",
)  # fmt: skip
HEAD: Final = """# Performance

Written by `python -m bench --docs` from the reports in `bench/reports`; [how to measure](howto/measure.md)
says what each bench does and how to repeat it. Figures are medians, with the lowest and the highest of the
rounds in brackets. *raw* is the model endpoint itself, *naive* the service of `bench/naive.py` (LangGraph,
FastAPI and ChatOpenAI as one would write them in an hour), both measured in the same run. Client, stand-in
model and service share one machine: where the raw path itself falls below the stand-in's pace, the machine
is full, and what is below it in that row is not the service's limit.
"""


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture of a report's table: `x` and `y` are columns, `by` the one that tells lines apart."""

    report: str
    name: str
    title: str
    table: str
    x: str
    y: str
    by: str
    kind: Literal["lines", "powers"] = "lines"


PLOTS: Final = (
    Plot("relay", "rate", "Tokens a second, all users", "to the first", "users", "tokens/s", "path"),
    Plot(
        "relay",
        "added",
        "Added wait for the first token",
        "to the first",
        "users",
        "added p50 ms",
        "path",
        "powers",
    ),
    Plot("relay", "cpu", "CPU a token", "to the first", "users", "CPU µs a token", "path", "powers"),
    Plot("threads", "disk", "One thread on disk", "One thread", "turns", "MB", "path"),
    Plot("soak", "memory", "Memory over a soak", "turns by", "turns", "RSS MB", ""),
    Plot("gpu", "rate", "Tokens a second on the GPU", "In waves", "users", "tokens/s", "path"),
    Plot("gpu", "first", "Wait for the first token on the GPU", "In waves", "users", "TTFT p50 ms", "path"),
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A target and what was found of it; `found` None: no report tells."""

    name: str
    asked: str
    found: float | None
    unit: str
    meets: bool | None


def reports(folder: Path = REPORTS) -> dict[str, Report]:
    """In the order of the page. Raises ValueError for a report of another version."""
    found = {path.stem: Report.read(path) for path in folder.glob("*.json")}
    return {name: found[name] for name in (*ORDER, *sorted(found.keys() - set(ORDER))) if name in found}


def judged(target: dict[str, Any], held: dict[str, Report]) -> Verdict:
    """The worst of the cells that a target means, beside what it asks."""
    report = held.get(target["report"])
    tables = [table for table in report.tables if target["table"] in table.title] if report else []
    cells = [row.get(target["column"]) for table in tables for row in table.select(target["where"])]
    values = [value for value in map(number, cells) if value is not None]
    upward = "at_least" in target
    limit = float(target["at_least" if upward else "at_most"])
    asked = f"{'≥' if upward else '≤'} {limit:g}"
    if not values:
        return Verdict(target["name"], asked, None, target["unit"], None)
    found = min(values) if upward else max(values)
    return Verdict(target["name"], asked, found, target["unit"], found >= limit if upward else found <= limit)


def targets(held: dict[str, Report]) -> str:
    verdicts = [judged(target, held) for target in orjson.loads(TARGETS.read_bytes())]
    short = [one for one in verdicts if one.meets is False]
    missing = [one for one in verdicts if one.meets is None]
    met = len(verdicts) - len(short) - len(missing)
    parts = [
        "## Against the targets",
        f"{met} of {len(verdicts)} targets are met, {len(short)} are not, {len(missing)} were not measured.",
    ]
    if short:
        parts.append("What falls short:")
        parts.append("\n".join(f"- {one.name}: {_found(one)}, asked {one.asked} {one.unit}" for one in short))
    said = {True: "met", False: "**falls short**", None: "not measured"}
    rows = [
        f"| {one.name} | {one.asked} {one.unit} | {_found(one)} | {said[one.meets]} |" for one in verdicts
    ]
    return "\n\n".join([*parts, "\n".join(["| target | asked | found | |", "|---|---|---|---|", *rows])])


def _found(verdict: Verdict) -> str:
    return "–" if verdict.found is None else f"{figure(verdict.found)} {verdict.unit}".strip()


def section(report: Report) -> str:
    parts = [f"## {report.name}", about(report.name), f"<sub>{told(report.header)}</sub>"]
    machine = report.header["machine"]
    if machine["load_before"] > machine["cores"]:
        parts.append(f"**The machine was busy (load {machine['load_before']}): repeat this.**")
    for table in report.tables:
        parts += [f"**{table.title}**", table.markdown()]
    parts += report.notes
    parts += [f"![{title}](images/{name})" for name, title, _ in pictures(report)]
    return "\n\n".join(part for part in parts if part)


def about(name: str) -> str:
    """What the bench says of itself."""
    path = Path(__file__).parent / f"{name}.py"
    return (ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or "") if path.exists() else ""


def pictures(report: Report) -> list[tuple[str, str, str]]:
    """File names, titles and SVG."""
    made = []
    for plot in PLOTS:
        table = next((one for one in report.tables if plot.table in one.title), None)
        if plot.report == report.name and table and (series := points(table, plot)):
            drawn = lines(plot.title, plot.x, plot.y, series, log=plot.kind == "powers")
            made.append((f"bench-{report.name}-{plot.name}.svg", plot.title, drawn))
    for table in report.tables:
        if report.name == "turn" and "CPU of the service" in table.title:
            title, unit = "CPU of a turn beside tokens", "ms"
            rows = [(str(row[0]), number(row[1]) or 0.0) for row in table.rows]
            made.append(("bench-turn-cpu.svg", title, bars(title, unit, rows)))
    if report.profile:
        title = "A known-place turn, CPU by samples"
        made.append((f"bench-{report.name}-flame.svg", title, flame(title, report.profile)))
    return made


def points(table: Table, plot: Plot) -> dict[str, list[tuple[float, float]]]:
    """By line. Cells without a figure are left out, as are figures that powers of ten cannot show."""
    found: dict[str, list[tuple[float, float]]] = {}
    for row in table.select({}):
        x, y = number(row.get(plot.x)), number(row.get(plot.y))
        if x is not None and y is not None and (y > 0 or plot.kind == "lines"):
            found.setdefault(str(row[plot.by]) if plot.by else plot.y, []).append((x, y))
    return found


def page(held: dict[str, Report]) -> str:
    return "\n\n".join([HEAD.rstrip(), targets(held), *map(section, held.values())]) + "\n"


def images(held: dict[str, Report]) -> dict[str, str]:
    return {name: drawn for report in held.values() for name, _, drawn in pictures(report)}


def write() -> None:
    """Pictures that no report makes any more are removed."""
    held = reports()
    PAGE.write_text(page(held), encoding="utf-8")
    IMAGES.mkdir(exist_ok=True)
    made = images(held)
    for path in IMAGES.glob("bench-*.svg"):
        if path.name not in made:
            path.unlink()
    for name, drawn in made.items():
        (IMAGES / name).write_text(drawn, encoding="utf-8")
    print(f"{PAGE.relative_to(ROOT)} and {len(made)} pictures written")
