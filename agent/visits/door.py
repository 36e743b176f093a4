"""Whether a place is open on the day asked about; its hours and closed days, as far as they are known."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Final

from agent.phrasing import labels, timetable
from agent.tools.decision import Language
from agent.visits.day import Day
from agent.visits.told import Told, label, spans, weekdays
from agent.visits.visit import Visit
from data.opening import closed_on, hours_on, partly_closed, unnamed
from data.place import Place
from data.schedule import Closed
from data.today import Span, spans_on

WEEK: Final = 7
_SHOPS: Final = frozenset({"market", "shopping", "food"})


def state(place: Place, day: date) -> bool | None:
    """Whether it opens on a day at all; None when that is not known."""
    shut = closed_on(place.closing, day)
    if shut:
        return False
    if place.opening:
        if any(span.always for span in place.opening):
            return True
        if not hours_on(place.opening, day):
            return None if unnamed(place, day) else False
        weekly = all(span.days for span in place.opening)
        return True if shut is False or weekly else None
    return None if shut is None else True


def base(place: Place, day: Day | None, now: datetime) -> date:
    """The day asked about, or else the next one on which it opens."""
    if day is not None:
        return next((each for each in day.dates if state(place, each) is not False), day.dates[0])
    ahead = (now.date() + timedelta(days) for days in range(WEEK))
    return next((each for each in ahead if state(place, each) is not False), now.date())


class Door:
    """One place, one question, one moment; what is said goes into `told`."""

    def __init__(self, place: Place, visit: Visit, told: Told, now: datetime) -> None:
        self.place = place
        self.visit = visit
        self.told = told
        self.language: Language = told.language
        self.now = now
        self.always = any(span.always for span in place.opening)
        """It opens around the clock, on the days on which it opens."""
        self.unknown = False
        """Something asked for is not known."""

    def ended(self) -> None:
        """That it is closed for good or until further notice."""
        self.told.say("ended", closed=self._closed() or "")
        self.unknown = True

    def affirm(self, *, opens: bool) -> bool | None:
        """The yes or no that the question wants, None where it wants none: 쉬어? gets a yes if it is shut."""
        return (opens is not self.visit.shut) if self.visit.polar else None

    def day(self, day: Day) -> None:
        """Whether it opens on a day, or on several."""
        states = [state(self.place, each) for each in day.dates]
        if day.kind == "month":
            states = [False] if all(each is False for each in states) else [True if any(states) else None]
        said = label(day, self.language)
        if all(each is False for each in states):
            self.told.say("shut", affirm=self.affirm(opens=False), day=said)
            self.rule()
        elif day.kind == "feast" and self._silent_on_feasts():
            self.unsure(said)
        elif all(partly_closed(self.place.closing, each) for each in day.dates):
            self.told.say("partly", day=said)
            if self.hours():
                self.usual()
            self.rule()
        elif None in states:
            self.unsure(said)
        elif all(states) and not self.visit.polar and self._spans(day):
            hours = self.told.predicate(spans(self._spans(day), self.language))
            self.told.say("open_hours", day=said.removesuffix("에"), hours=hours)
            if day.kind != "month":
                self.rule()
        else:
            self._opens(day, said, states)

    def _silent_on_feasts(self) -> bool:
        """Whether it is of those that mostly close at Seollal and Chuseok, and nobody told us of it: a shop's
        weekly closed day says nothing of a feast.
        """
        closing = self.place.closing
        told = closing is not None and (
            closing == Closed() or closing.feasts or closing.feast_days or closing.holidays
        )
        return self.place.category in _SHOPS and not told

    def _opens(self, day: Day, said: str, states: Sequence[bool | None]) -> None:
        if all(states):
            self.told.say("open", affirm=self.affirm(opens=True), day=said)
        else:
            shut = [each for each, is_it in zip(day.dates, states, strict=True) if not is_it]
            self.told.say("mixed", day=said, closed=weekdays(shut, self.language))
        self.times(day)
        if day.kind in {"feast", "holiday", "date"} and self.place.closing != Closed():
            self.rule()
            self.told.say("feast")
        elif day.kind in {"weekday", "today", "tomorrow", "later"}:
            self.rule()

    def unsure(self, said: str) -> None:
        """Not known for that day: what is known at all; first the hours, where those are asked for."""
        self.unknown = True
        if not self.visit.polar and self.hours():
            self.usual()
            self.rule()
            return
        self.told.say("unsure", day=said)
        if self.hours():
            self.usual()
        if self._closed():
            self.rule()

    def _spans(self, day: Day | None) -> tuple[Span, ...]:
        if self.always:
            return ()
        return spans_on(self.place, base(self.place, day, self.now))

    def times(self, day: Day | None) -> None:
        """The hours of the day, else those of any day."""
        if found := self._spans(day):
            self.told.say("hours", hours=self.told.predicate(spans(found, self.language)))
        elif self.hours():
            self.usual()

    def hours(self) -> str | None:
        """Its hours in words."""
        ours = self.language == "ko"
        return self.place.hours if ours else timetable.hours(self.place.opening, self.language)

    def usual(self) -> None:
        """Its hours as they stand, or that they are not known."""
        if hours := self.hours():
            self.told.say("usual", hours=self.told.predicate(hours))
        else:
            self.told.add(
                labels.UNKNOWN_FACT[self.language], label=labels.UNCONFIRMED["hours"][self.language]
            )
            self.unknown = True

    def rule(self) -> None:
        """Its closed days, as far as they are known."""
        closing = self.place.closing
        if closing == Closed():
            self.told.say("every_day")
        elif closed := self._closed():
            self.told.say("closed", closed=self.told.predicate(closed))
        elif not any(span.days for span in self.place.opening):
            self.told.say("days_unknown")

    def _closed(self) -> str | None:
        return (
            self.place.closed
            if self.language == "ko"
            else timetable.closed(self.place.closing, self.language)
        )
