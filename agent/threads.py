"""The history of every thread, and the lock that lets one turn at a time write to it.

The history is the record of what was said: a message is committed here before the model sees it, and an
answer as soon as it ends, however it ends. The graph's checkpoint holds only the window that the model
reads; what a crash kept out of it is handed in again from here (`Begun.unanswered`).
"""

import asyncio
import fcntl
import os
import sqlite3
import zlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal, TypeVar
from uuid import uuid4
from weakref import WeakValueDictionary

from agent.errors import Busy, Invalid, Unknown

T = TypeVar("T")

SCHEMA = """
CREATE TABLE IF NOT EXISTS threads (
    thread_id  TEXT PRIMARY KEY,
    title      TEXT NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    turns      INTEGER NOT NULL DEFAULT 0,
    owner      TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS threads_by_time ON threads (updated_at DESC, thread_id);
CREATE TABLE IF NOT EXISTS messages (
    seq       INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id TEXT NOT NULL REFERENCES threads ON DELETE CASCADE,
    turn_id   TEXT NOT NULL,
    role      TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
    content   TEXT NOT NULL,
    at        TEXT NOT NULL,
    route     TEXT,
    stopped   INTEGER NOT NULL DEFAULT 0,
    degraded  INTEGER NOT NULL DEFAULT 0,
    UNIQUE (turn_id, role)
);
CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (thread_id, seq);
"""

UNANSWERED = """
SELECT * FROM messages WHERE thread_id = :id AND seq > coalesce(
    (SELECT max(seq) FROM messages WHERE thread_id = :id AND role = 'assistant' AND stopped = 0), 0)
ORDER BY seq DESC LIMIT 12
"""

TITLE = 60
"""Characters of a title made from the first message."""


@dataclass(frozen=True, slots=True)
class Message:
    id: str
    turn_id: str
    role: Literal["user", "assistant"]
    content: str
    at: str
    """ISO 8601, UTC."""
    route: str | None = None
    stopped: bool = False
    degraded: bool = False


@dataclass(frozen=True, slots=True)
class Thread:
    thread_id: str
    title: str
    created_at: str
    updated_at: str
    turns: int


@dataclass(frozen=True, slots=True)
class Begun:
    """A turn whose message is on disk."""

    thread_id: str
    turn_id: str
    unanswered: tuple[Message, ...]
    """All since the last whole answer, this turn's message last."""


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def _message(row: sqlite3.Row) -> Message:
    return Message(
        id=f"{row['turn_id']}.{row['role'][0]}",
        turn_id=row["turn_id"],
        role=row["role"],
        content=row["content"],
        at=row["at"],
        route=row["route"],
        stopped=bool(row["stopped"]),
        degraded=bool(row["degraded"]),
    )


class Threads:
    """Threads in SQLite: one connection on a worker thread, one transaction a call; the loop never waits."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="threads")
        self._db: sqlite3.Connection

    async def open(self) -> None:
        def connect() -> None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, timeout=5, isolation_level=None, check_same_thread=False)
            self._db.row_factory = sqlite3.Row
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            self._db.execute("PRAGMA foreign_keys = ON")
            self._db.executescript(SCHEMA)

        await asyncio.get_running_loop().run_in_executor(self._worker, connect)

    async def close(self) -> None:
        await asyncio.get_running_loop().run_in_executor(self._worker, self._db.close)
        self._worker.shutdown()

    async def _transact(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run `work` in one transaction; it commits even when the caller is cancelled meanwhile."""

        def run() -> T:
            self._db.execute("BEGIN IMMEDIATE")
            try:
                result = work(self._db)
            except BaseException:
                self._db.execute("ROLLBACK")
                raise
            self._db.execute("COMMIT")
            return result

        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(self._worker, run))

    async def begin(
        self, thread_id: str, message: str, turn_id: str | None = None, *, owner: str = ""
    ) -> Begun:
        """Commit the user's message; the thread is made if it is new. Raises Unknown for another's thread."""
        turn, now = turn_id or uuid4().hex, _now()

        def work(db: sqlite3.Connection) -> tuple[Message, ...]:
            db.execute(
                "INSERT INTO threads VALUES (:id, :title, :now, :now, 1, :owner) ON CONFLICT (thread_id) DO"
                " UPDATE SET updated_at = :now, turns = turns + 1 WHERE owner = :owner",
                {"id": thread_id, "title": " ".join(message.split())[:TITLE], "now": now, "owner": owner},
            )
            _of(db, thread_id, owner)
            db.execute(
                "INSERT INTO messages (thread_id, turn_id, role, content, at) VALUES (?, ?, 'user', ?, ?)",
                (thread_id, turn, message, now),
            )
            rows = db.execute(
                UNANSWERED,
                {"id": thread_id},
            )
            return tuple(_message(row) for row in reversed(rows.fetchall()))

        return Begun(thread_id, turn, await self._transact(work))

    async def finish(
        self, begun: Begun, answer: str, *, route: str | None, stopped: bool, degraded: bool
    ) -> None:
        """Commit the answer, whole or what was said of it. A deleted thread stays deleted."""

        def work(db: sqlite3.Connection) -> None:
            db.execute(
                "INSERT INTO messages (thread_id, turn_id, role, content, at, route, stopped, degraded)"
                " SELECT thread_id, ?, 'assistant', ?, ?, ?, ?, ? FROM threads WHERE thread_id = ?",
                (begun.turn_id, answer, _now(), route, stopped, degraded, begun.thread_id),
            )

        await self._transact(work)

    async def page(
        self, *, owner: str = "", cursor: str | None = None, limit: int = 20
    ) -> tuple[list[Thread], str | None]:
        """Newest first, and the cursor of the next page. Raises Invalid on a cursor that is none of ours."""
        time, _, last = (cursor or "9|").partition("|")
        if cursor and not last:
            raise Invalid(
                "목록의 다음 쪽을 찾을 수 없어요.", hint="Use `next` of the previous page as cursor."
            )

        def work(db: sqlite3.Connection) -> list[Thread]:
            rows = db.execute(
                "SELECT * FROM threads WHERE owner = :owner AND"
                " (updated_at < :time OR (updated_at = :time AND thread_id > :last))"
                " ORDER BY updated_at DESC, thread_id LIMIT :limit",
                {"time": time, "last": last, "limit": limit + 1, "owner": owner},
            )
            return [_thread(row) for row in rows]

        found = await self._transact(work)
        page = found[:limit]
        more = len(found) > limit
        return page, f"{page[-1].updated_at}|{page[-1].thread_id}" if more else None

    async def read(self, thread_id: str, *, owner: str = "") -> tuple[Thread, list[Message]]:
        """Raises Unknown."""

        def work(db: sqlite3.Connection) -> tuple[Thread, list[Message]]:
            thread = _of(db, thread_id, owner)
            rows = db.execute("SELECT * FROM messages WHERE thread_id = ? ORDER BY seq", (thread_id,))
            return thread, [_message(row) for row in rows]

        return await self._transact(work)

    async def rename(self, thread_id: str, title: str, *, owner: str = "") -> Thread:
        """Raises Unknown."""

        def work(db: sqlite3.Connection) -> Thread:
            _of(db, thread_id, owner)
            db.execute("UPDATE threads SET title = ? WHERE thread_id = ?", (title, thread_id))
            return _of(db, thread_id, owner)

        return await self._transact(work)

    async def delete(self, thread_id: str, *, owner: str = "") -> dict[str, int]:
        """Erase; says how many rows went where. Raises Unknown."""

        def work(db: sqlite3.Connection) -> dict[str, int]:
            _of(db, thread_id, owner)
            messages = db.execute("DELETE FROM messages WHERE thread_id = ?", (thread_id,)).rowcount
            if not db.execute("DELETE FROM threads WHERE thread_id = ?", (thread_id,)).rowcount:
                raise _unknown(thread_id)
            return {"threads": 1, "messages": messages}

        return await self._transact(work)

    async def ping(self) -> None:
        """Raises sqlite3.Error when the file cannot be read."""
        await self._transact(lambda db: db.execute("SELECT 1").fetchone())


def _thread(row: sqlite3.Row) -> Thread:
    return Thread(*(row[name] for name in ("thread_id", "title", "created_at", "updated_at", "turns")))


def _of(db: sqlite3.Connection, thread_id: str, owner: str) -> Thread:
    """Raises Unknown."""
    found = db.execute("SELECT * FROM threads WHERE thread_id = ? AND owner = ?", (thread_id, owner))
    row = found.fetchone()
    if row is None:
        raise _unknown(thread_id)
    return _thread(row)


def _unknown(thread_id: str) -> Unknown:
    return Unknown("그런 대화를 찾을 수 없어요.", hint=f"No thread {thread_id!r}. GET /threads lists them.")


class Locks:
    """One turn at a time on a thread, across all processes on this machine.

    A byte of one lock file stands for each thread (record locks: the kernel frees them when a process dies,
    `kill -9` included). Record locks do not part tasks of one process; an asyncio lock does.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        self._held: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        """A lock lives as long as a turn holds it or waits for it."""

    def close(self) -> None:
        os.close(self._file)

    @asynccontextmanager
    async def hold(self, thread_id: str, wait: float) -> AsyncIterator[None]:
        """Raises Busy after `wait` seconds."""
        byte = zlib.crc32(thread_id.encode())
        lock = self._held.get(byte)
        if lock is None:
            lock = self._held[byte] = asyncio.Lock()
        try:
            async with asyncio.timeout(wait):
                await lock.acquire()
                try:
                    await self._record(byte)
                except BaseException:
                    lock.release()
                    raise
        except TimeoutError:
            raise Busy("앞선 질문에 아직 답하고 있어요. 잠시 뒤에 다시 보내 주세요.", retry_after=2) from None
        try:
            yield
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, 1, byte)
            lock.release()

    async def _record(self, byte: int) -> None:
        while True:
            with suppress(BlockingIOError):
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, byte)
                return
            await asyncio.sleep(0.02)
