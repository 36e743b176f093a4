"""Scores of answers, side by side: shares over all examples, by language, and by kind."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from serving.errors import ServingError
from serving.train.checks import Verdict, judge
from serving.train.rows import Row

SEED: Final = 7
Measure = Callable[[Row, Verdict], float | None]


@dataclass(frozen=True, slots=True)
class Aim:
    """`least` is what ships; None where a figure is only shown."""

    title: str
    measure: Measure
    least: float | None = None


def _share(value: bool | None) -> float | None:
    return None if value is None else float(value)


AIMS: Final[dict[str, tuple[Aim, ...]]] = {
    "culture": (
        Aim("faithful", lambda _, seen: _share(seen.faithful), 0.99),
        Aim("no meaning of its own", lambda _, seen: _share(not seen.meanings), 0.99),
        Aim("tells what was asked", lambda _, seen: _share(seen.covered), 0.9),
        Aim("says what is not known", lambda row, seen: _share(seen.refused) if row.refuse else None, 0.9),
        Aim(
            "does not refuse what is known",
            lambda row, seen: None if row.refuse else _share(seen.refused),
            0.95,
        ),
        Aim("language", lambda _, seen: _share(seen.language), 0.98),
        Aim("style", lambda _, seen: _share(seen.style), 0.95),
        Aim("length", lambda _, seen: _share(seen.length), 0.95),
    ),
    "lang": (
        Aim("numbers kept", lambda _, seen: _share(seen.kept), 0.97),
        Aim("nothing foreign", lambda _, seen: _share(seen.faithful), 0.98),
        Aim("words kept", lambda _, seen: seen.content, 0.95),
        Aim("style", lambda _, seen: _share(seen.style), 0.95),
        Aim("language", lambda _, seen: _share(seen.language), 0.98),
        Aim("length", lambda _, seen: _share(seen.length), 0.98),
    ),
}


def scores(rows: Sequence[Row], told: Sequence[str]) -> dict[str, Any]:
    """Shares between 0 and 1 with the number of examples that they are over."""
    verdicts = [(row, judge(row, answer)) for row, answer in zip(rows, told, strict=True)]
    groups: dict[str, list[tuple[Row, Verdict]]] = {"all": verdicts}
    for row, seen in verdicts:
        groups.setdefault(f"language {row.language}", []).append((row, seen))
        groups.setdefault(f"kind {row.kind}", []).append((row, seen))
        if row.style:
            groups.setdefault(f"style {row.style}", []).append((row, seen))
    return {name: _summed(rows[0].task, group) for name, group in groups.items()}


def _summed(task: str, group: Sequence[tuple[Row, Verdict]]) -> dict[str, Any]:
    summed: dict[str, Any] = {"examples": len(group)}
    for aim in AIMS[task]:
        values = [value for row, seen in group if (value := aim.measure(row, seen)) is not None]
        summed[aim.title] = (
            {"share": round(sum(values) / len(values), 4), "of": len(values)} if values else None
        )
    return summed


def table(task: str, by_model: dict[str, dict[str, Any]]) -> str:
    """A row a check, a column a model, in Markdown."""
    names = list(by_model)
    lines = [f"| {task}, held out | {' | '.join(names)} | aim |", f"|---|{'---|' * len(names)}---|"]
    for aim in AIMS[task]:
        cells = [_cell(told["all"].get(aim.title)) for told in by_model.values()]
        least = f"≥ {aim.least:.0%}" if aim.least is not None else ""
        lines.append(f"| {aim.title} | {' | '.join(cells)} | {least} |")
    return "\n".join(lines)


def _cell(value: dict[str, Any] | None) -> str:
    return "–" if value is None else f"{value['share']:.1%} of {value['of']}"


def failures(rows: Sequence[Row], told: Sequence[str]) -> list[dict[str, Any]]:
    """Every answer that a check does not pass, with the check's name."""
    found = []
    for row, answer in zip(rows, told, strict=True):
        seen = judge(row, answer)
        names = [
            aim.title
            for aim in AIMS[row.task]
            if (value := aim.measure(row, seen)) is not None and value < _LEAST
        ]
        if names:
            said = {"prompt": row.messages[-1]["content"], "answer": answer, "like": row.answer}
            found.append({"failed": names, "lies": seen.lies, "meanings": seen.meanings, **said})
    return found


_LEAST: Final = 0.8


def samples(rows: Sequence[Row], by_model: dict[str, Sequence[str]], count: int) -> str:
    """Prompts with the answers of each model under their names, in Markdown."""
    chosen = random.Random(SEED).sample(range(len(rows)), min(count, len(rows)))  # noqa: S311 - the same each time
    blocks = []
    for at in sorted(chosen):
        said = [f"**{name}**: {_quoted(told[at])}" for name, told in by_model.items()]
        blocks.append("\n\n".join([f"> {_quoted(rows[at].messages[-1]['content'])}", *said]))
    return "\n\n---\n\n".join(blocks)


def _quoted(text: str) -> str:
    return text.replace("\n", " ⏎ ")


def tally(key: dict[str, int], picks: str) -> dict[str, int]:
    """Pairs won by the first model and the second, and ties: `picks` holds lines like `12 A`, `13 =`.

    Raises ServingError for a line that is no pick of a pair of `key`.
    """
    won = {"first": 0, "second": 0, "ties": 0}
    for number, line in enumerate(filter(None, map(str.strip, picks.splitlines())), 1):
        pair, _, pick = line.partition(" ")
        if pair not in key or pick.strip() not in {"A", "B", "="}:
            raise ServingError(f"line {number} is no pick: {line!r}", "write the pair's number and A, B or =")
        first = "A" if key[pair] == 1 else "B"
        won["ties" if pick.strip() == "=" else "first" if pick.strip() == first else "second"] += 1
    return won


def blind(rows: Sequence[Row], one: Sequence[str], two: Sequence[str], count: int, out: Path) -> None:
    """Pairs without names for a reader (`pairs.md`), and which is which (`key.json`): 1 where A is the first."""
    chance = random.Random(SEED + 1)  # noqa: S311 - the same each time
    differing = [at for at in range(len(rows)) if one[at] != two[at]]
    chosen = chance.sample(differing, min(count, len(differing)))
    pages, key = [], {}
    for number, at in enumerate(chosen, 1):
        first = chance.random() < 0.5  # noqa: PLR2004
        key[number] = 1 if first else 2
        a, b = (one[at], two[at]) if first else (two[at], one[at])
        pages.append(f"## {number}\n\n{rows[at].messages[-1]['content']}\n\n**A** {a}\n\n**B** {b}\n")
    (out / "pairs.md").write_text("\n".join(pages), encoding="utf-8")
    (out / "key.json").write_text(json.dumps(key), encoding="utf-8")
