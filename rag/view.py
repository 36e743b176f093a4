"""One build of the index with what reads questions to it, and the order of what it found."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Self

from data.place import Category, Place
from rag import passage, plain
from rag.fusion import NEARER, fuse, weigh
from rag.index import Index, Leg, Where
from rag.lexicon import Lexicon
from rag.names import Names
from rag.plain import Hit
from rag.senses import Senses, words
from rag.terms import normal
from rag.wish import kinds


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as this build reads it."""

    terms: Mapping[str, float]
    """With their weights."""
    named: Leg
    """Places whose names are like the question."""
    kinds: frozenset[Category] = frozenset()
    """The categories that it names."""


@dataclass(frozen=True, slots=True)
class View:
    index: Index
    lexicon: Lexicon
    senses: Senses
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
        lexicon.learn(words())
        senses = Senses(lexicon)
        districts = frozenset(place.district for place in places if place.district)
        return cls(index, lexicon, senses, Names(places), districts)

    def read(self, query: str) -> Reading:
        """Blocks."""
        terms = self.senses.weighed(query, self.lexicon.terms(query))
        return Reading(terms, self.names.search(query), frozenset(kinds(query)))


def admitted(named: Leg, places: Mapping[str, Place], where: Where) -> Leg:
    """Those of the names found that are still there and that the conditions admit."""
    return [
        (key, likeness)
        for key, likeness in named
        if key in places and where.admits(places[key], plain.distance(places[key], where.near))
    ]


def ranked(
    places: Mapping[str, Place], legs: tuple[Leg, Leg], read: Reading, where: Where, limit: int
) -> list[Hit]:
    """The best first, of what the dense and the sparse leg and the names found. Whether a place is open is
    looked at in this order, until there are enough.
    """
    weighed = weigh(fuse(*legs), read.named, places, read.kinds)
    if where.near and where.within:
        inside = plain.centred(where.near, where.within)
        for key in weighed:
            weighed[key] += NEARER * inside(places[key])
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
