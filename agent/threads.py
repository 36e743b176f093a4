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

from agent.errors import Invalid
from agent.history import queries
from agent.history.engine import Engine, Row, Work, unavailable

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
        work = partial(queries.begin, thread_id, turn, _storable(message), owner)
        unanswered = await self._engine.transact(work, brief=True)
        return Begun(thread_id, turn, tuple(map(_message, unanswered)))

    async def finish(
        self, begun: Begun, answer: str, *, route: str | None, stopped: bool, degraded: bool
    ) -> None:
        """Commit the answer, whole or what was said of it. A turn that was erased stays erased."""
        answered = {
            "answer": _storable(answer), "route": route, "stopped": int(stopped), "degraded": int(degraded),
        }  # fmt: skip
        work = partial(queries.finish, begun.thread_id, begun.turn_id, answered)
        await self._engine.transact(work, brief=True)

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
        found = await self._engine.transact(partial(queries.page, key), write=False)
        page = [Thread(**row) for row in found[:limit]]
        more = len(found) > limit
        return page, f"{page[-1].updated_at}|{page[-1].thread_id}" if more else None

    async def read(self, thread_id: str, *, owner: str = "") -> tuple[Thread, list[Message]]:
        """Raises Unknown."""
        thread, messages = await self._engine.transact(partial(queries.read, thread_id, owner), write=False)
        return Thread(**thread), [_message(row) for row in messages]

    async def rename(self, thread_id: str, title: str, *, owner: str = "") -> Thread:
        """Raises Unknown, and Invalid where nothing of the title could be seen."""
        title = queries.headline(_storable(title))
        if not any(map(str.isprintable, title)):
            raise Invalid("제목을 입력해 주세요.", hint="The title must hold something that can be seen.")
        work = partial(queries.rename, thread_id, owner, title)
        return Thread(**await self._engine.transact(work))

    async def rate(self, turn_id: str, *, owner: str = "", thumb: Literal[-1, 1], text: str = "") -> None:
        """Keep what the asker thought of a turn; a later word replaces it. Raises Unknown."""
        given = {"turn": turn_id, "owner": owner, "thumb": thumb, "text": _storable(text)}
        await self._engine.transact(partial(queries.rate, given))

    async def delete(self, thread_id: str, *, owner: str = "") -> dict[str, int]:
        """Erase a thread with its checkpoints and feedback, at once or not at all.

        Returns rows by table, and leaves a tombstone (see `agent.history.erased`). Raises Unknown.
        """
        work = partial(queries.delete, thread_id, owner, self._engine.saver_tables)
        receipt = await self._engine.transact(work)
        await self._engine.scrub()
        return receipt

    async def sweep(self, older: timedelta | None) -> int:
        """Erase the threads that were silent for so long (None: none), and old tombstones.

        Returns how many threads went. Raises Unavailable.
        """
        await self._engine.transact(partial(queries.bury, _before(TOMBSTONE)))
        if older is None:
            return 0
        work: Callable[[], Work[int]] = partial(queries.expire, _before(older), self._engine.saver_tables)
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
                await self._engine.transact(queries.ping, write=False)
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
