"""The history and the checkpoints in one SQLite file: the default, for one machine.

A turn's own writes and reads are a few rows by key. They run on the event loop when nobody holds the file:
50–150 µs into the page cache, where a hop to a thread costs several times as much and fights for the
interpreter. What would wait, walks tables or empties the log goes to the worker thread.
"""

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from functools import partial
from inspect import signature
from pathlib import Path
from typing import Any

import aiosqlite
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import (
    WRITES_IDX_MAP,
    ChannelVersions,
    Checkpoint,
    CheckpointMetadata,
    CheckpointTuple,
    get_checkpoint_id,
    get_checkpoint_metadata,
)
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

from agent.history.engine import Row, T, Work, unavailable
from agent.history.erased import is_erased
from agent.history.schema import migrate

LOCKED = 5.0
"""How long a write waits for that of another process (s)."""

LOG = 16
"""Writes on the loop until the log beside the file is carried into it."""

PUT = """
INSERT OR REPLACE INTO checkpoints
    (thread_id, checkpoint_ns, checkpoint_id, parent_checkpoint_id, type, checkpoint, metadata)
VALUES (:thread, :ns, :id, :parent, :type, :checkpoint, :metadata)
"""

WRITE = """
INTO writes (thread_id, checkpoint_ns, checkpoint_id, task_id, task_path, idx, channel, type, value)
VALUES (:thread, :ns, :id, :task, :path, :idx, :channel, :type, :value)
"""

HELD = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})

LATEST = """
SELECT * FROM checkpoints WHERE thread_id = :thread AND checkpoint_ns = :ns
AND (:id IS NULL OR checkpoint_id = :id) ORDER BY checkpoint_id DESC LIMIT 1
"""

PENDING = """
SELECT task_id, channel, type, value FROM writes
WHERE thread_id = :thread AND checkpoint_ns = :ns AND checkpoint_id = :id ORDER BY task_path, task_id, idx
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
    """Two connections: one on the loop that never waits, one on a worker thread that does."""

    serial = "INTEGER PRIMARY KEY AUTOINCREMENT"
    saver_tables: tuple[str, ...] = ("checkpoints", "writes")

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="history")
        self._patient: sqlite3.Connection
        self._quick: sqlite3.Connection
        self._logged = 0
        self._carrying: asyncio.Future[None] | None = None

    async def open(self) -> None:
        def connect() -> None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._patient = _connect(self._path, LOCKED)
            self._patient.execute("PRAGMA wal_autocheckpoint = 128")  # pages: the log stays small
            self._quick = _connect(self._path, 0)
            self._quick.execute("PRAGMA wal_autocheckpoint = 0")  # syncing the file would block

        await self._do(connect)
        await self.transact(partial(migrate, self.serial))

    async def close(self) -> None:
        self._quick.close()
        await self._do(self._patient.close)
        self._worker.shutdown()

    async def transact(self, work: Callable[[], Work[T]], *, write: bool = True, brief: bool = False) -> T:
        """As `Engine.transact`."""
        carrying = self._carrying if write else None
        if brief and carrying is not None and not carrying.done():
            return await asyncio.shield(asyncio.create_task(self._after(carrying, work)))
        return await self._now(work, write=write, brief=brief)

    async def _now(self, work: Callable[[], Work[T]], *, write: bool, brief: bool) -> T:
        begin = "BEGIN IMMEDIATE" if write else "BEGIN"
        if brief:
            with suppress(_Held):
                result = _run(self._quick, work, begin)
                self._logged += write
                if self._logged >= LOG:
                    self._carry()
                return result
        return await asyncio.shield(self._do(partial(self._wait, work, begin)))

    async def _after(self, carrying: asyncio.Future[None], work: Callable[[], Work[T]]) -> T:
        """A brief write that came while the log was carried."""
        await asyncio.wait([carrying])
        return await self.transact(work, brief=True)

    async def scrub(self) -> None:
        """Empty the log beside the file; left for later while another process reads."""

        def truncate() -> None:
            self._patient.execute("PRAGMA busy_timeout = 100")  # ms
            self._patient.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._patient.execute(f"PRAGMA busy_timeout = {LOCKED * 1000:.0f}")

        await self._do(truncate)

    def _do(self, work: Callable[[], T]) -> asyncio.Future[T]:
        return asyncio.get_running_loop().run_in_executor(self._worker, work)

    def _wait(self, work: Callable[[], Work[T]], begin: str) -> T:
        try:
            return _run(self._patient, work, begin)
        except _Held as held:
            raise unavailable() from held

    def _carry(self) -> None:
        """Carry the log into the file, on the worker, since it waits for the disk.

        What is to be written meanwhile waits for it, on the loop (a hop to the worker would cost several
        times the write): with nothing written in between the log starts over, else it would grow for as
        long as somebody writes.
        """
        self._logged = 0
        self._carrying = self._do(lambda: self._patient.execute("PRAGMA wal_checkpoint(PASSIVE)").close())


class _Held(Exception):
    """Another connection writes."""


def _connect(path: Path, patience: float) -> sqlite3.Connection:
    db = sqlite3.connect(path, timeout=patience, isolation_level=None, check_same_thread=False)
    db.row_factory = _row
    db.execute(f"PRAGMA busy_timeout = {LOCKED * 1000:.0f}")
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA foreign_keys = ON")
    db.execute("PRAGMA secure_delete = ON")  # what was erased is overwritten
    db.execute(f"PRAGMA busy_timeout = {patience * 1000:.0f}")
    return db


def _run(db: sqlite3.Connection, work: Callable[[], Work[T]], begin: str) -> T:
    """One transaction. Raises _Held, with nothing done, and Unavailable."""
    try:
        db.execute(begin)
        try:
            result = _drive(db, work())
            db.execute("COMMIT")
        except BaseException:
            db.rollback()
            raise
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise  # ours to mend
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in HELD:
            raise _Held from error
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
    the history's connections, as does what a turn reads; listing checkpoints has its own.
    """

    def __init__(self, connection: aiosqlite.Connection, engine: Sqlite, *, latest: bool = True) -> None:
        super().__init__(connection)
        self._engine = engine
        self._latest = latest

    async def aget_tuple(self, config: RunnableConfig) -> CheckpointTuple | None:
        where = config["configurable"]
        key = {
            "thread": str(where["thread_id"]), "ns": where.get("checkpoint_ns", ""),
            "id": get_checkpoint_id(config),
        }  # fmt: skip

        def work() -> Work[tuple[Row, list[Row]] | None]:
            found = yield LATEST, key
            if not found:
                return None
            return found[0], (yield PENDING, {**key, "id": found[0]["checkpoint_id"]})

        held = await self._engine.transact(work, write=False, brief=True)
        return self._tuple(config, *held) if held else None

    def _tuple(self, config: RunnableConfig, row: Row, pending: list[Row]) -> CheckpointTuple:
        def named(checkpoint_id: str) -> RunnableConfig:
            return {"configurable": {"thread_id": row["thread_id"], "checkpoint_ns": row["checkpoint_ns"],
                                     "checkpoint_id": checkpoint_id}}  # fmt: skip

        return CheckpointTuple(
            config if get_checkpoint_id(config) else named(row["checkpoint_id"]),
            self.serde.loads_typed((row["type"], row["checkpoint"])),
            json.loads(row["metadata"] or "{}"),
            named(parent) if (parent := row["parent_checkpoint_id"]) else None,
            [
                (write["task_id"], write["channel"], self.serde.loads_typed((write["type"], write["value"])))
                for write in pending
            ],
        )

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

        await self._engine.transact(work, brief=True)
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

        await self._engine.transact(work, brief=True)


# LangGraph looks at it each turn, and reading it off the function anew costs as much as a transaction.
setattr(SqliteSaver.aput_writes, "__signature__", signature(SqliteSaver.aput_writes))  # noqa: B010 - mypy


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
