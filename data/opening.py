"""Whether a place is open at a moment, by its structured hours. Pure: the moment is given.

The Korean holidays come from `holidays.json`, which knows the years that it names.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import orjson

from data import ROOT
from data.place import Place
from data.schedule import DAY, HOLIDAY, Closed, Hours

SEOUL = ZoneInfo("Asia/Seoul")
HOLIDAYS = ROOT / "holidays.json"
_ONE = timedelta(days=1)
_SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Calendar:
    """Public holidays of `years`; `days` are the days of a feast by name, `feasts` all that surround them."""

    years: frozenset[int]
    public: frozenset[date]
    days: dict[str, frozenset[date]]
    feasts: dict[str, frozenset[date]]


@lru_cache(maxsize=1)
def calendar() -> Calendar:
    held = orjson.loads(HOLIDAYS.read_bytes())
    return Calendar(
        years=frozenset(held["years"]),
        public=_dates(held["public"]),
        days={name: _dates(days) for name, days in held["days"].items()},
        feasts={name: _dates(days) for name, days in held["feasts"].items()},
    )


def _dates(texts: Iterable[str]) -> frozenset[date]:
    return frozenset(map(date.fromisoformat, texts))


def is_open(place: Place, when: datetime, *, entry: bool = False) -> bool | None:
    """Whether the place is open at `when`; None when that is not known.

    A `when` without a time zone is Seoul's. `entry`: whether one is still let in. Exceptional closings are
    not known here.
    """
    now = when.astimezone(SEOUL) if when.tzinfo else when
    day, minute = now.date(), now.hour * 60 + now.minute
    night = open_on(place, day - _ONE, minute + DAY, entry=entry)
    if night:
        return True
    today = open_on(place, day, minute, entry=entry)
    return None if today is False and night is None and _late(place) else today


def open_on(place: Place, day: date, minute: int, *, entry: bool = False) -> bool | None:
    """The same by a day's own hours: 01:30 of the following night is minute 1530 of the day."""
    shut = closed_on(place.closing, day)
    if shut:
        return False
    if not place.opening:
        return None
    if any(hours.always for hours in place.opening):
        return None if shut is None and place.closing is not None else minute < DAY
    spans = hours_on(place.opening, day)
    if not spans and unnamed(place, day):
        return None
    if not any(_holds(span, minute, entry=entry) for span in spans):
        return False
    if shut is None:
        weekly = all(hours.days for hours in place.opening)
        return True if place.closing is None and weekly and not _holiday(day) else None
    return True


def hours_on(opening: Iterable[Hours], day: date) -> list[Hours]:
    """The spans that hold on a day, whether it is a closed one or not: the most particular ones."""
    holiday = _holiday(day)
    fitting = [hours for hours in opening if _fits(hours, day, holiday=holiday)]
    ranks = [_rank(hours, holiday=holiday) for hours in fitting]
    best = max(ranks, default=None)
    return [hours for hours, rank in zip(fitting, ranks, strict=True) if rank == best]


def unnamed(place: Place, day: date) -> bool:
    """Whether a day is neither among the hours nor among the weekly closed days, though both are told: the
    Friday of 화~목, 주말 and 매주 월요일. The source forgot it; nobody knows.
    """
    closing = place.closing
    weekly = closing is not None and bool(closing.weekdays) and day.weekday() not in closing.weekdays
    return weekly and bool(place.opening) and not any(_of_weekday(span, day) for span in place.opening)


def _of_weekday(hours: Hours, day: date) -> bool:
    return not hours.days or day.weekday() in hours.days


def partly_closed(closing: Closed | None, day: date) -> bool:
    """Whether some of the place, and only some, is closed on a day."""
    return closing is not None and closing.partly and bool(_shut_on(closing, day))


def closed_on(closing: Closed | None, day: date) -> bool | None:
    """Whether it is a closed day; None when that is not known, the year's holidays are not, or it is so for
    some of the place only.
    """
    if closing is None:
        return None
    shut = _shut_on(closing, day)
    return None if shut and closing.partly else shut


def _shut_on(closing: Closed, day: date) -> bool | None:
    if closing.since is not None and f"{day:%Y-%m}" >= closing.since:
        return True
    if closing == Closed():
        return False
    held = calendar()
    if day.year not in held.years:
        return None
    return (
        day.month in closing.months
        or f"{day:%m-%d}" in closing.dates
        or any(day in held.days[feast] for feast in closing.feasts)
        or any(day in held.feasts.get(feast, held.days[feast]) for feast in closing.feast_days)
        or (closing.holidays and _holiday(day) and not _excepted(closing, day))
        or _by_week(closing, day)
    )


def _excepted(closing: Closed, day: date) -> bool:
    """A public holiday on which it opens all the same."""
    feasts = (calendar().feasts[name] for name in ("seollal", "chuseok"))
    return (closing.sundays_open and day.weekday() > _SATURDAY) or (
        closing.feasts_open and any(day in days for days in feasts)
    )


def _by_week(closing: Closed, day: date) -> bool:
    """Weekly closed days, and the days that stand in for one that was a holiday."""
    if _regular(closing, day):
        return closing.shift == "closed" or not _holiday(day)
    if closing.shift not in {"next", "next_weekday"} or _passed_over(closing, day):
        return False
    before = day - _ONE
    while _passed_over(closing, before):
        if _holiday(before) and _regular(closing, before):
            return True
        before -= _ONE
    return False


def _passed_over(closing: Closed, day: date) -> bool:
    return _holiday(day) or (closing.shift == "next_weekday" and day.weekday() >= _SATURDAY)


def _regular(closing: Closed, day: date) -> bool:
    if day.weekday() in closing.weekdays:
        return True
    if closing.nth_months and day.month not in closing.nth_months:
        return False
    return any(weekday == day.weekday() and _is_nth(day, nth) for nth, weekday in closing.nth)


def _is_nth(day: date, nth: int) -> bool:
    """Whether it is the nth of its weekday in its month; -1 is the last."""
    if nth < 0:
        return (day + 7 * _ONE).month != day.month
    return (day.day - 1) // 7 + 1 == nth


def _fits(hours: Hours, day: date, *, holiday: bool) -> bool:
    if hours.months and day.month not in hours.months:
        return False
    if hours.nth and not any(_is_nth(day, nth) for nth in hours.nth):
        return False
    return not hours.days or day.weekday() in hours.days or (holiday and HOLIDAY in hours.days)


def _rank(hours: Hours, *, holiday: bool) -> tuple[bool, bool, bool, bool]:
    return (holiday and HOLIDAY in hours.days, bool(hours.nth), bool(hours.days), bool(hours.months))


def _holds(hours: Hours, minute: int, *, entry: bool) -> bool:
    end = hours.last if entry and hours.last is not None else hours.close
    return hours.open <= minute < end or (minute == end and entry and hours.last is not None)


def _late(place: Place) -> bool:
    return any(hours.close > DAY for hours in place.opening)


def _holiday(day: date) -> bool:
    return day in calendar().public
