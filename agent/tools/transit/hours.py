"""Hours and days as one says them, in four languages."""

from datetime import datetime

from agent.tools.decision import Language

_DAYS = {
    "ko": ("", "내일 ", "{month}월 {day}일 "),
    "en": ("", "tomorrow", "on {month}/{day}"),
    "ja": ("", "明日", "{month}月{day}日"),
    "zh": ("", "明天", "{month}月{day}日"),
}


DAWN = 6
"""The hour at which a Chinese and a Korean morning begins."""


def said(moment: datetime, now: datetime, language: Language, *, beside: datetime | None = None) -> str:
    """내일 오전 9시, 11월 23일 오후 6시: the day only where it is not today, nor that of `beside`."""
    if beside is not None and moment.date() == beside.date():
        return clock(moment, language)
    days = (moment.date() - now.date()).days
    if language == "ko" and moment.hour == 0 and days == 1:  # to a Korean the night of the day before
        return f"오늘 {clock(moment, language)}"
    day = _DAYS[language][days if days in (0, 1) else 2].format(month=moment.month, day=moment.day)
    return f"{clock(moment, language)} {day}".strip() if language == "en" else day + clock(moment, language)


def clock(moment: datetime, language: Language) -> str:
    hour, minute = moment.hour % 12 or 12, moment.minute
    early = moment.hour < 12  # noqa: PLR2004 (noon)
    if language == "en":
        return f"{hour}:{minute:02d} {'a.m.' if early else 'p.m.'}"
    if language == "ja":
        return f"{'午前' if early else '午後'}{hour % 12}時" + (f"{minute}分" if minute else "")
    if language == "zh":
        part = "凌晨" if moment.hour < DAWN else "上午" if early else "下午"
        return f"{part}{hour}点" + (f"{minute:02d}分" if minute else "")
    part = next(part for until, part in _PARTS if moment.hour < until)
    return f"{part} {hour}시" + (f" {minute}분" if minute else "")


_PARTS = ((1, "밤"), (DAWN, "새벽"), (12, "오전"), (13, "낮"), (24, "오후"))
"""Until which hour a Korean speaks so of the time."""
