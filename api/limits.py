"""How often a caller may come: a token bucket for each. And bounds on bodies, in size and time.

The buckets lie in the worker's memory, or in Redis for all workers; while that is gone each counts alone.
"""

import asyncio
import math
import time
from collections import OrderedDict
from collections.abc import AsyncIterator, Callable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import IPv6Address, ip_address
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.errors import TooLarge
from agent.settings import Settings
from agent.workers.shared import Shared
from api.errors import SlowUpload, reply

KEPT = 20_000
"""Buckets in memory. The one unused for longest goes first: it is the likeliest to be full again."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a request got. `wait` and `full` in seconds: to the next request granted, to a full bucket."""

    granted: bool
    limit: int
    left: int
    wait: int
    full: int

    @property
    def headers(self) -> list[tuple[bytes, bytes]]:
        return [
            (b"x-ratelimit-limit", b"%d" % self.limit),
            (b"x-ratelimit-remaining", b"%d" % self.left),
            (b"x-ratelimit-reset", b"%d" % self.full),
        ]


class Buckets:
    """A bucket of `burst` requests for each caller, refilled at `rate` a minute."""

    def __init__(self, rate: int, burst: int = 0, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._pace = rate / 60
        self._limit = rate
        self._burst = burst or rate
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, float]] = OrderedDict()
        """Requests left, and when that was so."""

    async def take(self, caller: str) -> Taken:
        """One request out of the caller's bucket."""
        return self._here(caller)

    def _here(self, caller: str) -> Taken:
        now = self._clock()
        left, then = self._held.pop(caller, (float(self._burst), now))
        left = min(self._burst, left + (now - then) * self._pace)
        granted = left >= 1
        left -= granted
        self._held[caller] = (left, now)
        if len(self._held) > KEPT:
            self._held.popitem(last=False)
        return self._taken(left, granted=granted)

    def _taken(self, left: float, *, granted: bool) -> Taken:
        wait = 0 if granted else math.ceil((1 - left) / self._pace)
        return Taken(granted, self._limit, int(left), wait, math.ceil((self._burst - left) / self._pace))


TAKE = """
local held = redis.call('HMGET', KEYS[1], 'left', 'at')
local time = redis.call('TIME')
local now = time[1] + time[2] / 1e6
local burst, pace = tonumber(ARGV[1]), tonumber(ARGV[2])
local left = math.min(burst, (tonumber(held[1]) or burst) + (now - (tonumber(held[2]) or now)) * pace)
local granted = left >= 1 and 1 or 0
left = left - granted
redis.call('HSET', KEYS[1], 'left', tostring(left), 'at', string.format('%.6f', now))
redis.call('EXPIRE', KEYS[1], math.ceil((burst - left) / pace) + 1)
return {granted, tostring(left)}
"""
"""One request, counted by the server's clock; a full bucket need not be remembered."""


class SharedBuckets(Buckets):
    """The client is the caller's."""

    def __init__(self, rate: int, burst: int, client: Any) -> None:
        super().__init__(rate, burst)
        self._redis = Shared(client, "rates")
        self._script = client.register_script(TAKE)

    async def take(self, caller: str) -> Taken:
        key = f"gildongmu:rate:{sha256(caller.encode()).hexdigest()[:32]}"
        told = await self._redis.ask(lambda: self._script(keys=[key], args=[self._burst, self._pace]))
        if told is None:
            return self._here(caller)
        return self._taken(float(told[1]), granted=bool(told[0]))


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Buckets | None]:
    """None when the settings set no rate."""
    if not settings.rate_limit:
        yield None
    elif settings.redis_url:
        from agent.locks.redis import connect

        async with aclosing(connect(settings.redis_url)) as client:
            yield SharedBuckets(settings.rate_limit, settings.rate_burst, client)
    else:
        yield Buckets(settings.rate_limit, settings.rate_burst)


def address(scope: Scope) -> str:
    """Who calls, as far as the network tells: an IPv6 caller owns a whole /64."""
    host = (scope.get("client") or ("", 0))[0]
    try:
        known = ip_address(host)
    except ValueError:
        return str(host)
    if isinstance(known, IPv6Address):
        return str(known.ipv4_mapped or IPv6Address(int(known) >> 64 << 64))
    return str(known)


class _Refused(Exception):
    def __init__(self, error: TooLarge | SlowUpload) -> None:
        self.error = error


class BodyLimit:
    """Reads the body before the app sees the request: up to a size, within a time. Pure ASGI.

    What follows the body (the client leaving) is passed on as it comes.
    """

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._largest = settings.body_limit
        self._longest = settings.body_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            body = await self._read(scope, receive)
        except _Refused as refused:
            # A fast sender reads the refusal once it has sent all; a slow one would hold the connection on.
            close = {"Connection": "close"} if isinstance(refused.error, SlowUpload) else None
            await reply(refused.error, scope["path"], headers=close)(scope, receive, send)
            return
        if body is None:
            return
        whole: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

        async def given() -> Message:
            return whole.pop() if whole else await receive()

        await self._app(scope, given, send)

    async def _read(self, scope: Scope, receive: Receive) -> bytes | None:
        """None when the client left. Raises _Refused."""
        too_large = _Refused(TooLarge("요청이 너무 커요.", hint=f"Send at most {self._largest:,} bytes."))
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._largest:
            raise too_large
        taken = bytearray()
        try:
            async with asyncio.timeout(self._longest):
                while True:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    taken += message.get("body", b"")
                    if len(taken) > self._largest:
                        raise too_large
                    if not message.get("more_body", False):
                        return bytes(taken)
        except TimeoutError:
            raise _Refused(SlowUpload("요청이 제시간에 다 오지 않았어요.")) from None
