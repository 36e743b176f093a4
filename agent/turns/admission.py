"""How many turns the service takes on, and how many of them the model answers at once.

Two bounds. A turn that comes when the house is full is refused at once; a turn that needs the model waits for
one of its places, first come, first served, and is told so. Turns that need no model (a journey, a fare, a
question back, an answer from the cache) never wait for one.
"""

import asyncio
import math
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from agent.errors import Overloaded
from agent.telemetry import metrics

FIRST_GUESS = 4.0
"""How long an answer takes (s), before one was seen."""
MEMORY = 0.1
"""The weight of the newest answer in the mean."""
LONGEST = 60
"""Most seconds that a refused client is told to wait."""


class Admission:
    """Within one worker: `places` answers of the model at once, `queue` more turns beside them."""

    def __init__(self, places: int, queue: int) -> None:
        self._places = asyncio.Semaphore(places)
        self._count = places
        self._room = places + queue
        self._mean = FIRST_GUESS
        self.turns = 0
        """Turns begun and not ended."""
        self.answering = 0
        self.waiting = 0

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Around a turn. Raises Overloaded at once when there is no room."""
        if self.turns >= self._room:
            raise Overloaded(
                "지금은 묻는 분이 많아요. 잠시 뒤에 다시 물어봐 주세요.", retry_after=self._later()
            )
        self.turns += 1
        try:
            yield
        finally:
            self.turns -= 1

    @asynccontextmanager
    async def place(self, told: Callable[[], None]) -> AsyncIterator[None]:
        """Around an answer of the model. `told` is called when it has to wait; leaving gives the place up."""
        if self._places.locked():
            told()
        self.waiting += 1
        metrics.WAITING.inc()
        try:
            await self._places.acquire()
        finally:
            self.waiting -= 1
            metrics.WAITING.dec()
        self.answering += 1
        began = time.monotonic()
        try:
            yield
        finally:
            self.answering -= 1
            self._places.release()
            self._mean += MEMORY * (time.monotonic() - began - self._mean)

    def _later(self) -> int:
        """Seconds until those who wait now will have had their answers, by the mean of late."""
        return min(LONGEST, max(1, math.ceil(self._mean * (self.waiting + 1) / self._count)))

    def report(self) -> dict[str, Any]:
        """For GET /ready."""
        return {
            "state": "full" if self.turns >= self._room else "open",
            "turns": self.turns,
            "answering": self.answering,
            "waiting": self.waiting,
        }
