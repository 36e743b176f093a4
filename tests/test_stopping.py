"""Whoever ends a turn, the model stops at once: seen on the model's own socket, under both event loops."""

import asyncio
import logging
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from agent.settings import Settings
from bench.standin import Standin
from tests.doors import door, until
from tests.processes import ROOT, Served, free_port, post, served
from tests.service import SOON, parse, result, tell

log = logging.getLogger(__name__)

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
DEADLINE = 6.0
"""Seconds: long enough for a hundred turns to begin on a busy machine."""


def chat(thread: str) -> dict[str, Any]:
    return {"message": PLACE, "thread_id": thread}


def completion(thread: str, *, stream: bool) -> dict[str, Any]:
    said = [{"role": "user", "content": PLACE}]
    return {"model": "gildongmu", "messages": said, "stream": stream, "gildongmu": {"thread_id": thread}}


def request(route: str, thread: str) -> tuple[str, dict[str, Any]]:
    if route.startswith("/chat"):
        return route, chat(thread)
    path, _, kind = route.partition(" ")
    return path, completion(thread, stream=kind == "stream")


ROUTES = ["/chat", "/chat/stream", "/v1/chat/completions", "/v1/chat/completions stream"]


@pytest_asyncio.fixture(scope="module", loop_scope="session", params=["uvloop", "asyncio"])
async def running(
    request: pytest.FixtureRequest,
    settings: Settings,
    tmp_path_factory: pytest.TempPathFactory,
    model: Standin,
) -> AsyncIterator[Served]:
    model.reset()
    folder = tmp_path_factory.mktemp(request.param)
    async with served(settings, folder, request.param, GUIDE_TURN_TIMEOUT=DEADLINE) as one:
        yield one
        one.process.terminate()
        assert await one.ended() == 0, one.log.read_text()


@pytest_asyncio.fixture(loop_scope="session")
async def caller(running: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with running.client() as client:
        yield client


def slowly(standin: Standin) -> None:
    standin.ttft, standin.pace, standin.tokens = 0.02, 0.05, 5_000


async def released(standin: Standin, since: float, count: int = 1) -> float:
    """Seconds from `since` until the last of `count` answers was let go, long before its end."""
    while standin.running:
        assert time.perf_counter() - since < 10, f"the model goes on for nobody: {standin.running} answers"
        await asyncio.sleep(0.005)
    assert len(standin.answers) == count
    assert not any(answer.whole for answer in standin.answers)
    return max(answer.ended or 0 for answer in standin.answers) - since


async def kept(caller: httpx.AsyncClient, thread: str) -> dict[str, Any]:
    """The thread's last answer, once it is committed."""
    for _ in range(100):
        said = (await caller.get(f"/threads/{thread}")).json()["messages"]
        if said[-1]["role"] == "assistant":
            last: dict[str, Any] = said[-1]
            return last
        await asyncio.sleep(0.02)
    raise AssertionError("no answer was kept")


async def works_on(caller: httpx.AsyncClient, standin: Standin, thread: str) -> None:
    """What was said is kept as stopped, and the next turn knows what was spoken of."""
    last = await kept(caller, thread)
    assert last["stopped"]
    assert last["content"].startswith("경복궁은")
    standin.ttft, standin.pace, standin.tokens = 0, 0, 5
    again = result(await tell(caller, "입장료는?", thread_id=thread))
    assert again["place"]["id"] == "gyeongbokgung"
    assert not again["stopped"]


@pytest.mark.parametrize("route", ROUTES)
async def test_a_client_that_leaves_takes_the_model_along(
    running: Served, caller: httpx.AsyncClient, standin: Standin, route: str
) -> None:
    slowly(standin)
    thread = f"left{ROUTES.index(route)}"
    _, writing = await post(running.port, *request(route, thread))
    await standin.spoke(4)
    left = time.perf_counter()
    writing.transport.abort()
    assert await released(standin, left) < SOON
    await works_on(caller, standin, thread)


@pytest.mark.parametrize("route", ROUTES)
async def test_a_stop_stops_the_model(
    running: Served, caller: httpx.AsyncClient, standin: Standin, route: str
) -> None:
    slowly(standin)
    thread = f"stop{ROUTES.index(route)}"
    path, body = request(route, thread)
    turn = asyncio.create_task(caller.post(path, json=body))
    await standin.spoke(4)
    asked = time.perf_counter()
    assert (await caller.post(f"/threads/{thread}/stop")).json()["stopped"]
    assert await released(standin, asked) < SOON
    reply = await turn
    assert reply.status_code == 200
    if route == "/chat":
        assert reply.json()["stopped"]
    await works_on(caller, standin, thread)


@pytest.mark.parametrize("route", ROUTES)
async def test_a_stop_before_the_first_word_is_an_end_and_no_refusal(
    running: Served, caller: httpx.AsyncClient, standin: Standin, route: str
) -> None:
    """OpenAI's clients ask again by themselves after a 409: the stopped model would begin anew."""
    standin.ttft = 5
    thread = f"mute{ROUTES.index(route)}"
    path, body = request(route, thread)
    turn = asyncio.create_task(caller.post(path, json=body))
    await until(lambda: standin.running == 1)
    assert (await caller.post(f"/threads/{thread}/stop")).json()["stopped"]
    reply = await turn
    assert reply.status_code == 200, reply.text
    if route == "/chat":
        assert (reply.json()["answer"], reply.json()["stopped"]) == ("", True)
    elif route == "/chat/stream":
        final = result(parse(reply.text))
        assert (final["answer"], final["stopped"]) == ("", True)
    else:
        assert '"finish_reason":"length"' in reply.text
        assert '"stopped":true' in reply.text
    standin.ttft, standin.tokens = 0, 5
    again = result(await tell(caller, "입장료는?", thread_id=thread))
    assert again["place"]["id"] == "gyeongbokgung"


@pytest.mark.parametrize("route", ["/chat/stream", "/v1/chat/completions stream"])
async def test_who_sends_a_second_request_ahead_and_leaves_stops_the_first(
    running: Served, standin: Standin, route: str
) -> None:
    """uvicorn tells the loss of the line to the second alone."""
    slowly(standin)
    _, writing = await post(running.port, *request(route, f"ahead{ROUTES.index(route)}"))
    writing.write(b"GET /live HTTP/1.1\r\nhost: x\r\n\r\n")
    await standin.spoke(4)
    left = time.perf_counter()
    writing.transport.abort()
    assert await released(standin, left) < SOON


async def test_the_deadline_stops_the_model(
    running: Served, caller: httpx.AsyncClient, standin: Standin
) -> None:
    slowly(standin)
    calls = [request(route, f"late{k}") for k, route in enumerate(ROUTES)]
    began = time.perf_counter()
    replies = await asyncio.gather(*(caller.post(path, json=body) for path, body in calls))
    assert time.perf_counter() - began < DEADLINE + SOON
    last = await released(standin, began + DEADLINE, len(ROUTES))
    assert 0 <= last < SOON, "from the first request; each turn begins a little later"
    assert {reply.status_code for reply in replies} == {200}
    assert "turn_timeout" in replies[1].text
    await works_on(caller, standin, "late0")


async def test_a_hundred_clients_that_leave_at_once(
    running: Served, caller: httpx.AsyncClient, standin: Standin
) -> None:
    standin.ttft, standin.pace, standin.tokens = 0.02, 0.2, 5_000
    calls = [request(ROUTES[k % len(ROUTES)], f"a{k}") for k in range(100)]
    lines = await asyncio.gather(*(post(running.port, *call) for call in calls))
    await until(lambda: sum(answer.tokens > 0 for answer in standin.answers) == 100)
    left = time.perf_counter()
    for _, writing in lines:
        writing.transport.abort()
    taken = await released(standin, left, len(calls))
    log.info("100 clients: the model was let go within %.0f ms", taken * 1e3)
    assert taken < SOON
    for k in range(0, 100, 25):
        assert (await kept(caller, f"a{k}"))["stopped"]
    await works_on(caller, standin, "a1")


async def test_sigterm_lets_running_answers_end(settings: Settings, tmp_path: Path, standin: Standin) -> None:
    async with served(settings, tmp_path, "asyncio") as one, one.client() as caller:
        standin.ttft, standin.pace, standin.tokens = 0.02, 0.02, 60
        turn = asyncio.create_task(tell(caller, PLACE, thread_id="t"))
        await standin.spoke(4)
        one.process.send_signal(signal.SIGTERM)
        await asyncio.sleep(0.3)
        refused = await caller.post("/chat/stream", json={"message": PLACE})
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "closing"
        assert int(refused.headers["retry-after"]) >= 1
        assert (await caller.get("/ready")).status_code == 503
        final = result(await turn)
        assert not final["stopped"]
        assert final["usage"]["completion_tokens"] == 60
        ended = time.perf_counter()
        assert await one.ended() == 0, one.log.read_text()
        assert time.perf_counter() - ended < 8


async def test_sigterm_refuses_a_message_that_waited_for_its_thread(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    async with (
        served(settings, tmp_path, GUIDE_GRACE=0.5, GUIDE_THREAD_WAIT=20) as one,
        one.client() as caller,
    ):
        slowly(standin)
        first = asyncio.create_task(tell(caller, PLACE, thread_id="t"))
        await standin.spoke(4)
        second = asyncio.create_task(caller.post("/chat/stream", json=chat("t")))
        await asyncio.sleep(0.3)
        one.process.send_signal(signal.SIGTERM)
        assert result(await first)["stopped"]
        refused = await second
        assert refused.status_code == 503
        assert refused.json()["error"]["code"] == "closing"
        assert await one.ended() == 0, one.log.read_text()
    assert len(standin.answers) == 1, "the model is asked nothing more"
    with sqlite3.connect(tmp_path / "guide.db") as db:
        assert db.execute("SELECT count(*) FROM messages WHERE role = 'user'").fetchone() == (1,)


async def test_sigterm_stops_what_outlasts_the_grace(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    async with served(settings, tmp_path, GUIDE_GRACE=0.5) as one, one.client() as caller:
        slowly(standin)
        calls = [request(route, f"t{k}") for k, route in enumerate(ROUTES)]
        turns = [asyncio.create_task(caller.post(path, json=body)) for path, body in calls]
        await until(lambda: sum(answer.tokens > 3 for answer in standin.answers) == len(calls))
        asked = time.perf_counter()
        one.process.send_signal(signal.SIGTERM)
        replies = await asyncio.gather(*turns)
        assert await released(standin, asked, len(calls)) < 0.5 + SOON
        assert {reply.status_code for reply in replies} == {200}
        assert replies[0].json()["stopped"]
        assert replies[1].text.rstrip().endswith('"stopped":true}')
        assert await one.ended() == 0, one.log.read_text()
    with sqlite3.connect(tmp_path / "guide.db") as db:
        told = db.execute("SELECT stopped, content FROM messages WHERE role = 'assistant'").fetchall()
    assert len(told) == len(calls)
    assert all(stopped and content.startswith("경복궁은") for stopped, content in told)


@pytest.mark.parametrize("told", ["Started server process", "door.local_only"])
async def test_sigterm_while_it_starts_ends_it_in_order(
    settings: Settings, tmp_path: Path, told: str
) -> None:
    """As a supervisor does that changed its mind: before the server, and while its parts are loaded."""
    log = tmp_path / "service.log"
    env = {
        **os.environ,
        "GUIDE_DATA_DIR": str(settings.data_dir),
        "GUIDE_DATABASE_URL": f"sqlite:///{tmp_path}/guide.db",
        "GUIDE_LLM_BASE_URL": settings.llm_url,
        "GUIDE_PORT": str(free_port()),
    }
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "server.py", cwd=ROOT, env=env, stdout=out, stderr=out
        )
    await until(lambda: told in log.read_text())
    process.terminate()
    assert await asyncio.wait_for(process.wait(), 30) == 0, log.read_text()


async def test_forgetting_stops_a_message_that_waited_for_the_running_turn_too(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    standin.pace, standin.tokens = 0.02, 10_000
    async with door(settings, tmp_path, thread_wait=10) as client:
        first = asyncio.create_task(tell(client, PLACE, thread_id="full"))
        await standin.spoke(1)
        second = asyncio.create_task(tell(client, PLACE, thread_id="full"))
        for _ in range(1_000):
            if (await client.get("/ready")).json()["dependencies"]["load"]["turns"] > 1:
                break
            await asyncio.sleep(0.01)
        erased = await client.delete("/threads/full")
        assert erased.status_code == 200, erased.text
        for turn in (first, second):
            assert (await turn)[-1][1]["stopped"]
        assert standin.running == 0
        assert (await client.get("/threads/full")).status_code == 404
