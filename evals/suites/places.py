"""Places that `GET /places?q=` finds."""

import math
from typing import Any

from evals.case import Retrieval
from evals.judged import Verdict
from evals.peer import Peer

DEPTH = 10
FIRST = 5


async def found(peer: Peer, case: Retrieval) -> Verdict:
    items = await peer.places(case.query, DEPTH)
    if not case.relevant:
        return _wish(case, items)
    best = max(case.relevant.values())
    grades = [case.relevant.get(item["id"], 0) for item in items]
    right = best in grades[:FIRST]
    names = ", ".join(item["name"] for item in items[:FIRST]) or "nothing"
    points = {"hit@1": float(grades[:1] == [best]), "nDCG@10": ndcg(grades, list(case.relevant.values()))}
    return Verdict(right, "" if right else f"found {names}", points)


def _wish(case: Retrieval, items: list[dict[str, Any]]) -> Verdict:
    """Most of the first five fit, or most of those that can where only a few places do."""
    fits = [
        item["id"] in case.ids
        or item.get("category") in case.categories
        or bool(set(item.get("tags", ())) & set(case.tags))
        for item in items[:FIRST]
    ]
    most = FIRST if case.tags or case.categories else min(FIRST, len(case.ids))
    right = sum(fits) * 2 > most
    off = [item["name"] for item, fit in zip(items, fits, strict=False) if not fit]
    note = "" if right else f"do not fit: {', '.join(off) or 'nothing found'}"
    return Verdict(right, note, {"fit@5": sum(fits) / FIRST})


def ndcg(grades: list[int], relevant: list[int]) -> float:
    """Normalised discounted cumulative gain with gain 2^grade − 1 (Järvelin and Kekäläinen 2002)."""
    ideal = sorted(relevant, reverse=True)[: len(grades) or DEPTH]
    return gain(grades) / gain(ideal) if ideal else 0.0


def gain(grades: list[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))
