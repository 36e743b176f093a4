"""Typing slips: names that differ from what was typed by a letter or two, or by the keyboard's language.

Names are indexed by themselves with a letter, or one or two syllables, left out, and looked up by what was
typed with the same left out (symmetric deletes), so that the search does not grow with the number of names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from agent.tools.linking.evidence import helped
from agent.tools.linking.nearness import LONG, MIDDLE, SHORT, allowed, apart, kind_of, rearranged, same_kind
from agent.tools.text.fold import key, romanised
from agent.tools.text.hangul import final, heard, typed
from agent.tools.text.particle import DIRECTED, TAIL, closes
from agent.tools.text.words import COMMON, ELSEWHERE, EVERYDAY, GENERIC

LONGEST = 24
"""Characters of a written word that may still be a name with its particles."""
_NAME = 14
"""Syllables of a name, at most."""
WORDS = 8_192
"""Words whose likes are remembered: most messages are made of few."""
Span = tuple[int, int]
Near = tuple[float, int, str]
"""Cost in letters, popularity turned round, and the folded name: the least is the best."""


@dataclass(frozen=True, slots=True)
class Guess:
    """`text[start:end]` may be one of `names` (folded, best first); the first `tied` are equally likely."""

    start: int
    end: int
    names: tuple[str, ...]
    score: float
    tied: int = 1

    @classmethod
    def of(cls, start: int, end: int, near: list[Near], *, most: float) -> "Guess":
        near.sort()
        tied = sum(one[:2] == near[0][:2] for one in near)
        score = round(most - 0.08 * near[0][0], 3)
        return cls(start, end, tuple(name for _, _, name in near), score, tied)


_EOJEOL = re.compile(r"[가-힣ㄱ-ㅎㅏ-ㅣ]+(?:[0-9]가[가-힣]*)?")
_HANGUL = re.compile(r"^[가-힣]+$")
_LATIN_NAME = re.compile(r"^[a-z]+$")
_LATIN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_OF_ELSEWHERE = re.compile(r"(?:역|시|공항|터미널)$")
_CONTRACTED = re.compile(
    r"(?:should|could|would|does|did|is|are|was|were|has|have|had|must)n['’]?t$|['’](?:t|re|ll|ve|d|m)$"
)
"""A verb, and no slip of a name: shouldn't is no Seoul Land."""
_STATION = re.compile(r"st\w{0,5}n$")
_STEMS = re.compile(
    r"(?:습니다|어요|아요|해요|나요|까요|세요|려고|는데|지만|니까|다고|네요|군요|ㄴ가요|은데|싶어|했어|해줘|하는|하고|해서|어줘|아줘|줘)$"
)
_GOES_ON = re.compile(r"(?:려면|려고|려는데|려구|면서|지만|니까|어서|아서|었는데|았는데)$")
"""The end of a verb: 유심 사려면 is no 유심사 터."""


class Slips:
    """Finds the near names of words that are none."""

    def __init__(self, names: Mapping[str, tuple[float, int]], *, strong: float) -> None:
        """`names`: folded name → score and popularity (0–3); slips of one below `strong` need context."""
        self._names = names
        self._strong = strong
        self._heard: dict[str, str] = {}
        self._pairs: set[tuple[str, str]] = set()
        self._left: dict[int, str | tuple[str, ...]] = {}
        """By hash, and bare where it is one name, as nearly always: 230,000 strings and lists take 50 MB."""
        self._romanised: dict[tuple[str, int], dict[str, str]] = {}
        for name in names:
            if _HANGUL.match(name):
                sounds = self._heard[name] = heard(name)
                self._pairs.update(pairwise(name))
                self._shelve(name, map(hash, _lefts(name, sounds)))
            elif _LATIN_NAME.match(name) and len(name) >= 6:  # noqa: PLR2004 (shorter Latin words are near to too much)
                folded = romanised(name)
                self._romanised.setdefault((folded[0], len(folded)), {}).setdefault(name, folded)
        self._alike = lru_cache(WORDS)(self._left_alike)
        self._alike_latin = lru_cache(WORDS)(self._latin_alike)

    def _shelve(self, name: str, lefts: Iterable[int]) -> None:
        for left in lefts:
            held = self._left.setdefault(left, name)
            if held is not name:
                self._left[left] = (*((held,) if isinstance(held, str) else held), name)

    def find(self, text: str, taken: Sequence[Span]) -> Iterator[Guess]:
        """Slips outside `taken` (spans of exact names), or reaching over one of them and beyond."""
        done: list[Span] = []
        for start, end, beyond in _windows(text, _EOJEOL):
            covered = [span for span in taken if span[0] < end and start < span[1]]
            if len(covered) > 1 or (covered and not _aligned(text, covered[0], start, end)):
                continue
            guess = self._korean(text, start, end, beyond)
            if guess and (not covered or self._outdoes(text, guess, covered[0])):
                yield from _keep(guess, done)
        for start, end in _parts(text, taken):
            yield from _keep(self._korean(text, start, end, start), done)
        for start, end, _ in _windows(text, _LATIN):
            if not _overlaps((start, end), taken):
                yield from _keep(self._latin(text, start, end), done)

    def _outdoes(self, text: str, guess: Guess, exact: Span) -> bool:
        """Whether a slip that holds an exact name is more than that name and a word or a particle."""
        if exact[0] > guess.start:  # 카페 오니언 성수: the branch in a quarter
            return key(text[exact[0] : exact[1]]) in guess.names[0] and guess.end >= exact[1]
        rest = text[exact[1] : guess.end].strip()
        if len(rest) < SHORT or _said(rest) or TAIL.fullmatch(rest):
            return False
        kind = kind_of(rest)  # 성수 카페거리 is no 상수동 카페거리, 합정 카페거리 is 합정동's
        told = guess.names[0].startswith(key(text[exact[0] : exact[1]]))
        return told or not (kind and (kind == rest or _said(rest.removesuffix(kind))))

    def _korean(self, text: str, start: int, end: int, beyond: int) -> Guess | None:
        """The best near name that starts at `start` and ends after `beyond`, before particles."""
        best: Guess | None = None
        first = text[start:beyond].split()
        if not all(self._within(part) for part in first if len(part) < SHORT or _said(part)):
            return None
        for stop in range(end, max(beyond, start + 1), -1):
            word = text[start:stop].replace(" ", "")
            if not SHORT <= len(word) <= _NAME or not closes(text[stop:end], plainly=True):
                continue
            if (
                word in self._names
                or _said(word)
                or (beyond > start and _GOES_ON.search(text[beyond:end]))
                or (stop == end and _STEMS.search(word))
            ):
                continue
            guess = self._near(text, start, stop)
            if guess and (best is None or guess.score > best.score):
                best = guess
        return best

    def _within(self, part: str) -> bool:
        """Whether some name may hold this word as it is."""
        return len(part) < SHORT or all(pair in self._pairs for pair in pairwise(part))

    def _left_alike(self, word: str) -> frozenset[str]:
        """Names that with something left out are this word with something left out."""
        shelves = (self._left[left] for left in self._left.keys() & map(hash, _lefts(word, heard(word))))
        return frozenset(name for held in shelves for name in ((held,) if isinstance(held, str) else held))

    def _near(self, text: str, start: int, stop: int) -> Guess | None:
        parts = text[start:stop].split()
        word = "".join(parts)
        found = self._alike(word)
        if not found:
            return None
        sounds = heard(word)
        placed = helped(text, start, stop, word)
        # An ordinary word among several is a part of the name as it stands, or the name is another.
        said = [part for part in parts if len(part) < SHORT or _said(part)] if len(parts) > 1 else []
        near: list[Near] = []
        for name in found:
            score, popularity = self._names[name]
            if (score < self._strong and not placed) or not all(part in name for part in said):
                continue
            if self._other(word, name):
                continue
            cost = apart(word, sounds, name, self._heard[name])
            if cost <= allowed(
                word, name, cost, sounds, self._heard[name], placed=placed, known=popularity > 0
            ) and (rearranged(word, name) or same_kind(word, name, popularity)):
                near.append((cost, -popularity, name))
        if not near:
            return None
        return Guess.of(start, stop, near, most=0.85 if len(word) <= SHORT else 0.9)

    def _other(self, word: str, name: str) -> bool:
        """Whether a word is another quarter's, with a kind behind it: 서초한옥마을 is no 서촌한옥마을."""
        kind = kind_of(word)
        head = word.removesuffix(kind) if len(kind) > 1 else ""
        return len(head) >= SHORT and head in self._names and not name.startswith(head)

    def _latin(self, text: str, start: int, end: int) -> Guess | None:
        korean, alike = self._alike_latin(text[start:end])
        if korean:
            return Guess(start, end, (korean,), 0.85)
        if not alike:
            return None
        placed = helped(text, start, end, key(text[start:end]))
        near: list[Near] = [
            (distance, -self._names[name][1], name)
            for distance, name in alike
            if placed or not distance or self._names[name][0] >= self._strong
        ]
        if not near or (len(romanised(key(text[start:end]))) < 6 and min(near)[0]):  # noqa: PLR2004
            return None
        return Guess.of(start, end, near, most=0.88)

    def _latin_alike(self, written: str) -> tuple[str | None, tuple[tuple[float, str], ...]]:
        """The name that these keys give in Korean; else Latin names a letter or two away, with how far."""
        parts = written.lower().split()
        if len(parts) > 1 and any(len(part) < 4 for part in parts):  # noqa: PLR2004 (to, the, of)
            return None, ()
        if any(_CONTRACTED.search(part) for part in parts):
            return None, ()
        korean = self._mistyped(written)
        if korean:
            return korean, ()
        word = key(written)
        if len(word) < 5 or word in GENERIC or word in EVERYDAY or word in ELSEWHERE or word in self._names:  # noqa: PLR2004
            return None, ()
        said = [part for part in parts if part in EVERYDAY] if len(parts) > 1 else []
        folded = romanised(word)
        kind = len(romanised(parts[-1])) if len(parts) > 1 and parts[-1] in GENERIC else 0
        limit = 1 if len(folded) - kind < 9 else 2  # noqa: PLR2004 (Whale Museum is no Hello Museum)
        station = _STATION.search(word) is None
        found = (
            (distance, name)
            for size in range(len(folded) - limit, len(folded) + limit + 1)
            for _, distance, name in extract(
                folded,
                self._romanised.get((folded[0], size), {}),
                scorer=OSA.distance,
                score_cutoff=limit,
                limit=5,
            )
        )
        return None, tuple(
            (distance, name)
            for distance, name in found
            if station == (_STATION.search(name) is None) and all(part in name for part in said)
        )

    def _mistyped(self, keys: str) -> str | None:
        """The name that these keys give on the Korean layout, with or without particles behind it."""
        korean = typed(keys) if keys.isalpha() and keys.lower() not in EVERYDAY else None
        if korean is None:
            return None
        for stop in range(len(korean), 1, -1):
            if korean[:stop] in self._names and closes(korean[stop:], plainly=True):
                return korean[:stop]
        return None


def _windows(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
    """Start, end and start of the last of each three, two and single words that one space parts."""
    words = [match.span() for match in pattern.finditer(text)]
    words = [(start, end) for start, end in words if end - start <= LONGEST]
    beside = [text[one[1] : other[0]] == " " for one, other in pairwise(words)]
    for size in (3, 2, 1):
        for at in range(len(words) - size + 1):
            if all(beside[at : at + size - 1]):
                yield words[at][0], words[at + size - 1][1], words[at + size - 1][0]


def _aligned(text: str, exact: Span, start: int, end: int) -> bool:
    """Whether an exact name begins the words from `start` to `end`, or one of the words behind."""
    return exact[1] <= end and (exact[0] == start or (exact[0] > start and text[exact[0] - 1] == " "))


def _parts(text: str, taken: Sequence[Span]) -> Iterator[Span]:
    """What is written on to an end of a way, or before a known name: 명동에서경복굼까지."""
    for word in _EOJEOL.finditer(text):
        held = [span for span in taken if word.start() <= span[0] < word.end()]
        ends = [match.end() for match in DIRECTED.finditer(text, *word.span())]
        for start in (word.start(), *ends) if held or ends else ():
            stop = min((span[0] for span in held if span[0] > start), default=word.end())
            stop = min((end for end in ends if end > start), default=stop) if not held else stop
            if stop - start > SHORT and not _overlaps((start, stop), taken):
                yield start, stop


def _lefts(word: str, sounds: str) -> set[str]:
    """What is left of a word without one of its strokes, or without one or two of its syllables."""
    lefts = {sounds, "/" + word}
    lefts.update(sounds[:at] + sounds[at + 1 :] for at in range(len(sounds)))
    if len(word) >= MIDDLE:
        lefts.add("~" + "".join(sorted(word)))
        lefts.update("/" + word[:at] + word[at + 1 :] for at in range(len(word)))
    if len(word) >= LONG:
        for one, two in combinations(range(len(word)), 2):
            lefts.add("/" + word[:one] + word[one + 1 : two] + word[two + 1 :])
    return lefts


@lru_cache(maxsize=20_000)
def _said(word: str) -> bool:
    """Whether the word, or the word without its particles, is an ordinary one or names something far off."""
    if TAIL.fullmatch(word[1:]) and (not word[1:] or _agrees(word)):  # 달마다
        return True
    if word in GENERIC or word in ELSEWHERE or _OF_ELSEWHERE.sub("", word) in ELSEWHERE:
        return True
    if word in EVERYDAY or word in COMMON:
        return True
    stems = (word[:at] for at in range(SHORT, len(word)) if TAIL.fullmatch(word[at:]))
    return any(stem in EVERYDAY or stem in GENERIC for stem in stems)


def _agrees(word: str) -> bool:
    """Whether the particles behind the first syllable take the form that it asks for: never 여+이도."""
    closed = bool(final(word[0]))
    return not (word[1] in "이은을과으" and not closed) and not (word[1] in "가는를와" and closed)


def _keep(guess: Guess | None, done: list[Span]) -> Iterator[Guess]:
    if guess and not _overlaps((guess.start, guess.end), done):
        done.append((guess.start, guess.end))
        yield guess


def _overlaps(span: Span, taken: Iterable[Span]) -> bool:
    return any(span[0] < end and start < span[1] for start, end in taken)
