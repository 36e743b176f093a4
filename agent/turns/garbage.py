"""When the circles that dead turns leave are looked for: rarely while anybody is served, since the look goes
through all that runs.

LangGraph's runs are circles, some 8 kB a turn, which only Python's full collection finds. Left to itself it
comes at any moment, and with five hundred turns under way it holds the event loop for 150 ms, `/live` and
every token included. Here it comes once nobody has been served for a moment, or after a thousand turns where
that never happens.
"""

import asyncio
import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

YOUNG: Final = (5_000, 5, 1_000_000)
"""Objects until the first collection, then collections until the second, and the third never by itself. At
Python's 700 a tenth of a busy worker's time goes into looking through running turns; with far more each look
would hold the loop, as would the second (a hundred turns' objects at once) if it came seldom."""
QUIET: Final = 1.0
"""Seconds without a turn until a full collection, if any turn ended since the last."""
MOST: Final = 1_000
"""Turns that end before one, whatever runs: 8 MB of circles."""


class Garbage:
    def __init__(self) -> None:
        self._running = 0
        self._ended = 0
        self._waiting: asyncio.TimerHandle | None = None

    @contextmanager
    def settled(self) -> Iterator[None]:
        """What is loaded by now stays, and is never looked through: that would take a quarter of a second."""
        before = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(*YOUNG)
        try:
            yield
        finally:
            gc.set_threshold(*before)
            self._wait_no_more()

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Around a turn."""
        self._running += 1
        self._wait_no_more()
        try:
            yield
        finally:
            self._running -= 1
            self._ended += 1
            if self._ended >= MOST:
                asyncio.get_running_loop().call_soon(self._collect)
            elif not self._running:
                self._waiting = asyncio.get_running_loop().call_later(QUIET, self._collect)

    def _wait_no_more(self) -> None:
        if self._waiting:
            self._waiting.cancel()
            self._waiting = None

    def _collect(self) -> None:
        self._ended = 0
        gc.collect()
