"""Open or not: by week, season, night, break, last entry and the Korean calendar."""

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from data.opening import is_open
from data.place import Place
from data.schedule import Closed, Hours

WEEKEND_AND_HOLIDAY = (5, 6, 7)
WEEKDAYS = (0, 1, 2, 3, 4)


def place(*opening: dict[str, Any], closing: dict[str, Any] | None = None) -> Place:
    return Place.model_validate(
        {
            "id": "here",
            "names": {"ko": "여기"},
            "category": "other",
            "district": "중구",
            "lat": 37.56,
            "lon": 126.99,
            "opening": opening,
            "closing": closing,
            "sources": [{"name": "길동무 편집", "date": "2026-11"}],
        }
    )


def span(opens: str, closes: str, last: str | None = None, **more: Any) -> dict[str, Any]:
    return {"open": _minute(opens), "close": _minute(closes), "last": last and _minute(last), **more}


def _minute(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


MUSEUM = place(
    span("09:00", "18:00", "17:00", months=(3, 4, 5, 6, 7, 8, 9, 10)),
    span("09:00", "17:00", "16:00", months=(11, 12, 1, 2)),
    closing={"weekdays": [0], "dates": ["01-01"], "feasts": ["seollal", "chuseok"], "shift": "next"},
)
BAR = place(span("18:00", "26:00", days=(4, 5)), span("18:00", "23:00", days=(2, 3)), closing={})
CANTEEN = place(
    span("11:00", "14:30", days=WEEKDAYS), span("17:00", "21:00", days=WEEKDAYS), closing={"holidays": True}
)
MART = place(span("10:00", "22:00"), closing={"nth": [[2, 6], [4, 6]]})
TOWER = place(
    span("10:00", "22:30", days=WEEKDAYS), span("10:00", "23:00", days=WEEKEND_AND_HOLIDAY), closing={}
)
PARK = place(span("00:00", "24:00"))
GALLERY = place(
    span("10:00", "18:00"), span("10:00", "21:00", days=(2,), nth=(-1,)), closing={"weekdays": [0]}
)
MARKET = place(span("09:00", "18:00"), closing={"weekdays": [6], "partly": True})
FORGOTTEN = place(
    span("10:00", "20:00", days=(1, 2, 3)), span("10:00", "21:00", days=(5, 6)), closing={"weekdays": [0]}
)
BORDER = place(span("09:00", "15:00"), closing={"weekdays": [0], "holidays": True, "feasts_open": True})


@pytest.mark.parametrize(
    ("where", "when", "expected"),
    [
        (MUSEUM, "2026-10-07T17:30", True),
        (MUSEUM, "2026-11-25T17:30", False),
        (MUSEUM, "2026-11-23T12:00", False),  # a Monday
        (MUSEUM, "2026-05-25T12:00", True),  # a Monday that is a holiday
        (MUSEUM, "2026-05-26T12:00", False),  # the Tuesday that stands in for it
        (MUSEUM, "2026-09-25T12:00", False),  # Chuseok
        (MUSEUM, "2026-09-24T12:00", True),  # the day before it
        (MUSEUM, "2026-02-16T12:00", True),  # a Monday before Seollal, a holiday
        (MUSEUM, "2026-02-18T12:00", True),
        (MUSEUM, "2026-02-19T12:00", False),  # the first day after the holidays
        (MUSEUM, "2027-01-01T12:00", False),
        (MUSEUM, "2031-05-07T12:00", None),  # no table for that year
        (BAR, "2026-11-28T01:59", True),  # the night of Friday
        (BAR, "2026-11-28T02:00", False),
        (BAR, "2026-11-27T01:00", False),  # Thursday's night ends at 23:00
        (BAR, "2026-11-29T01:00", True),
        (BAR, "2026-11-24T20:00", False),
        (CANTEEN, "2026-11-24T14:00", True),
        (CANTEEN, "2026-11-24T15:00", False),  # the break
        (CANTEEN, "2026-11-24T17:00", True),
        (CANTEEN, "2026-12-25T12:00", False),
        (CANTEEN, "2026-11-28T12:00", False),
        (MART, "2026-11-08T12:00", False),  # the second Sunday
        (MART, "2026-11-15T12:00", True),
        (MART, "2026-11-22T12:00", False),
        (MART, "2026-11-29T12:00", True),  # the fifth
        (TOWER, "2026-11-25T22:45", False),
        (TOWER, "2026-12-25T22:45", True),  # a Friday, and a holiday
        (PARK, "2026-01-01T03:33", True),
        (PARK, "2031-01-01T23:59", True),
        (GALLERY, "2026-11-25T20:00", True),  # the last Wednesday
        (GALLERY, "2026-11-18T20:00", False),
        (place(), "2026-11-25T12:00", None),
        (place(closing={"weekdays": [2]}), "2026-11-25T12:00", False),
        (place(span("10:00", "18:00")), "2026-11-25T12:00", None),  # closed days unknown
        (place(span("10:00", "18:00")), "2026-11-25T19:00", False),
        (place(span("10:00", "18:00", days=WEEKDAYS)), "2026-11-25T12:00", True),
        (place(span("10:00", "18:00", days=WEEKDAYS)), "2026-12-25T12:00", None),
        (place(span("18:00", "26:00")), "2026-11-25T01:00", None),
        (place(span("00:00", "24:00"), closing={"since": "2025-08"}), "2026-11-25T12:00", False),
        (place(span("00:00", "24:00"), closing={"since": "2027-01"}), "2026-11-25T12:00", True),
        (place(span("10:00", "16:00"), closing={"months": [12, 1, 2, 3]}), "2026-12-02T12:00", False),
        (MARKET, "2026-11-22T12:00", None),  # a Sunday: some of its shops
        (MARKET, "2026-11-21T12:00", True),
        (MARKET, "2026-11-22T21:00", False),
        (FORGOTTEN, "2026-11-27T12:00", None),  # a Friday that neither hours nor closed days name
        (FORGOTTEN, "2026-11-23T12:00", False),
        (BORDER, "2026-12-25T12:00", False),  # a Friday, and a holiday
        (BORDER, "2026-09-25T12:00", True),  # Chuseok
    ],
)
def test_open_or_not(where: Place, when: str, expected: bool | None) -> None:
    assert is_open(where, at(when)) is expected


def test_the_last_entry_is_before_the_closing() -> None:
    assert is_open(MUSEUM, at("2026-10-07T17:01")) is True
    assert is_open(MUSEUM, at("2026-10-07T17:01"), entry=True) is False
    assert is_open(MUSEUM, at("2026-10-07T17:00"), entry=True) is True


def test_the_moment_is_read_in_seoul() -> None:
    assert is_open(MART, datetime(2026, 11, 21, 1, 30, tzinfo=UTC)) is True  # 10:30 on a Saturday
    assert is_open(MART, datetime(2026, 11, 21, 13, 30, tzinfo=UTC)) is False


@pytest.mark.parametrize(
    ("shift", "monday", "tuesday"),
    [("closed", False, True), ("open", True, True), ("next", True, False), ("next_weekday", True, False)],
)
def test_a_closed_monday_that_is_a_holiday(shift: str, monday: bool, tuesday: bool) -> None:
    there = place(span("10:00", "18:00"), closing={"weekdays": [0], "shift": shift})
    found = [is_open(there, at(f"2026-08-{day}T12:00")) for day in (17, 18)]
    assert found == [monday, tuesday]


def test_the_next_weekday_is_not_a_saturday() -> None:
    closing = {"weekdays": [4], "shift": "next_weekday"}  # Friday 25 December 2026
    there = place(span("10:00", "18:00"), closing=closing)
    days = {day: is_open(there, at(f"2026-12-{day}T12:00")) for day in (25, 26, 27, 28, 29)}
    assert days == {25: True, 26: True, 27: True, 28: False, 29: True}


def test_sundays_count_as_holidays_unless_said_otherwise() -> None:
    library = {"nth": [[1, 2], [3, 2]], "holidays": True, "sundays_open": True}
    there = place(span("09:00", "20:00"), closing=library)
    days = ("2026-05-24", "2026-05-25", "2026-11-04", "2026-11-11")
    assert [is_open(there, at(f"{day}T12:00")) for day in days] == [True, False, False, True]


def test_a_feast_is_one_day_or_all_of_them() -> None:
    day = place(span("10:00", "18:00"), closing={"feasts": ["chuseok"]})
    days = place(span("10:00", "18:00"), closing={"feast_days": ["chuseok"]})
    moments = [at(f"2026-09-{n}T12:00") for n in (23, 24, 25, 26, 27)]
    assert [is_open(day, moment) for moment in moments] == [True, True, False, True, True]
    assert [is_open(days, moment) for moment in moments] == [True, False, False, False, True]


@pytest.mark.parametrize(
    "broken",
    [
        span("18:00", "02:00"),
        span("09:00", "34:00"),
        span("09:00", "18:00", "19:00"),
        span("09:00", "18:00", days=(8,)),
    ],
)
def test_impossible_hours_are_refused(broken: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Hours.model_validate(broken)


def test_nothing_set_is_open_every_day() -> None:
    assert Closed() == Closed.model_validate({})
    assert is_open(place(span("10:00", "18:00"), closing={}), at("2031-11-25T12:00")) is True
