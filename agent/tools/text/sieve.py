"""Patterns of many alternatives that look only at those a text can hold.

`re` tries every alternative of a pattern at every letter of a text: some hundred words in four languages, of
which a message holds none or two. A `Sieve` knows letters without which an alternative cannot match, looks
them up among those of the text, and asks the alternatives that are left, each by itself. It finds what `re`
finds: the leftmost match, of several there the first alternative's. So do the prefilters of RE2 (Cox,
"Regular Expression Matching in the Wild", 2010).
"""

import re
from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from itertools import islice
from operator import add
from typing import Final

from agent.tools.text.needed import Needs, branches

_GRAM: Final = 3
"""Letters at most by which an alternative is looked up."""
_TEXTS: Final = 512
"""Texts whose letters are remembered: a message is read under many cues."""
_FOLDS: Final = str.maketrans("ſıİ", "sii")
"""What `re` takes for another letter's case, and `str.lower` does not."""


@lru_cache(_TEXTS)
def _letters(text: str) -> tuple[str, frozenset[str]]:
    """A text in small letters, and every one, two and three in a row of it."""
    low = text.translate(_FOLDS).lower()
    pairs = [*map(add, low, low[1:])]
    return low, frozenset([*low, *pairs, *map(add, pairs, low[2:])])


class Sieve:
    """A pattern, with the methods of a compiled one that are asked for. With groups it stays in one piece."""

    def __init__(self, pattern: str, flags: int = re.IGNORECASE) -> None:
        """Raises re.error for what is no pattern, once it is first needed whole or in that alternative."""
        self.pattern, self.flags = pattern, flags
        self._parts: list[tuple[str, Needs]] = branches(pattern)
        self._always: list[int] = []
        """Alternatives that no letters tell."""
        self._by_gram: dict[str, set[int]] = {}
        for at, (_, needs) in enumerate(self._parts):
            for run in needs[0] if needs else ():
                self._by_gram.setdefault(run[:_GRAM], set()).add(at)
            if not needs:
                self._always.append(at)
        self._grams = frozenset(self._by_gram)
        self._compiled: dict[int, re.Pattern[str]] = {}

    def search(self, text: str) -> re.Match[str] | None:
        found: re.Match[str] | None = None
        for part in self._left(text):
            match = part.search(text)
            if match and (found is None or match.start() < found.start()):
                found = match
        return found

    def match(self, text: str, at: int = 0) -> re.Match[str] | None:
        return next((match for part in self._left(text) if (match := part.match(text, at))), None)

    def fullmatch(self, text: str) -> re.Match[str] | None:
        return next((match for part in self._left(text) if (match := part.fullmatch(text))), None)

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        return self._among(self._left(text), text)

    def _among(self, left: list[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
        if len(left) <= 1:
            return left[0].finditer(text) if left else iter(())
        return self._whole.finditer(text) if self._always else _together(left, text)

    def sub(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> str:
        return self.subn(new, text, count)[0]

    def subn(self, new: str | Callable[[re.Match[str]], str], text: str, count: int = 0) -> tuple[str, int]:
        if not (left := self._left(text)):
            return text, 0
        made, at = list[str](), 0
        for match in islice(self._among(left, text), count or None):
            made += text[at : match.start()], match.expand(new) if isinstance(new, str) else new(match)
            at = match.end()
        return "".join([*made, text[at:]]), len(made) // 2

    def _left(self, text: str) -> list[re.Pattern[str]]:
        """The alternatives that may match, in their order."""
        low, grams = _letters(text)
        if self._grams.isdisjoint(grams):
            return self._untold
        hit = {at for gram in self._grams & grams for at in self._by_gram[gram]}
        held = [at for at in hit if self._holds(at, low)]
        return [self._part(at) for at in sorted((*held, *self._always))] if held else self._untold

    def _holds(self, at: int, low: str) -> bool:
        """Whether a text has all that an alternative needs, of each need some run of letters."""
        for need in self._parts[at][1]:
            for run in need:
                if run in low:
                    break
            else:
                return False
        return True

    def _part(self, at: int) -> re.Pattern[str]:
        made = self._compiled.get(at)
        if made is None:
            made = self._compiled[at] = re.compile(self._parts[at][0], self.flags)
        return made

    @cached_property
    def _untold(self) -> list[re.Pattern[str]]:
        return [self._part(at) for at in self._always]

    @cached_property
    def _whole(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags)


def _together(parts: list[re.Pattern[str]], text: str) -> Iterator[re.Match[str]]:
    """Matches of several alternatives, none of which matches nothing, as of one pattern: none overlaps."""
    ahead = [(part, part.search(text)) for part in parts]
    while held := [(part, match) for part, match in ahead if match]:
        first = min((match for _, match in held), key=re.Match.start)
        yield first
        at = first.end()
        ahead = [(part, match if match.start() >= at else part.search(text, at)) for part, match in held]
