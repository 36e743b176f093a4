"""Times, days and months as Korean sources write them, brought to one spelling and to numbers."""

import re
from collections.abc import Iterable

from data.schedule import HOLIDAY

NOON, MIDNIGHT = 12 * 60, 24 * 60
_DAWN, _EARLY, _EVENING = 5 * 60, 6 * 60, 15 * 60
"""Closing times up to 06:00 belong to the night of the day before, where it opens in the afternoon."""

WEEKDAYS = "월화수목금토일"
DAY_WORDS = {
    "매일": tuple(range(8)),
    "평일": (0, 1, 2, 3, 4),
    "주중": (0, 1, 2, 3, 4),
    "주말": (5, 6),
    "공휴일": (HOLIDAY,),
    "휴일": (6, HOLIDAY),
    "국경일": (HOLIDAY,),
}
NTH = {
    "두": 2,
    "세": 3,
    "네": 4,
    "첫": 1,
    "첫째": 1,
    "둘째": 2,
    "셋째": 3,
    "넷째": 4,
    "다섯째": 5,
    "마지막": -1,
}
_SUMMER, _WINTER = tuple(range(3, 11)), (11, 12, 1, 2)
SEASONS = {"하절기": _SUMMER, "하계": _SUMMER, "동절기": _WINTER, "동계": _WINTER, "연중": ()}
"""Where a source gives no months: what most public places of Seoul mean."""

_AROUND = re.compile(r"\s*~\s*")
_TAG = re.compile(r"<[^>]*>")
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), to)
    for pattern, to in (
        (r"&nbsp;|\u00a0|[\r\n\t]+", " "),
        (r"[~∼〜～–—−]|->|→", "~"),
        (r"(?<=[\d분시월화수목금토일])\s*-\s*(?=[\d오밤새월화수목금토일])", "~"),
        (r"[‧・ㆍ∙•·？?]", "·"),
        (r"(\d{1,2}:\d{2}|\d시)\s*·\s*(?=(?:오전|오후)?\s*\d)", r"\1~"),
        (r"：", ":"),
        (r"::", ":"),
        (r"\bKST\b|\(KST\)", ""),
        (r"밤\s*12시|자정", "24:00"),
        (r"낮\s*12시|정오", "12:00"),
        (r"(\d{1,2})\s*시\s*(\d{1,2})\s*분(?!\s*전)", r"\1:\2"),
        (r"(?<![\d:])(\d{1,2})\s*시\s*반", r"\1:30"),
        (r"(?<![\d:])(\d{1,2})\s*시(?!간|설|민|립|즌|도)", r"\1:00"),
        (r"(?<!\d)(\d):(\d\d)", r"0\1:\2"),
        (r"(\d{1,2}:\d{2})\s*(am|pm)\b", r"\2 \1"),
        (r"\b(am|a\.m\.)(?=\W)", "오전"),
        (r"\b(pm|p\.m\.)(?=\W)", "오후"),
        (r"(?:익일|다음\s?날|명일)\s*(?:오전|새벽)?\s*(?=\d)", "익일"),
        (
            r"법정\s*공휴일|국가\s*공휴일|정부\s*지정\s*공휴일|관공서\s*공휴일|일반\s*공휴일|법정\s*휴일|공휴일날",
            "공휴일",
        ),
        (r"주\s*말", "주말"),
        (r"\s+", " "),
    )
)
_HALF = re.compile(r"(오전|오후|새벽|아침|저녁|밤|낮|익일)\s*(\d{1,2}):(\d{2})")
_LATER = frozenset({"오후", "저녁", "밤", "낮"})


def tidy(text: str) -> str:
    """One spelling of separators and clocks, 24 hours: 오후 6시 30분 → 18:30, 익일 02:00 → 26:00."""
    text = _TAG.sub(" ", text)
    for pattern, to in _RULES:
        text = pattern.sub(to, text)
    return _HALF.sub(_whole, text).strip()


def _whole(found: re.Match[str]) -> str:
    half, hour, minute = found.group(1), int(found.group(2)), found.group(3)
    if half == "익일":
        hour += 24
    elif half in _LATER and hour < 12:  # noqa: PLR2004
        hour += 12
    elif half == "오전" and hour == 12:  # noqa: PLR2004
        hour = 0
    return f"{hour:02}:{minute}"


def minutes(clock: str) -> int:
    """Minutes since 00:00 of HH:MM."""
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def closing(opens: int, closes: int) -> int | None:
    """The closing time on the opening's count; None where the two make no sense.

    10:00~6:00 with a half left out is 18:00; 18:00~02:00 goes past midnight.
    """
    if closes > opens:
        return closes
    if closes < NOON and closes + NOON > opens and (closes > _EARLY or opens < _EVENING) and closes >= _DAWN:
        return closes + NOON
    return closes + MIDNIGHT if closes <= _EARLY else None


_DAYS_APART = re.compile(r"[·,/\s]|및|와|과")
_MONTHS_APART = re.compile(r"[·,/\s]|및")


def days(words: str) -> tuple[int, ...] | None:
    """월~금 → 0–4, 토·일·공휴일 → 5, 6, 7, 평일 → 0–4; () is every day; None where it is something else."""
    found: set[int] = set()
    for part in _DAYS_APART.split(words):
        if not part:
            continue
        word = part.replace("요일", "").removeprefix("매주")
        if word in DAY_WORDS:
            found.update(DAY_WORDS[word])
        elif "~" in word:
            first, last = (WEEKDAYS.find(end.strip()) for end in word.split("~", 1))
            if min(first, last) < 0:
                return None
            found.update(span(first, last, 7))
        elif word and all(letter in WEEKDAYS for letter in word):
            found.update(WEEKDAYS.index(letter) for letter in word)
        else:
            return None
    return () if found >= set(range(7)) else tuple(sorted(found))


def months(words: str) -> tuple[int, ...] | None:
    """3~10월 → 3 … 10, 11~2월 → 11, 12, 1, 2; None where it is something else."""
    found: list[int] = []
    for part in _MONTHS_APART.split(_AROUND.sub("~", words.replace("월", " "))):
        if not part:
            continue
        ends = part.split("~")
        if not all(end.isdigit() and 1 <= int(end) <= 12 for end in ends):  # noqa: PLR2004
            return None
        found += (
            [int(part)]
            if len(ends) == 1
            else [at + 1 for at in span(int(ends[0]) - 1, int(ends[-1]) - 1, 12)]
        )
    return tuple(dict.fromkeys(found))


def span(first: int, last: int, size: int) -> Iterable[int]:
    """From first to last, around the end: 10 to 1 of 12 is 10, 11, 0, 1."""
    return ((first + step) % size for step in range((last - first) % size + 1))
