"""What workers share through Redis, where it may also be gone: a quarter of a second once, then a rest.

Locks are not among it: they must not pass for taken when nobody answers (agent/locks/redis.py).
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any, Final, Literal, TypeVar

log = logging.getLogger(__name__)

PATIENCE: Final = 0.25
"""Longest wait for an answer (s)."""
REST: Final = 5.0
"""How long a server that failed is left alone (s)."""

T = TypeVar("T")


class Shared:
    """The client is the caller's."""

    def __init__(self, client: Any, what: str) -> None:
        """`what`: names it in the log."""
        self.client = client
        self._what = what
        self._rested = 0.0
        """When it may be asked again."""

    @property
    def state(self) -> Literal["redis", "down"]:
        return "redis" if time.monotonic() >= self._rested else "down"

    async def ask(self, request: Callable[[], Awaitable[T]]) -> T | None:
        """None also when it does not answer."""
        from redis.exceptions import RedisError

        if self.state == "down":
            return None
        try:
            async with asyncio.timeout(PATIENCE):
                return await request()
        except (RedisError, OSError, TimeoutError) as error:
            self._rested = time.monotonic() + REST
            log.warning("%s.redis_down seconds=%.0f error=%s", self._what, REST, type(error).__name__)
            return None
