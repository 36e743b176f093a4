"""A model endpoint that goes away after having been there: one turn finds out, the others answer at once."""

import asyncio
import socket
import time
from pathlib import Path

import httpx
import pytest
from pydantic import HttpUrl

from agent.settings import Settings
from bench.standin import Standin
from tests.doors import door, until
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
FIRST = 0.6
"""Seconds: the service's patience for the first word here."""
CONNECT = 1.5
"""Seconds: its patience for a connection."""


async def again(client: httpx.AsyncClient) -> None:
    """Until the model answers again, within 5 s."""
    for _ in range(50):
        if not result(await tell(client, PLACE))["degraded"]:
            return
        await asyncio.sleep(0.1)
    raise AssertionError((await client.get("/ready")).text)


@pytest.mark.parametrize("fault", ["refuse", "hang", "gone"])
async def test_one_turn_finds_out_and_the_next_ones_do_not_wait(
    settings: Settings, tmp_path: Path, fault: str
) -> None:
    async with (
        Standin(models=("base", "culture")) as model,
        door(settings, tmp_path, llm_base_url=HttpUrl(model.url), llm_first_token_timeout=FIRST) as client,
    ):
        assert not result(await tell(client, PLACE))["degraded"]
        if fault == "gone":
            await model.close()
        else:
            model.fault = "hang" if fault == "hang" else "refuse"
        first = result(await tell(client, PLACE))
        assert first["degraded"]
        assert "사직로 161" in first["answer"]
        assert (await client.get("/ready")).json()["status"] == "degraded"
        asked = model.posted
        for _ in range(3):
            assert result(await tell(client, PLACE))["degraded"]
        assert model.posted == asked, "they do not try it"
        model.reset()
        if fault == "gone":
            await model.__aenter__()
        await again(client)


async def test_those_who_wait_for_a_first_word_are_freed_when_one_gives_up(
    settings: Settings, tmp_path: Path
) -> None:
    async with (
        Standin(models=("base", "culture")) as model,
        door(
            settings, tmp_path, llm_base_url=HttpUrl(model.url), llm_first_token_timeout=FIRST, concurrency=4
        ) as client,
    ):
        model.fault = "hang"
        asked = model.posted
        turns = [asyncio.create_task(tell(client, PLACE)) for _ in range(3)]
        await asyncio.sleep(FIRST / 2)
        turns += [asyncio.create_task(tell(client, PLACE)) for _ in range(9)]  # one asks, eight wait
        told = [result(await turn) for turn in turns]
        assert 3 <= model.posted - asked <= 4, "nobody tries it anew"
        assert all(final["degraded"] and not final["stopped"] for final in told)
        assert all("사직로 161" in final["answer"] for final in told)
        model.reset()
        await again(client)


async def test_a_busy_model_is_not_taken_for_a_dead_one(settings: Settings, tmp_path: Path) -> None:
    async with (
        Standin(models=("base", "culture")) as model,
        door(settings, tmp_path, llm_base_url=HttpUrl(model.url), llm_first_token_timeout=FIRST) as client,
    ):
        model.ttft = FIRST * 2
        slow = asyncio.create_task(tell(client, PLACE))
        await until(lambda: bool(model.running))
        await asyncio.sleep(FIRST / 2)
        model.ttft = 0.0
        assert not result(await tell(client, PLACE))["degraded"]
        assert result(await slow)["degraded"]
        assert not result(await tell(client, PLACE))["degraded"], "it spoke to another meanwhile"
        assert (await client.get("/ready")).json()["status"] == "ready"


async def test_an_endpoint_that_lists_its_models_but_cannot_speak_stays_down(
    settings: Settings, tmp_path: Path
) -> None:
    """Its engine hangs: the list of models alone must not bring it back."""
    async with (
        Standin(models=("base", "culture")) as model,
        door(settings, tmp_path, llm_base_url=HttpUrl(model.url), llm_first_token_timeout=FIRST) as client,
    ):
        model.fault = "hang"
        assert result(await tell(client, PLACE))["degraded"]
        model.fault = "error"  # models are listed, words are not had
        asked = model.posted
        await until(lambda: model.posted >= asked + 2)
        assert (await client.get("/ready")).json()["dependencies"]["model"]["state"] == "down"
        model.reset()
        await again(client)


async def test_a_host_that_takes_no_connection_costs_the_connect_timeout_once(
    settings: Settings, tmp_path: Path
) -> None:
    """A full backlog: SYNs are dropped, as by a firewall or a host that is gone."""
    async with (
        Standin(models=("base", "culture")) as model,
        door(settings, tmp_path, llm_base_url=HttpUrl(model.url), llm_connect_timeout=CONNECT) as client,
    ):
        assert not result(await tell(client, PLACE))["degraded"]
        await model.close()
        blocked = socket.socket()
        blocked.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        blocked.bind(("127.0.0.1", model.port))
        blocked.listen(0)
        fillers = [socket.socket() for _ in range(3)]
        try:
            for filler in fillers:
                filler.setblocking(False)
                filler.connect_ex(("127.0.0.1", model.port))
            began = time.perf_counter()
            assert result(await tell(client, PLACE))["degraded"]
            first = time.perf_counter() - began
            assert result(await tell(client, PLACE))["degraded"]
            assert first >= CONNECT
            assert time.perf_counter() - began - first < CONNECT, "the second one does not wait for it"
        finally:
            for held in (*fillers, blocked):
                held.close()
        model.reset()
        await model.__aenter__()
        await again(client)
