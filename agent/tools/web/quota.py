"""How often a provider may be asked: so many calls a day, and so long a pause between two of them.

What is counted is kept in a tally. One in memory is this process's own; agent/workers/tally.py has those that
workers share and that outlive a start.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Final, Literal, NamedTuple, Protocol

DAY: Final = 86_400
SEOUL: Final = 9 * 3_600
"""Seconds that Seoul is ahead of UTC, all year."""
PATIENCE: Final = 1.0
"""Seconds that a call waits for its turn at most."""


class Spent(Exception):
    """Nobody is asked: the day's calls are used up, or too many wait for their turn. No provider's fault."""

    def __init__(self, why: Literal["daily", "spacing"]) -> None:
        super().__init__(why)
        self.why = why


class Call(NamedTuple):
    """One call that somebody wants to make."""

    name: str
    day: int
    """Days since 1970, in Seoul."""
    most: int | None
    """Calls of that day; None: any number."""
    pause: float
    """Seconds to the next call at least."""
    at: float
    """Now, in seconds since 1970: the same clock for all who share a tally."""


class Count(NamedTuple):
    """What is known of a provider."""

    day: int = -1
    calls: int = 0
    free: float = 0.0
    """When it may be asked again."""


class Tally(Protocol):
    async def take(self, call: Call) -> float:
        """Counts the call, and says how many seconds it must wait. Raises Spent, and then counts nothing."""
        ...


def granted(call: Call, before: Count) -> tuple[Count, float]:
    """The count with one more call, and how long it waits (s). Raises Spent."""
    calls = before.calls if before.day == call.day else 0
    if call.most is not None and calls >= call.most:
        raise Spent("daily")
    wait = max(0.0, before.free - call.at)
    if wait > PATIENCE:
        raise Spent("spacing")
    return Count(call.day, calls + 1, call.at + wait + call.pause), wait


class Memory:
    """A tally of this process alone, which begins at zero."""

    def __init__(self) -> None:
        self._counts: dict[str, Count] = {}

    async def take(self, call: Call) -> float:
        self._counts[call.name], wait = granted(call, self._counts.get(call.name, Count()))
        return wait


class Quota:
    def __init__(
        self,
        daily: Mapping[str, int],
        spacing: Mapping[str, float] | None = None,
        *,
        tally: Tally | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        """`daily`: calls from midnight in Seoul, `spacing`: seconds, both by provider; who is not named is
        not limited, and not counted. `clock`: seconds since 1970, UTC.
        """
        self._daily = daily
        self._spacing = spacing or {}
        self._tally = tally or Memory()
        self._clock = clock
        self._over: dict[str, int] = {}
        """The day on which the calls of a provider were found spent."""

    def spent(self, name: str) -> bool:
        """Whether the day is known to be used up; a call may still find that others have used it."""
        return self._daily.get(name) == 0 or self._over.get(name) == _day(self._clock())

    async def take(self, name: str) -> None:
        """Counts a call of `name`, and waits for its turn. Raises Spent."""
        most, pause = self._daily.get(name), self._spacing.get(name, 0.0)
        if most is None and not pause:
            return
        now = self._clock()
        call = Call(name, _day(now), most, pause, now)
        try:
            wait = await self._tally.take(call)
        except Spent as spent:
            if spent.why == "daily":
                self._over[name] = call.day
            raise
        if wait:
            await asyncio.sleep(wait)


def _day(at: float) -> int:
    return int(at + SEOUL) // DAY
