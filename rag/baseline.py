"""The yardstick of `rag.evaluate`: what any retriever of Korean must beat."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from heapq import nlargest
from math import log

from data.place import Place
from rag import sparse
from rag.index import Leg


class Whitespace:
    """BM25 over the words between spaces, with nothing known of Korean."""

    def __init__(self, places: Iterable[Place]) -> None:
        self._ids: list[str] = []
        bags = []
        for place in places:
            self._ids.append(place.id)
            bags.append(_bag(place))
        self._postings: defaultdict[int, list[tuple[int, float]]] = defaultdict(list)
        for at, vector in enumerate(sparse.documents(bags)):
            for term, weight in zip(vector.indices, vector.values, strict=True):
                self._postings[term].append((at, weight))

    def search(self, query: str, limit: int) -> Leg:
        scores: defaultdict[int, float] = defaultdict(float)
        for term in sparse.query(query.lower().split()).indices:
            held = self._postings.get(term, [])
            rarity = log(1 + (len(self._ids) - len(held) + 0.5) / (len(held) + 0.5))
            for at, weight in held:
                scores[at] += rarity * weight
        best = nlargest(limit, scores.items(), key=lambda row: (row[1], -row[0]))
        return [(self._ids[at], score) for at, score in best]


def _bag(place: Place) -> Mapping[str, float]:
    bag: defaultdict[str, float] = defaultdict(float)
    for text in texts(place):
        for word in text.lower().split():
            bag[word] += 1
    return bag


def texts(place: Place) -> list[str]:
    """What is written of a place, without the words that `passage` adds to it."""
    names = [name for name in place.names.model_dump().values() if name]
    rest = (place.description, place.district, place.address)
    return [*names, *place.aliases, *place.tags, *filter(None, rest)]
