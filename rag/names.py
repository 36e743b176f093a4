"""Names that differ from what was typed by a letter or two: 경복굼, 이태언, Kwangjang market.

Compared letter by letter (Hangul taken apart), the whole question against whole names: a message with more
than a name in it is for the linker.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable

from rapidfuzz import fuzz, process

from data.place import Place
from rag.index import Leg
from rag.korean import normal

LIKE = 78.0
"""Least likeness of two names, in percent: 2 · common letters ÷ all letters."""
_SHORT = 5
"""Letters below which names are alike by chance."""
_LONGEST = 60
_ODD = re.compile(r"[\W_]+")


def spelled(name: str) -> str:
    """Letters alone, Hangul taken apart: N서울 타워 and n서울타워 are one."""
    return _ODD.sub("", unicodedata.normalize("NFD", _ODD.sub("", normal(name))))


class Names:
    """Of one build. Blocking, about 1 ms at 10,000 places: call it in a thread."""

    def __init__(self, places: Iterable[Place]) -> None:
        own: defaultdict[str, list[str]] = defaultdict(list)
        for place in places:
            said = [*place.names.model_dump(exclude_none=True).values(), *place.aliases]
            if place.common:
                said.remove(place.names.ko)
            for name in dict.fromkeys(map(spelled, said)):
                own[name].append(place.id)
        self._ids = dict(own)
        self._names: dict[bool, list[str]] = {}
        self._lengths: dict[bool, list[int]] = {}
        for latin in (False, True):
            names = sorted((name for name in own if len(name) >= _SHORT and name.isascii() is latin), key=len)
            self._names[latin], self._lengths[latin] = names, [len(name) for name in names]

    def search(self, query: str, limit: int = 5) -> Leg:
        """Places whose name it is, with 1.0, or nearly is, with the likeness."""
        asked = spelled(query)
        if asked in self._ids:
            return [(place_id, 1.0) for place_id in self._ids[asked]][:limit]
        if not _SHORT <= len(asked) <= _LONGEST:
            return []
        least = LIKE / (200 - LIKE)  # of the shorter to the longer: more letters cannot be in common
        latin = asked.isascii()
        start = bisect_left(self._lengths[latin], len(asked) * least)
        end = bisect_right(self._lengths[latin], len(asked) / least)
        like = self._names[latin][start:end]
        near = process.extract(asked, like, scorer=fuzz.ratio, limit=limit, score_cutoff=LIKE)
        found: dict[str, float] = {}
        for name, likeness, _ in near:  # the likest first
            for place_id in self._ids[name]:
                found.setdefault(place_id, likeness / 100)
        return [*found.items()][:limit]
