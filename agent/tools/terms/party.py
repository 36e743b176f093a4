# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""How many travel together, and with whom: 네 명이서, 어른 둘 애 하나, 친구 셋이랑."""

import re
from typing import Final

_COUNTS: Final = {
    "하나": 1, "한": 1, "둘이": 2, "둘": 2, "셋이": 3, "셋": 3, "넷이": 4, "넷": 4, "다섯이": 5,
    "두": 2, "세": 3, "네": 4, "다섯": 5, "여섯": 6,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6,
}  # fmt: skip
_PEOPLE: Final = re.compile(
    r"(?<![가-힣\d])(?:(?P<ko>\d{1,2}|두|세|네|다섯|여섯)\s?(?:명|사람|식구|인\s?가족|인(?=이|\s))|(?P<bare>둘이|셋이|넷이|다섯이)(?:서)?)"
    r"|\b(?:(?P<en>\d{1,2}|two|three|four|five|six)\s(?:people|persons|adults|of\sus|friends|passengers)|(?:family|group|party)\sof\s(?P<of>\d{1,2}|two|three|four|five|six)|(?:we\sare|we're)\s(?P<we>\d{1,2}|two|three|four|five|six)\b)"
    r"|(?P<ja>\d{1,2}|[二三四五六])人(?!気)|(?P<zh>\d{1,2}|[两二三四五六])个人",
    re.IGNORECASE,
)
_KINDS = "어른|성인|대인|애기|애|아이|아기|어린이|소인|청소년|학생|초등학생|중학생|고등학생|노인|어르신"
_OF_KIND: Final = re.compile(
    rf"(?<![가-힣])(?:{_KINDS})들?(?:이|은|는)?\s?(?:(?P<one>하나|둘|셋|넷|다섯)|(?P<many>\d{{1,2}}|한|두|세|네|다섯)\s?(?:명|사람))"
)
"""So many of one kind: 어른 둘, 아이 1명."""
_BESIDE: Final = re.compile(
    r"(?<![가-힣])(?:친구|동료|동생|언니|오빠|누나|형|조카|아이|애)들?\s?(?:(?P<one>하나|둘|셋|넷|다섯)|(?P<many>\d{1,2}|한|두|세|네|다섯)\s?(?:명|사람))(?:이?랑|하고|과|와)(?![가-힣])"
)
"""Who comes along with the one who asks: 친구 셋이랑."""
WITH: Final = re.compile(r"[가-힣](?:이?랑|하고|이서|끼리)$")
"""A word for company, and no end of a way: 엄마랑, 둘이서."""
_MOST: Final = 20


def people(text: str) -> int | None:
    """How many they are, 2–20; None where nobody says."""
    kinds = [_count(match["one"] or match["many"]) for match in _OF_KIND.finditer(text)]
    if len(kinds) > 1:
        return _party(sum(kinds))
    beside = _BESIDE.search(text)
    if beside:
        return _party(1 + _count(beside["one"] or beside["many"]))
    match = _PEOPLE.search(text)
    return _party(_count(next(group for group in match.groups() if group))) if match else None


def _count(said: str) -> int:
    return int(said) if said.isdigit() else _COUNTS.get(said.lower(), 0)


def _party(count: int) -> int | None:
    return count if 1 < count <= _MOST else None
