"""Coming back to an answer: by the id of the last event seen, while it grows and for a while after."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import orjson
import pytest

from agent.history import sqlite
from agent.history.engine import Engine
from agent.settings import Settings
from agent.threads import Threads
from agent.turns.run import Run
from agent.turns.runs import Runs
from bench.standin import Standin
from tests.doors import door, until
from tests.service import parse, result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
LAST = "last-event-id"


@asynccontextmanager
async def stream(
    client: httpx.AsyncClient, thread: str, **more: Any
) -> AsyncIterator[AsyncIterator[tuple[str, str, Any]]]:
    """(id, event, data) as they come; leaving the block leaves the service."""
    body = {"message": PLACE, "thread_id": thread, **more}
    async with client.stream("POST", "/chat/stream", json=body) as reply:
        yield told(reply)


async def told(reply: httpx.Response) -> AsyncIterator[tuple[str, str, Any]]:
    fields: dict[str, str] = {}
    async for line in reply.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif "event" in fields:
            yield fields.get("id", ""), fields["event"], orjson.loads(fields["data"])
            fields = {}


async def first(events: AsyncIterator[tuple[str, str, Any]], count: int) -> list[tuple[str, str, Any]]:
    return [await anext(events) for _ in range(count)]


async def follow(client: httpx.AsyncClient, thread: str, last: str = "") -> httpx.Response:
    return await client.get(f"/threads/{thread}/events", headers={LAST: last} if last else {})


def gap(reply: httpx.Response) -> dict[str, Any]:
    [(kind, data)] = parse(reply.text)
    assert kind == "gap"
    assert b"id:" not in reply.content, "the client's place must stay"
    held: dict[str, Any] = data
    return held


async def test_a_lost_line_is_taken_up_where_it_broke_without_asking_the_model_again(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.01, 40
    async with stream(client, "r1", on_disconnect="continue") as events:
        seen = await first(events, 8)
    asked = len(standin.requests)
    for way in ("get", "post"):
        if way == "get":
            reply = await follow(client, "r1", seen[-1][0])
        else:  # clients that send the same request again
            body = {"message": PLACE, "thread_id": "r1"}
            reply = await client.post("/chat/stream", json=body, headers={LAST: seen[-1][0]})
        rest = [event async for event in told(reply)]
        ids = [id_ for id_, _, _ in seen + rest]
        turn = seen[0][2]["turn_id"]
        assert ids == [f"{turn}:{n}" for n in range(1, len(ids) + 1)], "none lost, none twice"
        final = next(data for _, kind, data in rest if kind == "result")
        assert "".join(data["delta"] for _, kind, data in seen + rest if kind == "token") == final["answer"]
        assert not final["stopped"]
        assert rest[-1][1] == "done"
    assert len(standin.requests) == asked
    assert standin.answers[-1].whole
    history = (await client.get("/threads/r1")).json()
    assert [said["role"] for said in history["messages"]] == ["user", "assistant"]
    assert (await follow(client, "r1", rest[-1][0])).status_code == 204, "nothing follows"


async def test_a_page_that_was_loaded_anew_finds_the_growing_answer_by_its_thread(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.01, 40
    async with stream(client, "r2", on_disconnect="continue") as events:
        await first(events, 6)
    assert standin.running == 1, "it goes on for nobody"
    whole = parse((await follow(client, "r2")).text)
    assert whole[0][0] == "route"
    assert [kind for kind, _ in whole].count("token") == 40
    assert whole[-1] == ("done", {"turn_id": whole[0][1]["turn_id"], "stopped": False})


async def test_without_a_wish_a_lost_line_stops_the_answer_and_the_rest_is_told_as_stopped(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.01, 5_000
    async with stream(client, "r3") as events:
        seen = await first(events, 8)
    await until(lambda: not standin.running)
    await asyncio.sleep(0.1)
    rest = parse((await follow(client, "r3", seen[-1][0])).text)
    assert result(rest)["stopped"]
    assert rest[-1][1]["stopped"]


async def test_a_stop_reaches_an_answer_that_nobody_reads(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.pace, standin.tokens = 0.01, 5_000
    async with stream(client, "r4", on_disconnect="continue") as events:
        await first(events, 5)
    assert (await client.post("/threads/r4/stop")).json()["stopped"]
    assert standin.running == 0


async def test_a_gap_says_why_and_whether_the_history_has_the_answer(
    client: httpx.AsyncClient, standin: Standin, settings: Settings, tmp_path: Any
) -> None:
    standin.tokens = 3
    turn = result(await tell(client, PLACE, thread_id="r5"))["turn_id"]
    ahead = gap(await follow(client, "r5", f"{turn}:999"))
    assert ahead == {"thread_id": "r5", "turn_id": turn, "reason": "ahead", "answered": True}
    other = uuid4().hex
    unknown = gap(await follow(client, "r5", f"{other}:1"))
    assert (unknown["reason"], unknown["answered"]) == ("unknown", False)
    for strange in ("7", "x:1", f"{turn}:-1", f"{turn}", f"{turn}:1:1"):
        assert gap(await follow(client, "r5", strange))["reason"] == "malformed"
    again = await client.post("/chat/stream", json={"message": PLACE}, headers={LAST: f"{other}:1"})
    assert gap(again)["thread_id"] is None
    assert (await follow(client, "nobody", f"{turn}:1")).status_code == 404
    await client.delete("/threads/r5")
    body = {"message": PLACE}
    erased = await client.post("/chat/stream", json=body, headers={LAST: f"{turn}:1"})
    assert gap(erased)["reason"] == "unknown", "what was erased is not told from memory"
    # Too old, and of another process: the history knows the turn, the memory does not.
    async with door(settings, tmp_path, resume=0.1) as briefly:
        turn = result(await tell(briefly, PLACE, thread_id="old"))["turn_id"]
        await asyncio.sleep(0.3)
        old = gap(await follow(briefly, "old", f"{turn}:2"))
        assert (old["reason"], old["answered"]) == ("unknown", True)
        assert (await follow(briefly, "old")).status_code == 204


async def test_an_answer_is_resumed_by_its_owner_alone(
    settings: Settings, standin: Standin, tmp_path: Any
) -> None:
    standin.tokens = 3
    async with door(settings, tmp_path, api_keys="one,two") as client:
        mine, other = {"x-api-key": "one"}, {"x-api-key": "two"}
        reply = await client.post("/chat/stream", json={"message": PLACE, "thread_id": "m"}, headers=mine)
        last = f"{parse(reply.text)[0][1]['turn_id']}:2"
        assert (await client.get("/threads/m/events", headers={**other, LAST: last})).status_code == 404
        assert (await client.get("/threads/m/events", headers=other)).status_code == 404
        body = {"message": PLACE}
        stolen = await client.post("/chat/stream", json=body, headers={**other, LAST: last})
        assert gap(stolen)["reason"] == "unknown"
        resumed = await client.get("/threads/m/events", headers={**mine, LAST: last})
        assert parse(resumed.text)[-1][0] == "done"


async def test_an_answer_whose_history_is_gone_is_told_to_its_end(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    async with door(settings, tmp_path) as caller:
        standin.pace, standin.tokens = 0.05, 20
        turn = asyncio.create_task(tell(caller, PLACE))
        await standin.spoke(3)
        with sqlite3.connect(tmp_path / "guide.db") as db:
            db.execute("ALTER TABLE messages RENAME TO away")
        events = await turn
        [error] = [data for kind, data in events if kind == "error"]
        assert error["code"] == "unavailable"
        assert [kind for kind, _ in events][-2:] == ["result", "done"]
        assert result(events)["answer"].startswith("경복궁은")


async def test_what_a_killed_turn_was_about_is_what_the_next_one_speaks_of(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    engine: Engine
    async with door(settings, tmp_path) as caller:
        standin.tokens = 5
        await tell(caller, "창덕궁에 대해 알려 줘", thread_id="t")
        async with sqlite.opened(tmp_path / "guide.db", latest=True) as (engine, _):
            await Threads(engine).begin("t", "경복궁에 대해 알려 줘")  # killed before it answered
        final = result(await tell(caller, "입장료는?", thread_id="t"))
        assert final["place"]["id"] == "gyeongbokgung"


async def test_ended_runs_are_bounded_in_number_and_time() -> None:
    runs = Runs(0.2)
    for k in range(300):
        with runs.hold(Run(f"t{k}", f"{k:032x}")):
            pass
    assert runs.turn(f"{0:032x}", "") is None
    assert runs.turn(f"{299:032x}", "") is not None
    assert len(runs._ended) == 256
    await asyncio.sleep(0.3)
    assert not runs._ended
