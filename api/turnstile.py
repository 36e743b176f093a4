"""Requests that begin work enter a few at a time, so that a crowd does not hold the loop.

Five hundred requests that arrive at once would each do their first half millisecond in one round of the event
loop, and nothing else, `/live` or a running answer's tokens, would be served meanwhile.
"""

import asyncio
from collections import deque

from starlette.types import ASGIApp, Receive, Scope, Send

MOST = 8
"""Requests that enter in one round of the event loop, while rounds are short."""
ROUND = 0.01
"""Seconds of a round that is short: in longer ones fewer enter, one at least."""


class Turnstile:
    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._line: deque[asyncio.Future[None]] = deque()
        self._most = MOST
        self._entered = 0
        self._turning = False
        self._began = 0.0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "POST" and not scope["path"].endswith("/stop"):
            await self._enter()
        await self._app(scope, receive, send)

    async def _enter(self) -> None:
        """First come, first served."""
        loop = asyncio.get_running_loop()
        if not self._turning:
            self._turning = True
            self._began = loop.time()
            loop.call_soon(self._turn, loop)
        if self._entered < self._most and not self._line:
            self._entered += 1
            return
        place = loop.create_future()
        self._line.append(place)
        await place

    def _turn(self, loop: asyncio.AbstractEventLoop) -> None:
        now = loop.time()
        self._most = max(1, min(MOST, int(MOST * ROUND / max(now - self._began, 1e-6))))
        self._began = now
        self._entered = 0
        while self._line and self._entered < self._most:
            place = self._line.popleft()
            if not place.done():
                place.set_result(None)
                self._entered += 1
        self._turning = bool(self._entered)
        if self._turning:
            loop.call_soon(self._turn, loop)
