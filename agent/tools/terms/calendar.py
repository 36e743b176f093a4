"""When a traveller goes or has to be there, as it was said, and how that is put on the calendar.

What was read holds no clock: `When.at` is given the time, so that reading stays a pure function.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

Kind = Literal["depart", "arrive", "first", "last"]
"""`first` and `last`: the first or the last train is asked for."""

NOON: Final = 12
NIGHT: Final = 5
"""Hours before which nobody means the night without saying so."""
EARLY: Final = 7
"""Of tomorrow's hours without a half of the day, the first that is a morning's."""
FLIGHT: Final = 120
"""Minutes before a flight by which one should be at the airport."""


@dataclass(frozen=True, slots=True)
class When:
    """Read, not yet put on the calendar."""

    kind: Kind
    minutes: int | None = None
    """Of the day; beyond 24 hours where a night goes on."""
    half: bool = True
    """Whether the half of the day is known."""
    day: int | None = None
    """Days from today."""
    weekday: int | None = None
    """0 is Monday; `week`: of the week after this one."""
    week: bool = False
    date: tuple[int, int] | None = None
    """Month and day."""
    later: int | None = None
    """Minutes from now."""
    flight: bool = False
    """The time is a flight's: one is there `FLIGHT` minutes before it."""
    owl: bool = False
    """The time is any at which night buses run, so now is one if they do."""

    def at(self, now: datetime) -> datetime | None:
        """The moment in the zone of `now`, the next that fits. Where only the first or the last is asked,
        noon of the day that was said with it, None without one.
        """
        if self.later is not None:
            return now.replace(second=0, microsecond=0) + timedelta(minutes=self.later)
        if self.owl and now.hour < NIGHT:
            return now.replace(second=0, microsecond=0)
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        if self.minutes is None:
            base = self._base(today)
            return base and base + timedelta(hours=NOON)
        base = self._base(today)
        if base is not None:
            late = self.half or self.minutes >= NOON * 60 or (base > today and self.minutes >= EARLY * 60)
            found = base + timedelta(minutes=self.minutes if late else self.minutes + NOON * 60)
            if self.weekday is not None and not self.week and found <= now:
                found += timedelta(days=7)
        else:
            found = self._next(today, now)
        return found - timedelta(minutes=FLIGHT) if self.flight else found

    def _base(self, today: datetime) -> datetime | None:
        if self.day:
            return today + timedelta(days=self.day)
        if self.date:
            month, date = self.date
            try:
                found = today.replace(month=month, day=date)
            except ValueError:
                return None
            return found if found >= today else found.replace(year=today.year + 1)
        if self.weekday is not None:
            if self.week:
                return today + timedelta(days=7 - today.weekday() + self.weekday)
            return today + timedelta(days=(self.weekday - today.weekday()) % 7)
        return None

    def _next(self, today: datetime, now: datetime) -> datetime:
        minutes = self.minutes or 0
        hours = (minutes,) if self.half else (minutes % (NOON * 60), minutes % (NOON * 60) + NOON * 60)
        found = [today + timedelta(days=days, minutes=each) for days in (0, 1) for each in hours]
        fits = [each for each in found if each > now]
        awake = [each for each in fits if self.half or each.hour >= NIGHT]
        return (awake or fits)[0]


@dataclass(frozen=True, slots=True)
class Span:
    """A time, and where it stands in the text."""

    start: int
    end: int
    when: When
