"""More users than the service can answer: nobody is dropped silently, and it stays responsive."""

import asyncio
import resource
import time
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent import texts
from agent.errors import Overloaded
from agent.settings import Settings
from agent.turns.admission import Admission
from bench.standin import Standin
from tests.doors import door, until
from tests.service import parse, result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
USERS = 500


async def load_of(client: httpx.AsyncClient) -> dict[str, Any]:
    told: dict[str, Any] = (await client.get("/ready")).json()["dependencies"]["load"]
    return told


async def test_those_who_wait_are_told_so_answered_in_order_and_give_up_their_place_by_leaving(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    async with door(settings, tmp_path, concurrency=1, queue=3) as client:
        standin.reset()
        standin.pace, standin.tokens = 0.03, 12
        ended: list[str] = []

        async def ask(name: str) -> list[tuple[str, Any]]:
            events = await tell(client, PLACE, thread_id=name)
            ended.append(name)
            return events

        turns = {}
        for number, name in enumerate(("a", "b", "c", "d"), 1):
            turns[name] = asyncio.create_task(ask(name))
            for _ in range(400):
                told = await load_of(client)
                if told["answering"] + told["waiting"] == number:
                    break
                await asyncio.sleep(0.005)
        assert (told["answering"], told["waiting"], told["state"]) == (1, 3, "full")

        refused = await client.post("/chat", json={"message": PLACE})
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "overloaded"
        assert int(refused.headers["retry-after"]) >= 1

        turns["c"].cancel()
        await asyncio.gather(turns["c"], return_exceptions=True)
        for _ in range(400):
            if (await load_of(client))["turns"] < 4:
                break
            await asyncio.sleep(0.005)
        # A journey's figures need no place: with words of ours alone it overtakes.
        asked = result(await tell(client, "명동까지 어떻게 가?"))
        assert "어디에서 출발" in asked["answer"]
        assert ended == []
        last = await turns["d"]
        assert ended == ["a", "b", "d"]
        assert ("status", {"text": texts.WAITING["ko"]}) in last
        assert ("status", {"text": texts.WAITING["ko"]}) not in await turns["a"]
        assert len(standin.answers) == 3
        assert (await load_of(client)) == {"state": "open", "turns": 0, "answering": 0, "waiting": 0}


async def test_five_hundred_users_at_once(settings: Settings, tmp_path: Path, standin: Standin) -> None:
    async with door(settings, tmp_path, turn_timeout=60, concurrency=64, queue=256) as client:
        standin.reset()
        standin.ttft, standin.pace, standin.tokens = 0.03, 0.01, 20
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        beats: list[float] = []

        async def beat() -> None:
            async with httpx.AsyncClient(base_url=client.base_url, timeout=30) as own:
                while True:
                    began = time.perf_counter()
                    assert (await own.get("/live")).status_code == 200
                    beats.append(time.perf_counter() - began)
                    await asyncio.sleep(0.02)

        async def user(number: int) -> int:
            reply = await crowd.post("/chat/stream", json={"message": PLACE, "thread_id": f"u{number}"})
            if reply.status_code == 200:
                events = parse(reply.text)
                final = result(events)
                assert events[-1][0] == "done"
                assert final["answer"]
                assert not final["degraded"]
            else:
                assert reply.json()["error"]["code"] == "overloaded"
                assert int(reply.headers["retry-after"]) >= 1
            return reply.status_code

        beating = asyncio.create_task(beat())
        limits = httpx.Limits(max_connections=None)
        async with httpx.AsyncClient(base_url=client.base_url, timeout=90, limits=limits) as crowd:
            began = time.perf_counter()
            statuses = Counter(await asyncio.gather(*map(user, range(USERS))))
            spent = time.perf_counter() - began
        beating.cancel()
        await asyncio.gather(beating, return_exceptions=True)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        slow = sorted(beats)[int(len(beats) * 0.95)]
        print(  # noqa: T201 - the figures of this test
            f"\n{dict(statuses)} in {spent:.1f} s; /live p95 {slow * 1e3:.0f} ms, "
            f"worst {max(beats) * 1e3:.0f} ms; {grown:.0f} MB more"
        )
        assert set(statuses) <= {200, 503}
        assert sum(statuses.values()) == USERS
        assert statuses[200] >= 64
        assert grown < 300
        await until(lambda: not standin.running)
        assert (await load_of(client))["turns"] == 0
        assert not result(await tell(client, PLACE))["degraded"]


async def test_the_wait_that_a_refused_client_is_told_grows_with_the_queue() -> None:
    gate = Admission(1, 2)
    told: list[int] = []
    with gate.turn(), gate.turn(), gate.turn():
        async with gate.place(lambda: told.append(1)):
            waiting = [asyncio.create_task(gate.place(lambda: told.append(1)).__aenter__()) for _ in range(2)]
            await asyncio.sleep(0)
            assert told == [1, 1]
            with pytest.raises(Overloaded) as refused, gate.turn():
                pass
            assert refused.value.retry_after == 12
            for task in waiting:
                task.cancel()
            await asyncio.gather(*waiting, return_exceptions=True)
        assert gate.report() == {"state": "full", "turns": 3, "answering": 0, "waiting": 0}
