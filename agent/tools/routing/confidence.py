"""How often a decision of a given confidence is right: raw scores mapped to shares, by who decided.

The mapping is data (`data/confidence.json`), fitted on how messages turned out that nobody had tuned on yet:
`python -m tests.routing --fit` writes it anew, `python -m tests.routing --half held` shows how it holds.
"""

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from pathlib import Path

import numpy as np

from agent.tools.decision import By
from data import ROOT

PATH = ROOT / "confidence.json"
Curve = tuple[tuple[float, float], ...]
"""Points (raw score, share that was right), both rising; straight lines between them."""


@cache
def curves(path: Path = PATH) -> Mapping[str, Curve]:
    """Raises KeyError or ValueError on a file that is none."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return {by: tuple((float(raw), float(share)) for raw, share in points) for by, points in told.items()}


@lru_cache(1_024)
def calibrated(raw: float, by: By) -> float:
    """The share of decisions like this one that were right; `raw` itself for a judge without a curve."""
    curve = curves().get(by)
    if not curve:
        return raw
    return round(float(np.interp(raw, [point[0] for point in curve], [point[1] for point in curve])), 3)


def fitted(scores: Sequence[float], rights: Sequence[bool], *, least: int = 8) -> Curve:
    """The rising curve nearest to what was seen (pool adjacent violators), a step from `least` cases or more.

    A step counts one right and one wrong case more than it saw, so that none is quite certain.
    """
    bins: list[list[float]] = []  # sum of scores, right ones, cases
    previous = -1.0
    for score, right in sorted(zip(scores, rights, strict=True)):
        if not bins or (bins[-1][2] >= least and score > previous):
            bins.append([0.0, 0.0, 0.0])
        bins[-1] = [bins[-1][0] + score, bins[-1][1] + right, bins[-1][2] + 1]
        previous = score
    steps: list[list[float]] = []
    for each in bins:
        steps.append(each)
        while len(steps) > 1 and steps[-2][1] / steps[-2][2] >= steps[-1][1] / steps[-1][2]:
            last = steps.pop()
            steps[-1] = [one + other for one, other in zip(steps[-1], last, strict=True)]
    shares = accumulate(((right + 1) / (count + 2) for _, right, count in steps), max)
    raws = (total / count for total, _, count in steps)
    return tuple((round(raw, 3), round(share, 3)) for raw, share in zip(raws, shares, strict=True))
