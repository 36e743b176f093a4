"""What needs no engine: distances, lists of what conditions admit, and a search of names and tags."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from math import asin, cos, hypot, radians, sin, sqrt

from data.place import Place
from rag.index import Where
from rag.passage import fields

WITHIN = 3_000.0
"""Metres around `near` when the caller names no distance."""
_EARTH = 6_371_000.0
_DEGREE = 111_000.0
"""Metres of one degree of latitude, rounded down."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A place found.

    `score`: to order by; above 1 where its name was asked for. `similarity`: the cosine, None outside the
    dense candidates. `words`: its share of the best BM25 score. `metres`: from `near`, where that was given.
    """

    place: Place
    score: float
    similarity: float | None = None
    words: float = 0.0
    metres: float | None = None


def metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Along the great circle between two (lat, lon) in degrees: the haversine formula."""
    lat1, lon1, lat2, lon2 = map(radians, (*one, *other))
    half = sin((lat2 - lat1) / 2) ** 2 + cos(lat1) * cos(lat2) * sin((lon2 - lon1) / 2) ** 2
    return 2 * _EARTH * asin(sqrt(half))


def distance(place: Place, near: tuple[float, float] | None) -> float | None:
    return None if near is None else metres(near, (place.lat, place.lon))


def centred(near: tuple[float, float], within: float) -> Callable[[Place], float]:
    """How near the middle of a circle a place lies: 1 there, 0 at its rim. On a plane, which is right to a
    thousandth over a few kilometres and costs a sixth.
    """
    (lat, lon), narrow = near, cos(radians(near[0]))
    share = _DEGREE / within

    def inside(place: Place) -> float:
        return max(0.0, 1 - hypot(place.lat - lat, (place.lon - lon) * narrow) * share)

    return inside


def listed(places: Mapping[str, Place], where: Where, limit: int) -> list[Hit]:
    if where.near is None:
        admitted = [(0.0, place) for place in places.values() if where.admits(place, None)]
        best = nsmallest(limit, admitted, key=lambda row: (-row[1].popularity, row[1].names.ko))
        return [Hit(place, 0.0) for _, place in best]
    band = (where.within or WITHIN) / _DEGREE
    close = (place for place in places.values() if abs(place.lat - where.near[0]) <= band)
    measured = ((metres(where.near, (place.lat, place.lon)), place) for place in close)
    admitted = [(far, place) for far, place in measured if where.admits(place, far)]
    best = nsmallest(limit, admitted, key=lambda row: (row[0], row[1].names.ko))
    return [Hit(place, 0.0, metres=far) for far, place in best]


def named(places: Mapping[str, Place], terms: Sequence[str], where: Where, limit: int) -> list[Hit]:
    """The places whose names and tags hold most of the terms: what is left without an engine."""
    hits = []
    for place in places.values():
        far = distance(place, where.near)
        text = " ".join(text for weight, text in fields(place) if weight > 1).lower()
        share = sum(term in text for term in terms) / max(len(terms), 1)
        if share and where.admits(place, far):
            hits.append(Hit(place, share, words=share, metres=far))
    return sorted(hits, key=lambda hit: (-hit.score, hit.place.id))[:limit]
