"""A question cut into the words that an index knows, without Kiwi.

Kiwi cuts what is indexed; a question's words count only where the index has them. So the index tells its own
words, and a question is cut into those of them that explain it best: whole names before their parts, known
words before unknown ones, particles and endings dropped behind them. That is a search for the cheapest path
through the text (Viterbi, "Error bounds for convolutional codes", 1967), with words as steps. It needs no
model, where Kiwi's takes 300 MB and two seconds.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, takewhile
from math import log
from typing import Final, NamedTuple

from rag.endings import ENDINGS, JOINED, LOOSE, PARTICLES, heads
from rag.passage import Cutter
from rag.terms import EMPTY, FAR, HANGUL, latin, normal, pairs

STEM: Final = "-"
"""Ends the stem of a verb or an adjective among the words of an index: 걷- is in 걷는 and 걸어서."""

EMPTY_STEMS: Final = tuple(word[:-1] + STEM for word in sorted(EMPTY) if word.endswith("다"))
"""Verbs of nearly every question: found, so that no rarer one is found in their place, then dropped."""

_EVERYDAY: Final = 1000
"""How often a stem is taken to be there that nearly every question has."""
_PIECES = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+|[a-z]+(?:'[a-z]+)?|\d+(?:\.\d+)*")
_SPACE = re.compile(r"\s+")
_LONGEST = 24
"""Characters of the longest word that is looked for."""
_BEGUN, _NAMES = 3, 4
"""Syllables from which an unknown word may begin a name, and the names that it may begin."""
_WORD, _SHORT, _LETTER = 1.0, 1.8, 0.04
"""What a word costs, what one of a single syllable costs more, and what each syllable takes off."""
_PREDICATE, _FORM = 1.1, 0.35
"""What a verb costs, and what a particle or an ending does."""
_BEHIND = 0.4
"""What a word costs more that is written on to another one."""
_UNKNOWN, _STRANGE = 3.0, 0.7
"""What a word costs that nobody knows, and each of its syllables."""
_LOOSE = 0.6
"""What a word costs that says nothing."""
_BENT = 2.2
"""What a form of one syllable costs more: 산 is a mountain before it is 살다."""
_OFTEN, _LEAST = 0.1, 0.3
"""How much less a word costs that many places have, and the least that one costs."""
_LAME = 2.0
"""What a stem costs more that has no ending."""
_AFTER = 1.5
"""What a word costs more before or behind an unknown one: 크리스마스 holds no 마스."""


def told(bags: Sequence[Mapping[str, float]], cutter: Cutter) -> list[dict[str, int]]:
    """What each document says of the index's words: those that no document before it has, and how many have
    them. Together they are the words of a `Lexicon`. Blocks.
    """
    counted = Counter(term for bag in bags for term in bag)
    bent = _bent([term for term in counted if term.endswith("다") and len(term) > 1], cutter)
    left = dict(counted)
    return [{bent.get(term, term): left.pop(term) for term in bag if term in left} for bag in bags]


def _bent(terms: Sequence[str], cutter: Cutter) -> dict[str, str]:
    """Those of the terms that are verbs and adjectives, with their marked stem: 바다 is not, since nobody
    says 바고 or 바는데.
    """
    found: dict[str, str] = {}
    for ending in ("고", "는데", "지만"):
        forms = cutter.terms([term[:-1] + ending for term in terms])
        found |= {term: term[:-1] + STEM for term, cut in zip(terms, forms, strict=True) if cut == [term]}
    return found


class Step(NamedTuple):
    """The cheapest way to a point in the text: its cost, where it came from, and the term on it."""

    cost: float
    at: int
    state: int
    term: str | None


_NONE: Final[dict[str, tuple[float, bool]]] = {}
_EDGE, _NOUN, _OPEN, _FORMED, _ODD = range(5)
"""What lies behind: the edge of a written word, a noun, a stem that wants an ending, a particle or a whole
form, an unknown word."""
_ANY: Final = frozenset({_EDGE, _NOUN, _OPEN, _FORMED, _ODD})
_CONTENT: Final = _ANY - {_OPEN}
_SMALL: Final = (
    (LOOSE, _NOUN, _LOOSE, frozenset({_EDGE})),
    (PARTICLES, _FORMED, _FORM, frozenset({_NOUN, _FORMED, _ODD})),
    (JOINED, _FORMED, _FORM, frozenset({_NOUN, _ODD})),
    (ENDINGS, _FORMED, _FORM, frozenset({_OPEN, _FORMED})),
)
"""What is dropped: the state that it leads to, its cost, and what it stands behind."""


class Lexicon:
    """The words of one index. Thread-safe; about 0.1 ms a question."""

    def __init__(self, words: Mapping[str, int], names: Iterable[str] = ()) -> None:
        """`words`: the index's terms, stems marked, and how many places have each; `names`: as they are
        spelled, with their spaces.
        """
        self._nouns: dict[str, float] = {}
        self._stems: dict[str, dict[str, tuple[float, bool]]] = {}
        for word, count in (*((stem, _EVERYDAY) for stem in EMPTY_STEMS), *words.items()):
            self._learn(word, count)
        self._sorted = sorted(word for word in self._nouns if len(word) > _BEGUN)
        self._terms = {f"{word.removesuffix(STEM)}다" if word.endswith(STEM) else word for word in words}
        self._gaps: dict[str, frozenset[int]] = {}
        for name in names:
            said, gaps = _joined(normal(name))
            if gaps and said in self._nouns:
                self._gaps[said] = gaps
        self._longest = min(max(map(len, (*self._nouns, *self._stems)), default=0), _LONGEST)

    def learn(self, words: Iterable[str]) -> None:
        """Words of questions that the index has not, so that they are cut as words. What it can explain by
        its own is left to these. Before the first question only.
        """
        for word in [word for word in words if not self._explains(word)]:
            self._learn(word, _EVERYDAY if word.endswith(STEM) else 1)

    def _explains(self, word: str) -> bool:
        if word.endswith(STEM):
            return False
        cut = self.terms(word)
        return cut == [word] or all(self.knows(term) and len(term) > 1 for term in cut)

    def parts(self, word: str) -> list[str]:
        """What a compound is made of that the index has whole: 고가, 도로; empty where it is of one piece.
        Other texts may have been cut there.
        """
        cut = [*self._path(word, frozenset(), word)] if len(word) > _BEGUN and HANGUL.match(word) else []
        return cut if len(cut) > 1 and all(term in self._nouns and len(term) > 1 for term in cut) else []

    def _learn(self, word: str, count: int) -> None:
        if not HANGUL.search(word):
            return
        often = _OFTEN * log(1 + count)
        if word.endswith(STEM):
            self._bend(word.removesuffix(STEM), often)
        else:
            short = _SHORT if len(word) == 1 else 0.0
            self._nouns[word] = max(_WORD + short - _LETTER * len(word) - often, _LEAST)

    def _bend(self, stem: str, often: float) -> None:
        for head, whole in heads(stem):
            short = _BENT if len(head) == 1 else 0.0
            cost = max(_PREDICATE + short - _LETTER * len(head) - often, _LEAST)
            self._stems.setdefault(head, {})[f"{stem}다"] = cost, whole

    def knows(self, term: str) -> bool:
        """Whether the index has it."""
        return term in self._terms

    def terms(self, text: str) -> list[str]:
        """The terms of a question, as `Korean.terms` cuts what is indexed."""
        plain = normal(text)
        rest = FAR.sub(" ", plain)
        cut = [*self._cut(rest)] if HANGUL.search(rest) else [*latin(rest)]
        if len(cut) == 1 and len(cut[0]) >= _BEGUN and cut[0] not in self._terms:
            cut += self._begun(cut[0])
        return [*cut, *pairs(plain)]

    def _begun(self, word: str) -> Iterator[str]:
        """The names that a word begins which is none itself: 닭한마리 of 닭한마리골목."""
        at = bisect_left(self._sorted, word)
        yield from takewhile(lambda name: name.startswith(word), islice(self._sorted, at, at + _NAMES))

    def _cut(self, text: str) -> Iterator[str]:
        said, gaps = _joined(text)
        for term in self._path(said, gaps):
            if term[0].isascii() and not HANGUL.search(term):
                yield from latin(term)
            elif term not in EMPTY:
                yield term

    def _path(self, said: str, gaps: frozenset[int], but: str = "") -> list[str]:
        """The terms of a text without spaces; `but`: a word that is taken apart, into words alone."""
        paths = Paths(said, gaps)
        for at in range(len(said)):
            if paths.reach(at):
                for end in range(at + 1, min(len(said), at + self._longest) + 1):
                    self._word(paths, at, end, but)
                _rest(paths, at)
        return paths.followed()

    def _word(self, paths: "Paths", at: int, end: int, but: str) -> None:
        word, whole = paths.said[at:end], end <= paths.wall
        known = self._nouns.get(word)
        if known is not None and word != but and (whole or self._spaced(word, at, paths.gaps)):
            paths.step(end, _NOUN, known, _CONTENT, word)
        if not whole or but:
            return
        for term, (cost, alone) in self._stems.get(word, _NONE).items():
            paths.step(end, _OPEN, cost, _CONTENT, term)
            if alone:
                paths.step(end, _FORMED, cost, _CONTENT, term)
        for forms, state, cost, since in _SMALL:
            if word in forms:
                paths.step(end, state, cost, since)

    def _spaced(self, word: str, at: int, gaps: frozenset[int]) -> bool:
        """Whether a name may be written with the spaces that the text has in it."""
        own = self._gaps.get(word)
        return own is not None and all(gap - at in own for gap in gaps if at < gap < at + len(word))


class Paths:
    """The cheapest ways through a text so far, point by point."""

    def __init__(self, said: str, gaps: frozenset[int]) -> None:
        """`gaps`: where spaces were."""
        self.said, self.gaps = said, gaps
        self.at = 0
        self.wall = 0
        """Where the written word ends that is read now."""
        self._walls = sorted({*gaps, len(said)}, reverse=True)
        self._best: list[dict[int, Step]] = [{} for _ in range(len(said) + 1)]
        self._best[0][_EDGE] = Step(0.0, -1, _EDGE, None)

    def reach(self, at: int) -> bool:
        """Goes on to a point. Whether any way leads there."""
        self.at = at
        while self._walls[-1] <= at:
            self._walls.pop()
        self.wall = self._walls[-1]
        here = self._best[at]
        if at in self.gaps and here:
            self._close(at)
        return bool(here)

    def step(self, end: int, state: int, cost: float, since: Iterable[int], term: str | None = None) -> None:
        """From here to `end`, out of the states `since`."""
        here, there = self._best[self.at], self._best[end]
        for before in since:
            if before not in here or (before != _EDGE and self.at in self.gaps):
                continue
            spent = here[before].cost + cost
            if term is not None and before != _EDGE:
                spent += _BEHIND + (_AFTER if _ODD in {before, state} else 0.0)
            if state not in there or spent < there[state].cost:
                there[state] = Step(spent, self.at, before, term)

    def followed(self) -> list[str]:
        """The terms on the cheapest way."""
        at = len(self.said)
        state = self._cheapest(at)
        found: list[str] = []
        while at > 0 or state != _EDGE:
            step = self._best[at][state]
            if step.term is not None:
                found.append(step.term)
            at, state = step.at, step.state
        return found[::-1]

    def _close(self, at: int) -> None:
        """Whatever ends at a space is a whole word; only the cheapest goes on, as the edge of the next."""
        here, state = self._best[at], self._cheapest(at)
        if state != _EDGE:
            cost = here[state].cost + _LAME * (state == _OPEN)
            self._best[at] = {state: here[state], _EDGE: Step(cost, at, state, None)}

    def _cheapest(self, at: int) -> int:
        here = self._best[at]
        return min(here, key=lambda state: here[state].cost + _LAME * (state == _OPEN))


def _rest(paths: Paths, at: int) -> None:
    """What no index knows: marks between words, Latin words and numbers, other Hangul."""
    piece = _PIECES.match(paths.said, at, paths.wall)
    if piece is None:
        paths.step(at + 1, _EDGE, 0.0, _ANY)
    elif not HANGUL.match(paths.said, at):
        paths.step(piece.end(), _NOUN, _WORD, _CONTENT, piece.group())
    else:
        for end in range(at + 1, min(piece.end(), at + _LONGEST) + 1):
            paths.step(end, _ODD, _UNKNOWN + _STRANGE * (end - at), _CONTENT, paths.said[at:end])


def _joined(text: str) -> tuple[str, frozenset[int]]:
    """The text without its spaces, and where they were."""
    parts = text.split()
    at, gaps = 0, []
    for part in parts[:-1]:
        at += len(part)
        gaps.append(at)
    return "".join(parts), frozenset(gaps)
