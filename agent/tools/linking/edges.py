"""Where a name may begin and end: never inside another word."""

import re

from agent.tools.text.fold import Flat
from agent.tools.text.particle import closes
from agent.tools.text.words import BEFORE, COMMON, EVERYDAY

_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[a-z0-9]")
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_REST = re.compile(r"[가-힣A-Za-z0-9]*(?:->|→)?")
_KATAKANA, _KANA = re.compile(r"[ァ-ヺ]"), re.compile(r"[ァ-ヺー]")
_HAN = re.compile(r"[一-鿿]")
_PARTICLE = re.compile(r"[ァ-ヺー][でにはをがともへやのか]$")
"""Behind a name in katakana, no letter of it: ソウルで is no 서울대."""
_LARGER = re.compile(r"大[桥橋]|(?:大学)?[病医醫][院]|小学|中学|高校|派出所|教会")
"""Behind a name in Chinese characters: the name of something else, 盘浦大桥."""
_SPACE = re.compile(r"\s")
_SHORT = 3
"""Characters: so short a name is none when pieced together from two words, or begun by an everyday one."""
_BUSINESS = re.compile(
    r"\s+(?:Caf[eé]|Hotel|Restaurant|Hostel|Guest\s?house|Store|Branch|Clinic|Hospital|Bakery|Pub)\b"
)
"""A business named after a place is not that place."""


def opens(text: str, flat: Flat, at: int, before: int) -> bool:
    """Whether a word starts at `flat.text[at]`. `before`: where the last name ended, or -1."""
    start = flat.at[at]
    if start == 0:
        return True
    char, previous = flat.text[at], text[start - 1]
    if _HAN.match(char):
        return True
    if _KATAKANA.match(char):
        return not _KANA.match(previous)
    if not _WORD.match(previous):
        return True
    if _LATIN.match(char):
        return not (previous.isascii() and previous.isalnum())
    if previous.isascii():
        return True
    if 0 <= before < start and not _SPACE.search(text, before, start):
        return closes(text[before:start])
    return bool(BEFORE.search(text[:start]))


_UNSPACED = re.compile(
    r"[가-힣\d]{2}(?:는데|인데|은데|들고|타고|보고|먹고|끝나고|택시로|버스로|지하철로|전철로|까지|에서|부터|시에|시반에|분에|이서|이랑|하고|그럼|근데|혹시|지금|이따|출발|도착|역서)$"
)


def follows(text: str, at: int) -> bool:
    """Whether a long name may start at `at` in a message without spaces: 캐리어들고서울역에서."""
    return bool(_UNSPACED.search(text, max(0, at - 12), at))


def ends(text: str, end: int, name: str) -> bool:
    """Whether the word ends here, but for particles."""
    if end > 1 and _PARTICLE.match(text, end - 2, end):
        return False
    if end >= len(text):
        return True
    last, following = name[-1], text[end]
    if _HANGUL.match(last):
        match = _REST.match(text, end)
        rest = match.group() if match else ""
        if len(name) <= _SHORT and rest and name + rest in EVERYDAY:  # 그대로, 방이
            return False
        if rest.startswith("안") and last == "동" and name[:-1] in EVERYDAY | COMMON:  # 방학 동안
            return False
        return closes(rest) if not rest or _HANGUL.match(rest) or rest.startswith(("-", "→")) else True
    if _LATIN.match(last):
        if _BUSINESS.match(text, end):
            return False
        if _HANGUL.match(following):
            match = _REST.match(text, end)
            return closes(match.group() if match else "")
        return not (following.isascii() and following.isalnum())
    if _HAN.match(last) and _LARGER.match(text, end):
        return False
    return not (_KATAKANA.match(last) and _KATAKANA.match(following))


def pieced(text: str, start: int, end: int, name: str) -> bool:
    """Whether a short name was put together from two words: 내 방, 이 대로."""
    if len(name) > _SHORT or not _HANGUL.match(name[0]):
        return False
    head, space, _ = text[start:end].partition(" ")
    return bool(space) and (len(name) < _SHORT or (len(head) == 1 and head != "더"))
