"""Calls to providers as all workers count them, so that a daily quota is one quota: in a file of the machine,
which outlives a start, and in Redis where machines share one.

Whoever cannot count goes on by what is left: Redis away, the file counts; the file unusable, memory does. A
provider's own refusal is then the last word, as it would be without quotas.
"""

import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager, closing, suppress
from pathlib import Path
from typing import Any, Final

from agent.settings import Settings
from agent.tools.web.quota import PATIENCE, Call, Count, Memory, Spent, Tally, granted
from agent.workers.shared import Shared

log = logging.getLogger(__name__)

WAIT: Final = 1.0
"""Longest wait for another process that writes (s)."""
KEPT: Final = 172_800
"""How long Redis keeps a count after its last call (s): longer than its day."""

TABLE: Final = """
CREATE TABLE IF NOT EXISTS calls (
    name TEXT PRIMARY KEY, day INTEGER NOT NULL, calls INTEGER NOT NULL, free REAL NOT NULL
) WITHOUT ROWID
"""

TAKE: Final = """
local day, most, pause = ARGV[1], tonumber(ARGV[2]), tonumber(ARGV[3])
local at, patience = tonumber(ARGV[4]), tonumber(ARGV[5])
local held = redis.call('HMGET', KEYS[1], 'day', 'calls', 'free')
local calls = held[1] == day and tonumber(held[2]) or 0
if most >= 0 and calls >= most then return 'daily' end
local wait = math.max(0, (tonumber(held[3]) or 0) - at)
if wait > patience then return 'spacing' end
redis.call('HSET', KEYS[1], 'day', day, 'calls', calls + 1, 'free', string.format('%.3f', at + wait + pause))
redis.call('EXPIRE', KEYS[1], ARGV[6])
return tostring(wait)
"""
"""`granted` of agent/tools/web/quota.py, in one step for all machines."""


class File:
    """Among the processes of one machine. A crash loses nothing; a power cut may lose the last calls."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._memory = Memory()
        """Counts where the file cannot."""

    async def take(self, call: Call) -> float:
        try:
            return await asyncio.to_thread(self._take, call)
        except (sqlite3.Error, OSError) as error:
            log.warning("tally.file_unusable error=%s", type(error).__name__)
            return await self._memory.take(call)

    def _take(self, call: Call) -> float:
        """Opens the file anew: calls are few, and nothing is held across a fork or an end."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        try:
            return self._counted(call)
        except sqlite3.OperationalError:
            raise
        except sqlite3.DatabaseError:  # no database any more: a power cut, or somebody else's file
            with suppress(FileNotFoundError):
                self._path.unlink()
            return self._counted(call)

    def _counted(self, call: Call) -> float:
        with closing(sqlite3.connect(self._path, timeout=WAIT, isolation_level=None)) as file:
            file.execute("PRAGMA synchronous = OFF")
            file.execute(TABLE)
            file.execute("BEGIN IMMEDIATE")
            row = file.execute("SELECT day, calls, free FROM calls WHERE name = ?", (call.name,)).fetchone()
            after, wait = granted(call, Count(*row) if row else Count())
            file.execute("REPLACE INTO calls VALUES (?, ?, ?, ?)", (call.name, *after))
            file.execute("COMMIT")
        return wait


class Everywhere:
    """Among all machines. The file counts along: it goes on where Redis is away or was started anew."""

    def __init__(self, client: Any, file: File) -> None:
        """The client is the caller's."""
        self._redis = Shared(client, "tally")
        self._script = client.register_script(TAKE)
        self._file = file

    async def take(self, call: Call) -> float:
        most = -1 if call.most is None else call.most
        given = [call.day, most, call.pause, f"{call.at:.3f}", PATIENCE, KEPT]
        told = await self._redis.ask(lambda: self._script(keys=[f"gildongmu:calls:{call.name}"], args=given))
        if told is None:
            return await self._file.take(call)
        if told == b"daily":
            raise Spent("daily")
        if told == b"spacing":
            raise Spent("spacing")
        # Its count is a part of that in Redis, so it refuses only where Redis has forgotten.
        return max(float(told), await self._file.take(call))


@asynccontextmanager
async def open_tally(settings: Settings) -> AsyncIterator[Tally]:
    file = File(settings.data_dir / "calls.db")
    if not settings.redis_url:
        yield file
        return
    from agent.locks.redis import connect

    async with aclosing(connect(settings.redis_url)) as client:
        yield Everywhere(client, file)
