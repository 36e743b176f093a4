"""Where answers are kept: in memory, and in Redis when the workers share one.

A Redis that is gone or slow costs a turn a quarter of a second once, then it is left alone for a while.
"""

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final, TypeVar

from agent.settings import Settings

log = logging.getLogger(__name__)

BYTES: Final = 32 * 1024 * 1024
"""Of answers in memory, in each worker."""
PATIENCE: Final = 0.25
"""Longest wait for Redis (s)."""
REST: Final = 5.0
"""How long a Redis that failed is left alone (s)."""

T = TypeVar("T")


class Kept:
    """Bytes by name, for `ttl` seconds at most; the least used go first when there are more than `most`."""

    def __init__(self, ttl: float, redis: Any = None, *, most: int = BYTES) -> None:
        self._ttl = ttl
        self._most = most
        self._redis = redis
        self._rested = 0.0
        """When Redis may be asked again."""
        self._held: OrderedDict[str, tuple[float, bytes]] = OrderedDict()
        """When it ends, and what it is."""
        self.size = 0

    def __len__(self) -> int:
        return len(self._held)

    @property
    def state(self) -> str:
        """`memory`, or `redis`, or `down` while Redis is left alone and memory alone holds."""
        if self._redis is None:
            return "memory"
        return "redis" if time.monotonic() >= self._rested else "down"

    async def get(self, key: str) -> bytes | None:
        found = self._held.get(key)
        if found and found[0] > time.monotonic():
            self._held.move_to_end(key)
            return found[1]
        self._drop(key)
        if self._redis is None:
            return None
        value = await self._asked(lambda: self._redis.get(_name(key)))
        return value if isinstance(value, bytes) else None

    async def put(self, key: str, value: bytes) -> None:
        self._drop(key)
        self._held[key] = time.monotonic() + self._ttl, value
        self.size += len(value)
        while self.size > self._most:
            self._drop(next(iter(self._held)))
        if self._redis is not None:
            await self._asked(lambda: self._redis.set(_name(key), value, px=int(self._ttl * 1000)))

    def _drop(self, key: str) -> None:
        gone = self._held.pop(key, None)
        self.size -= len(gone[1]) if gone else 0

    async def _asked(self, request: Callable[[], Awaitable[T]]) -> T | None:
        """None also when Redis does not answer."""
        from redis.exceptions import RedisError

        if time.monotonic() < self._rested:
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await request()
        except (RedisError, OSError, TimeoutError) as error:
            self._rested = time.monotonic() + REST
            log.warning("cache.redis_down seconds=%.0f error=%s", REST, type(error).__name__)
            return None


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
