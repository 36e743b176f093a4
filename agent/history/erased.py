"""Erasure: what it removes, what it leaves, and how late writes notice.

An erased thread leaves a tombstone: digests of its id and its owner, and the time; no content. The owner may
use the id again for a fresh thread; to anybody else it stays unknown.
"""

from hashlib import sha256

from agent.history.engine import Work
from agent.history.schema import now


def digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()


def erase(thread_id: str, owner: str, saver_tables: tuple[str, ...]) -> Work[dict[str, int]]:
    """Remove a thread from all tables; returns rows by table. The caller holds the thread's row."""
    key = {"id": thread_id}
    erased: dict[str, int] = {}
    for table in ("feedback", "messages", *saver_tables, "threads"):
        rows = yield f"DELETE FROM {table} WHERE thread_id = :id RETURNING 1 AS one", key  # noqa: S608 - names of ours
        erased[table] = len(rows)
    yield (
        """
        INSERT INTO tombstones VALUES (:thread, :owner, :at)
        ON CONFLICT (thread) DO UPDATE SET owner = :owner, at = :at
        """,
        {"thread": digest(thread_id), "owner": digest(owner), "at": now()},
    )
    return erased


def is_erased(thread_id: str, turn_id: str | None) -> Work[bool]:
    """May a checkpoint no longer be written? So when its turn, or the thread as a whole, was erased.

    The turn decides where it is known: its thread's id may be in use again.
    """
    if turn_id:
        return not (yield "SELECT 1 AS one FROM messages WHERE turn_id = :turn", {"turn": turn_id})
    thread = {"thread": digest(thread_id)}
    return bool((yield "SELECT 1 AS one FROM tombstones WHERE thread = :thread", thread))
