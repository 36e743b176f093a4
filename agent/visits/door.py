"""Whether a place is open on the day, at the hour or at the moment asked about, and until when."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from agent import texts
from agent.phrasing import timetable
from agent.tools.decision import Language
from agent.visits import names
from agent.visits.day import Day
from agent.visits.told import Told, copula, hour, label, plural, spans, weekdays
from agent.visits.visit import Visit
from data.opening import closed_on, hours_on, is_open, open_on, partly_closed, unnamed
from data.place import Place
from data.schedule import Closed
from data.today import Span, spans_on, today

WEEK: Final = 7
LATE: Final = {"night": 20 * 60, "evening": 18 * 60 + 30}
"""Open until these minutes counts as open at night, in the evening."""
EARLY: Final = 7 * 60
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
        self.unknown = False
        """Something asked for is not known."""

    def ended(self) -> None:
        self.told.say("ended", closed=self._closed() or "")
        self.unknown = True

    def opening(self) -> None:
        visit = self.visit
        if visit.last:
            self._last()
        elif visit.minute is not None:
            self._at(visit.minute)
        elif visit.part is not None:
            self._late()
        elif visit.now:
            self._now()
        elif visit.day is not None:
            self._day(visit.day)

    def _affirm(self, *, opens: bool) -> bool | None:
        return (opens is not self.visit.shut) if self.visit.polar else None

    def _day(self, day: Day) -> None:
        states = [state(self.place, each) for each in day.dates]
        if day.kind == "month":
            states = [False] if all(each is False for each in states) else [True if any(states) else None]
        said = label(day, self.language)
        if all(each is False for each in states):
            self.told.say("shut", affirm=self._affirm(opens=False), day=said)
            self._rule()
        elif day.kind == "feast" and self._silent_on_feasts():
            self._unsure(said)
        elif all(partly_closed(self.place.closing, each) for each in day.dates):
            self.told.say("partly", day=said)
            if self._hours():
                self._usual()
            self._rule()
        elif None in states:
            self._unsure(said)
        elif all(states) and not self.visit.polar and self._spans(day):
            hours = self._said(spans(self._spans(day), self.language))
            self.told.say("open_hours", day=said.removesuffix("에"), hours=hours)
            if day.kind != "month":
                self._rule()
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
            self.told.say("open", affirm=self._affirm(opens=True), day=said)
        else:
            shut = [each for each, is_it in zip(day.dates, states, strict=True) if not is_it]
            self.told.say("mixed", day=said, closed=weekdays(shut, self.language))
        self._times(day)
        if day.kind in {"feast", "holiday", "date"} and self.place.closing != Closed():
            self._rule()
            self.told.say("feast")
        elif day.kind in {"weekday", "today", "tomorrow", "later"}:
            self._rule()

    def _unsure(self, said: str) -> None:
        """Not known for that day: what is known at all; first the hours, where those are asked for."""
        self.unknown = True
        if not self.visit.polar and self._hours():
            self._usual()
            self._rule()
            return
        self.told.say("unsure", day=said)
        if self._hours():
            self._usual()
        if self._closed():
            self._rule()

    def _spans(self, day: Day | None) -> tuple[Span, ...]:
        if any(span.always for span in self.place.opening):
            return ()
        return spans_on(self.place, base(self.place, day, self.now))

    def _times(self, day: Day | None) -> None:
        if found := self._spans(day):
            self.told.say("hours", hours=self._said(spans(found, self.language)))
        elif self._hours():
            self._usual()

    def _hours(self) -> str | None:
        ours = self.language == "ko"
        return self.place.hours if ours else timetable.hours(self.place.opening, self.language)

    def _usual(self) -> None:
        if hours := self._hours():
            self.told.say("usual", hours=self._said(hours))
        else:
            self.told.add(texts.UNKNOWN_FACT[self.language], label=texts.UNCONFIRMED["hours"][self.language])
            self.unknown = True

    def _rule(self) -> None:
        """Its closed days, as far as they are known."""
        closing = self.place.closing
        if closing == Closed():
            self.told.say("every_day")
        elif closed := self._closed():
            self.told.say("closed", closed=self._said(closed))
        elif not any(span.days for span in self.place.opening):
            self.told.say("days_unknown")

    def _closed(self) -> str | None:
        return (
            self.place.closed
            if self.language == "ko"
            else timetable.closed(self.place.closing, self.language)
        )

    def _said(self, value: str) -> str:
        return copula(value) if self.language == "ko" else value

    def _now(self) -> None:
        place = self.place
        opened = is_open(place, self.now)
        if any(span.always for span in place.opening) and opened is not False:
            self.told.say("always", affirm=self._affirm(opens=True))
        elif opened:
            self._open_now()
        elif opened is False:
            self.told.say("not_now", affirm=self._affirm(opens=False))
            held = today(place, self.now)
            if held.next:
                at = datetime.fromisoformat(held.next)
                named = weekdays([at.date()], self.language)
                if at.date() == self.now.date():
                    named = names.KINDS["today"][self.language]
                self.told.say("next", day=named, at=f"{at:%H:%M}")
            self._rule()
        else:
            self._unsure(label(Day("today", (self.now.date(),)), self.language))

    def _open_now(self) -> None:
        minute = self.now.hour * 60 + self.now.minute
        held = [*spans_on(self.place, self.now.date())]
        span = next((each for each in held if each.open <= minute < each.close), None)
        if span is None:  # the night of yesterday's opening
            self.told.say(
                "open",
                affirm=self._affirm(opens=True),
                day=label(Day("today", (self.now.date(),)), self.language),
            )
        elif span.last is not None and span.last < minute:
            self.told.say("entry_over", last=hour(span.last, self.language))
        else:
            self.told.say("now", affirm=self._affirm(opens=True), until=hour(span.close, self.language))
            if span.last is not None:
                self.told.say("last", last=hour(span.last, self.language))

    def _at(self, minute: int) -> None:
        day = base(self.place, self.visit.day, self.now)
        at = hour(minute, self.language)
        if self.visit.until and self._until(day, minute):
            return
        opened = open_on(self.place, day, minute)
        if opened is None and state(self.place, day) is None and self.place.opening:
            opened = any(span.open <= minute < span.close for span in spans_on(self.place, day))
        if opened is None:
            self._unsure(self._when(at))
            return
        if not opened and self.visit.day is None and (some := self._days_open_at(minute)):
            self.told.say("at_some", at=at, days=weekdays(some, self.language))
            self._usual()
            return
        late = next(
            (
                span
                for span in spans_on(self.place, day)
                if span.last is not None and span.open <= minute < span.close and minute > span.last
            ),
            None,
        )
        if opened and late and late.last is not None:
            self.told.say(
                "no_entry_at", affirm=self._affirm(opens=False), at=at, last=hour(late.last, self.language)
            )
        else:
            self.told.say("at" if opened else "not_at", affirm=self._affirm(opens=opened), at=at)
        if state(self.place, day) is False:
            self._rule()
        else:
            self._times(self.visit.day or Day("today", (day,)))

    def _until(self, day: date, minute: int) -> bool:
        """Whether it could be told if it stays open until an hour: 9시까지 해? is a yes at closing time."""
        closes = [span.close for span in spans_on(self.place, day)]
        if not closes or state(self.place, day) is False:
            return False
        close = max(closes)
        key = "until" if minute <= close else "shuts"
        self.told.say(
            key, affirm=self._affirm(opens=minute <= close), day="", until=hour(close, self.language)
        )
        self._times(self.visit.day or Day("today", (day,)))
        return True

    def _days_open_at(self, minute: int) -> list[date]:
        week = (self.now.date() + timedelta(ahead) for ahead in range(WEEK))
        return [day for day in week if open_on(self.place, day, minute)]

    def _when(self, at: str) -> str:
        return {"ko": f"{at}에", "en": f"at {at}"}.get(self.language, at)

    def _late(self) -> None:
        """Evenings, nights and early mornings, over the days of a week."""
        place, part = self.place, self.visit.part
        days = (
            self.visit.day.dates
            if self.visit.day
            else [self.now.date() + timedelta(at) for at in range(WEEK)]
        )
        held = {day: found for day in days if (found := spans_on(place, day))}
        if any(span.always for span in place.opening):
            self.told.say("always", affirm=self._affirm(opens=True))
            return
        if not held:
            if self.visit.day and all(state(place, day) is False for day in days):
                self._day(self.visit.day)
            else:
                self._usual()
                self.unknown = True
            return
        if part == "dawn":
            opens = min(span.open for found in held.values() for span in found)
            self.told.say("from", affirm=self._affirm(opens=opens <= EARLY), at=hour(opens, self.language))
            return
        closes = {day: max(span.close for span in found) for day, found in held.items()}
        late = {day: close for day, close in closes.items() if close >= LATE[part or "night"]}
        early = [close for day, close in closes.items() if day not in late]
        if not late:
            self.told.say(
                "shuts", affirm=self._affirm(opens=False), day="", until=hour(max(early), self.language)
            )
        else:
            named = "" if not early else self._on(late)
            self.told.say(
                "until",
                affirm=self._affirm(opens=True),
                day=named,
                until=hour(max(late.values()), self.language),
            )
            if early:
                self.told.say("others", until=hour(max(early), self.language))
        if late and any(span.nth for span in place.opening):
            self._usual()
        if self.visit.special and not late:
            self.told.say("special")
            self.unknown = True
        last = {span.last for found in held.values() for span in found if span.last is not None}
        if late and len(last) == 1:
            self.told.say("last", last=hour(last.pop(), self.language))

    def _on(self, days: Iterable[date]) -> str:
        said = weekdays(days, self.language)
        worded = {"ko": f"{said}에는 ", "en": f" on {plural(said)}", "ja": f"{said}は"}
        return worded.get(self.language, said)

    def _last(self) -> None:
        found = spans_on(self.place, base(self.place, self.visit.day, self.now))
        if self.visit.day and all(state(self.place, day) is False for day in self.visit.day.dates):
            self._day(self.visit.day)
            return
        if last := [span.last for span in found if span.last is not None]:
            seasonal = any(span.months for span in self.place.opening) and self.visit.day is None
            self.told.say("last_season" if seasonal else "last", last=hour(max(last), self.language))
        else:
            self.told.say("no_last")
            self.unknown = True
        if self._hours():
            self._usual()
