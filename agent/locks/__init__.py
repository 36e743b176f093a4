"""One turn at a time on a thread, across tasks, workers and machines.

Within a process turns queue for an asyncio lock, in order; the first in line then takes the thread from the
other workers, by asking again and again: nobody needs to be told, so nobody can miss it.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hashlib import sha256
from weakref import WeakValueDictionary

from agent.errors import Busy
from agent.turns.run import join

AGAIN = 0.025
"""Between two tries (s)."""


def number(thread_id: str) -> int:
    """63 bits that stand for a thread."""
    return int.from_bytes(sha256(thread_id.encode()).digest()[:8]) >> 1


class Locks(ABC):
    def __init__(self) -> None:
        self._queues: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        """A lock lives as long as a turn holds it or waits for it."""

    @asynccontextmanager
    async def hold(self, thread_id: str, wait: float) -> AsyncIterator[None]:
        """Raises Busy after `wait` seconds, however short one try at least, and Unavailable."""
        queue = self._queues.get(thread_id)
        if queue is None:
            queue = self._queues[thread_id] = asyncio.Lock()
        until = asyncio.get_running_loop().time() + wait
        try:
            async with asyncio.timeout(wait):
                await queue.acquire()
        except TimeoutError:
            raise _busy() from None
        try:
            await self._await(thread_id, until)
            try:
                yield
            finally:
                await self._give(thread_id)
        finally:
            queue.release()

    async def _await(self, thread_id: str, until: float) -> None:
        clock = asyncio.get_running_loop().time
        while not await self._try(thread_id):
            if (left := until - clock()) <= 0:
                raise _busy()
            await asyncio.sleep(min(AGAIN, left))

    async def _try(self, thread_id: str) -> bool:
        """Whoever is cancelled while the answer is under way waits for it, and gives back what it gave."""
        task = asyncio.create_task(self._take(thread_id))
        try:
            await join(task)
        except asyncio.CancelledError:
            if task.exception() is None and task.result():
                await self._give(thread_id)
            raise
        return task.result()

    async def _give(self, thread_id: str) -> None:
        await join(asyncio.create_task(self._free(thread_id)))

    @abstractmethod
    async def _take(self, thread_id: str) -> bool:
        """One try, without waiting for a holder, in bounded time. Raises Unavailable."""

    @abstractmethod
    async def _free(self, thread_id: str) -> None:
        """Give back what was taken, in bounded time; a lock that was lost is no error."""


def _busy() -> Busy:
    return Busy("앞선 질문에 아직 답하고 있어요. 잠시 뒤에 다시 보내 주세요.", retry_after=2)
