"""The circuit breaker of the model endpoint: one call that cannot be had spares the others the wait.

A call has so many seconds to its first word. When it fails below HTTP (refused, hung, hung up) the endpoint
is down to all at once, and those who still wait for a first word wait no more: turns answer from the facts.
Not so when the endpoint spoke to others meanwhile: then it is busy, not down. An answer of HTTP, whatever its
status, closes nothing.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import httpx

from agent.errors import ModelDown

BELOW = (OSError, httpx.TransportError)
"""What goes wrong below HTTP; timeouts are OSError, too."""


class Call:
    """A call under way; `hear` its first word."""

    def __init__(self, breaker: "Breaker", limit: asyncio.Timeout) -> None:
        self._breaker = breaker
        self.limit = limit
        self.began = time.monotonic()
        self.heard = False

    def hear(self) -> None:
        self.heard = True
        self.limit.reschedule(None)
        self._breaker.hear(self)


class Breaker:
    """`first` and `next_`: longest waits for the first word and for each further one (s).

    `lost` is told the reason when the endpoint is taken for down, `doubted` when it is worth a look.
    """

    def __init__(
        self, first: float, next_: float, *, lost: Callable[[str], None], doubted: Callable[[], None]
    ) -> None:
        self._first = first
        self._next = next_
        self._lost = lost
        self._doubted = doubted
        self._silent: set[Call] = set()
        """Calls without a word yet."""
        self.heard = 0.0
        """When the endpoint last began or ended an answer."""

    def hear(self, call: Call) -> None:
        self._silent.discard(call)
        self.heard = time.monotonic()

    @asynccontextmanager
    async def call(self) -> AsyncIterator[Call]:
        """Around a call of the endpoint. Raises ModelDown when its first word does not come in time."""
        call = Call(self, asyncio.timeout(self._first))
        try:
            async with call.limit:
                self._silent.add(call)
                yield call
        except TimeoutError as error:
            self._failed(call, error)
            raise ModelDown("모델이 너무 오래 말이 없어요.") from error
        except ModelDown as error:
            if cause := unreachable(error):
                self._failed(call, cause)
            raise
        else:
            self.heard = time.monotonic()
        finally:
            self._silent.discard(call)

    def _failed(self, call: Call, cause: BaseException) -> None:
        self._silent.discard(call)
        timed_out = isinstance(cause, (TimeoutError, httpx.TimeoutException))
        since = call.began if not call.heard else time.monotonic() - self._next
        if self.heard > since or (call.heard and not timed_out):
            self._doubted()
            return
        self._lost(type(cause).__name__)
        for waiting in self._silent:
            if not waiting.limit.expired():
                waiting.limit.reschedule(0)


def unreachable(error: BaseException) -> BaseException | None:
    """What kept the endpoint from being reached or heard, where that is why a call failed."""
    cause = error.__cause__
    while cause is not None and not isinstance(cause, BELOW):
        cause = cause.__cause__
    return cause
