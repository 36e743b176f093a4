"""Departures in the terms of trains, and whether trains still, or already, run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil, floor
from typing import Final, Literal

from agent.tools.transit.fares import Terms
from agent.tools.transit.network import Network
from agent.tools.transit.path import Path, Ride
from data.opening import SEOUL, calendar
from data.schedule import DAY

FIRST: Final = 5 * 60 + 30
LAST: Final = 24 * 60
"""Where an operator's hours are not known."""
DOUBT: Final = 45
"""Minutes before that when a last train may have gone, or may go part of the way only."""
EARLY: Final = 6 * 60 + 30
DAWN: Final = 3 * 60
"""Minutes of the day before which trains belong to the day before."""
GRACE: Final = 15
"""Minutes that one waits for a first train."""
HURRY: Final = 30
"""Minutes before a last train that are worth a warning."""
SATURDAY: Final = 5
PEAKS: Final = ((7 * 60, 9 * 60), (18 * 60, 20 * 60))


class Moment:
    """A departure: minutes of the service day, weekday or not, peak or not. None is noon of a weekday.

    On a public holiday trains run as on Sundays, and nobody gets the early bird's discount. The reduced fares
    of a weekend (GTX-A) are published for weekends alone.
    """

    def __init__(self, at: datetime | None) -> None:
        now = None if at is None else at.astimezone(SEOUL) if at.tzinfo else at
        self.known = now is not None
        minutes = 12 * 60 if now is None else now.hour * 60 + now.minute
        late = minutes < DAWN
        self.minutes = minutes + DAY if late else minutes
        day = None if now is None else now.date() - timedelta(days=late)
        self.weekday = day is None or _working(day)
        self.tomorrow = day is None or _working(day + timedelta(days=1))
        """Whether the service day after this one is a weekday."""
        self.peak = self.known and self.weekday and any(a <= minutes < b for a, b in PEAKS)
        early = self.known and self.weekday and DAWN <= minutes < EARLY
        self.terms = Terms(early=early, weekend=day is not None and day.weekday() >= SATURDAY)


def _working(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in calendar().public


@dataclass(frozen=True, slots=True)
class Running:
    """How a way by train stands at a moment."""

    state: Literal["open", "soon", "unsure", "after", "before"]
    """`soon`: within half an hour of the last chance; `unsure`: perhaps so, where hours are not known;
    `after` the last train, `before` the first one."""
    first: int = 0
    """The next first train's minutes of the day, when closed."""
    last: int = 0
    """The latest departure by which the whole way is still made, minutes of the service day."""

    @property
    def closed(self) -> bool:
        return self.state in {"after", "before"}


class Hours:
    """First and last trains: an operator's where known, else 05:30–24:00."""

    def __init__(self, network: Network) -> None:
        self._hours = network.hours

    def running(self, path: Path, walked: float, moment: Moment) -> Running:
        """`walked`: minutes on foot to the first platform."""
        if not moment.known:
            return Running("open")
        boarding = now = moment.minutes + walked
        slack, unsure = float("inf"), False
        for ride, change in zip(path.rides, (None, *path.changes), strict=True):
            if change:
                now += (change.walk.seconds + change.wait) / 60
            first, last = self.span(ride, weekday=moment.weekday)
            if now < first - GRACE:
                return Running("before", first=self._opens(path.rides, weekday=moment.weekday))
            if now > last:
                return Running("after", first=self._opens(path.rides, weekday=moment.tomorrow))
            if self._known(ride, weekday=moment.weekday):
                slack = min(slack, last - now)
            else:
                unsure = unsure or last - now <= DOUBT
            now += ride.seconds / 60
        if slack <= HURRY:
            return Running("soon", last=int(boarding + slack))
        return Running("unsure" if unsure else "open")

    def ends(self, path: Path, moment: Moment) -> tuple[int, int] | None:
        """First and last departure of the first train by which the whole way is made, minutes of the service
        day; None where the hours of a train on the way are not known.
        """
        elapsed, first, last = 0.0, 0.0, float("inf")
        for ride, change in zip(path.rides, (None, *path.changes), strict=True):
            if not self._known(ride, weekday=moment.weekday) and not self._known(ride, weekday=True):
                return None
            elapsed += (change.walk.seconds + change.wait) / 60 if change else 0
            opens, closes = self.span(ride, weekday=moment.weekday)
            first = max(first, opens - elapsed)
            last = min(last, closes - elapsed)
            elapsed += ride.seconds / 60
        own = self.span(path.rides[0], weekday=moment.weekday)
        return max(own[0], ceil(first) if first > own[0] + GRACE else own[0]), floor(last)

    def _known(self, ride: Ride, *, weekday: bool) -> bool:
        """Timetables are of trains that call at every station, never of an express."""
        return ride.service.seconds is None and (ride.platforms[0], weekday, ride.direction) in self._hours

    def _opens(self, rides: Sequence[Ride], *, weekday: bool) -> int:
        return self.span(rides[0], weekday=weekday)[0]

    def span(self, ride: Ride, *, weekday: bool) -> tuple[int, int]:
        """First and last departure where a ride begins, in minutes of the service day."""
        platform = ride.platforms[0]
        known = self._hours.get((platform, weekday, ride.direction))
        if known:
            return known
        other = self._hours.get((platform, True, ride.direction))
        return (other[0], min(other[1], LAST)) if other else (FIRST, LAST)


def clock(minutes: int) -> str:
    """`HH:MM` of minutes from midnight, those of the next day too."""
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
