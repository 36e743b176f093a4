"""Locks among workers that share a Redis or Valkey.

A thread's key holds a random token of its holder for TTL seconds, renewed while the turn runs: a holder that
died, or cannot reach the server, is followed within that time. Only the token's owner renews or frees, so a
holder that was held up cannot take the lock from the one that followed.
"""

import asyncio
import logging
from dataclasses import dataclass
from secrets import token_hex

from redis.asyncio import Redis
from redis.exceptions import RedisError

from agent.errors import Unavailable
from agent.locks import Locks, number

log = logging.getLogger(__name__)

TTL = 8.0
"""How long the lock of a holder that died stands (s)."""

TAKE = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
"""SET NX PX, and the same again by the holder: to renew it, or because the first answer was lost."""

FREE = """
if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end
return 0
"""


@dataclass(frozen=True, slots=True)
class Held:
    token: str
    over: asyncio.Event
    renewal: asyncio.Task[None]


class RedisLocks(Locks):
    """The client is the caller's; its timeouts bound every request. `ttl` in seconds."""

    def __init__(self, client: Redis, *, ttl: float = TTL) -> None:
        super().__init__()
        self._ttl = ttl
        self._take_script = client.register_script(TAKE)
        self._free_script = client.register_script(FREE)
        self._held: dict[str, Held] = {}

    async def _take(self, thread_id: str) -> bool:
        token = token_hex(16)
        try:
            taken = await self._set(thread_id, token)
        except (RedisError, OSError) as error:
            raise Unavailable(
                "지금은 대화를 이어 갈 수 없어요. 잠시 뒤에 다시 시도해 주세요.",
                hint="The server of GUIDE_REDIS_URL does not answer.",
                retry_after=5,
            ) from error
        if taken:
            over = asyncio.Event()
            renewal = asyncio.create_task(self._renew(thread_id, token, over), name=f"lock-{thread_id}")
            self._held[thread_id] = Held(token, over, renewal)
        return taken

    async def _free(self, thread_id: str) -> None:
        held = self._held.pop(thread_id)
        # Told, not cancelled: a client may swallow a cancellation, and a renewal under way must end first.
        held.over.set()
        await held.renewal
        try:
            await self._free_script(keys=[_key(thread_id)], args=[held.token])
        except (RedisError, OSError) as error:
            log.warning("locks.not_freed seconds=%.0f error=%s", self._ttl, type(error).__name__)

    async def _set(self, thread_id: str, token: str) -> bool:
        return bool(await self._take_script(keys=[_key(thread_id)], args=[token, int(self._ttl * 1000)]))

    async def _renew(self, thread_id: str, token: str, over: asyncio.Event) -> None:
        while not await _within(self._ttl / 4, over):
            try:
                if not await self._set(thread_id, token):
                    log.warning("locks.lost thread=%s", thread_id)
                    return
            except (RedisError, OSError) as error:
                log.warning("locks.not_renewed error=%s", type(error).__name__)


async def _within(seconds: float, event: asyncio.Event) -> bool:
    try:
        async with asyncio.timeout(seconds):
            return await event.wait()
    except TimeoutError:
        return False


def _key(thread_id: str) -> str:
    return f"gildongmu:turn:{number(thread_id):016x}"


def connect(url: str) -> Redis:
    """A client whose every request ends within seconds, tried twice. The caller closes it."""
    from redis.asyncio.retry import Retry
    from redis.backoff import ConstantBackoff

    client: Redis = Redis.from_url(
        url,
        socket_connect_timeout=1,
        socket_timeout=1.5,
        health_check_interval=15,
        retry=Retry(ConstantBackoff(0.05), 1),
        retry_on_error=[ConnectionError, TimeoutError],
    )
    return client
