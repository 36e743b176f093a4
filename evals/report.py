"""Reports: kept as JSON, shown as a table, compared with an earlier one."""

import json
import platform
import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from evals.case import Half
from evals.judged import Miss, Result
from evals.suites import SUITES

REPORTS = Path(__file__).parent / "reports"
FLOOR = Path(__file__).parent / "floor.json"
WORST = 5


class Report(BaseModel):
    made: str
    """ISO, UTC."""
    half: Half | None
    every: int = 1
    commit: str = ""
    python: str = ""
    peer: dict[str, Any] = {}
    suites: dict[str, Result]


def made(about: dict[str, Any], half: Half | None, every: int, suites: dict[str, Result]) -> Report:
    return Report(
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        half=half,
        every=every,
        commit=_commit(),
        python=platform.python_version(),
        peer=about,
        suites=suites,
    )


def _commit() -> str:
    try:
        told = subprocess.run(
            ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 - the caller's git
            cwd=Path(__file__).parent, capture_output=True, text=True, check=True, timeout=5,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return ""
    return told.stdout.strip()


def read(path: Path) -> Report:
    """Raises FileNotFoundError, and pydantic.ValidationError for anything that is no report."""
    return Report.model_validate_json(path.read_text(encoding="utf-8"))


def write(report: Report, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    told = json.dumps(report.model_dump(), ensure_ascii=False, indent=1)
    path.write_text(told + "\n", encoding="utf-8")


def withheld(report: Report) -> Report:
    """Without the messages that went wrong: who reads those of the test half can tune on them."""
    if report.half == "dev":
        return report
    suites = {
        name: result.model_copy(update={"misses": []})
        for name, result in report.suites.items()
    }  # fmt: skip
    return report.model_copy(update={"suites": suites})


def joined(before: Report | None, now: Report) -> Report:
    """The report now, with the suites of the one before that were not run again."""
    if before is None:
        return now
    suites = before.suites | now.suites
    return now.model_copy(update={"suites": {name: suites[name] for name in SUITES if name in suites}})


def rows(report: Report) -> Iterator[list[str]]:
    """One a suite: name, cases, right, interval, what is counted beside, seconds."""
    for name, result in report.suites.items():
        share = result.share
        beside = ", ".join(f"{point} {held.mean:.3f}" for point, held in result.points.items())
        skipped = f" (+{result.skipped} not measured)" if result.skipped else ""
        yield [
            name,
            f"{share.all}{skipped}",
            f"{share.rate:.1%}" if share.all else "–",
            f"{share.low:.1%}–{share.high:.1%}" if share.all else "–",
            beside,
            f"{result.seconds:.1f}",
        ]


HEAD = ["suite", "cases", "right", "95 % interval", "beside", "s"]


def table(head: list[str], body: list[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *body]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def text(report: Report, *, worst: int = WORST) -> str:
    parts = [table(HEAD, list(rows(report)))]
    for name, result in report.suites.items():
        if worst and result.misses:
            kinds = [f"{kind} {share}" for kind, share in _weakest(result)]
            parts.append(f"{name}: weakest {', '.join(kinds)}")
            parts += [f"  {miss.id}: {miss.text}\n    {miss.note}" for miss in result.misses[:worst]]
    return "\n".join(parts)


def _weakest(result: Result, count: int = 3) -> list[tuple[str, Any]]:
    return sorted(result.by_kind.items(), key=lambda one: one[1].rate)[:count]


def diff(old: Report, new: Report) -> str:
    """Suite by suite: how the shares moved, and which cases changed sides."""
    body, changed = [], []
    for name, result in new.suites.items():
        before = old.suites.get(name)
        if before is None or not before.share.all or not result.share.all:
            body.append([name, "not measured" if before else "new", str(result.share), "", ""])
            continue
        shared = before.outcomes.keys() & result.outcomes.keys()
        lost = sorted(one for one in shared if before.outcomes[one] and not result.outcomes[one])
        won = sorted(one for one in shared if result.outcomes[one] and not before.outcomes[one])
        moved = result.share.rate - before.share.rate
        body.append(
            [
                name,
                f"{before.share.rate:.1%}",
                f"{result.share.rate:.1%}",
                f"{moved:+.1%}",
                f"+{len(won)} −{len(lost)}",
            ]
        )
        changed += [f"{name} now wrong: {_told(result.misses, one)}" for one in lost]
    return "\n".join([table(["suite", "before", "now", "moved", "cases"], body), *changed])


def _told(misses: list[Miss], case: str) -> str:
    return next((f"{case} {miss.text}: {miss.note}" for miss in misses if miss.id == case), case)


def floors(path: Path = FLOOR) -> dict[str, float]:
    held: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return held


def falls(report: Report, least: Mapping[str, float]) -> list[str]:
    """Suites under their floor, and those that were not measured at all."""
    out = []
    for name, floor in least.items():
        result = report.suites.get(name)
        if result is None or not result.share.all:
            out.append(f"{name} was not measured")
        elif result.share.rate < floor:
            out.append(f"{name} is at {result.share}, its floor is {floor:.1%}")
    return out
