"""Opening hours as an engine can filter them: the hours of a week in which a place is ever open.

More than is true, never less: closed days, seasons and minutes are left to `data.opening.is_open`, which
sifts what the engine found. An eighth day stands for public holidays.
"""

from datetime import datetime, timedelta

from data.opening import SEOUL, calendar
from data.place import Place
from data.schedule import DAY, HOLIDAY

_HOUR = 60
_HOURS = 24
_WEEK = range(HOLIDAY)


def slots(place: Place) -> list[int]:
    """24 · day + hour, day 0 Monday … 6 Sunday, 7 a public holiday; empty while the hours are unknown."""
    found = set()
    for span in place.opening:
        for day in span.days or (*_WEEK, HOLIDAY):
            for hour in range(span.open // _HOUR, -(-span.close // _HOUR)):
                found.add(_slot(day, hour))
    return sorted(found)


def slots_at(when: datetime) -> list[int]:
    """Those of a moment: its hour by the weekday, and by the holiday that the day or the night before was."""
    now = when.astimezone(SEOUL) if when.tzinfo else when
    holidays = calendar().public
    made = [_slot(now.weekday(), now.hour)]
    if holidays & {now.date(), now.date() - timedelta(days=1)}:
        made.append(_slot(HOLIDAY, now.hour))
    return made


def _slot(day: int, hour: int) -> int:
    """Past midnight it is the next weekday; after a holiday it still is the holiday's."""
    if hour >= DAY // _HOUR:
        hour -= _HOURS
        day = day if day == HOLIDAY else (day + 1) % len(_WEEK)
    return _HOURS * day + hour
