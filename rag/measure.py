"""Measures of a ranking against judged places, and the tables made of them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path
from typing import Any

from data import lines

DEPTH = 10


@dataclass(frozen=True, slots=True)
class Question:
    """`relevant`: place ids with a grade, 2 for what a local would name, 1 for what fits as well."""

    query: str
    language: str
    kind: str
    half: str
    relevant: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Score:
    hit1: float
    hit5: float
    ndcg: float


def questions(path: Path) -> list[Question]:
    return [_question(row) for row in lines(path)]


def _question(row: Mapping[str, Any]) -> Question:
    return Question(row["query"], row["language"], row["kind"], row["half"], row["relevant"])


def score(ranking: Sequence[str], relevant: Mapping[str, int]) -> Score:
    """hit@1, hit@5 and nDCG@10 with gains 2^grade - 1 (Järvelin & Kekäläinen, 2002)."""
    gained = _discounted(relevant.get(place_id, 0) for place_id in ranking[:DEPTH])
    best = _discounted(sorted(relevant.values(), reverse=True)[:DEPTH])
    hits = [place_id in relevant for place_id in ranking[:5]]
    return Score(float(any(hits[:1])), float(any(hits)), gained / best)


def _discounted(grades: Iterable[int]) -> float:
    return sum(((1 << grade) - 1) / log2(at + 2) for at, grade in enumerate(grades))


def mean(scores: Iterable[Score]) -> Score:
    rows = list(scores)
    return Score(
        sum(row.hit1 for row in rows) / len(rows),
        sum(row.hit5 for row in rows) / len(rows),
        sum(row.ndcg for row in rows) / len(rows),
    )


def groups(asked: Sequence[Question], key: Callable[[Question], str]) -> dict[str, list[int]]:
    """Positions of the questions by what `key` says of them, in the order of first sight."""
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, question in enumerate(asked):
        found[key(question)].append(at)
    return dict(found)


def table(systems: Mapping[str, Sequence[Score]], held: Mapping[str, Sequence[int]]) -> str:
    """A Markdown table: a row a system, a column a group; each cell hit@1 / hit@5 / nDCG@10."""
    head = "| | " + " | ".join(f"{name} ({len(at)})" for name, at in held.items()) + " |"
    rows = [head, "|---" * (len(held) + 1) + "|"]
    for system, scores in systems.items():
        cells = [mean(scores[at] for at in positions) for positions in held.values()]
        said = " | ".join(f"{cell.hit1:.2f} / {cell.hit5:.2f} / {cell.ndcg:.3f}" for cell in cells)
        rows.append(f"| {system} | {said} |")
    return "\n".join(rows)
