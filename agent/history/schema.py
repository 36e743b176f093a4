"""The tables of the history, as numbered steps from any earlier version to today's.

A step is never changed once released; a new one is added below. The table `migrations` says which were taken.
"""

from datetime import UTC, datetime

from agent.history.engine import Work

STEPS: tuple[tuple[str, ...], ...] = (
    # 1: the first release had no numbers, so this step finds its tables there or makes them.
    (
        """
        CREATE TABLE IF NOT EXISTS threads (
            thread_id  TEXT PRIMARY KEY,
            title      TEXT NOT NULL,
            created_at TEXT NOT NULL,
            updated_at TEXT NOT NULL,
            turns      INTEGER NOT NULL DEFAULT 0
        )
        """,
        "CREATE INDEX IF NOT EXISTS threads_by_time ON threads (updated_at DESC, thread_id)",
        """
        CREATE TABLE IF NOT EXISTS messages (
            seq       {serial},
            thread_id TEXT NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
            turn_id   TEXT NOT NULL,
            role      TEXT NOT NULL CHECK (role IN ('user', 'assistant')),
            content   TEXT NOT NULL,
            at        TEXT NOT NULL,
            route     TEXT,
            stopped   INTEGER NOT NULL DEFAULT 0,
            degraded  INTEGER NOT NULL DEFAULT 0,
            UNIQUE (turn_id, role)
        )
        """,
        "CREATE INDEX IF NOT EXISTS messages_by_thread ON messages (thread_id, seq)",
    ),
    # 2: a thread belongs to somebody.
    (
        "ALTER TABLE threads ADD COLUMN owner TEXT NOT NULL DEFAULT ''",
        "CREATE INDEX threads_by_owner ON threads (owner, updated_at DESC, thread_id)",
    ),
    # 3: what stays of an erased thread: digests, so that nothing late brings it back.
    (
        "CREATE TABLE tombstones (thread TEXT PRIMARY KEY, owner TEXT NOT NULL, at TEXT NOT NULL)",
        "CREATE INDEX tombstones_by_time ON tombstones (at)",
    ),
    # 4: what the asker thought of an answer.
    (
        """
        CREATE TABLE feedback (
            turn_id   TEXT PRIMARY KEY,
            thread_id TEXT NOT NULL REFERENCES threads (thread_id) ON DELETE CASCADE,
            thumb     INTEGER NOT NULL CHECK (thumb IN (-1, 1)),
            text      TEXT NOT NULL,
            at        TEXT NOT NULL
        )
        """,
        "CREATE INDEX feedback_by_thread ON feedback (thread_id)",
    ),
)


class NewerSchema(RuntimeError):
    """The database was written by a newer version than this one."""


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


def migrate(serial: str) -> Work[int]:
    """Take the steps that are missing; returns how many. Raises NewerSchema."""
    yield "CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY, at TEXT NOT NULL)", {}
    [row] = yield "SELECT coalesce(max(version), 0) AS version FROM migrations", {}
    taken = int(row["version"])
    if taken > len(STEPS):
        raise NewerSchema(
            f"the database has schema {taken}, this version knows {len(STEPS)}: update the service"
        )
    for version, step in enumerate(STEPS[taken:], taken + 1):
        for statement in step:
            yield statement.format(serial=serial), {}
        yield "INSERT INTO migrations VALUES (:version, :at)", {"version": version, "at": now()}
    return len(STEPS) - taken
