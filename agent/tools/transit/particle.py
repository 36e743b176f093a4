"""Korean particles, which depend on how the word before them ends."""

import re
from typing import Final

_FIRST: Final = 0xAC00
_LAST: Final = 0xD7A3
_FINALS: Final = 28
_RIEUL: Final = 8
_DIGITS: Final = {"0": 21, "1": 8, "2": 0, "3": 16, "4": 0, "5": 0, "6": 1, "7": 8, "8": 8, "9": 0}
"""Final consonants of the digits as they are read: 영, 일, 이, 삼 …"""
_LATIN: Final = {"l": _RIEUL, "r": _RIEUL, "m": 16, "n": 4}
"""Letters whose names, or word ends, close with a consonant."""
_ASIDE: Final = re.compile(r"\s*\([^)]*\)$")


def final(word: str) -> int:
    """The index of the last syllable's final consonant; 0 where it ends in a vowel."""
    text = _ASIDE.sub("", word).rstrip()
    last = text[-1:].lower()
    if last and _FIRST <= ord(last) <= _LAST:
        return (ord(last) - _FIRST) % _FINALS
    return _DIGITS.get(last, _LATIN.get(last, 0))


def attach(word: str, pair: str) -> str:
    """The word with the right one of two particles: `을/를`, `이/가`, `은/는`, `과/와`, `으로/로`, `이에요/예요`.

    An aside in brackets does not count: 신촌역(2호선)으로.
    """
    closed, opened = pair.split("/")
    end = final(word)
    if closed == "으로":
        return word + (closed if end not in {0, _RIEUL} else opened)
    return word + (closed if end else opened)
