"""Whether a place is open at an hour, now or in an evening, until when, and until when it lets guests in."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from agent.phrasing import timetable
from agent.visits import names
from agent.visits.day import Day
from agent.visits.door import WEEK, Door, base, state
from agent.visits.told import label, plural, weekdays
from data.opening import is_open, open_on
from data.today import Span, spans_on, today

LATE: Final = {"night": 20 * 60, "evening": 18 * 60 + 30}
"""Open until these minutes counts as open at night, in the evening."""
EARLY: Final = 7 * 60


class Clock:
    """What a door answers of hours; said where the door speaks."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._place = door.place
        self._visit = door.visit
        self._told = door.told
        self._language = door.language
        self._now = door.now

    def now(self) -> None:
        opened = is_open(self._place, self._now)
        if self._door.always and opened is not False:
            self._told.say("always", affirm=self._door.affirm(opens=True))
        elif opened:
            self._open_now()
        elif opened is False:
            self._told.say("not_now", affirm=self._door.affirm(opens=False))
            self._next()
            self._door.rule()
        else:
            self._door.unsure(self._today())

    def _today(self) -> str:
        return label(Day("today", (self._now.date(),)), self._language)

    def _next(self) -> None:
        """When it opens next, where that is known."""
        opens = today(self._place, self._now).next
        if not opens:
            return
        at = datetime.fromisoformat(opens)
        same = at.date() == self._now.date()
        named = names.KINDS["today"][self._language] if same else weekdays([at.date()], self._language)
        self._told.say("next", day=named, at=f"{at:%H:%M}")

    def _open_now(self) -> None:
        minute = self._now.hour * 60 + self._now.minute
        affirm = self._door.affirm(opens=True)
        held = spans_on(self._place, self._now.date())
        span = next((each for each in held if each.open <= minute < each.close), None)
        if span is None:  # the night of yesterday's opening
            self._told.say("open", affirm=affirm, day=self._today())
        elif span.last is not None and span.last < minute:
            self._told.say("entry_over", last=timetable.clock(span.last, self._language))
        else:
            self._told.say("now", affirm=affirm, until=timetable.clock(span.close, self._language))
            if span.last is not None:
                self._told.say("last", last=timetable.clock(span.last, self._language))

    def at(self, minute: int) -> None:
        """An hour that is named; minutes from 00:00."""
        day = base(self._place, self._visit.day, self._now)
        if self._visit.until and self._until(day, minute):
            return
        said = timetable.clock(minute, self._language)
        opened = self._opened(day, minute)
        if opened is None:
            self._door.unsure({"ko": f"{said}에", "en": f"at {said}"}.get(self._language, said))
        elif not opened and self._visit.day is None and (some := self._days_open_at(minute)):
            self._told.say("at_some", at=said, days=weekdays(some, self._language))
            self._door.usual()
        else:
            self._at_hour(day, minute, said, opened=opened)

    def _opened(self, day: date, minute: int) -> bool | None:
        """None where it is not known. Hours alone tell it where nothing is known of closed days."""
        opened = open_on(self._place, day, minute)
        if opened is None and state(self._place, day) is None and self._place.opening:
            return any(span.open <= minute < span.close for span in spans_on(self._place, day))
        return opened

    def _at_hour(self, day: date, minute: int, said: str, *, opened: bool) -> None:
        over = next((last for last in self._entries(day, minute) if minute > last), None)
        if opened and over is not None:
            self._told.say(
                "no_entry_at",
                affirm=self._door.affirm(opens=False),
                at=said,
                last=timetable.clock(over, self._language),
            )
        else:
            self._told.say("at" if opened else "not_at", affirm=self._door.affirm(opens=opened), at=said)
        if state(self._place, day) is False:
            self._door.rule()
        else:
            self._door.times(self._visit.day or Day("today", (day,)))

    def _entries(self, day: date, minute: int) -> Iterable[int]:
        """The last entries, minutes, of the openings that an hour lies in."""
        held = spans_on(self._place, day)
        return (span.last for span in held if span.last is not None and span.open <= minute < span.close)

    def _until(self, day: date, minute: int) -> bool:
        """Whether it could be told if it stays open until an hour: 9시까지 해? is a yes at closing time."""
        closes = [span.close for span in spans_on(self._place, day)]
        if not closes or state(self._place, day) is False:
            return False
        close = max(closes)
        self._told.say(
            "until" if minute <= close else "shuts",
            affirm=self._door.affirm(opens=minute <= close),
            day="",
            until=timetable.clock(close, self._language),
        )
        self._door.times(self._visit.day or Day("today", (day,)))
        return True

    def _days_open_at(self, minute: int) -> list[date]:
        return [day for day in self._week() if open_on(self._place, day, minute)]

    def _week(self) -> list[date]:
        return [self._now.date() + timedelta(ahead) for ahead in range(WEEK)]

    def part(self) -> None:
        """Evenings, nights and early mornings, over the days of a week."""
        days = self._visit.day.dates if self._visit.day else self._week()
        held = {day: found for day in days if (found := spans_on(self._place, day))}
        if self._door.always:
            self._told.say("always", affirm=self._door.affirm(opens=True))
        elif not held:
            self._without_hours(days)
        elif self._visit.part == "dawn":
            opens = min(span.open for found in held.values() for span in found)
            affirm = self._door.affirm(opens=opens <= EARLY)
            self._told.say("from", affirm=affirm, at=timetable.clock(opens, self._language))
        else:
            self._late(held)

    def _without_hours(self, days: Iterable[date]) -> None:
        if self._visit.day and all(state(self._place, day) is False for day in days):
            self._door.day(self._visit.day)
        else:
            self._door.usual()
            self._door.unknown = True

    def _late(self, held: dict[date, tuple[Span, ...]]) -> None:
        """On which of the days it is open late, and until when on the others."""
        closes = {day: max(span.close for span in found) for day, found in held.items()}
        late = {day: close for day, close in closes.items() if close >= LATE[self._visit.part or "night"]}
        early = [close for day, close in closes.items() if day not in late]
        until = timetable.clock(max((late or closes).values()), self._language)
        if not late:
            self._told.say("shuts", affirm=self._door.affirm(opens=False), day="", until=until)
        else:
            named = self._on(late) if early else ""
            self._told.say("until", affirm=self._door.affirm(opens=True), day=named, until=until)
            if early:
                self._told.say("others", until=timetable.clock(max(early), self._language))
        if late and any(span.nth for span in self._place.opening):
            self._door.usual()
        if self._visit.special and not late:
            self._told.say("special")
            self._door.unknown = True
        last = {span.last for found in held.values() for span in found if span.last is not None}
        if late and len(last) == 1:
            self._told.say("last", last=timetable.clock(last.pop(), self._language))

    def _on(self, days: Iterable[date]) -> str:
        said = weekdays(days, self._language)
        worded = {"ko": f"{said}에는 ", "en": f" on {plural(said)}", "ja": f"{said}は"}
        return worded.get(self._language, said)

    def last(self) -> None:
        """The last entry."""
        day = self._visit.day
        if day and all(state(self._place, each) is False for each in day.dates):
            self._door.day(day)
            return
        found = spans_on(self._place, base(self._place, day, self._now))
        if last := [span.last for span in found if span.last is not None]:
            seasonal = any(span.months for span in self._place.opening) and day is None
            self._told.say(
                "last_season" if seasonal else "last", last=timetable.clock(max(last), self._language)
            )
        else:
            self._told.say("no_last")
            self._door.unknown = True
        if self._door.hours():
            self._door.usual()
