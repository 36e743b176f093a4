"""The graph's checkpoints in SQLite: the latest of each thread, and no more."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiosqlite
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import ChannelVersions, Checkpoint, CheckpointMetadata
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver

FORGET = (
    "DELETE FROM checkpoints WHERE thread_id = ? AND checkpoint_ns = ? AND checkpoint_id < ?",
    "DELETE FROM writes WHERE thread_id = ? AND checkpoint_ns = ? AND checkpoint_id < ?",
)


class LatestSaver(AsyncSqliteSaver):
    """LangGraph's saver, dropping what a newer checkpoint of the thread has replaced.

    Without it a thread of 100 turns takes 7–46 MB; with it, what its window of messages takes.
    """

    async def aput(
        self,
        config: RunnableConfig,
        checkpoint: Checkpoint,
        metadata: CheckpointMetadata,
        new_versions: ChannelVersions,
    ) -> RunnableConfig:
        saved = await super().aput(config, checkpoint, metadata, new_versions)
        where = saved["configurable"]
        key = (where["thread_id"], where["checkpoint_ns"], where["checkpoint_id"])
        async with self.lock:
            for statement in FORGET:
                await self.conn.execute(statement, key)
            await self.conn.commit()
        return saved


@asynccontextmanager
async def checkpoints(path: Path) -> AsyncIterator[LatestSaver]:
    async with aiosqlite.connect(path, timeout=5) as db:
        await db.execute("PRAGMA synchronous = NORMAL")
        saver = LatestSaver(db)
        await saver.setup()
        yield saver
