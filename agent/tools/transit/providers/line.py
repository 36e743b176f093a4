"""A provider's line to the outside: every call on it keeps the day's budget and the pause between calls."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

import httpx

from agent.tools.transit.providers.refusal import Spent, refused
from agent.tools.web.fetch import fetch
from agent.tools.web.provider import ProviderError

KST: Final = ZoneInfo("Asia/Seoul")
PATIENCE: Final = 1.0
"""Seconds that a call waits for its turn at most."""


def today() -> date:
    return datetime.now(KST).date()


class Limits:
    """Calls a day and pauses between calls, by provider. In memory: each worker has its share of both, and a
    start begins at zero; what was spent before it shows in the provider's own refusal.
    """

    def __init__(
        self,
        daily: Mapping[str, int],
        spacing: Mapping[str, float],
        *,
        workers: int = 1,
        clock: Callable[[], float] = time.monotonic,
        day: Callable[[], date] = today,
    ) -> None:
        """`daily`: calls; `spacing`: seconds."""
        self._daily = {name: -(-most // workers) for name, most in daily.items()}
        self._spacing = {name: pause * workers for name, pause in spacing.items()}
        self._clock = clock
        self._day = day
        self._counted = day()
        self._spent: dict[str, int] = {}
        self._free: dict[str, float] = {}

    def left(self, name: str) -> int | None:
        """Calls left today; None where there is no limit."""
        if (now := self._day()) != self._counted:
            self._counted = now
            self._spent.clear()
        most = self._daily.get(name)
        return None if most is None else max(0, most - self._spent.get(name, 0))

    async def take(self, name: str) -> None:
        """Waits for the provider's next free moment. Raises Spent: the day is used up, or the queue long."""
        if self.left(name) == 0:
            raise Spent("daily")
        now = self._clock()
        at = max(now, self._free.get(name, now))
        if at - now > PATIENCE:
            raise Spent("spacing")
        self._free[name] = at + self._spacing.get(name, 0.0)
        self._spent[name] = self._spent.get(name, 0) + 1
        if at > now:
            await asyncio.sleep(at - now)


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    """`kind:provider`, as quotas and metrics know it."""
    client: httpx.AsyncClient
    limits: Limits

    def to(self, name: str) -> "Line":
        """The line of another provider, which answers a part of the question."""
        return replace(self, name=name)

    async def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """Decoded JSON. Raises Refusal."""
        return await self._call("GET", url, params=dict(params or {}) or None, headers=dict(headers or {}))

    async def post(self, url: str, body: dict[str, Any], headers: Mapping[str, str]) -> Any:
        """Decoded JSON. Raises Refusal."""
        return await self._call("POST", url, body=body, headers=dict(headers))

    async def _call(self, method: str, url: str, **said: Any) -> Any:
        await self.limits.take(self.name)
        try:
            return await fetch(self.client, method, url, **said)
        except ProviderError as error:
            raise refused(error) from None
