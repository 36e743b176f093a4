"""The statements on threads, messages and feedback, as units of work (see `agent.history.engine`).

Rows come out as they lie there; `agent.threads` makes of them what the guide knows.
"""

import re

from agent.errors import Unknown
from agent.history.engine import Row, Work
from agent.history.erased import digest, erase
from agent.history.schema import now

UNANSWERED = """
SELECT * FROM messages WHERE thread_id = :id AND seq > coalesce(
    (SELECT max(seq) FROM messages WHERE thread_id = :id AND role = 'assistant' AND stopped = 0), 0)
ORDER BY seq DESC LIMIT 12
"""
"""What was said since the last whole answer, newest first; no more than a model would read."""

COLUMNS = "thread_id, title, created_at, updated_at, turns"

PAGE = f"""
SELECT {COLUMNS} FROM threads WHERE owner = :owner
AND (updated_at < :time OR (updated_at = :time AND thread_id > :last))
ORDER BY updated_at DESC, thread_id LIMIT :limit
"""  # noqa: S608 - names of ours

TITLE = 60
"""Characters of a title made from the first message."""

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")

BATCH = 100
"""Threads that one transaction of a sweep erases: others wait for it to write."""


def headline(text: str) -> str:
    """On one line, without control characters."""
    return " ".join(CONTROL.sub(" ", text).split())


def _unknown(thread_id: str) -> Unknown:
    return Unknown("그런 대화를 찾을 수 없어요.", hint=f"No thread {thread_id!r}. GET /threads lists them.")


def begin(thread_id: str, turn: str, message: str, owner: str) -> Work[list[Row]]:
    """Make the thread where it is new, and keep the message. Returns what is unanswered, this message last.

    Raises Unknown where the thread, or the tombstone of its id, is another owner's.
    """
    key = {"id": thread_id, "owner": owner, "turn": turn, "now": now()}
    rows = yield (
        """
        INSERT INTO threads (thread_id, title, created_at, updated_at, turns, owner)
        VALUES (:id, :title, :now, :now, 0, :owner) ON CONFLICT (thread_id) DO
        UPDATE SET updated_at = :now WHERE threads.owner = :owner RETURNING turns
        """,
        {**key, "title": headline(message)[:TITLE].rstrip()},
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
        only = {"turn_id": turn, "role": "user", "content": message, "at": key["now"]}
        return [{**only, "route": None, "stopped": 0, "degraded": 0}]
    unanswered = yield UNANSWERED, key
    return unanswered[::-1]


def _reopen(thread_id: str, owner: str) -> Work[None]:
    """An erased id is its owner's alone; his new thread lifts the tombstone."""
    key = {"thread": digest(thread_id)}
    rows = yield "DELETE FROM tombstones WHERE thread = :thread RETURNING owner", key
    if rows and rows[0]["owner"] != digest(owner):
        raise _unknown(thread_id)


def finish(thread_id: str, turn: str, answered: Row) -> Work[None]:
    key = {"id": thread_id, "turn": turn, "now": now()}
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


def page(key: Row) -> Work[list[Row]]:
    return (yield PAGE, key)


def read(thread_id: str, owner: str) -> Work[tuple[Row, list[Row]]]:
    """A thread and its messages. Raises Unknown."""
    key = {"id": thread_id, "owner": owner}
    found = yield f"SELECT {COLUMNS} FROM threads WHERE thread_id = :id AND owner = :owner", key  # noqa: S608 - names of ours
    if not found:
        raise _unknown(thread_id)
    messages = yield "SELECT * FROM messages WHERE thread_id = :id ORDER BY seq", key
    return found[0], messages


def rename(thread_id: str, owner: str, title: str) -> Work[Row]:
    """Raises Unknown."""
    rows = yield (
        f"UPDATE threads SET title = :title WHERE thread_id = :id AND owner = :owner RETURNING {COLUMNS}",  # noqa: S608 - names of ours
        {"id": thread_id, "owner": owner, "title": title},
    )
    if not rows:
        raise _unknown(thread_id)
    return rows[0]


def rate(given: Row) -> Work[None]:
    """Raises Unknown where the turn is none of the owner's."""
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


def delete(thread_id: str, owner: str, saver_tables: tuple[str, ...]) -> Work[dict[str, int]]:
    """Returns rows erased, by table. Raises Unknown."""
    held = yield (
        "UPDATE threads SET updated_at = updated_at WHERE thread_id = :id AND owner = :owner RETURNING owner",
        {"id": thread_id, "owner": owner},
    )
    if not held:
        raise _unknown(thread_id)
    return (yield from erase(thread_id, owner, saver_tables))


def expire(before: str, saver_tables: tuple[str, ...]) -> Work[int]:
    """Erase some of the threads that were silent since. Returns how many: 0 when none is left."""
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


def bury(before: str) -> Work[None]:
    yield "DELETE FROM tombstones WHERE at < :before", {"before": before}


def ping() -> Work[None]:
    yield "SELECT 1 AS one", {}
