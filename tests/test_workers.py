"""Four processes behind one port, one history: no message lost, none twice, one turn a thread at a time."""

import asyncio
import logging
from collections import Counter, defaultdict
from pathlib import Path

import httpx
import pytest

from agent.settings import Settings
from bench.relay import cpu
from bench.standin import Standin
from tests.processes import served

log = logging.getLogger(__name__)

pytestmark = pytest.mark.asyncio(loop_scope="session")

TURNS, THREADS, WORKERS = 200, 20, 4


def children(pid: int) -> list[int]:
    """The worker processes of a server; a spawned one comes with a tracker of resources that does no work."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                line = (entry / "cmdline").read_bytes()
            except OSError:
                continue
            if parent == pid and b"resource_tracker" not in line:
                found.append(int(entry.name))
    return found


async def test_four_workers_and_two_hundred_turns_on_twenty_threads(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    standin.tokens, standin.pace = 6, 0.003
    async with served(settings, tmp_path, GUIDE_WORKERS=WORKERS, GUIDE_THREAD_WAIT=2) as one:
        for _ in range(600):  # the others come up after the first answers
            processes = children(one.process.pid)
            if len(processes) == WORKERS and one.log.read_text().count("startup complete") >= WORKERS:
                break
            await asyncio.sleep(0.1)
        before = {pid: cpu(pid) for pid in processes}
        refused = 0

        async def turn(k: int) -> tuple[str, str, str] | None:
            """Thread, message and turn; None when the thread was busy for too long."""
            nonlocal refused
            thread, message = f"t{k % THREADS}", f"경복궁에 대해 알려 줘 ({k})"
            async with one.client() as client:  # a connection of its own: any worker may take it
                reply = await client.post("/chat", json={"message": message, "thread_id": thread}, timeout=60)
            if reply.status_code == 409:
                assert int(reply.headers["retry-after"]) >= 1
                refused += 1
                return None
            assert reply.status_code == 200, reply.text
            final = reply.json()
            assert not final["degraded"]
            return thread, message, final["turn_id"]

        done = [held for held in await asyncio.gather(*map(turn, range(TURNS))) if held]
        busy = [pid for pid in processes if cpu(pid) - before[pid] > 0.05]
        async with one.client() as client:
            for thread in {thread for thread, _, _ in done}:
                await check(client, thread, [held for held in done if held[0] == thread])
        log.info("%d answered, %d refused, by %d workers", len(done), refused, len(busy))
        assert len(busy) >= 2, "one worker did it all"
        assert len(done) + refused == TURNS
        assert len(done) >= THREADS
        one.process.terminate()
        assert await one.ended() == 0, one.log.read_text()
        assert not children(one.process.pid)


async def check(client: httpx.AsyncClient, thread: str, done: list[tuple[str, str, str]]) -> None:
    """The thread holds the answered messages, each once, each followed by its own answer."""
    history = (await client.get(f"/threads/{thread}")).json()
    said = history["messages"]
    assert Counter(one["content"] for one in said if one["role"] == "user") == Counter(m for _, m, _ in done)
    assert {one["turn_id"] for one in said} == {turn for _, _, turn in done}
    assert [one["role"] for one in said] == ["user", "assistant"] * len(done), "turns do not overlap"
    order: dict[str, list[str]] = defaultdict(list)
    for one in said:
        order[one["turn_id"]].append(one["role"])
    assert all(roles == ["user", "assistant"] for roles in order.values())
    assert history["turns"] == len(done)
