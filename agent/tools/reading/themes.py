"""Words that say what a place may be: kinds, tags and districts, in the words that people use for them."""

import re
from typing import Final, Literal

from rag.passage import DISTRICTS, KINDS, TAGS

_LITTLE: Final = frozenset(
    (
        *("서울", "서울의", "좋은", "곳", "데", "있는", "괜찮은", "유명한", "예쁜", "멋진"),
        *("in", "seoul", "the", "a", "best", "good", "nice", "of", "with", "for", "and"),
    )
)


def _spoken(words: str) -> list[str]:
    return [word.lower() for word in words.split() if len(word) > 1 or not word.isascii()]


_KINDS: Final = frozenset(word for words in KINDS.values() for word in _spoken(f"{words.ko} {words.other}"))
_TAGS: Final = frozenset(
    word for key, words in TAGS.items() for word in _spoken(f"{key} {words.ko} {words.other}")
)
_AREAS: Final = frozenset(
    part for name in DISTRICTS for part in (name, name.removesuffix("구")) if len(part) > 1
)
_PARTICLES: Final = ("에서", "에", "의", "이", "한", "쪽", "s", "es")


def theme(word: str) -> Literal["kind", "theme", "little"] | None:
    """What a word says of a wish; None when it says something else."""
    for form in (word, *(word.removesuffix(end) for end in _PARTICLES if word.endswith(end))):
        if form in _KINDS:
            return "kind"
        if form in _TAGS:
            return "theme"
        if form in _AREAS or form in _LITTLE:
            return "little"
    return None


_WORDS: Final = re.compile(r"[가-힣]+|[a-z]+")
_SHORT: Final = 40
"""Characters: what says more is no bare wish."""


def themed(text: str) -> bool:
    """무료 미술관, 종로 한옥: nothing but what a place may be, and where."""
    told = [theme(word) for word in _WORDS.findall(text.lower())]
    return len(text) <= _SHORT and all(told) and ("kind" in told or told.count("theme") > 1)
