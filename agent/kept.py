"""Where answers are kept: in memory, and in Redis when the workers share one.

A Redis that is gone or slow costs a turn a quarter of a second once, then it is left alone for a while.
"""

import time
from collections import OrderedDict
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final

from agent.settings import Settings
from agent.workers.shared import Shared

BYTES: Final = 32 * 1024 * 1024
"""Of answers in memory, in each worker."""


class Kept:
    """Bytes by name, for `ttl` seconds at most; the least used go first when there are more than `most`."""

    def __init__(self, ttl: float, redis: Any = None, *, most: int = BYTES) -> None:
        self._ttl = ttl
        self._most = most
        self._redis = Shared(redis, "cache") if redis is not None else None
        self._held: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        """When it ends, and what it is."""
        self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    @property
    def state(self) -> str:
        """`memory`, or `redis`, or `down` while Redis is left alone and memory alone holds."""
        return self._redis.state if self._redis is not None else "memory"

    async def get(self, key: str) -> bytes | None:
        found = self._held.get(key)
        if found and found[0] > time.monotonic():
            self._held.move_to_end(key)
            return found[1]
        self._drop(key)
        if self._redis is None:
            return None
        redis = self._redis
        value = await redis.ask(lambda: redis.client.get(_name(key)))
        return value if isinstance(value, bytes) else None

    async def put(self, key: str, value: bytes) -> None:
        self._drop(key)
        self._held[key] = time.monotonic() + self._ttl, value
        self.size += len(value)
        while self.size > self._most:
            self._drop(next(iter(self._held)))
        if (redis := self._redis) is not None:
            await redis.ask(lambda: redis.client.set(_name(key), value, px=int(self._ttl * 1000)))

    def _drop(self, key: str) -> None:
        gone = self._held.pop(key, None)
        self.size -= len(gone[1]) if gone else 0


def _name(key: str) -> str:
    return f"gildongmu:answer:{key}"


@asynccontextmanager
async def open_kept(settings: Settings) -> AsyncIterator[Kept | None]:
    """None when the settings want no cache."""
    if not settings.answer_cache:
        yield None
    elif settings.redis_url:
        from agent.locks.redis import connect

        async with aclosing(connect(settings.redis_url)) as client:
            yield Kept(settings.answer_cache_ttl, client)
    else:
        yield Kept(settings.answer_cache_ttl)
