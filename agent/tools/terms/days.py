# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""The day that a time is said with, in four languages: tomorrow, next Friday, 12월 25일."""

import re
from typing import Final

from agent.tools.terms.calendar import When

SATURDAY: Final = 5
_DAYS: Final = {"오늘": 0, "today": 0, "tonight": 0, "今日": 0, "今天": 0, "今晚": 0, "今夜": 0, "내일모레": 2, "내일": 1, "낼": 1, "tomorrow": 1, "明日": 1, "明天": 1, "明早": 1, "明晚": 1, "모레": 2, "明後日": 2, "あさって": 2, "后天": 2, "後天": 2, "글피": 3}  # fmt: skip
_WEEK: Final = ("월월monday月一", "화화tuesday火二", "수수wednesday水三", "목목thursday木四", "금금friday金五", "토토saturday土六", "일일sunday日日天")  # fmt: skip

_FEASTS: Final = {
    "eve": (r"(?:크리스마스|성탄절?)\s?이브|\bchristmas\seve\b|クリスマス・?イブ|平安夜|圣诞夜", (12, 24)),
    "christmas": (r"(?:크리스마스|성탄절)(?!\s?(?:마켓|트리|장식|선물|분위기|행사|축제|시즌|조명))|\bchristmas(?:\sday)?\b(?!\s(?:market|tree|light|decor|gift|season|eve))|クリスマス(?!マーケット|ツリー|・?イブ)|圣诞节?(?!树|市集|夜)", (12, 25)),
    "new_year": (r"새해\s?첫날|신정|\bnew\syear'?s?\sday\b|元旦|元日", (1, 1)),
    "independence": (r"삼일절|3[·.]1절", (3, 1)),
    "children": (r"어린이날", (5, 5)),
    "memorial": (r"현충일", (6, 6)),
    "liberation": (r"광복절", (8, 15)),
    "foundation": (r"개천절", (10, 3)),
    "hangul": (r"한글날", (10, 9)),
}  # fmt: skip
"""Feasts of one day of the year, what is called so, and month and day; those of the moon are not among them."""
_FEAST: Final = "|".join(f"(?P<{name}>{words})" for name, (words, _) in _FEASTS.items())

_DAY: Final = re.compile(
    r"(?P<near>내일모레|오늘|내일|(?<![가-힣])낼|모레|글피|\btoday\b|\btonight\b|\btomorrow\b|今日|明日|明後日|あさって|今天|今晚|今夜|明天|明早|明晚|后天|後天)"
    r"|(?P<next>다음\s?주|담\s?주|next\s|来週の?|下周|下个?星期|下週)?\s?(?:(?P<ko>[월화수목금토일])요일|\b(?P<en>monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b|(?P<ja>[月火水木金土日])曜日?|(?:周|星期|礼拜|週)?(?<=[周期拜週])(?P<zh>[一二三四五六日天]))"
    r"|(?P<weekend>주말|\bweekend\b|週末|周末)"
    r"|(?P<month>\d{1,2})\s?[월月/]\s?(?P<date>\d{1,2})\s?[일日号號]?|" + _FEAST,
    re.IGNORECASE,
)


def day(text: str, start: int) -> tuple[int, When]:
    """Where a time begins with its day, and the day: the one said right before it, else anywhere in the text."""
    days = list(_DAY.finditer(text))
    if not days:
        return start, When("depart")
    before = [
        match for match in days if match.end() <= start and not text[match.end() : start].strip(" 에의の,")
    ]
    match = before[-1] if before else days[0]
    if match["near"]:
        said = When("depart", day=_DAYS[match["near"].lower()])
    elif match["month"]:
        said = When("depart", date=(int(match["month"]), int(match["date"])))
    elif match["weekend"]:
        said = When("depart", weekday=SATURDAY)
    elif feast := next((name for name in _FEASTS if match[name]), None):
        said = When("depart", date=_FEASTS[feast][1])
    else:
        name = (match["ko"] or match["en"] or match["ja"] or match["zh"]).lower()
        weekday = next(i for i, names in enumerate(_WEEK) if _names(names, name, match))
        said = When("depart", weekday=weekday, week=bool(match["next"]))
    return (match.start() if before else start), said


def _names(names: str, name: str, match: re.Match[str]) -> bool:
    if match["ko"]:
        return names[0] == name
    if match["en"]:
        return name in names
    return name in (names[-3:] if match["zh"] else names[2:])
