"""What an index knows of a place: one passage for the embedder, weighted fields for the words.

Wishes are worded in many ways and four languages ("야경 좋은 곳", "night view", "夜景"), facts in one.
So each category and each common tag brings the words that people use for it (`glosses.toml`).
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Protocol

from data import ROOT, lines
from data.place import Category, Place
from rag.index import FREE_TAG, free


class Words(NamedTuple):
    ko: str
    other: str
    """English, Japanese and Chinese."""


_GLOSSES = tomllib.loads(Path(__file__).with_name("glosses.toml").read_text(encoding="utf-8"))
KINDS: dict[Category, Words] = {kind: Words(**said) for kind, said in _GLOSSES["kinds"].items()}
TAGS: dict[str, Words] = {tag: Words(**said) for tag, said in _GLOSSES["tags"].items()}
"""By the beginning of a tag."""


class Area(NamedTuple):
    other: str
    roomy: bool = False
    """Its name without 구 means the area too."""


DISTRICTS: dict[str, Area] = {name: Area(**said) for name, said in _GLOSSES["districts"].items()}

TAGGED = 3
"""Tags that say enough of a place."""


def glosses(place: Place) -> list[Words]:
    """The words of its category, of its tags, and of what costs nothing."""
    said = [*place.tags, *([FREE_TAG] if free(place) else [])]
    name = place.names.ko
    found = [key for key in TAGS if any(tag.startswith(key) for tag in said) or name.endswith(key)]
    return [KINDS[place.category], *(TAGS[key] for key in found)]


def passage(place: Place) -> str:
    """One text for the embedder: what the place is, before where it is.

    The description only stands in for tags that are missing: its sentences drown the names in one vector.
    With it nDCG@10 of the first half of tests/cases/retrieval.jsonl is 0.06 lower and embedding takes twice
    as long; the words search it all the same.
    """
    names = [name for name in (place.names.en, place.names.ja, place.names.zh, *place.aliases[:4]) if name]
    head = f"{place.names.ko} ({', '.join(names)})" if names else place.names.ko
    tags = ", ".join(dict.fromkeys([*place.tags, *([FREE_TAG] if free(place) else [])]))
    kind = KINDS[place.category].ko.split()[:2]
    where = [place.district, f"{place.access.station}역" if place.access else None]
    about = place.description if len(place.tags) < TAGGED else None
    facts = [head, " ".join(kind), tags, about, ", ".join(filter(None, where))]
    return ". ".join(fact.rstrip(". ") for fact in facts if fact)


def fields(place: Place) -> Iterator[tuple[float, str]]:
    """Weight and text of each field, for the words."""
    yield 3.0, " ".join([place.names.ko, *place.aliases])
    yield 2.0, " ".join(filter(None, (place.names.en, place.names.ja, place.names.zh)))
    yield 2.0, " ".join(place.tags)
    yield from ((1.0, f"{words.ko} {words.other}") for words in glosses(place))
    yield 1.0, place.description or ""
    yield 1.0, " ".join(filter(None, (place.district, f"{place.access.station}역" if place.access else None)))
    if place.district in DISTRICTS:
        yield 1.0, DISTRICTS[place.district].other
    yield 0.5, place.address or ""


STATIONS = ROOT / "subway" / "stations.jsonl"


def dictionary(places: Iterable[Place]) -> set[str]:
    """Names of places and stations for Kiwi: the same for an index and for the questions to it."""
    known = {row["station"] for row in lines(STATIONS)} if STATIONS.exists() else set()
    for place in places:
        known.update((place.names.ko, *place.aliases))
        if place.access:
            known.add(f"{place.access.station}역")
    return known


PARTS = 1.0
"""The weight of a part of a name: 박물관 in 국립중앙박물관."""
_CHUNK = 200


class Cutter(Protocol):
    """A `Korean`, or what remembers what one said."""

    def terms(self, texts: Sequence[str]) -> list[list[str]]: ...

    def parts(self, names: Sequence[str]) -> list[list[str]]: ...


def bags(
    places: Sequence[Place], korean: Cutter, progress: Callable[[int], object] | None = None
) -> list[dict[str, float]]:
    """Each place's terms with their weighted frequency. Blocks: run it in a thread."""
    known: dict[str, list[str]] = {}  # glosses and districts come again and again
    made = []
    for start in range(0, len(places), _CHUNK):
        chunk = places[start : start + _CHUNK]
        weighted = [[(weight, text) for weight, text in fields(place) if text] for place in chunk]
        new = list(dict.fromkeys(text for row in weighted for _, text in row if text not in known))
        known |= dict(zip(new, korean.terms(new), strict=True))
        names = [[place.names.ko, *place.aliases] for place in chunk]
        parts = iter(korean.parts([name for row in names for name in row]))
        for row, own in zip(weighted, names, strict=True):
            bag: defaultdict[str, float] = defaultdict(float)
            for weight, text in row:
                for term in known[text]:
                    bag[term] += weight
            for part in chain.from_iterable(islice(parts, len(own))):
                bag[part] += PARTS
            made.append(dict(bag))
        if progress is not None:
            progress(len(chunk))
    return made
