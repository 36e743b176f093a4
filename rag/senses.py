"""What the words of a wish stand for in the words of an index: 라멘 is food, 해질녘 the hour of a sunset.

A question's words count where the index has them. People have many more for the same wish than tags and
descriptions do, in four languages; `senses.toml` says what they mean here. They are added to the question,
beside its own words and lighter than these, so that a place that says the word itself comes first.
"""

import re
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any, Final

from rag.lexicon import STEM, Lexicon
from rag.terms import FAR, HANGUL, normal

SHARE: Final = 0.6
HELD: Final = 0.3
"""What a word weighs that stands for one of the question's own, which the index has not, or has. Chosen on
the first half of tests/cases/retrieval.jsonl."""
_FILE: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("senses.toml").read_text(encoding="utf-8")
)
_DOING: Final = f"하{STEM}"


@dataclass(frozen=True, slots=True)
class Sense:
    """`said`: phrases of Hangul or Latin letters; `far`: of kana and Chinese characters; `means`: words, and
    `wider` those that it is a kind of.
    """

    said: tuple[str, ...]
    far: tuple[str, ...]
    means: str
    wider: str = ""


@cache
def senses() -> tuple[Sense, ...]:
    return tuple(_sense(row) for row in _FILE["senses"])


def _sense(row: Mapping[str, str]) -> Sense:
    phrases = [phrase.strip() for key in ("ko", "en", "ja", "zh") for phrase in row[key].split(",")]
    far = tuple(phrase for phrase in phrases if FAR.search(phrase))
    said = tuple(phrase for phrase in phrases if phrase not in far)
    return Sense(said, far, row["means"], row.get("wider", ""))


IDLE: Final = frozenset(
    f"{word.removesuffix(STEM)}다" if word.endswith(STEM) else word for word in _FILE["idle"].split()
)
"""Words of a question that say nothing of a place, though some place has them: 친구, 데려가다."""


def words() -> Iterator[str]:
    """The Korean words of all phrases, stems marked. Nouns of one syllable count only where an index has
    them: there is one in every other word.
    """
    for said in (*(sense.said for sense in senses()), (_FILE["idle"],)):
        for word in map(_root, " ".join(said).split()):
            if HANGUL.search(word) and len(word) > 1:
                yield word


@cache
def phrases() -> tuple[frozenset[str], re.Pattern[str]]:
    """What is a phrase by itself: words of Hangul or Latin letters, and a pattern of all the others."""
    own = (phrase for sense in senses() for phrase in sense.said)
    far = sorted({normal(phrase) for sense in senses() for phrase in sense.far}, key=len, reverse=True)
    return frozenset(own), re.compile("|".join(map(re.escape, far)))


class Senses:
    """Of one index. Thread-safe; some 20 µs a question."""

    def __init__(self, lexicon: Lexicon) -> None:
        """`lexicon`: that of the index, which has learned `words`."""
        self._lexicon = lexicon
        self._phrases: dict[str, list[tuple[frozenset[str], Mapping[str, float]]]] = {}
        self._far: dict[str, dict[str, float]] = {}
        for sense in senses():
            means, wider = (
                [term for term in lexicon.terms(said) if lexicon.knows(term)]
                for said in (sense.means, sense.wider)
            )
            for phrase in sense.said:
                terms = frozenset(_terms(phrase, lexicon))
                if terms:
                    weighed = dict.fromkeys(wider, HELD) | dict.fromkeys(means, _share(terms, lexicon))
                    self._phrases.setdefault(min(terms), []).append((terms, weighed))
            for phrase in map(normal, sense.far):
                share = _share(lexicon.terms(phrase), lexicon)
                weighed = dict.fromkeys(wider, HELD) | dict.fromkeys(means, share)
                self._far.setdefault(phrase, {}).update(weighed)
        _, self._written = phrases()

    def weighed(self, text: str, terms: Iterable[str]) -> dict[str, float]:
        """The terms of a question with their weights, and those that they stand for."""
        own = frozenset(terms)
        made: dict[str, float] = {}
        for means in self._meant(normal(text), own | {*self._tails(own)}):
            for term, share in means.items():
                made[term] = max(made.get(term, 0.0), share)
        for term in own:
            for part in self._lexicon.parts(term):
                made.setdefault(part, HELD)
        return made | dict.fromkeys(own - IDLE, 1.0)

    def _tails(self, terms: Iterable[str]) -> Iterator[str]:
        """What a compound ends in that the index has not: 초밥 in 회전초밥."""
        for term in terms:
            if HANGUL.match(term) and not self._lexicon.knows(term) and term not in self._phrases:
                ends = (term[at:] for at in range(1, len(term) - 1))
                yield from islice((end for end in ends if end in self._phrases), 1)

    def _meant(self, text: str, terms: frozenset[str]) -> Iterator[Mapping[str, float]]:
        for term in terms:
            for phrase, means in self._phrases.get(term, ()):
                if phrase <= terms:
                    yield means
        for found in self._written.findall(text):
            yield self._far[found]


def _share(terms: Collection[str], lexicon: Lexicon) -> float:
    return HELD if len(terms) == 1 and all(map(lexicon.knows, terms)) else SHARE


def _terms(phrase: str, lexicon: Lexicon) -> list[str]:
    """Of a phrase whose stems are marked: 해 지- is 해 and 지다."""
    made: list[str] = []
    for word in map(_root, phrase.split()):
        made += [f"{word.removesuffix(STEM)}다"] if word.endswith(STEM) else lexicon.terms(word)
    return made


def _root(word: str) -> str:
    """조용하- is the noun 조용, as an index has it; other stems stay marked."""
    return word.removesuffix(_DOING) if len(word) > len(_DOING) + 1 else word
