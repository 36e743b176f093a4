"""When a place is open and what it costs, as structures: what the Korean wording beside them says.

Minutes are counted from 00:00 of the day, Seoul time; a time past midnight goes on counting (25:00 is 1500).
"""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

DAY = 24 * 60
DECEMBER = 12
HOLIDAY = 7
"""Beside 0 (Monday) to 6 (Sunday): a public holiday, whatever its weekday."""


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Hours(_Frozen):
    """One span of opening on some days. A break lies between two spans.

    On a public holiday the spans that name HOLIDAY hold, and the weekday's where none does. A span of some
    months goes before one of the whole year, one of the nth weekday before one of every week.
    """

    days: tuple[int, ...] = ()
    """0 Monday … 6 Sunday, 7 public holidays; empty is every day."""
    months: tuple[int, ...] = ()
    """1–12; empty is the whole year."""
    nth: tuple[int, ...] = ()
    """Only the first (1), second (2) … last (-1) of such weekdays in a month."""
    open: int = Field(ge=0, lt=DAY)
    close: int = Field(gt=0, le=2 * DAY)
    last: int | None = Field(default=None, ge=0, le=2 * DAY)
    """Last entry."""

    @model_validator(mode="after")
    def _in_order(self) -> "Hours":
        if self.close <= self.open:
            raise ValueError("closes before it opens; past midnight goes on counting: 02:00 is 1560")
        if self.close - self.open > DAY:
            raise ValueError("longer than a day")
        if self.last is not None and not self.open <= self.last <= self.close:
            raise ValueError("last entry lies outside the hours")
        days, months = self.days, self.months
        if any(not 0 <= day <= HOLIDAY for day in days) or any(not 1 <= at <= DECEMBER for at in months):
            raise ValueError("days are 0–7, months 1–12")
        return self

    @property
    def always(self) -> bool:
        """Round the clock, every day of the year."""
        return self.close - self.open == DAY and not (self.days or self.months or self.nth)


Feast = Literal["seollal", "chuseok", "buddha", "election"]
Shift = Literal["closed", "open", "next", "next_weekday"]


class Closed(_Frozen):
    """Days without opening. Nothing set: open every day of the year."""

    weekdays: tuple[int, ...] = ()
    """Closed every week: 0 Monday … 6 Sunday."""
    nth: tuple[tuple[int, int], ...] = ()
    """(nth, weekday) of a month: (2, 6) is the second Sunday, (-1, 0) the last Monday."""
    nth_months: tuple[int, ...] = ()
    """The months in which `nth` holds; empty is all."""
    dates: tuple[str, ...] = ()
    """MM-DD, every year."""
    months: tuple[int, ...] = ()
    """Closed for these months."""
    feasts: tuple[Feast, ...] = ()
    """Closed on the day itself."""
    feast_days: tuple[Feast, ...] = ()
    """Closed on all days of the feast: the day before, the day, the day after and a substitute day."""
    holidays: bool = False
    """Closed on every public holiday."""
    sundays_open: bool = False
    """With `holidays`: a holiday that is a Sunday does not count."""
    feasts_open: bool = False
    """With `holidays`: Seollal, Chuseok and the days around them do not count."""
    shift: Shift = "closed"
    """A closed weekday that is a public holiday: closed all the same; open; open, and closed on the next day
    that is no holiday; or on the next weekday that is none."""
    partly: bool = False
    """Only some of the place closes on these days, as shops of a market do: nobody is turned away."""
    since: str | None = Field(default=None, pattern=r"^20\d\d-\d\d$")
    """Closed altogether from this month on, until somebody says otherwise."""


class Fees(_Frozen):
    """Standard admission in won by age, as the place divides them; 0 is free, None is not known."""

    adult: int | None = Field(default=None, ge=0)
    youth: int | None = Field(default=None, ge=0)
    """청소년: middle and high school, 13–18 for most."""
    child: int | None = Field(default=None, ge=0)
    """어린이: primary school, 7–12 for most."""
    senior: int | None = Field(default=None, ge=0)
    """경로: 65 and older."""

    @property
    def free(self) -> bool:
        """Whether nobody pays."""
        known = [fee for fee in (self.adult, self.youth, self.child, self.senior) if fee is not None]
        return bool(known) and not any(known)


class Season(_Frozen):
    """When an event takes place in a usual year. Dates differ by year and are not kept."""

    months: tuple[int, ...]
    recurs: Literal["yearly", "weekly", "irregular"] = "yearly"
