# ruff: noqa: E501 (tables of words read best by the line)
"""How many travel together, of which age and with whom: 네 명이서, 어른 둘 애 하나, 2 adults and a child, 친구 셋이랑."""

import re
from typing import Final, Literal

Who = Literal["adult", "youth", "child", "senior", "infant"]

_NUMBERS: Final = {
    "하나": 1, "한": 1, "둘": 2, "두": 2, "셋": 3, "세": 3, "넷": 4, "네": 4, "다섯": 5, "여섯": 6, "일곱": 7,
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6,
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6,
}  # fmt: skip
_KOREAN: Final[dict[Who, str]] = {
    "adult": "어른|성인|대인|대학생",
    "youth": "청소년|중학생|고등학생|중고생|중·고생|고딩|중딩",
    "child": "어린이|아이|애|초등학생|초등생|초딩|소인|꼬마",
    "senior": "어르신|노인|경로|할머니|할아버지|(?:만\\s?)?65세\\s?이상",
    "infant": "유아|아기|갓난아기",
}
_ENGLISH: Final[dict[Who, str]] = {
    "adult": "adults?", "youth": "teen(?:ager)?s?|youths?", "child": "kids?|child(?:ren)?",
    "senior": "seniors?|elderly", "infant": "infants?|bab(?:y|ies)|toddlers?",
}  # fmt: skip
_JAPANESE: Final[dict[Who, str]] = {
    "adult": "大人|おとな", "youth": "中学生|高校生|中高生", "child": "子供|子ども|こども|小学生|小人",
    "senior": "シニア|高齢者", "infant": "幼児|赤ちゃん",
}  # fmt: skip
_CHINESE: Final[dict[Who, str]] = {
    "adult": "大人|成人", "youth": "青少年|中学生|高中生|初中生", "child": "小孩子?|孩子|儿童|兒童|小朋友",
    "senior": "老人家?|长者", "infant": "婴儿|幼儿",
}  # fmt: skip


def _kinds(words: dict[Who, str]) -> str:
    return "|".join(f"(?P<{who}>{said})" for who, said in words.items())


_OF_KIND: Final = (
    re.compile(
        rf"(?<![가-힣])(?:{_kinds(_KOREAN)})들?(?:이|은|는|만)?\s?(?:(?P<bare>하나|둘|셋|넷|다섯)|(?P<number>\d{{1,2}}|한|두|세|네|다섯|여섯)\s?(?:명|사람|분|장))"
    ),
    re.compile(
        rf"\b(?P<number>\d{{1,2}}|an?|one|two|three|four|five|six)\s(?:{_kinds(_ENGLISH)})\b", re.IGNORECASE
    ),
    re.compile(rf"(?:{_kinds(_JAPANESE)})\s?(?P<number>\d{{1,2}}|[一二三四五六])(?:人|名|枚)"),
    re.compile(rf"(?P<number>\d{{1,2}}|[一二两兩三四五六])(?:个|個|位|名|张|張)?(?:{_kinds(_CHINESE)})"),
)
_ALL: Final = re.compile(
    r"(?<![가-힣\d])(?:(?P<ko>\d{1,2}|두|세|네|다섯|여섯|일곱)\s?(?:명|사람|식구|인\s?가족|인(?=이|\s))|(?P<bare>둘|셋|넷|다섯)(?:이서?|이(?=\s|면|서|$)|(?=면))(?![가-힣]*랑))"
    r"|\b(?:(?P<en>\d{1,2}|two|three|four|five|six)\s(?:people|persons|of\sus|friends|passengers|tickets)|(?:family|group|party)\sof\s(?P<of>\d{1,2}|two|three|four|five|six)|(?:we\sare|we're)\s(?P<we>\d{1,2}|two|three|four|five|six)\b|for\s(?P<for>two|three|four|five|six)\b(?!\s(?:day|night|hour|week)))"
    r"|(?P<ja>\d{1,2}|[二三四五六])人(?![気口])|(?P<zh>\d{1,2}|[二两兩三四五六])(?:个|個)人",
    re.IGNORECASE,
)
"""So many in all, of whom nothing else is said."""
_BESIDE: Final = re.compile(
    r"(?<![가-힣])(?:친구|동료|동생|언니|오빠|누나|형|조카|아이|애)들?\s?(?:(?P<one>하나|둘|셋|넷|다섯)|(?P<many>\d{1,2}|한|두|세|네|다섯)\s?(?:명|사람))(?:이?랑|하고|과|와)(?![가-힣])"
)
"""Who comes along with the one who asks: 친구 셋이랑."""
WITH: Final = re.compile(r"[가-힣](?:이?랑|하고|이서|끼리)$")
"""A word for company, and no end of a way: 엄마랑, 둘이서."""
_MOST: Final = 20
"""Travellers at most; more is no number of people."""


def counted(text: str) -> tuple[tuple[Who, int], ...]:
    """The guests by age, adults first; empty where no number is told. Who is not told to be young is an adult."""
    found: dict[Who, int] = {}
    rest = text
    for pattern in _OF_KIND:
        for match in pattern.finditer(rest):
            groups = match.groupdict()
            who = next(kind for kind in _KOREAN if groups[kind])
            found[who] = found.get(who, 0) + _number(groups.get("bare") or groups["number"])
        rest = pattern.sub(" ", rest)
    whole = _ALL.search(rest)
    if whole and "adult" not in found:
        left = _number(next(filter(None, whole.groups()))) - sum(found.values())
        if left > 0:
            found["adult"] = left
    return tuple((who, found[who]) for who in _KOREAN if 0 < found.get(who, 0) <= _MOST)


def people(text: str) -> int | None:
    """How many travel together, 2–20; None where nobody says."""
    told = counted(text)
    beside = _BESIDE.search(text)
    if beside and len(told) < 2:  # noqa: PLR2004 (a party told in full counts the asker too)
        return _party(1 + _number(beside["one"] or beside["many"]))
    return _party(sum(count for _, count in told))


def without(text: str) -> str:
    """The text without what counts its guests."""
    for pattern in (*_OF_KIND, _BESIDE, _ALL):
        text = pattern.sub(" ", text)
    return text


def _party(count: int) -> int | None:
    return count if 1 < count <= _MOST else None


def _number(said: str) -> int:
    return int(said) if said.isdigit() else _NUMBERS[said.lower()]
