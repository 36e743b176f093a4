"""Answers that hold for everyone: answered once, told at once, and never to the wrong asker."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from agent.kept import Kept
from agent.settings import Settings
from bench.standin import Standin
from tests.doors import door, until
from tests.servers import valkey_server
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

SAID = "경복궁은 조선의 으뜸 궁궐이에요."


@pytest_asyncio.fixture(loop_scope="session")
async def caller(settings: Settings, tmp_path: Path, standin: Standin) -> AsyncIterator[httpx.AsyncClient]:
    async with door(settings, tmp_path, answer_cache=True) as client:
        standin.reset()
        standin.text = SAID
        yield client


def spoken(events: list[tuple[str, Any]]) -> str:
    return "".join(data["delta"] for kind, data in events if kind == "token")


async def counts(client: httpx.AsyncClient) -> dict[str, Any]:
    told: dict[str, Any] = (await client.get("/ready")).json()["dependencies"]["cache"]
    return told


async def test_an_equal_question_comes_back_at_once_and_marked(
    caller: httpx.AsyncClient, standin: Standin
) -> None:
    first = await tell(caller, "경복궁에 대해 알려 줘")
    assert not result(first)["cached"]
    for question in ("경복궁에 대해 알려줘", " 경복궁에  대해 알려 줘.", "경복궁에 대해 알려 줘?") * 5:
        again = await tell(caller, question)
        assert spoken(again) == SAID
        assert [kind for kind, _ in again if kind != "token"] == ["route", "result", "done"]
        told, once = result(again), result(first)
        assert told["cached"]
        assert told.keys() == once.keys()
        for part in ("answer", "place", "places", "route", "model", "degraded", "stopped"):
            assert told[part] == once[part]
        assert told["usage"] == {"prompt_tokens": 0, "completion_tokens": 0}
    assert len(standin.answers) == 1
    kept = await counts(caller)
    assert (kept["hit"], kept["miss"], kept["entries"]) == (15, 1, 1)

    thread = result(again)["thread_id"]
    history = (await caller.get(f"/threads/{thread}")).json()["messages"]
    assert history[1]["content"] == SAID
    follow = result(await tell(caller, "입장료는 얼마야?", thread_id=thread))
    assert follow["place"]["id"] == "gyeongbokgung", "a kept answer moves the focus, too"
    assert not follow["cached"]


DIFFERENT: list[tuple[str, dict[str, Any]]] = [
    ("language", {"message": "경복궁에 대해 알려 줘", "language": "en"}),
    ("tongue", {"message": "Tell me about Gyeongbokgung Palace"}),
    ("style", {"message": "경복궁에 대해 알려 줘", "style": "friend"}),
    ("currency", {"message": "경복궁에 대해 알려 줘", "currency": "USD"}),
    ("location", {"message": "경복궁에 대해 알려 줘", "location": {"lat": 37.55, "lon": 126.98}}),
    ("another place", {"message": "창덕궁에 대해 알려 줘"}),
    ("another question", {"message": "경복궁 입장료 알려 줘"}),
    ("a name", {"message": "내 이름은 김서연인데 경복궁에 대해 알려 줘"}),
]


@pytest.mark.parametrize("ask", [ask for _, ask in DIFFERENT], ids=[name for name, _ in DIFFERENT])
async def test_what_differs_is_answered_anew(
    caller: httpx.AsyncClient, standin: Standin, ask: dict[str, Any]
) -> None:
    await tell(caller, "경복궁에 대해 알려 줘")
    asked = len(standin.answers)
    assert not result(await tell(caller, **ask))["cached"]
    assert len(standin.answers) > asked


async def test_each_language_and_style_is_kept_for_itself(
    caller: httpx.AsyncClient, standin: Standin
) -> None:
    asks = [{}, {"language": "en"}, {"style": "friend"}, {"style": "polite"}]
    told = {}
    for number, ask in enumerate(asks):
        standin.text = f"답{'가나다라'[number]}."
        told[number] = spoken(await tell(caller, "경복궁에 대해 알려 줘", **ask))
    asked = len(standin.answers)
    for number, ask in enumerate(asks):
        again = await tell(caller, "경복궁에 대해 알려 줘", **ask)
        assert spoken(again) == told[number]
        assert result(again)["cached"]
    assert len(set(told.values())) == len(asks)
    assert len(standin.answers) == asked


async def test_what_depends_on_the_asker_the_hour_or_a_thread_is_not_kept(
    caller: httpx.AsyncClient, standin: Standin
) -> None:
    for ask in (
        {"message": "오늘 경복궁 몇 시까지 열어?"},
        {"message": "강남역에서 홍대입구역까지 어떻게 가?"},
        {"message": "성심당 본점은 어디 있어?"},
        {"message": "경복궁에 대해 알려 줘", "thread_id": "mine"},
    ):
        if "thread_id" in ask:
            await tell(caller, "안녕", thread_id="mine")
        for _ in range(2):
            assert not result(await tell(caller, **ask))["cached"]
    assert (await counts(caller))["entries"] == 0


async def test_a_broken_or_stopped_answer_is_not_kept(caller: httpx.AsyncClient, standin: Standin) -> None:
    standin.fault = "truncate"
    assert result(await tell(caller, "경복궁에 대해 알려 줘"))["degraded"]
    standin.fault, standin.pace = "none", 0.05
    turn = asyncio.create_task(tell(caller, "경복궁에 대해 알려 줘", thread_id="cut"))
    await until(lambda: bool(standin.running))
    await standin.spoke(3)
    await caller.post("/threads/cut/stop")
    assert result(await turn)["stopped"]
    await until(lambda: not standin.running)
    standin.pace = 0
    final = result(await tell(caller, "경복궁에 대해 알려 줘"))
    assert final["answer"] == SAID
    assert not final["cached"]


async def test_equal_questions_at_once_share_one_answer_whoever_leaves(
    caller: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace = 0.02
    first = asyncio.create_task(tell(caller, "경복궁에 대해 알려 줘", thread_id="first"))
    await until(lambda: bool(standin.running))
    await standin.spoke(4)
    later = [
        asyncio.create_task(tell(caller, "경복궁에 대해 알려줘", thread_id=f"later{n}")) for n in range(6)
    ]
    await standin.spoke(8)
    later[0].cancel()  # a follower leaves
    assert (await caller.post("/threads/first/stop")).json()["stopped"]  # the one that began it is stopped
    cut = result(await first)
    assert cut["stopped"]
    assert SAID.startswith(cut["answer"])
    assert standin.running == 1, "others listen still"
    for turn in later[1:]:
        events = await turn
        assert spoken(events) == result(events)["answer"] == SAID
    assert len(standin.answers) == 1
    assert (await counts(caller))["shared"] >= 5

    standin.pace = 0.05
    alone = [
        asyncio.create_task(tell(caller, "창덕궁에 대해 알려 줘", thread_id=f"alone{n}")) for n in range(3)
    ]
    await until(lambda: bool(standin.running))
    await standin.spoke(3)
    for turn in alone:
        turn.cancel()
    await until(lambda: not standin.running)
    assert not standin.answers[-1].whole, "the last one to leave stops the model"
    assert len(standin.answers) == 2


async def test_workers_share_through_redis_and_a_dead_one_costs_nothing(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    with valkey_server() as server:
        url = server.connection_url
        for worker in ("one", "two"):
            (tmp_path / worker).mkdir()
        async with (
            door(settings, tmp_path / "one", answer_cache=True) as lonely,
            door(settings, tmp_path / "one", answer_cache=True, redis_url=url) as one,
            door(settings, tmp_path / "two", answer_cache=True, redis_url=url) as two,
        ):
            standin.text = SAID
            assert not result(await tell(one, "경복궁에 대해 알려 줘"))["cached"]
            assert result(await tell(two, "경복궁에 대해 알려 줘"))["cached"]
            assert not result(await tell(lonely, "경복궁에 대해 알려 줘"))["cached"]
            assert (await counts(two))["state"] == "redis"


async def test_kept_answers_end_are_bounded_and_outlive_redis() -> None:
    from agent.locks.redis import connect

    kept = Kept(0.05, most=100)
    for number in range(20):
        await kept.put(f"{number}", b"x" * 10)
    assert kept.size == 100
    assert await kept.get("9") is None
    assert await kept.get("19") == b"x" * 10
    await asyncio.sleep(0.06)
    assert await kept.get("19") is None

    server = valkey_server()
    with server:
        client = connect(server.connection_url)
        first, second = Kept(60, client), Kept(60, client)
        await first.put("a", b"1")
        assert await second.get("a") == b"1"
    await first.put("b", b"2")
    assert await second.get("b") is None
    assert first.state == "down"
    began = time.perf_counter()
    for number in range(50):
        await first.put(f"{number}", b"2")
        assert await first.get(f"{number}") == b"2"
    assert time.perf_counter() - began < 10, "each of them waits for Redis"
    await client.aclose()
