"""The history and the checkpoints in Postgres, for workers on several machines."""

import asyncio
import logging
import re
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from functools import cache, partial
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata, CheckpointTuple
from langgraph.checkpoint.postgres.aio import AsyncPostgresSaver
from psycopg import AsyncConnection, OperationalError
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool

from agent.history.engine import T, Work, unavailable
from agent.history.erased import is_erased
from agent.history.schema import migrate

log = logging.getLogger(__name__)

Connection = AsyncConnection[DictRow]

PATIENCE = 5.0
"""How long a call waits for a connection (s), its second attempt included."""
LIMIT = 10.0
"""The longest an attempt may take (s)."""

CONNECTION: dict[str, Any] = {
    "autocommit": True,
    "prepare_threshold": 0,
    "row_factory": dict_row,
    "connect_timeout": 3,
    "keepalives_idle": 10,  # s; a server that went away without a word is noticed
    "keepalives_interval": 3,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,  # ms
}

PARAMETER = re.compile(r":([a-z_]+)")

REPLACED = (
    """
    DELETE FROM checkpoint_writes WHERE thread_id = :thread AND checkpoint_ns = :ns AND checkpoint_id <> :id
    AND (checkpoint_id < :id OR checkpoint_id IN
    (SELECT checkpoint_id FROM checkpoints WHERE thread_id = :thread AND checkpoint_ns = :ns))
    """,
    "DELETE FROM checkpoints WHERE thread_id = :thread AND checkpoint_ns = :ns AND checkpoint_id <> :id",
    """
    DELETE FROM checkpoint_blobs USING checkpoints WHERE checkpoints.thread_id = :thread
    AND checkpoints.checkpoint_ns = :ns AND checkpoint_blobs.thread_id = :thread
    AND checkpoint_blobs.checkpoint_ns = :ns AND checkpoint_blobs.version IS DISTINCT FROM
    checkpoints.checkpoint -> 'channel_versions' ->> checkpoint_blobs.channel
    """,
)
"""What a new checkpoint replaces: also ids that sort after it, from a machine whose clock is ahead."""


class Postgres:
    """A pool that outlives its database: connections are checked, and what failed is tried once more."""

    serial = "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY"
    saver_tables: tuple[str, ...] = ("checkpoints", "checkpoint_blobs", "checkpoint_writes")

    def __init__(self, url: str, size: int) -> None:
        self.pool: AsyncConnectionPool[Connection] = AsyncConnectionPool(
            url,
            min_size=1,
            max_size=size,
            open=False,
            check=AsyncConnectionPool.check_connection,
            timeout=PATIENCE,
            max_idle=300,
            # Its pauses double: when it gives up early, the next turn starts over at once.
            reconnect_timeout=PATIENCE,
            kwargs=CONNECTION,
            name="history",
        )
        self._running: set[asyncio.Task[Any]] = set()

    async def open(self) -> None:
        await self.pool.open()
        async with self.pool.connection() as connection:
            await AsyncPostgresSaver(connection).setup()
        await self.transact(partial(migrate, self.serial))

    async def close(self) -> None:
        if self._running:
            await asyncio.wait(self._running)
        await self.pool.close()

    async def transact(self, work: Callable[[], Work[T]], *, write: bool = True, brief: bool = False) -> T:  # noqa: ARG002 - readers block nobody here, and nothing blocks the loop
        """As `Engine.transact`."""

        async def run(connection: Connection) -> T:
            return await drive(connection, work())

        return await self.attempt(run)

    async def scrub(self) -> None:
        """Nothing: the server's own vacuum overwrites what was deleted."""

    async def attempt(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        """Run `work` in a transaction of its own, to the end; twice where the connection broke."""
        task = asyncio.create_task(self._attempt(work))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return await asyncio.shield(task)

    async def _attempt(self, work: Callable[[Connection], Awaitable[T]]) -> T:
        clock = asyncio.get_running_loop().time
        until = clock() + PATIENCE
        try:
            return await self._once(work, PATIENCE)
        except (OperationalError, TimeoutError) as error:
            if clock() >= until:
                raise unavailable() from error
            log.warning("history.retry error=%s", type(error).__name__)
        try:
            return await self._once(work, until - clock())
        except (OperationalError, TimeoutError) as error:
            raise unavailable() from error

    async def _once(self, work: Callable[[Connection], Awaitable[T]], patience: float) -> T:
        async with (
            asyncio.timeout(LIMIT),
            self.pool.connection(timeout=patience) as connection,
            connection.transaction(),
        ):
            return await work(connection)


@cache
def _dialect(sql: str) -> bytes:
    """The statement with the driver's parameters."""
    return PARAMETER.sub(r"%(\1)s", sql).encode()


async def drive(connection: Connection, work: Work[T]) -> T:
    try:
        sql, given = next(work)
        while True:
            cursor = await connection.execute(_dialect(sql), given)
            sql, given = work.send(await cursor.fetchall() if cursor.description else [])
    except StopIteration as end:
        result: T = end.value
        return result


class PostgresSaver(AsyncPostgresSaver):
    """LangGraph's saver, keeping the latest checkpoint of a thread and writing nothing for an erased one.

    LangGraph's own lets one statement at a time through, however large the pool. Here each call has a
    connection and a saver on it of its own, within the engine's transaction.
    """

    def __init__(self, engine: Postgres, *, latest: bool = True) -> None:
        super().__init__(engine.pool)
        self._engine = engine
        self._latest = latest

    def _on(self, connection: Connection) -> AsyncPostgresSaver:
        return AsyncPostgresSaver(connection, serde=self.serde)

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        async def work(connection: Connection) -> CheckpointTuple | None:
            return await self._on(connection).aget_tuple(config)

        return await self._engine.attempt(work)

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        where = config["configurable"]
        key = {"thread": where["thread_id"], "ns": where["checkpoint_ns"], "id": checkpoint["id"]}

        async def work(connection: Connection) -> None:
            if await _is_erased(connection, where):
                return
            await self._on(connection).aput(config, checkpoint, metadata, new_versions)
            for statement in REPLACED if self._latest else ():
                await connection.execute(_dialect(statement), key)

        await self._engine.attempt(work)
        named = {"thread_id": key["thread"], "checkpoint_ns": key["ns"], "checkpoint_id": key["id"]}
        return {"configurable": named}

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        async def work(connection: Connection) -> None:
            if not await _is_erased(connection, config["configurable"]):
                await self._on(connection).aput_writes(config, writes, task_id, task_path)

        await self._engine.attempt(work)

    async def adelete_thread(self, thread_id: str) -> None:
        async def work(connection: Connection) -> None:
            await self._on(connection).adelete_thread(thread_id)

        await self._engine.attempt(work)


async def _is_erased(connection: Connection, where: dict[str, Any]) -> bool:
    # Holding the thread's row makes an erasure that runs meanwhile come before or after, never between.
    thread = str(where["thread_id"])
    await connection.execute("SELECT 1 FROM threads WHERE thread_id = %s FOR SHARE", (thread,))
    return await drive(connection, is_erased(thread, where.get("turn_id")))


@asynccontextmanager
async def opened(url: str, *, size: int, latest: bool) -> AsyncIterator[tuple[Postgres, PostgresSaver]]:
    engine = Postgres(url, size)
    try:
        await engine.open()
        yield engine, PostgresSaver(engine, latest=latest)
    finally:
        await engine.close()
