"""The stores that the settings name."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import (
    AsyncExitStack,
    aclosing,
    asynccontextmanager,
    closing,
    suppress,
)
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from langgraph.checkpoint.base import BaseCheckpointSaver

from agent.errors import GuideError
from agent.history.engine import Engine
from agent.locks import Locks
from agent.settings import Settings
from agent.threads import Threads

log = logging.getLogger(__name__)

HOUR = 3600.0

SCHEMA = " schema"
"""What workers lock while they make or change tables; no thread has this id."""


class NotInstalled(RuntimeError):
    """The settings name a server whose client is not installed."""


@dataclass(frozen=True, slots=True)
class Stores:
    threads: Threads
    locks: Locks
    saver: BaseCheckpointSaver[Any]


@asynccontextmanager
async def open_stores(settings: Settings) -> AsyncIterator[Stores]:
    """Opened, at today's schema, and swept hourly. Raises Unavailable, NewerSchema and NotInstalled."""
    async with AsyncExitStack() as stack:
        locks = await stack.enter_async_context(_native_locks(settings))
        async with locks.hold(SCHEMA, 60):
            engine, saver = await stack.enter_async_context(_engine(settings))
        if settings.redis_url:
            locks = await stack.enter_async_context(_redis_locks(settings))
        threads = Threads(engine)
        sweeping = asyncio.create_task(_sweep(threads, settings.thread_ttl), name="sweep")
        stack.push_async_callback(_end, sweeping)
        yield Stores(threads, locks, saver)


@asynccontextmanager
async def _engine(settings: Settings) -> AsyncIterator[tuple[Engine, BaseCheckpointSaver[Any]]]:
    latest = settings.keep_checkpoints == "latest"
    if settings.postgres:
        from agent.history import postgres

        async with postgres.opened(
            settings.database_url, size=settings.database_pool, latest=latest
        ) as server:
            yield server
    else:
        from agent.history import sqlite

        async with sqlite.opened(settings.database, latest=latest) as file:
            yield file


@asynccontextmanager
async def _native_locks(settings: Settings) -> AsyncIterator[Locks]:
    """The locks that come with the database."""
    if not settings.postgres:
        from agent.locks.files import FileLocks

        with closing(FileLocks(settings.data_dir / "threads.lock")) as files:
            yield files
        return
    try:
        from agent.locks.postgres import PostgresLocks
    except ImportError as error:
        raise NotInstalled("GUIDE_DATABASE_URL names Postgres: pip install 'gildongmu[postgres]'") from error
    sessions = PostgresLocks(settings.database_url)
    try:
        yield sessions
    finally:
        await sessions.close()


@asynccontextmanager
async def _redis_locks(settings: Settings) -> AsyncIterator[Locks]:
    try:
        from agent.locks.redis import RedisLocks, connect
    except ImportError as error:
        raise NotInstalled("GUIDE_REDIS_URL is set: pip install 'gildongmu[redis]'") from error
    async with aclosing(connect(settings.redis_url)) as client:
        yield RedisLocks(client)


async def _sweep(threads: Threads, days: float) -> None:
    """Erase what has lived its time, at start and hourly; every worker does, so none needs to be chosen."""
    while True:
        try:
            if gone := await threads.sweep(timedelta(days=days) if days else None):
                log.info("history.swept threads=%d", gone)
        except GuideError as error:
            log.warning("history.not_swept code=%s", error.code)
        await asyncio.sleep(HOUR)


async def _end(task: asyncio.Task[None]) -> None:
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task
