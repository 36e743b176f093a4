"""Names that differ from what was typed by a letter or two: 경복굼, 이태언, Kwangjang market.

Compared letter by letter (Hangul taken apart), the whole question against whole names: a message with more
than a name in it is for the linker.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable

import numpy as np
from rapidfuzz import fuzz, process

from data.place import Place
from rag.index import Leg
from rag.terms import normal

LIKE = 78.0
"""Least likeness of two names, in percent: 2 · common letters ÷ all letters."""
_SHORT = 5
"""Letters below which names are alike by chance."""
_LONGEST = 60
_MOST = 255
_KINDS = 64
"""Of letters, told apart by their number: the 67 of Hangul nearly all."""
_ROUNDED = 1e-6
_ODD = re.compile(r"[\W_]+")


def spelled(name: str) -> str:
    """Letters alone, Hangul taken apart: N서울 타워 and n서울타워 are one."""
    return _ODD.sub("", unicodedata.normalize("NFD", _ODD.sub("", normal(name))))


class Names:
    """Of one build. Blocking, about 0.2 ms at 10,000 places: call it in a thread."""

    def __init__(self, places: Iterable[Place]) -> None:
        own: defaultdict[str, list[str]] = defaultdict(list)
        for place in places:
            said = [*place.names.model_dump(exclude_none=True).values(), *place.aliases]
            if place.common:
                said.remove(place.names.ko)
            for name in dict.fromkeys(map(spelled, said)):
                own[name].append(place.id)
        self._ids = dict(own)
        long = [name for name in own if len(name) >= _SHORT]
        self._shelves = {
            latin: Shelf(name for name in long if name.isascii() is latin) for latin in (False, True)
        }

    def search(self, query: str, limit: int = 5) -> Leg:
        """Places whose name it is, with 1.0, or nearly is, with the likeness."""
        asked = spelled(query)
        if asked in self._ids:
            return [(place_id, 1.0) for place_id in self._ids[asked]][:limit]
        if not _SHORT <= len(asked) <= _LONGEST:
            return []
        like = self._shelves[asked.isascii()].like(asked)
        near = process.extract(asked, like, scorer=fuzz.ratio, limit=limit, score_cutoff=LIKE)
        found: dict[str, float] = {}
        for name, likeness, _ in near:  # the likest first
            for place_id in self._ids[name]:
                found.setdefault(place_id, likeness / 100)
        return [*found.items()][:limit]


class Shelf:
    """Names by their lengths, with how often each letter stands in them: few need to be compared."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = sorted(names, key=len)
        self._lengths = np.array([len(name) for name in self._names], np.int64)
        letters = "".join(name[:_MOST] for name in self._names).encode("utf-32-le", "surrogatepass")
        kinds = np.frombuffer(letters, np.uint32) % _KINDS
        whose = np.repeat(np.arange(len(self._names)), np.minimum(self._lengths, _MOST))
        counts = np.bincount(kinds * len(self._names) + whose, minlength=_KINDS * len(self._names))
        self._counts = counts.reshape(_KINDS, -1).astype(np.uint8)

    def like(self, asked: str) -> list[str]:
        """Those that can be as like as `LIKE`, by length and by the letters that both have. A letter may
        count for another one, which admits too much and never too little.
        """
        least = LIKE / (200 - LIKE)  # of the shorter to the longer: more letters cannot be in common
        start, end = np.searchsorted(self._lengths, [len(asked) * least, len(asked) / least + _ROUNDED])
        common = np.zeros(end - start, np.uint8)
        for kind, often in Counter(ord(letter) % _KINDS for letter in asked).items():
            common += np.minimum(self._counts[kind, start:end], often)
        needed = LIKE / 200 * (len(asked) + self._lengths[start:end])
        return [self._names[start + at] for at in np.flatnonzero(common >= needed - _ROUNDED)]
