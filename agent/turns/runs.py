"""The turns that run in this process and, for a while, those that ended: who lost the line comes back."""

import asyncio
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Final, Literal

from agent.errors import Closing
from agent.turns.run import Run

MOST: Final = 256
"""Ended runs that are kept; each holds one answer's events, some 40 kB."""
Reason = Literal["malformed", "unknown", "ahead"]


class Gap(Exception):
    """What was told after an event cannot be told any more.

    `malformed`: the id is none of ours. `unknown`: the turn ended too long ago, before a restart, or on
    another machine. `ahead`: the turn never came as far.
    """

    def __init__(self, reason: Reason, turn_id: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.turn_id = turn_id


class Runs:
    def __init__(self, seconds: float) -> None:
        """`seconds`: how long an ended run is kept."""
        self._seconds = seconds
        self._running: dict[str, Run] = {}
        """By turn."""
        self._threads: dict[str, Run] = {}
        """The same by thread, which runs one turn at a time."""
        self._ended: OrderedDict[str, tuple[float, Run]] = OrderedDict()
        """By turn, with the loop's time at which each goes."""
        self.closing = False
        """The process is about to end."""

    def admit(self) -> None:
        """May a turn begin? Raises Closing."""
        if self.closing:
            raise Closing("서비스가 다시 시작하고 있어요. 잠시 뒤에 다시 보내 주세요.", retry_after=3)

    @contextmanager
    def hold(self, run: Run) -> Iterator[None]:
        """While the run goes on; it is kept for a while after."""
        self._running[run.turn_id] = self._threads[run.thread_id] = run
        try:
            yield
        finally:
            del self._running[run.turn_id]
            if self._threads.get(run.thread_id) is run:
                del self._threads[run.thread_id]
            self._keep(run)

    def running(self, thread_id: str) -> Run | None:
        return self._threads.get(thread_id)

    def turn(self, turn_id: str, owner: str) -> Run | None:
        """The run of a turn that goes on or ended lately; another owner's does not exist."""
        run = self._running.get(turn_id) or self._ended.get(turn_id, (0.0, None))[1]
        return run if run and run.owner == owner else None

    def forget(self, thread_id: str) -> None:
        """Nothing of an erased thread stays in memory."""
        for turn in [turn for turn, (_, run) in self._ended.items() if run.thread_id == thread_id]:
            del self._ended[turn]

    async def drain(self, grace: float) -> None:
        """From now on no turn begins; those that go on get `grace` seconds, then they are stopped."""
        self.closing = True
        with suppress(TimeoutError):
            async with asyncio.timeout(grace):
                while self._running:
                    await asyncio.gather(*(run.wait() for run in list(self._running.values())))
        await asyncio.gather(*(run.stop() for run in list(self._running.values())))

    def _keep(self, run: Run) -> None:
        if self._seconds:
            loop = asyncio.get_running_loop()
            if not self._ended:
                loop.call_later(self._seconds, self._sweep)
            self._ended[run.turn_id] = (loop.time() + self._seconds, run)
            if len(self._ended) > MOST:
                self._ended.popitem(last=False)

    def _sweep(self) -> None:
        loop = asyncio.get_running_loop()
        while self._ended:
            until, _ = next(iter(self._ended.values()))
            if until > loop.time():
                loop.call_at(until, self._sweep)
                return
            self._ended.popitem(last=False)
