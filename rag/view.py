"""One build of the index with what reads questions to it, and the order of what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Self

from data.place import Place
from rag import passage, plain
from rag.fusion import fuse, weigh
from rag.index import Index, Leg, Where
from rag.lexicon import Lexicon
from rag.names import Names
from rag.plain import Hit
from rag.terms import normal


@dataclass(frozen=True, slots=True)
class View:
    index: Index
    lexicon: Lexicon
    names: Names
    districts: frozenset[str]

    @classmethod
    def of(cls, index: Index) -> Self:
        """Blocks."""
        places = index.places.values()
        names = passage.dictionary(places)
        # An index of before has no words of its own: its names and tags are the most that is known of them.
        said = (*names, *(tag for place in places for tag in place.tags))
        known = index.words or dict.fromkeys(("".join(normal(name).split()) for name in said), 1)
        lexicon = Lexicon(known, names)
        districts = frozenset(place.district for place in places if place.district)
        return cls(index, lexicon, Names(places), districts)

    def read(self, query: str) -> tuple[list[str], Leg]:
        """Terms, and places whose names are like the question. Blocks."""
        return self.lexicon.terms(query), self.names.search(query)


def admitted(named: Leg, places: Mapping[str, Place], where: Where) -> Leg:
    """Those of the names found that are still there and that the conditions admit."""
    return [
        (key, likeness)
        for key, likeness in named
        if key in places and where.admits(places[key], plain.distance(places[key], where.near))
    ]


def ranked(
    places: Mapping[str, Place], legs: tuple[Leg, Leg], named: Leg, where: Where, limit: int
) -> list[Hit]:
    """The best first, of what the dense and the sparse leg and the names found. Whether a place is open is
    looked at in this order, until there are enough.
    """
    weighed = weigh(fuse(*legs), named, places)
    cosines, bm25 = map(dict, legs)
    top = max(bm25.values(), default=1.0) or 1.0
    best = sorted(weighed, key=lambda key: (-weighed[key], key))
    return [
        Hit(
            places[key],
            weighed[key],
            cosines.get(key),
            bm25.get(key, 0.0) / top,
            plain.distance(places[key], where.near),
        )
        for key in islice((key for key in best if where.opens(places[key])), limit)
    ]
