"""What a traveller asks at the door: is it open, until when, and if not, when next? By structured hours."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from data.opening import SEOUL, closed_on, hours_on, is_open
from data.place import Place
from data.schedule import DAY

AHEAD: Final = 14
"""Days that are looked through for the next opening."""


@dataclass(frozen=True, slots=True)
class Span:
    """Minutes from 00:00 of the day; past midnight they go on counting. `last`: last entry."""

    open: int
    close: int
    last: int | None


@dataclass(frozen=True, slots=True)
class Today:
    """`open`: now; None when that is not known. `spans`: of the day, empty where it is closed or unknown.

    `closed`: it is a closed day. `next`: ISO date and time when it opens, where it is closed now and known.
    """

    date: str
    open: bool | None
    closed: bool | None
    always: bool
    spans: tuple[Span, ...]
    next: str | None


def today(place: Place, when: datetime) -> Today:
    """A `when` without a time zone is Seoul's."""
    now = when.astimezone(SEOUL) if when.tzinfo else when.replace(tzinfo=SEOUL)
    opened = is_open(place, now)
    return Today(
        date=f"{now:%Y-%m-%d}",
        open=opened,
        closed=closed_on(place.closing, now.date()),
        always=any(hours.always for hours in place.opening),
        spans=spans_on(place, now.date()),
        next=_next(place, now) if opened is False else None,
    )


def spans_on(place: Place, day: date) -> tuple[Span, ...]:
    """When the place is open on a day, in order."""
    if closed_on(place.closing, day):
        return ()
    spans = {Span(hours.open, hours.close, hours.last) for hours in hours_on(place.opening, day)}
    return tuple(sorted(spans, key=lambda span: (span.open, span.close)))


def _next(place: Place, now: datetime) -> str | None:
    """Only a moment at which the place is known to be open."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(AHEAD):
        day = midnight + timedelta(days=ahead)
        for span in spans_on(place, day.date()):
            at = day + timedelta(minutes=span.open % DAY)
            if at > now and is_open(place, at):
                return f"{at:%Y-%m-%dT%H:%M}"
    return None
