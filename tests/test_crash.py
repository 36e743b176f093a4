"""`kill -9` at any moment: what was accepted is in the history once, checkpoints are whole, threads go on."""

import asyncio
import logging
import multiprocessing
import random
import sqlite3
import time
from collections import Counter
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from langchain_core.runnables import RunnableConfig

from agent.guide import open_guide
from agent.settings import Settings
from bench.standin import Standin

log = logging.getLogger(__name__)

pytestmark = pytest.mark.asyncio(loop_scope="session")

KILLS = 50
THREADS = 6
TOGETHER = 4
"""Turns at a time in a process, on threads that all processes share."""


def live(settings: Settings, number: int, told: Connection) -> None:
    """Turns for ever. Says when a message was accepted and when its answer was whole."""

    async def turns(guide: object, of: int) -> None:
        from agent.errors import Busy
        from agent.guide import Guide

        assert isinstance(guide, Guide)
        k = 0
        while True:
            k += 1
            thread = f"t{random.randrange(THREADS)}"
            message = f"경복궁에 대해 알려 줘 ({number}.{of}.{k})"
            try:
                run = await guide.start(message, thread_id=thread, lasting=True)
            except Busy:
                await asyncio.sleep(0.01)
                continue
            told.send(("accepted", thread, run.turn_id, message))
            await run.wait()
            told.send(("answered", thread, run.turn_id, message))

    async def run() -> None:
        async with open_guide(settings) as guide:
            told.send(("ready", "", "", ""))
            await asyncio.gather(*(turns(guide, of) for of in range(TOGETHER)))

    asyncio.run(run())


def _said(pipe: Connection, into: list[tuple[str, str, str, str]]) -> None:
    try:
        while pipe.poll():
            into.append(pipe.recv())
    except EOFError:
        pass


async def test_fifty_kills_lose_nothing_and_break_nothing(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    """Guides in processes forked from one that has all code loaded, two at a time on one history."""
    standin.tokens, standin.pace = 8, 0.004
    crashing = Settings(**{**settings.model_dump(), "database_url": f"sqlite:///{tmp_path}/guide.db"})
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.loaded"])
    told: list[tuple[str, str, str, str]] = []

    async def one_life(number: int) -> bool:
        """Whether it had taken a message when it was killed."""
        mine, its = context.Pipe(duplex=False)
        process = context.Process(target=live, args=(crashing, number, its), daemon=True)
        process.start()
        its.close()
        said: list[tuple[str, str, str, str]] = []
        began = time.monotonic()
        while not said:
            assert time.monotonic() - began < 30, "it does not start"
            assert process.is_alive()
            await asyncio.sleep(0.005)
            _said(mine, said)
        await asyncio.sleep(random.uniform(0, 0.25))
        process.kill()
        await asyncio.to_thread(process.join)
        _said(mine, said)
        mine.close()
        told.extend(said)
        return any(kind == "accepted" for kind, *_ in said)

    lives = iter(range(KILLS))
    taken = 0

    async def killer() -> None:
        nonlocal taken
        for number in lives:
            taken += await one_life(number)

    await asyncio.gather(killer(), killer())

    accepted = {turn: (thread, message) for kind, thread, turn, message in told if kind == "accepted"}
    answered = {turn for kind, _, turn, _ in told if kind == "answered"}
    with sqlite3.connect(tmp_path / "guide.db") as db:
        assert db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        rows = db.execute("SELECT thread_id, turn_id, role, content FROM messages ORDER BY seq").fetchall()
        checkpoints = Counter(thread for (thread,) in db.execute("SELECT thread_id FROM checkpoints"))
        half = (
            "SELECT count(*) FROM writes WHERE checkpoint_id NOT IN (SELECT checkpoint_id FROM checkpoints)"
        )
        assert db.execute(half).fetchone() == (0,)
    users = {turn: (thread, content) for thread, turn, role, content in rows if role == "user"}
    assert accepted.items() <= users.items(), "an accepted message is in the history"
    texts = Counter(content for _, _, role, content in rows if role == "user")
    assert max(texts.values()) == 1, "no message is there twice"
    replies = Counter(turn for _, turn, role, _ in rows if role == "assistant")
    assert answered <= replies.keys(), "an answer that was told as ended is kept"
    assert max(replies.values()) == 1
    assert max(checkpoints.values()) == 1
    cut = len(users) - len(replies)
    log.info("%d kills, %d amid turns: %d messages, %d cut off", KILLS, taken, len(users), cut)
    assert cut > 0, "no kill met a running turn"

    standin.reset()
    standin.tokens = 3
    async with open_guide(crashing) as guide:
        for thread in sorted({thread for thread, _ in users.values()}):
            config: RunnableConfig = {"configurable": {"thread_id": thread}}
            state = await guide._graph.aget_state(config)
            assert not state.next, "no half turn waits in the checkpoint"
            run = await guide.start("입장료는?", thread_id=thread)
            await run.wait()
            final = next(event.data for event in run.events if event.kind == "result")
            if thread in checkpoints:
                assert final["place"]["id"] == "gyeongbokgung", "it knows what was spoken of"
            assert final["answer"]
            asked = [said.id for said in (await guide._graph.aget_state(config)).values["messages"]]
            assert len(asked) == len(set(asked)), "the model hears no message twice"
