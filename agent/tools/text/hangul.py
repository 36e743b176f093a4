# ruff: noqa: SIM905 (tables of letters)
"""Hangul by its letters: syllables taken apart into strokes, and words typed on the wrong keyboard layout."""

from functools import lru_cache

_FIRST, _LAST = 0xAC00, 0xD7A3
_LEAD = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWEL = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINAL = ("", *"ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
_KEYS = dict(
    zip(
        "rRseEfaqQtTdwWczxvgkoiOjpuPhynbml",
        "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎㅏㅐㅑㅒㅓㅔㅕㅖㅗㅛㅜㅠㅡㅣ",
        strict=True,
    )
)
_PAIRS = {
    "ㅗㅏ": "ㅘ", "ㅗㅐ": "ㅙ", "ㅗㅣ": "ㅚ", "ㅜㅓ": "ㅝ", "ㅜㅔ": "ㅞ", "ㅜㅣ": "ㅟ", "ㅡㅣ": "ㅢ",
}  # fmt: skip


_PARTS = {ord(whole): parts for parts, whole in _PAIRS.items()}
_PARTS |= {
    ord(whole): parts
    for whole, parts in zip(
        "ㄲㄸㅃㅆㅉㄳㄵㄶㄺㄻㄼㄽㄾㄿㅀㅄ",
        "ㄱㄱ ㄷㄷ ㅂㅂ ㅅㅅ ㅈㅈ ㄱㅅ ㄴㅈ ㄴㅎ ㄹㄱ ㄹㅁ ㄹㅂ ㄹㅅ ㄹㅌ ㄹㅍ ㄹㅎ ㅂㅅ".split(),
        strict=True,
    )
}
_ALIKE = {ord("ㅐ"): "ㅔ", ord("ㅒ"): "ㅖ"}


def syllable(char: str) -> bool:
    return _FIRST <= ord(char) <= _LAST


@lru_cache(maxsize=12_000)
def letters(char: str) -> tuple[str, str, str]:
    """Lead, vowel and final of one syllable; the final is empty for an open one."""
    at = ord(char) - _FIRST
    return _LEAD[at // 588], _VOWEL[at % 588 // 28], _FINAL[at % 28]


def strokes(text: str) -> str:
    """The keys of a Korean keyboard that type `text`: 꽃 → ㄱㄱㅗㅊ, 타우ㅓ as 타워; others stay."""
    return "".join(map(_strokes, text))


@lru_cache(maxsize=12_000)
def _strokes(char: str) -> str:
    return ("".join(letters(char)) if syllable(char) else char).translate(_PARTS)


def heard(text: str) -> str:
    """Strokes with vowels that sound alike made one (ㅐ, ㅔ; ㅙ, ㅚ, ㅞ): what a writer by ear types."""
    return "".join(map(_sounding, text))


@lru_cache(maxsize=12_000)
def _sounding(char: str) -> str:
    return _strokes(char).translate(_ALIKE).replace("ㅗㅔ", "ㅜㅔ").replace("ㅗㅣ", "ㅜㅔ")


def final(char: str) -> str:
    """The final consonant of a syllable, or an empty string."""
    return letters(char)[2] if syllable(char) else ""


def _compose(lead: str, vowel: str, last: str) -> str:
    return chr(_FIRST + _LEAD.index(lead) * 588 + _VOWEL.index(vowel) * 28 + _FINAL.index(last))


def typed(keys: str) -> str | None:
    """What the same key strokes give on the Korean two-set layout (`rudqhrrnd` → 경복궁).

    None when they do not spell whole syllables. Cluster finals (ㄳ, ㄺ …) are not needed for names.
    """
    try:
        strokes = [_KEYS[key] if key in _KEYS else _KEYS[key.lower()] for key in keys]
    except KeyError:
        return None
    merged: list[str] = []
    for stroke in strokes:
        pair = _PAIRS.get(merged[-1] + stroke) if merged else None
        if pair:
            merged[-1] = pair
        else:
            merged.append(stroke)
    vowels = [index for index, letter in enumerate(merged) if letter in _VOWEL]
    if not vowels or vowels[0] != 1:
        return None
    out: list[str] = []
    for vowel, after in zip(vowels, [*vowels[1:], len(merged) + 1], strict=True):
        gap = after - vowel - 2  # finals between this vowel and the next syllable's lead
        last = merged[vowel + 1] if gap == 1 and vowel + 1 < len(merged) else ""
        if gap not in (0, 1) or last not in _FINAL or merged[vowel - 1] not in _LEAD:
            return None
        out.append(_compose(merged[vowel - 1], merged[vowel], last))
    return "".join(out)
