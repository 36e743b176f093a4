"""Structured hours, closed days and fees in the one Korean wording of `places.jsonl`; `read` reads it back."""

from collections.abc import Iterable
from itertools import groupby

from data.schedule import DAY, HOLIDAY, Closed, Fees, Hours
from ingest.clock import WEEKDAYS

_NTH = {1: "첫째", 2: "둘째", 3: "셋째", 4: "넷째", 5: "다섯째", -1: "마지막"}
_FIXED = {"01-01": "1월 1일", "05-01": "근로자의 날", "12-25": "성탄절"}
_FEASTS = {"seollal": "설날", "chuseok": "추석", "buddha": "부처님오신날", "election": "선거일"}
_SHIFTS = {
    "closed": "",
    "open": "(공휴일이면 개관)",
    "next": "(공휴일이면 다음 날)",
    "next_weekday": "(공휴일이면 다음 평일)",
}
_WEEKEND, _WORKDAYS = (5, 6), (0, 1, 2, 3, 4)


def opening(hours: Iterable[Hours]) -> str | None:
    """3~10월 평일 09:00~18:00, 주말 10:00~17:00 (입장 마감 17:00); None where there is none."""
    spans = list(hours)
    if not spans:
        return None
    if any(span.always for span in spans):
        return "24시간"
    early = {span.close - span.last for span in spans if span.last is not None}
    common = early.pop() if len(early) == 1 and all(_last_told(span, spans) for span in spans) else None
    parts, before = [], None
    for span in spans:
        when = " ".join(
            filter(None, (_months(span.months), _nth(span), None if span.nth else days(span.days)))
        )
        said = f"{when} {_range(span)}" if when and when != before else _range(span)
        if common is None and span.last is not None:
            said += f" (입장 마감 {clock(span.last)})"
        parts.append(said)
        before = when
    return ", ".join(parts) + (f" (입장 마감 {_ahead(common)} 전)" if common else "")


def _last_told(span: Hours, spans: list[Hours]) -> bool:
    later = [
        each for each in spans if (each.days, each.months, each.nth) == (span.days, span.months, span.nth)
    ]
    return span.last is not None or span is not later[-1]


def _ahead(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join(filter(None, (f"{hours}시간" if hours else "", f"{rest}분" if rest else "")))


def _range(span: Hours) -> str:
    return f"{clock(span.open)}~{clock(span.close)}"


def clock(minutes: int) -> str:
    """1320 → 22:00, 1440 → 24:00, 1560 → 익일 02:00."""
    ahead, minutes = ("익일 ", minutes - DAY) if minutes > DAY else ("", minutes)
    return f"{ahead}{minutes // 60:02}:{minutes % 60:02}"


def _nth(span: Hours) -> str | None:
    if not span.nth:
        return None
    return "·".join(f"매월 {_NTH[nth]} {WEEKDAYS[day]}요일" for nth in span.nth for day in span.days)


def _months(months: tuple[int, ...]) -> str | None:
    return f"{'월·'.join(_runs(months, 12))}월" if months else None


def days(of: tuple[int, ...]) -> str | None:
    """(1, 2, 3, 4) → 화~금, (5, 6, 7) → 주말·공휴일; None is every day."""
    if not of:
        return None
    week = tuple(day for day in of if day != HOLIDAY)
    if week == _WORKDAYS:
        said = ["평일"]
    elif week == _WEEKEND:
        said = ["주말"]
    else:
        said = [_run(run) for run in _runs_of(week)]
        if said and len(said[-1]) == 1:
            said[-1] += "요일"
    return "·".join([*said, *(["공휴일"] if HOLIDAY in of else [])])


def _run(run: list[int]) -> str:
    if len(run) > 2:  # noqa: PLR2004
        return f"{WEEKDAYS[run[0]]}~{WEEKDAYS[run[-1]]}"
    return "·".join(WEEKDAYS[day] for day in run)


def _runs_of(numbers: tuple[int, ...]) -> list[list[int]]:
    return [
        [number for _, number in run]
        for _, run in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0])
    ]


def _runs(numbers: tuple[int, ...], size: int) -> list[str]:
    """Runs that may go around the end: 11, 12, 1, 2 → 11~2."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] % size + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [f"{run[0]}~{run[-1]}" if len(run) > 1 else str(run[0]) for run in runs]


def closing(closed: Closed | None) -> str | None:
    """매주 월요일(공휴일이면 다음 날), 1월 1일, 설날·추석 당일; None where it is unknown."""
    if closed is None:
        return None
    if closed == Closed():
        return "연중무휴"
    if closed.since:
        year, month = closed.since.split("-")
        return f"휴관 중({year}년 {int(month)}월부터)"
    parts = [*_weekly(closed)]
    if closed.holidays:
        parts.append("공휴일(일요일 제외)" if closed.sundays_open else "공휴일")
    parts += [_FIXED.get(date) or f"{int(date[:2])}월 {int(date[3:])}일" for date in closed.dates]
    for feasts, extent in ((closed.feasts, "당일"), (closed.feast_days, "연휴")):
        named = [_FEASTS[name] for name in ("seollal", "chuseok") if name in feasts]
        parts += [f"{'·'.join(named)} {extent}"] if named else []
    parts += [_FEASTS[name] for name in ("buddha", "election") if name in closed.feasts]
    if closed.months:
        parts.append(_months(closed.months) or "")
    return ", ".join(parts)


def _weekly(closed: Closed) -> Iterable[str]:
    if closed.weekdays:
        said = (
            "주말"
            if closed.weekdays == _WEEKEND
            else "매주 " + "·".join(WEEKDAYS[day] for day in closed.weekdays) + "요일"
        )
        yield said + _SHIFTS[closed.shift]
    if closed.nth:
        months = f"{'·'.join(map(str, closed.nth_months))}월" if closed.nth_months else "매월"
        by_day = groupby(sorted(closed.nth, key=lambda pair: pair[1]), lambda pair: pair[1])
        said = ", ".join(
            f"{months} {'·'.join(_NTH[nth] for nth, _ in pairs)} {WEEKDAYS[day]}요일" for day, pairs in by_day
        )
        yield said + ("" if closed.weekdays else _SHIFTS[closed.shift])


_AGES = (("youth", "청소년"), ("child", "어린이"), ("senior", "경로"))


def fees(known: Fees | None) -> str | None:
    """What others than an adult pay: 청소년 3,000원, 어린이 무료; None where it is the same or unknown."""
    if known is None:
        return None
    told = [
        (word, getattr(known, age)) for age, word in _AGES if getattr(known, age) not in (None, known.adult)
    ]
    return ", ".join(f"{word} {'무료' if won == 0 else f'{won:,}원'}" for word, won in told) or None
