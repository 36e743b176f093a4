"""Every reply holds what the OpenAPI description says of it, and nothing that it does not tell."""

from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import TypeAdapter

from agent.settings import Settings
from agent.threads import Thread
from api import results
from bench.standin import Standin
from server import create
from tests.doors import door
from tests.service import serve, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

ASKED = (
    "경복궁 입장료랑 강남역에서 가는 법",
    "비 오는 날 아이랑 갈 만한 실내",
    "거기서 명동까지 어떻게 가?",
    "지하철에서 지켜야 할 예절이 있어?",
    "안녕?",
    "성심당 본점은 어디 있어?",
)


def as_described(model: Any, reply: Any) -> None:
    kind = TypeAdapter(model)
    assert kind.dump_python(kind.validate_python(reply), mode="json", exclude_unset=True) == reply


async def test_replies_are_as_described(settings: Settings, standin: Standin, tmp_path: Path) -> None:
    standin.choose = lambda choices, _: choices[0]
    async with door(settings, tmp_path) as client:
        for message in ASKED:
            reply = await client.post("/chat", json={"message": message, "thread_id": "t", "currency": "USD"})
            as_described(results.Result, reply.json())
            decided = await client.post("/route", json={"message": message})
            as_described(results.Decided, decided.json())
        await tell(client, "창덕궁 가는 길", thread_id="t")
        turn = (await client.get("/threads/t")).json()["messages"][-1]["turn_id"]
        for path, model in (
            ("/threads", results.ThreadPage), ("/threads/t", results.ThreadWhole), ("/live", results.State),
            ("/places?q=야경&near=37.57,126.98", results.PlacePage), ("/places/gyeongbokgung", results.Card),
            ("/etiquette?place=지하철", results.Manners), ("/ready", results.Ready),
            ("/health", results.State), ("/map", results.City), ("/stations?name=강남", results.StationPage),
            ("/today?place=gyeongbokgung", results.OpenPage),
        ):  # fmt: skip
            as_described(model, (await client.get(path)).json())
        journey = {"origin": "강남역", "destination": "인천국제공항 제1터미널", "currency": "JPY"}
        as_described(results.Directions, (await client.post("/directions", json=journey)).json())
        as_described(
            results.Rated, (await client.post("/feedback", json={"turn_id": turn, "thumb": 1})).json()
        )
        as_described(Thread, (await client.patch("/threads/t", json={"title": "길"})).json())
        as_described(results.Stopped, (await client.post("/threads/t/stop")).json())
        as_described(results.Erased, (await client.delete("/threads/t")).json())


async def test_a_fault_of_ours_is_told_in_one_shape_under_the_same_headers(
    settings: Settings, tmp_path: Path
) -> None:
    app = create(Settings(**{**settings.model_dump(), "database_url": f"sqlite:///{tmp_path}/guide.db"}))

    @app.get("/broken")
    async def broken() -> None:
        raise ZeroDivisionError("secret")

    async with serve(app) as url, httpx.AsyncClient(base_url=url) as client:
        reply = await client.get("/broken")
        whole = (await client.get("/live")).headers
    assert reply.status_code == 500
    assert reply.json()["error"].keys() == {"code", "message", "hint"}
    assert "secret" not in reply.text
    own = {"server", "date", "content-length"}
    assert {**reply.headers, **dict.fromkeys(own)} == {**whole, **dict.fromkeys(own)}


async def test_the_end_of_an_answers_events_is_described(client: httpx.AsyncClient) -> None:
    await client.post("/chat", json={"message": "안녕", "thread_id": "over"})
    paths = (await client.get("/openapi.json")).json()["paths"]
    told = await client.get("/threads/over/events", headers={"Last-Event-ID": f"{'0' * 32}:1"})
    assert told.status_code == 200, "a gap"
    last = (await client.get("/threads/over/events")).text.rsplit("id: ", 1)[1].partition("\n")[0]
    ended = await client.get("/threads/over/events", headers={"Last-Event-ID": last})
    for reply in (told, ended):
        assert str(reply.status_code) in paths["/threads/{thread_id}/events"]["get"]["responses"]
    assert ended.status_code == 204
