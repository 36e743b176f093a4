# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""Times of the clock in sentences of four languages: 오후 3시, half of the day said or not, 9am, 十点半."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from agent.tools.terms.aim import aim, flight
from agent.tools.terms.calendar import NIGHT, NOON, Span
from agent.tools.terms.days import day
from agent.tools.text.sieve import Sieve

_PARTS: Final = {
    "am": r"아침|오전|새벽|이른\s?아침|in\sthe\smorning|morning|a\.?m\.?|午前|朝|早朝|明け方|未明|早上|上午|清晨|凌晨|早晨",
    "pm": r"오후|저녁|낮|점심|대낮|in\sthe\s(?:afternoon|evening)|afternoon|evening|p\.?m\.?|tonight|午後|夕方|昼|下午|中午|傍晚",
    "night": r"밤|심야|한밤|오늘\s?밤|at\snight|夜|深夜|晚上|夜里|半夜|晚",
}
_PART: Final = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_KOREAN: Final = {
    name: number
    for number, name in enumerate(
        ("한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"), 1
    )
}
_CHINESE: Final = {
    "一": 1, "二": 2, "两": 2, "兩": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12,
}  # fmt: skip
_LEAD: Final = rf"(?:(?:{_PART})(?:에|의|の|,)?\s?)?"
_CLOCKS: Final = (
    Sieve(
        _LEAD
        + r"(?P<hour>\d{1,2}|열한|열두|열|다섯|여섯|일곱|여덟|아홉|한|두|세|네)\s?시(?![간장청민외작])\s?(?:(?P<minute>\d{1,2})\s?분|(?P<half>반))?",
    ),
    Sieve(
        _LEAD + r"(?P<hour>\d{1,2})\s?時(?!間)\s?(?:(?P<minute>\d{1,2})\s?分|(?P<half>半))?"
    ),
    Sieve(
        _LEAD
        + r"(?P<hour>\d{1,2}|十[一二]?|[一二两兩三四五六七八九])(?:点|點)(?!心)(?:(?P<minute>\d{1,2})分?|(?P<half>半)|钟|鐘)?",
    ),
    Sieve(_LEAD + r"(?<![\d.,:])(?P<hour>\d{1,2}):(?P<minute>[0-5]\d)(?!\d)(?:\s?(?P<after>a\.?m\b\.?|p\.?m\b\.?))?"),
    Sieve(r"(?<![\d.,:])(?P<hour>\d{1,2})(?:[:.](?P<minute>[0-5]\d))?\s?(?P<after>a\.?m\b\.?|p\.?m\b\.?)"),
    Sieve(r"\b(?:by|at|before|around|until|after)\s(?P<hour>\d{1,2})(?:\s?o'?clock)?(?=\s(?:today|tomorrow|tonight|in\sthe|on|from|to|at)\b|\s?[,.?!]|\s?$)"),
)  # fmt: skip
_NOONS: Final = Sieve(r"(?P<noon>정오|\bnoon\b|正午)|(?P<midnight>자정|\bmidnight\b|真夜中|午夜|零点)")  # fmt: skip


def clocks(text: str) -> Iterator[Span]:
    for pattern in _CLOCKS:
        for match in pattern.finditer(text):
            group = match.groupdict()
            hour = int(number(group["hour"]))
            if hour > 24 or (pattern is _CLOCKS[2] and not _meant(text, match)):  # noqa: PLR2004 (hours)
                continue
            minutes = hour * 60 + (30 if group.get("half") else int(group.get("minute") or 0))
            part = _part(text, match)
            minutes, half = _half(minutes, part, exact=group["hour"].startswith("0"))
            yield _span(text, match, minutes, half=half)
    for match in _NOONS.finditer(text):
        yield _span(text, match, 12 * 60 if match["noon"] else 24 * 60, half=True)


def _meant(text: str, match: re.Match[str]) -> bool:
    """一点 is a little as well as one o'clock."""
    if match["hour"].isdigit() or match["half"] or any(match[name] for name in _PARTS):
        return True
    return bool(re.match(r"(?:前|之前|出发|出發|到|左右|从)", text[match.end() :]))


def _part(text: str, match: re.Match[str]) -> str | None:
    group = match.groupdict()
    after = (group.get("after") or "").lower()
    if after:
        return "am" if after.startswith("a") else "pm"
    part = next((name for name in _PARTS if group.get(name)), None)
    if part is None and match.group().isascii():
        behind = re.match(rf"(?:\s(?:today|tomorrow))?\s(?:{_PART})", text[match.end() :], re.IGNORECASE)
        if behind:
            return next(name for name in _PARTS if behind[name])
        if re.search(r"\btonight\b", text, re.IGNORECASE):
            return "night"
        both = ("am", "pm")
        return next(
            (n for n in both if re.search(rf"\btomorrow\s(?:{_PARTS[n]})", text, re.IGNORECASE)), None
        )
    return part


def _half(minutes: int, part: str | None, *, exact: bool) -> tuple[int, bool]:
    """Minutes of the day, and whether the half of the day is known."""
    hour = minutes // 60
    if part == "am":
        return minutes % (NOON * 60) if hour == NOON else minutes, True
    if part == "pm" and hour < NOON:
        return minutes + NOON * 60, True
    if part == "night":
        if hour == NOON:
            return minutes + NOON * 60, True
        return (minutes + 24 * 60 if hour < NIGHT else minutes + NOON * 60 if hour < NOON else minutes), True
    return minutes, part is not None or exact or hour > NOON or hour == 0


def _span(text: str, match: re.Match[str], minutes: int, *, half: bool) -> Span:
    kind, end = aim(text, match)
    flies = flight(text, match, end)
    start, said = day(text, match.start())
    when = replace(said, kind="arrive" if flies else kind, minutes=minutes, half=half, flight=flies)
    return Span(start, end, when)


def number(text: str | None) -> float:
    if text is None:
        return 0
    if text.isdigit():
        return int(text)
    return {"半": 0.5, "a": 1, "an": 1, **_KOREAN, **_CHINESE}.get(text.lower(), 1)
