"""A run's events as Server-Sent Events.

Deliberate choices:
- Its own ASGI response, not StreamingResponse: no task group, no cancellation through anyio. The reader is
  woken when the client leaves, and leaving the run stops the model (agent/turns/run.py says why).
- One SSE event for each event as it arrives, written before the loop waits again: what the model's socket
  brought at once goes in one write. What piles up behind a slow client is sent by the task that waits for it.
- A comment every heartbeat keeps proxies from closing a quiet connection.
"""

import asyncio
from collections.abc import Sequence
from contextlib import nullcontext, suppress
from functools import partial

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from agent.events import Event
from agent.turns.run import Reader, Run
from api.sockets import Line, abort

HEADERS = [(b"cache-control", b"no-cache"), (b"x-accel-buffering", b"no")]
BEAT = b": \n\n"


async def gone(receive: Receive) -> None:
    """Returns when the client has disconnected."""
    while (await receive())["type"] != "http.disconnect":
        pass


class EventStream(Response):
    """Follows a run. `heartbeat` and `patience` in seconds.

    Other formats are subclasses: `wire` writes an event as it comes, `beat` keeps a quiet connection open.
    """

    media_type = "text/event-stream; charset=utf-8"
    beat = BEAT

    def __init__(self, run: Run, *, after: int = 0, heartbeat: float = 15, patience: float = 30) -> None:
        super().__init__()
        self._run = run
        self._turn = run.turn_id.encode()
        self._after = after
        self._heartbeat = heartbeat
        self._patience = patience
        self._waiting = False
        """An earlier event is being sent."""
        self._ended = False
        """The last byte went out with the last event."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        kind = (b"content-type", str(self.media_type).encode())
        await send({"type": "http.response.start", "status": 200, "headers": [kind, *HEADERS]})
        line = Line(scope, send)
        async with self._run.read(self._after, partial(self._take, line)) as reader:
            leaving = asyncio.create_task(gone(receive))
            leaving.add_done_callback(lambda _: reader.leave())
            self._beating = asyncio.get_running_loop().call_later(self._heartbeat, self._beat, reader)
            try:
                await self._send(reader, line)
            finally:
                leaving.cancel()
                self._beating.cancel()
        if self._ended:
            return
        if reader.left:
            abort(scope)  # it is gone, or too slow: nothing waits for it to take the rest
        else:
            with suppress(OSError):
                await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _send(self, reader: Reader, line: Line) -> None:
        """What was not taken at once, and the heartbeat."""
        while not reader.over:
            events = await reader.batch()
            if line.closed:
                reader.leave()
                return
            number = reader.position - len(events)
            body = self._wired(events, number) if events else b"" if reader.over else self.beat
            if not body:
                continue
            last = self._run.done and reader.position == len(self._run.events)
            self._waiting = True
            try:
                async with nullcontext() if line.flows else asyncio.timeout(self._patience):
                    await line.send({"type": "http.response.body", "body": body, "more_body": not last})
                self._ended = last
            except (TimeoutError, OSError):
                reader.leave()
            finally:
                self._waiting = False

    def _take(self, line: Line, events: Sequence[Event], number: int) -> bool:
        """Write events as they come; not while earlier ones wait, or the client is behind."""
        if self._waiting or not line.flows:
            return False
        if body := self._wired(events, number):
            line.write(body)
        return True

    def _wired(self, events: Sequence[Event], number: int) -> bytes:
        """The bytes of the events that follow event `number` of the run."""
        if len(events) == 1:
            return self.wire(events[0], number + 1)
        return b"".join([self.wire(event, one) for one, event in enumerate(events, number + 1)])

    def wire(self, event: Event, number: int) -> bytes:
        """The bytes of an event, the run's so-manyeth."""
        return event.wire(self._turn, number)

    def _beat(self, reader: Reader) -> None:
        """A timer, not a task: nearly every answer ends before its first beat."""
        reader.wake()
        self._beating = asyncio.get_running_loop().call_later(self._heartbeat, self._beat, reader)
