"""Locks among workers that share a Postgres: advisory locks, which it frees when a session ends.

All locks of a worker live in one session, so turns that run or wait cost no connections. The session must be
with the server itself: behind a pooler that hands sessions from transaction to transaction, use
GUIDE_REDIS_URL.

A restart of the database frees all locks; the worker takes its own again with its next request. Should
another worker be faster, two turns run on that thread: the history keeps both, the graph's window one.
"""

import asyncio
import logging
from typing import Any, LiteralString

from psycopg import AsyncConnection, OperationalError

from agent.history.engine import unavailable
from agent.history.postgres import CONNECTION, Connection
from agent.locks import Locks, number

log = logging.getLogger(__name__)

LIMIT = 4.0
"""The longest that one request may take (s), connecting included."""

TAKE = "SELECT pg_try_advisory_lock(%s) AS done"
FREE = "SELECT pg_advisory_unlock(%s) AS done"

SESSION: dict[str, Any] = {
    **CONNECTION,
    "application_name": "gildongmu locks",
    # A machine that went away without a word keeps its locks for about 10 s.
    "options": "-c tcp_keepalives_idle=4 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3",
}


class PostgresLocks(Locks):
    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._order = asyncio.Lock()
        self._held: set[int] = set()
        self._session: Connection | None = None

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()

    async def _take(self, thread_id: str) -> bool:
        key = number(thread_id)
        try:
            taken = await self._ask(TAKE, key)
        except (OperationalError, TimeoutError):
            try:
                taken = await self._ask(TAKE, key)
            except (OperationalError, TimeoutError) as error:
                raise unavailable() from error
        if taken:
            self._held.add(key)
        return taken

    async def _free(self, thread_id: str) -> None:
        key = number(thread_id)
        self._held.discard(key)
        try:
            await self._ask(FREE, key)
        except (OperationalError, TimeoutError) as error:
            log.warning("locks.session_lost error=%s", type(error).__name__)  # and the lock with it

    async def _ask(self, question: LiteralString, key: int) -> bool:
        async with self._order:
            try:
                async with asyncio.timeout(LIMIT):
                    session = await self._connected()
                    return await _answer(session, question, key)
            except BaseException:
                await self._drop()
                raise

    async def _connected(self) -> Connection:
        if self._session is None or self._session.closed:
            self._session = await AsyncConnection.connect(self._url, **SESSION)
            for key in self._held:
                if not await _answer(self._session, TAKE, key):
                    log.warning("locks.lost key=%d", key)
        return self._session

    async def _drop(self) -> None:
        """A session that failed may hold what it was never seen to take."""
        session, self._session = self._session, None
        if session is not None:
            await session.close()


async def _answer(session: Connection, question: LiteralString, key: int) -> bool:
    row = await (await session.execute(question, (key,))).fetchone()
    return row is not None and bool(row["done"])
