"""The history of every thread: the record of what was said, by whom, and when.

A message is committed here before the model sees it, and an answer as soon as it ends, however it ends. The
graph's checkpoint holds only the window that the model reads; what a crash kept out of it is handed in again
from here (`Begun.unanswered`).

A thread belongs to the owner who began it ("" when nobody signs in). To any other owner it does not exist.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Literal
from uuid import uuid4

from agent.errors import Invalid, Unknown
from agent.history.engine import Engine, Row, Work, unavailable
from agent.history.erased import digest, erase
from agent.history.schema import now

UNANSWERED = """
SELECT * FROM messages WHERE thread_id = :id AND seq > coalesce(
    (SELECT max(seq) FROM messages WHERE thread_id = :id AND role = 'assistant' AND stopped = 0), 0)
ORDER BY seq DESC LIMIT 12
"""

COLUMNS = "thread_id, title, created_at, updated_at, turns"

TITLE = 60
"""Characters of a title made from the first message."""

BATCH = 100
"""Threads that one transaction of a sweep erases: others wait for it to write."""

PING = 1.5
"""How long a probe waits (s)."""

TOMBSTONE = timedelta(days=30)
"""How long a tombstone stands; no write is that late."""


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


class Threads:
    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    async def begin(
        self, thread_id: str, message: str, turn_id: str | None = None, *, owner: str = ""
    ) -> Begun:
        """Commit the user's message; the thread is made if it is new, or was erased by the same owner.

        Raises Unknown when the thread is another owner's.
        """
        turn = turn_id or uuid4().hex
        work = partial(_begin, thread_id, turn, _storable(message), owner)
        return Begun(thread_id, turn, await self._engine.transact(work, brief=True))

    async def finish(
        self, begun: Begun, answer: str, *, route: str | None, stopped: bool, degraded: bool
    ) -> None:
        """Commit the answer, whole or what was said of it. A turn that was erased stays erased."""
        answered = {
            "answer": _storable(answer), "route": route, "stopped": int(stopped), "degraded": int(degraded),
        }  # fmt: skip
        await self._engine.transact(partial(_finish, begun, answered), brief=True)

    async def page(
        self, *, owner: str = "", cursor: str | None = None, limit: int = 20
    ) -> tuple[list[Thread], str | None]:
        """Newest first, and the cursor of the next page. Raises Invalid on a cursor that is none of ours."""
        time, _, last = (cursor or "9|").partition("|")
        if cursor and not last:
            raise Invalid(
                "목록의 다음 쪽을 찾을 수 없어요.", hint="Use `next` of the previous page as cursor."
            )
        key = {"owner": owner, "time": _storable(time), "last": _storable(last), "limit": limit + 1}
        found = await self._engine.transact(partial(_page, key), write=False)
        page = found[:limit]
        more = len(found) > limit
        return page, f"{page[-1].updated_at}|{page[-1].thread_id}" if more else None

    async def read(self, thread_id: str, *, owner: str = "") -> tuple[Thread, list[Message]]:
        """Raises Unknown."""
        return await self._engine.transact(partial(_read, thread_id, owner), write=False)

    async def rename(self, thread_id: str, title: str, *, owner: str = "") -> Thread:
        """Raises Unknown."""
        return await self._engine.transact(partial(_rename, thread_id, owner, _storable(title)))

    async def rate(self, turn_id: str, *, owner: str = "", thumb: Literal[-1, 1], text: str = "") -> None:
        """Keep what the asker thought of a turn; a later word replaces it. Raises Unknown."""
        given = {"turn": turn_id, "owner": owner, "thumb": thumb, "text": _storable(text)}
        await self._engine.transact(partial(_rate, given))

    async def delete(self, thread_id: str, *, owner: str = "") -> dict[str, int]:
        """Erase a thread with its checkpoints and feedback, at once or not at all.

        Returns rows by table, and leaves a tombstone (see `agent.history.erased`). Raises Unknown.
        """
        work = partial(_delete, thread_id, owner, self._engine.saver_tables)
        receipt = await self._engine.transact(work)
        await self._engine.scrub()
        return receipt

    async def sweep(self, older: timedelta | None) -> int:
        """Erase the threads that were silent for so long (None: none), and old tombstones.

        Returns how many threads went. Raises Unavailable.
        """
        await self._engine.transact(partial(_bury, _before(TOMBSTONE)))
        if older is None:
            return 0
        work: Callable[[], Work[int]] = partial(_expire, _before(older), self._engine.saver_tables)
        gone = 0
        while batch := await self._engine.transact(work):
            gone += batch
        if gone:
            await self._engine.scrub()
        return gone

    async def ping(self) -> None:
        """Raises Unavailable when the history cannot be read at once."""
        try:
            async with asyncio.timeout(PING):
                await self._engine.transact(_ping, write=False)
        except TimeoutError as error:
            raise unavailable() from error


def _before(span: timedelta) -> str:
    return (datetime.now(UTC) - span).isoformat(timespec="milliseconds")


def _storable(text: str) -> str:
    """Text that every engine takes: a model, unlike a client, is not checked at the border."""
    if "\0" not in text and (text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text)):
        return text
    return text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _message(row: Row) -> Message:
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


def _unknown(thread_id: str) -> Unknown:
    return Unknown("그런 대화를 찾을 수 없어요.", hint=f"No thread {thread_id!r}. GET /threads lists them.")


def _begin(thread_id: str, turn: str, message: str, owner: str) -> Work[tuple[Message, ...]]:
    key = {"id": thread_id, "owner": owner, "turn": turn, "now": now()}
    rows = yield (
        """
        INSERT INTO threads (thread_id, title, created_at, updated_at, turns, owner)
        VALUES (:id, :title, :now, :now, 0, :owner) ON CONFLICT (thread_id) DO
        UPDATE SET updated_at = :now WHERE threads.owner = :owner RETURNING turns
        """,
        {**key, "title": " ".join(message.split())[:TITLE]},
    )
    if not rows:
        raise _unknown(thread_id)
    new = rows[0]["turns"] == 0
    if new:
        yield from _reopen(thread_id, owner)
    fresh = yield (
        """
        INSERT INTO messages (thread_id, turn_id, role, content, at)
        VALUES (:id, :turn, 'user', :message, :now) ON CONFLICT (turn_id, role) DO NOTHING RETURNING seq
        """,
        {**key, "message": message},
    )
    if fresh:
        yield "UPDATE threads SET turns = turns + 1 WHERE thread_id = :id", key
    if new:
        return (Message(f"{turn}.u", turn, "user", message, key["now"]),)
    unanswered = yield UNANSWERED, key
    return tuple(_message(row) for row in reversed(unanswered))


def _reopen(thread_id: str, owner: str) -> Work[None]:
    """An erased id is its owner's alone; his new thread lifts the tombstone."""
    key = {"thread": digest(thread_id)}
    rows = yield "DELETE FROM tombstones WHERE thread = :thread RETURNING owner", key
    if rows and rows[0]["owner"] != digest(owner):
        raise _unknown(thread_id)


def _finish(begun: Begun, answered: Row) -> Work[None]:
    key = {"id": begun.thread_id, "turn": begun.turn_id, "now": now()}
    # Taking the thread's row first makes an erasure that runs meanwhile come before or after, never between.
    if not (yield "UPDATE threads SET updated_at = :now WHERE thread_id = :id RETURNING thread_id", key):
        return
    yield (
        """
        INSERT INTO messages (thread_id, turn_id, role, content, at, route, stopped, degraded)
        SELECT thread_id, turn_id, 'assistant', :answer, :now, :route, :stopped, :degraded FROM messages
        WHERE turn_id = :turn AND thread_id = :id AND role = 'user'
        ON CONFLICT (turn_id, role) DO NOTHING
        """,
        {**key, **answered},
    )


def _page(key: Row) -> Work[list[Thread]]:
    rows = yield (
        f"""
        SELECT {COLUMNS} FROM threads WHERE owner = :owner
        AND (updated_at < :time OR (updated_at = :time AND thread_id > :last))
        ORDER BY updated_at DESC, thread_id LIMIT :limit
        """,  # noqa: S608 - names of ours
        key,
    )
    return [Thread(**row) for row in rows]


def _read(thread_id: str, owner: str) -> Work[tuple[Thread, list[Message]]]:
    key = {"id": thread_id, "owner": owner}
    found = yield f"SELECT {COLUMNS} FROM threads WHERE thread_id = :id AND owner = :owner", key  # noqa: S608 - names of ours
    if not found:
        raise _unknown(thread_id)
    rows = yield "SELECT * FROM messages WHERE thread_id = :id ORDER BY seq", key
    return Thread(**found[0]), [_message(row) for row in rows]


def _rename(thread_id: str, owner: str, title: str) -> Work[Thread]:
    rows = yield (
        f"UPDATE threads SET title = :title WHERE thread_id = :id AND owner = :owner RETURNING {COLUMNS}",  # noqa: S608 - names of ours
        {"id": thread_id, "owner": owner, "title": title},
    )
    if not rows:
        raise _unknown(thread_id)
    return Thread(**rows[0])


def _rate(given: Row) -> Work[None]:
    rows = yield (
        """
        INSERT INTO feedback (turn_id, thread_id, thumb, text, at)
        SELECT messages.turn_id, threads.thread_id, :thumb, :text, :now
        FROM messages JOIN threads ON threads.thread_id = messages.thread_id
        WHERE messages.turn_id = :turn AND messages.role = 'user' AND threads.owner = :owner
        ON CONFLICT (turn_id) DO UPDATE SET thumb = excluded.thumb, text = excluded.text, at = excluded.at
        RETURNING turn_id
        """,
        {**given, "now": now()},
    )
    if not rows:
        raise Unknown(
            "그런 답을 찾을 수 없어요.", hint=f"No turn {given['turn']!r}; see `turn_id` of a result."
        )


def _delete(thread_id: str, owner: str, saver_tables: tuple[str, ...]) -> Work[dict[str, int]]:
    held = yield (
        "UPDATE threads SET updated_at = updated_at WHERE thread_id = :id AND owner = :owner RETURNING owner",
        {"id": thread_id, "owner": owner},
    )
    if not held:
        raise _unknown(thread_id)
    return (yield from erase(thread_id, owner, saver_tables))


def _expire(before: str, saver_tables: tuple[str, ...]) -> Work[int]:
    old = yield (
        """
        UPDATE threads SET updated_at = updated_at WHERE thread_id IN (SELECT thread_id FROM threads
        WHERE updated_at < :before ORDER BY updated_at, thread_id LIMIT :batch) AND updated_at < :before
        RETURNING thread_id, owner
        """,
        {"before": before, "batch": BATCH},
    )
    for thread in old:
        yield from erase(thread["thread_id"], thread["owner"], saver_tables)
    return len(old)


def _bury(before: str) -> Work[None]:
    yield "DELETE FROM tombstones WHERE at < :before", {"before": before}


def _ping() -> Work[None]:
    yield "SELECT 1 AS one", {}
