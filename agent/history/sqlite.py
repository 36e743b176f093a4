"""The history and the checkpoints in one SQLite file: the default, for one machine."""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import Any

import aiosqlite
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    get_checkpoint_metadata,
)
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.history.engine import Row, T, Work, unavailable
from agent.history.erased import is_erased
from agent.history.schema import migrate

LOCKED = 5.0
"""How long a write waits for that of another process (s)."""

PUT = """
INSERT OR REPLACE INTO checkpoints
    (thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata)
VALUES (:thread, :ns, :id, :parent, :type, :checkpoint, :metadata)
"""

WRITE = """
INTO writes (thread_id, checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, value)
VALUES (:thread, :ns, :id, :task, :path, :idx, :channel, :type, :value)
"""

REPLACED = (
    """
    DELETE FROM writes WHERE thread_id = :thread AND checkpoint_ns = :ns AND checkpoint_id <> :id
    AND (checkpoint_id < :id OR checkpoint_id IN
    (SELECT checkpoint_id FROM checkpoints WHERE thread_id = :thread AND checkpoint_ns = :ns))
    """,
    "DELETE FROM checkpoints WHERE thread_id = :thread AND checkpoint_ns = :ns AND checkpoint_id <> :id",
)
"""What a new checkpoint replaces: also ids that sort after it, from a machine whose clock is ahead."""


class Sqlite:
    """One connection on a worker thread, one transaction a call; the loop never waits."""

    serial = "INTEGER PRIMARY KEY AUTOINCREMENT"
    saver_tables: tuple[str, ...] = ("checkpoints", "writes")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._db: sqlite3.Connection

    async def open(self) -> None:
        def connect() -> None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(
                self._path, timeout=LOCKED, isolation_level=None, check_same_thread=False
            )
            self._db.row_factory = _row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA wal_autocheckpoint = 128")  # pages: the log beside the file stays small
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.execute("PRAGMA secure_delete = ON")  # what was erased is overwritten

        await asyncio.get_running_loop().run_in_executor(self._worker, connect)
        await self.transact(partial(migrate, self.serial))

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._worker, self._db.close)
        self._worker.shutdown()

    async def transact(self, work: Callable[[], Work[T]], *, write: bool = True) -> T:
        """As `Engine.transact`."""
        run = partial(self._run, work, "BEGIN IMMEDIATE" if write else "BEGIN")
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._worker, run))

    async def scrub(self) -> None:
        """Empty the log beside the file; left for later while another process reads."""

        def truncate() -> None:
            self._db.execute("PRAGMA busy_timeout = 100")  # ms
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._db.execute(f"PRAGMA busy_timeout = {LOCKED * 1000:.0f}")

        await asyncio.get_running_loop().run_in_executor(self._worker, truncate)

    def _run(self, work: Callable[[], Work[T]], begin: str) -> T:
        try:
            self._db.execute(begin)
            try:
                result = _drive(self._db, work())
                self._db.execute("COMMIT")
            except BaseException:
                self._db.rollback()
                raise
        except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
            raise  # ours to mend
        except sqlite3.DatabaseError as error:
            raise unavailable() from error
        return result


def _row(cursor: sqlite3.Cursor, values: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, values, strict=True)}


def _drive(db: sqlite3.Connection, work: Work[T]) -> T:
    try:
        sql, given = next(work)
        while True:
            sql, given = work.send(db.execute(sql, given).fetchall())
    except StopIteration as end:
        result: T = end.value
        return result


class SqliteSaver(AsyncSqliteSaver):
    """LangGraph's saver, keeping the latest checkpoint of a thread and writing nothing for an erased one.

    Kept whole, 100 turns take 7–46 MB; the latest takes what its window of messages takes. Writes go through
    the history's connection: two writers of one process would lock each other out. Reads have their own.
    """

    def __init__(self, connection: aiosqlite.Connection, engine: Sqlite, *, latest: bool = True) -> None:
        super().__init__(connection)
        self._engine = engine
        self._latest = latest

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,  # noqa: ARG002 - the signature is LangGraph's
    ) -> RunnableConfig:
        where = config["configurable"]
        type_, blob = self.serde.dumps_typed(checkpoint)
        about = json.dumps(get_checkpoint_metadata(config, metadata), ensure_ascii=False)
        row = {
            "thread": str(where["thread_id"]), "ns": where["checkpoint_ns"], "id": checkpoint["id"],
            "parent": where.get("checkpoint_id"), "type": type_, "checkpoint": blob,
            "metadata": about.encode("utf-8", "ignore"),
        }  # fmt: skip

        def work() -> Work[None]:
            if (yield from is_erased(row["thread"], where.get("turn_id"))):
                return
            yield PUT, row
            for statement in REPLACED if self._latest else ():
                yield statement, row

        await self._engine.transact(work)
        named = {"thread_id": where["thread_id"], "checkpoint_ns": row["ns"], "checkpoint_id": row["id"]}
        return {"configurable": named}

    async def aput_writes(
        self, config: RunnableConfig, writes: Sequence[tuple[str, Any]], task_id: str, task_path: str = ""
    ) -> None:
        where = config["configurable"]
        key = {
            "thread": str(where["thread_id"]), "ns": str(where["checkpoint_ns"]),
            "id": str(where["checkpoint_id"]), "task": task_id, "path": task_path,
        }  # fmt: skip
        special = all(channel in WRITES_IDX_MAP for channel, _ in writes)
        statement = f"INSERT OR {'REPLACE' if special else 'IGNORE'} {WRITE}"
        rows = []
        for place, (channel, value) in enumerate(writes):
            type_, blob = self.serde.dumps_typed(value)
            idx = WRITES_IDX_MAP.get(channel, place)
            rows.append({**key, "idx": idx, "channel": channel, "type": type_, "value": blob})

        def work() -> Work[None]:
            if (yield from is_erased(key["thread"], where.get("turn_id"))):
                return
            for row in rows:
                yield statement, row

        await self._engine.transact(work)


@asynccontextmanager
async def opened(path: Path, *, latest: bool) -> AsyncIterator[tuple[Sqlite, SqliteSaver]]:
    engine = Sqlite(path)
    await engine.open()
    try:
        async with aiosqlite.connect(path, timeout=LOCKED) as connection:
            saver = SqliteSaver(connection, engine, latest=latest)
            await saver.setup()
            yield engine, saver
    finally:
        await engine.close()
