"""Two workers on one data directory: what one begins, the other stops, takes up and forgets."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from agent.settings import Settings
from agent.turns.peers import Peers, folder
from agent.turns.runs import Runs
from bench.standin import Standin
from tests.doors import door, until
from tests.service import parse, result, tell
from tests.test_resume import LAST, PLACE, first, gap, stream, told

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def pair(settings: Settings, at: Path) -> AsyncIterator[tuple[httpx.AsyncClient, httpx.AsyncClient]]:
    async with door(settings, at) as one, door(settings, at) as other:
        yield one, other


async def test_a_stop_reaches_the_worker_that_runs_the_turn(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with pair(settings, tmp_path) as (one, other):
        standin.pace, standin.tokens = 0.02, 2_000
        async with stream(one, "s", on_disconnect="continue") as events:
            await first(events, 6)
            reply = await other.post("/threads/s/stop")
            assert reply.json() == {"thread_id": "s", "stopped": True}
            assert not standin.running, "stopped means that the model has stopped"
            rest = [event async for event in events]
        assert rest[-1][1:] == ("done", {"turn_id": rest[-1][2]["turn_id"], "stopped": True})
        assert (await other.get("/threads/s")).json()["messages"][-1]["stopped"]
        assert (await other.post("/threads/s/stop")).json()["stopped"] is False


async def test_an_answer_is_taken_up_at_another_worker(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with pair(settings, tmp_path) as (one, other):
        standin.pace, standin.tokens = 0.01, 60
        async with stream(one, "r", on_disconnect="continue") as events:
            seen = await first(events, 8)
        asked = len(standin.requests)
        reply = await other.get("/threads/r/events", headers={LAST: seen[-1][0]})
        rest = [event async for event in told(reply)]
        turn = seen[0][2]["turn_id"]
        ids = [id_ for id_, _, _ in seen + rest]
        assert ids == [f"{turn}:{n}" for n in range(1, len(ids) + 1)], "none lost, none twice"
        text = "".join(data["delta"] for _, kind, data in seen + rest if kind == "token")
        assert text == next(data for _, kind, data in rest if kind == "result")["answer"]
        assert len(standin.requests) == asked

        again = await other.get("/threads/r/events")  # ended by now, and whole
        assert parse(again.text) == parse((await one.get("/threads/r/events")).text)
        over = await other.get("/threads/r/events", headers={LAST: ids[-1]})
        assert over.status_code == 204
        ahead = await other.get("/threads/r/events", headers={LAST: f"{turn}:9999"})
        assert gap(ahead)["reason"] == "ahead"


async def test_who_leaves_at_one_worker_stops_the_model_of_the_other(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with pair(settings, tmp_path) as (one, other):
        standin.pace, standin.tokens = 0.02, 2_000
        async with stream(one, "l") as events:
            await first(events, 6)
            async with other.stream("GET", "/threads/l/events") as reply:
                await first(told(reply), 6)
        await until(lambda: not standin.running)


async def test_an_erased_thread_is_in_no_workers_memory(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with pair(settings, tmp_path) as (one, other):
        standin.tokens = 3
        turn = result(await tell(one, PLACE, thread_id="e"))["turn_id"]
        assert (await other.delete("/threads/e")).status_code == 200
        for worker in (one, other):
            reply = await worker.post("/chat/stream", json={"message": PLACE}, headers={LAST: f"{turn}:1"})
            assert gap(reply)["reason"] == "unknown"


async def test_the_dead_are_passed_over_and_the_folder_is_ours_alone(tmp_path: Path) -> None:
    met = folder(tmp_path)
    dead = Peers(Runs(60), tmp_path)
    async with dead.listening():
        held = next(met.glob("*.sock"))
        os.link(held, met / "0-dead.sock")
    alive = Peers(Runs(60), tmp_path)
    async with alive.listening():
        assert met.stat().st_mode & 0o077 == 0
        assert await asyncio.wait_for(alive.stop("t"), 1) is False
        assert await alive.follow("0" * 32, "") is None
        assert not (met / "0-dead.sock").exists()

        async with Peers(Runs(60), tmp_path).listening():
            sockets = list(met.glob("*.sock"))
            assert len(sockets) == 2
            reading, writing = await asyncio.open_unix_connection(sockets[0])
            writing.write(b"no line of ours\n")
            assert await reading.read() == b"", "nonsense ends the line, not the worker"
            writing.close()
            assert await alive.stop("t") is False
    met.chmod(0o750)
    crowded = Peers(Runs(60), tmp_path)
    async with crowded.listening():
        assert not list(met.glob("*.sock")), "where others could look in, nobody listens"
        assert await crowded.stop("t") is False
    met.rmdir()
