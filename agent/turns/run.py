"""One turn while it runs: a task of its own that writes events to a log, and readers that follow the log.

Why not stream the graph straight into the response: when a client leaves, the web framework cancels through
anyio, which kills LangGraph's own clean-up, and the model goes on to the end. A task that is cancelled once,
by asyncio, and then joined, stops the model within milliseconds.

The log holds one answer's events, so it is bounded by the answer's length; a slow reader is only behind in
it, and a reader that comes back continues where it was.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any

from agent.errors import GuideError
from agent.events import Event, Kind
from agent.telemetry import logs

LINGER = 20.0
"""Seconds that a lasting run goes on unread: a reloaded page is back sooner, a closed one never."""

Work = Callable[["Run"], Awaitable[None]]


class Run:
    def __init__(self, thread_id: str, turn_id: str, *, owner: str = "", lasting: bool = False) -> None:
        """`lasting`: it goes on for a while when nobody reads, for a reader that comes back."""
        self.thread_id = thread_id
        self.turn_id = turn_id
        self.owner = owner
        self.lasting = lasting
        self.events: list[Event] = []
        self.failed: GuideError | None = None
        self.cut = False
        """The answer ends before its end: it was stopped, or met `max_tokens`."""
        self.stopped = False
        """Somebody asked for the end: a client that left, a stop request, the deadline, the shutdown."""
        self._task: asyncio.Task[None] | None = None
        """While it runs: its context holds this run, and a circle would keep the events long after both."""
        self.done = False
        self._readers: set[Reader] = set()
        self._ending: asyncio.Task[None] | None = None
        """Held, or the loop would forget it."""

    def start(self, work: Work) -> None:
        self._task = asyncio.create_task(self._work(work), name=f"turn-{self.turn_id}")
        self._task.add_done_callback(self._end)

    async def _work(self, work: Work) -> None:
        logs.bind(turn_id=self.turn_id, thread_id=self.thread_id)
        try:
            await work(self)
        finally:
            self._over()

    def _over(self) -> None:
        self.done = True
        for reader in self._readers:
            reader.wake()

    def _end(self, _: asyncio.Task[None]) -> None:
        self._task = None
        self._over()  # it may have been cancelled before it began

    def tell(self, kind: Kind, data: Any) -> None:
        event = Event(kind, data)
        self.events.append(event)
        for reader in self._readers:
            reader.tell()

    async def stop(self) -> None:
        """Cancel once, and wait until all is closed and kept; safe to call twice and while cancelled."""
        if self._task is None:
            return
        if not self._task.done():
            if not self.stopped:
                self.stopped = True
                self._task.cancel()
            await join(self._task)

    async def wait(self) -> None:
        if self._task is not None:
            await asyncio.wait([self._task])

    @asynccontextmanager
    async def read(self, after: int = 0, take: "Take | None" = None) -> AsyncIterator["Reader"]:
        """Follow the log from event number `after`. When the last reader leaves, the run stops."""
        reader = Reader(self, after, take)
        self._readers.add(reader)
        try:
            yield reader
        finally:
            self._readers.discard(reader)
            if not self._readers and not self.done:
                if self.lasting:
                    asyncio.get_running_loop().call_later(LINGER, self._unheard)
                else:
                    await self.stop()

    def _unheard(self) -> None:
        """Nobody came back in time: a closed tab, not a reload."""
        if not self._readers and not self.done:
            self._ending = asyncio.create_task(self.stop())


Take = Callable[[list[Event], int], bool]
"""Takes the events that follow a number at once, or says that it cannot now."""


class Reader:
    """Hands out events in batches: all that has come since the last call.

    `take` is offered them first, before the loop waits again, unless earlier ones still wait to be read. What
    is taken wakes nobody: that is most of what a token would cost here.
    """

    def __init__(self, run: Run, position: int, take: Take | None = None) -> None:
        self._run = run
        self._take = take
        self._more: asyncio.Future[None] | None = None
        """Waited for. A bare future: an Event would cost as much as all else that a token does here."""
        self._offered: asyncio.Handle | None = None
        self.position = position
        self.left = False

    def tell(self) -> None:
        """There is an event more."""
        if self._take is None:
            self.wake()
        elif self._offered is None:
            self._offered = asyncio.get_running_loop().call_soon(self._offer, self._take)

    def _offer(self, take: Take) -> None:
        self._offered = None
        if self.left or (self._more is not None and self._more.done()):
            return
        fresh = self._run.events[self.position :]
        if fresh and take(fresh, self.position):
            self.position += len(fresh)
        elif fresh:
            self.wake()

    def wake(self) -> None:
        if self._more is not None and not self._more.done():
            self._more.set_result(None)

    def leave(self) -> None:
        """The client has gone: the next batch is empty and the last."""
        self.left = True
        self.wake()

    async def batch(self) -> list[Event]:
        """The events since the last batch; empty when the run is over, the reader left or was woken early."""
        if not self._fresh and not self._run.done:
            self._more = asyncio.get_running_loop().create_future()
            await self._more
            self._more = None
        if self.left:
            return []
        fresh = self._run.events[self.position :]
        self.position += len(fresh)
        return fresh

    @property
    def _fresh(self) -> bool:
        return self.left or self.position < len(self._run.events)

    @property
    def over(self) -> bool:
        return self.left or (self._run.done and self.position >= len(self._run.events))


async def join(task: asyncio.Task[Any]) -> None:
    """Wait for a cancelled task to end, even while cancelled oneself; that cancellation is raised after."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.wait([task])
        except asyncio.CancelledError as error:
            cancelled = error
    with suppress(asyncio.CancelledError, Exception):
        task.result()
    if cancelled is not None:
        raise cancelled
