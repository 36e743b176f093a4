"""Which language a text is in, by its script: enough for the four that the guide speaks."""

import re

from evals.case import Language

_LINK = re.compile(r"https?://\S+")
_BRACKETED = re.compile(r"[「『(（\[][^」』)）\]]*[」』)）\]]")
_KANA = re.compile(r"[ぁ-ゖァ-ヺ]")
_HAN = re.compile(r"[一-鿿]")
_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[A-Za-z]")
HAN_WEIGHT = 3
"""A Chinese character says as much as about three letters."""


def spoken(text: str) -> Language:
    """The language that most of the text is in; names in brackets and links do not count."""
    plain = _BRACKETED.sub("", _LINK.sub("", text))
    kana, han = len(_KANA.findall(plain)), len(_HAN.findall(plain))
    hangul, latin = len(_HANGUL.findall(plain)), len(_LATIN.findall(plain))
    counts: dict[Language, float] = {
        "ko": hangul * HAN_WEIGHT,
        "en": latin,
        "ja": (kana + han) * HAN_WEIGHT if kana * 4 > han else 0,
        "zh": han * HAN_WEIGHT if kana * 4 <= han else 0,
    }
    return max(counts, key=lambda language: counts[language])
