"""One order out of several: meanings, words, names, and how much people ask for a place."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from data.place import Category, Place
from rag.index import Leg

MEANING = 0.4
"""The share of the dense leg in a score; the words have the rest. Chosen on the first half of
tests/cases/retrieval.jsonl, as the others here."""
NAME = 1.0
"""What a place gains whose name was asked for; one that is nearly so, in proportion."""
NEARLY = 0.7
"""Likeness from which a name counts."""
FAME = 0.3
"""What the most asked-for places gain where a wish was asked and no name."""
KIND = 0.3
"""What a place gains that is of a kind which the question names."""
NEARER = 0.4
"""What a place gains that lies in the middle of a circle, over one at its rim."""
MOST = 3
"""The highest `Place.popularity`."""


def fuse(dense: Leg, words: Leg, share: float = MEANING) -> dict[str, float]:
    """A convex combination of both legs' scores, each scaled to at most 1; a missing leg leaves the other.

    The cosines of one embedder crowd in a narrow band, so they are stretched from the last candidate to the
    first. Unlike ranks, scores let the one place that bears the asked name win over many that fit somewhat.
    Bruch, Gai & Ingber, "An Analysis of Fusion Functions for Hybrid Retrieval" (2023).
    """
    if not dense or not words:
        share = 1.0 if dense else 0.0
    fused: defaultdict[str, float] = defaultdict(float)
    if dense:
        top, last = dense[0][1], dense[-1][1]
        for place_id, score in dense:
            fused[place_id] += share * ((score - last) / (top - last) if top > last else 1.0)
    for place_id, score in words:
        fused[place_id] += (1 - share) * score / words[0][1]
    return fused


def weigh(
    fused: Mapping[str, float],
    named: Leg,
    places: Mapping[str, Place],
    kinds: Collection[Category] = (),
) -> dict[str, float]:
    """Fused scores with what names, the named kinds and popularity add.

    A name that was typed outweighs everything; a wish goes to what people ask for, among what fits.
    """
    weighed: defaultdict[str, float] = defaultdict(float, fused)
    for place_id, likeness in named:
        weighed[place_id] += NAME * (likeness - NEARLY) / (1 - NEARLY)
    sure = max((likeness for _, likeness in named), default=NEARLY)
    fame = FAME * (1 - (sure - NEARLY) / (1 - NEARLY)) / MOST
    kind = KIND if sure < 1 else 0.0
    return {
        place_id: score + fame * places[place_id].popularity + kind * (places[place_id].category in kinds)
        for place_id, score in weighed.items()
    }
