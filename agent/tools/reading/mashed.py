"""Letters without sense: keys struck at random (ㅁㄴㅇㄹ, qwpo), syllables that Korean has not (뷁)."""

import re
from typing import Final

_JAMO: Final = re.compile(r"[ㄱ-ㅎㅏ-ㅣ\s.,!?~]*[ㄱ-ㅎㅏ-ㅣ][ㄱ-ㅎㅏ-ㅣ\s.,!?~]*")
"""ㅋㅋ and ㅠㅠ too: nothing is asked with them."""
_STRAY: Final = re.compile(r"[ㄱ-ㅎㅏ-ㅣ]")
_LAUGHED: Final = re.compile(r"[ㅋㅎㅠㅜㅡㅇㄱㅊㄴㄷㅅㅈㅂㄹㅁ]+(?=[\s.,!?~]|$)")
"""Written for a word: ㅋㅋ, ㄱㄱ, ㅊㅊ."""
_SYLLABLE: Final = re.compile(r"[가-힣]")
_LATIN: Final = re.compile(r"[a-z]{4,}(?:[\s;,.]+[a-z]{2,})*")
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_RUN: Final = 4
"""Neighbours on the keyboard, in order, that no word begins with."""
_STRUCK: Final = re.compile(
    "|".join(
        row[at : at + _RUN]
        for keys in _ROWS
        for row in (keys, keys[::-1])
        for at in range(len(keys) - _RUN + 1)
    )
    + r"|asd|qwe|zxc|sdf|dfg|fgh|jkl|xcv"
)
_OWN_CODE: Final = 2
_UNSAID: Final = re.compile(
    r"q[^uia]|v[^aeiouyr]|j[^aeiouyj]|x[bdgjknrsvz]|z[bcdfgjkmnpqrstvx]|[bcfghjkmpqvwz]x|[bcfghjkmpvwxyz]q|[cfghkpsv]j|[bcdfghjklmnpqrstvwxz]{6}"
)
"""Letters that stand together in no English word, nor in Korean or Chinese as Latin letters write it."""


def mashed(text: str) -> bool:
    """Whether a message has no word in it. Names that are known are the caller's to look up first."""
    if _JAMO.fullmatch(text):
        return True
    if _LATIN.fullmatch(text):
        return all(_STRUCK.match(word) or _UNSAID.search(word) for word in re.findall(r"[a-z]+", text))
    syllables = _SYLLABLE.findall(text)
    stray = len(_STRAY.findall(_LAUGHED.sub("", text)))
    if stray > len(syllables):
        return True
    return bool(syllables) and sum(not _used(each) for each in syllables) * 2 > len(syllables)


def _used(syllable: str) -> bool:
    """Whether a syllable is one of the 2350 of KS X 1001, with which one writes: others take more bytes."""
    return len(syllable.encode("euc_kr")) == _OWN_CODE
