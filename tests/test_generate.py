"""The first service's endpoints, as its clients call them."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
import pytest_asyncio

from agent.settings import Settings
from agent.tools.web.settings import SearchSettings
from api.generate import LOOKING_UP
from bench.standin import Standin
from tests.doors import door, until
from tests.fakes import searches
from tests.fakes.loopback import Loopback

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.fixture
def quick(standin: Standin) -> Standin:
    standin.text = "경복궁은 고궁이에요."
    return standin


@pytest.mark.parametrize(("lora", "worded_by"), [("culture", "culture"), ("lang", "base"), ("None", "base")])
@pytest.mark.parametrize("prompt", ["경복궁", "경복궁에 대해 알려줘"])
async def test_a_known_place_is_worded_by_the_adapter_asked_for(
    client: httpx.AsyncClient, quick: Standin, prompt: str, lora: str, worded_by: str
) -> None:
    """The stand-in serves no `lang`, so that the base model words it."""
    reply = await client.post("/generate", json={"prompt": prompt, "lora": lora})
    assert reply.status_code == 200
    assert reply.json() == {"success": True, "status_code": 200, "text": quick.text}
    assert quick.requests[-1]["model"] == worded_by
    assert "조선" in quick.requests[-1]["messages"][-1]["content"], "the facts go with the question"


async def test_sampling_is_the_clients(client: httpx.AsyncClient, quick: Standin) -> None:
    wanted = {"max_tokens": 7, "temperature": 0.5, "top_p": 0.9, "stop": ["고궁"]}
    reply = await client.post("/generate", json={"prompt": "경복궁", "lora": "culture", **wanted})
    assert reply.json()["text"] == "경복궁은 "
    sent = quick.requests[-1]
    assert {name: sent[name] for name in wanted} == wanted


async def test_the_stream_is_raw_text_as_it_comes(client: httpx.AsyncClient, quick: Standin) -> None:
    quick.pace = 0.01
    body = {"prompt": "경복궁", "lora": "culture"}
    async with client.stream("POST", "/generate-stream", json=body) as reply:
        assert reply.headers["content-type"] == "text/plain; charset=utf-8"
        parts = [part async for part in reply.aiter_raw()]
    assert b"".join(parts).decode() == quick.text
    assert len(parts) > 5


@pytest.fixture
def searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "searxng")


@pytest_asyncio.fixture(loop_scope="session")
async def searching(
    settings: Settings, tmp_path: Path, searched: None
) -> AsyncIterator[tuple[httpx.AsyncClient, Loopback]]:
    """The service with one search engine, on loopback."""
    async with Loopback(searches.searxng) as engine:
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("GUIDE_SEARXNG_URL", engine.url)
            assert SearchSettings().searxng_url == engine.url
            async with door(settings, tmp_path, search=True) as client:
                yield client, engine


async def test_an_unknown_place_is_announced_searched_and_summarised(
    searching: tuple[httpx.AsyncClient, Loopback], quick: Standin
) -> None:
    client, engine = searching
    quick.text = "성심당은 대전의 빵집이에요 [1]."
    body = {"prompt": "성심당", "lora": "culture"}
    streamed = await client.post("/generate-stream", json=body)
    assert streamed.text == LOOKING_UP + quick.text
    assert engine.seen
    assert quick.requests[-1]["model"] == "base", "the web is not the adapter's trade"
    assert "sungsimdang" not in streamed.text
    whole = await client.post("/generate", json=body)
    assert whole.json()["text"] == LOOKING_UP + quick.text


async def test_a_failed_search_is_owned(client: httpx.AsyncClient, quick: Standin) -> None:
    reply = await client.post("/generate-stream", json={"prompt": "성심당", "lora": "culture"})
    assert reply.text.startswith(LOOKING_UP)
    assert "죄송" in reply.text


@pytest.mark.parametrize(
    ("body", "category"),
    [
        ({"prompt": "지하철", "place": "강남역"}, "임산부"),
        ({"prompt": "경복궁 예절을 알려 주세요", "place": "경복궁"}, None),
        ({"prompt": "", "place": "에스컬레이터"}, "에스컬레이터"),
    ],
)
async def test_manners_are_chosen_and_told(
    client: httpx.AsyncClient, quick: Standin, body: dict[str, str], category: str | None
) -> None:
    reply = await client.post("/get-etiquette", json=body)
    assert (reply.json()["success"], reply.json()["status_code"]) == (True, 200)
    assert reply.json()["text"].startswith(quick.text)
    known = quick.requests[-1]["messages"][-1]["content"]
    assert "[예절]" in known
    assert category is None or category in known


async def test_where_no_manners_are_known_it_says_so(client: httpx.AsyncClient, quick: Standin) -> None:
    quick.choose = lambda choices, _: choices[-1]
    reply = await client.post("/get-etiquette", json={"prompt": "", "place": "우주 정거장"})
    assert reply.json()["success"]
    assert reply.json()["text"] != quick.text


BAD: list[tuple[str, dict[str, Any]]] = [
    ("/generate", {"prompt": "경복궁", "lora": "pirate"}),
    ("/generate-stream", {"prompt": "경복궁", "lora": "pirate"}),
    ("/generate", {"prompt": " ", "lora": "culture"}),
    ("/generate", {"lora": "culture"}),
    ("/generate", {"prompt": "경복궁", "temperature": 9}),
    ("/get-etiquette", {"prompt": "예절"}),
    ("/get-etiquette", {"prompt": "예절", "place": ""}),
]


@pytest.mark.parametrize(("path", "body"), BAD)
async def test_bad_requests_get_400_in_the_one_shape(
    client: httpx.AsyncClient, path: str, body: dict[str, Any]
) -> None:
    reply = await client.post(path, json=body)
    assert reply.status_code == 400
    assert set(reply.json()["error"]) == {"code", "message", "hint"}


async def test_nothing_of_these_turns_is_kept(client: httpx.AsyncClient, quick: Standin) -> None:
    async def newest() -> Any:
        return (await client.get("/threads", params={"limit": 1})).json()["items"]

    before = await newest()
    await client.post("/generate", json={"prompt": "경복궁", "lora": "culture"})
    await client.post("/get-etiquette", json={"prompt": "", "place": "지하철"})
    assert await newest() == before


@pytest.mark.parametrize("path", ["/generate", "/generate-stream"])
async def test_leaving_stops_the_model(client: httpx.AsyncClient, standin: Standin, path: str) -> None:
    standin.pace, standin.tokens = 0.02, 1_000
    task = asyncio.create_task(client.post(path, json={"prompt": "경복궁", "lora": "culture"}))
    await until(lambda: bool(standin.answers) and standin.answers[0].tokens > 3)
    task.cancel()
    left = time.perf_counter()
    await asyncio.gather(task, return_exceptions=True)
    await until(lambda: not standin.running)
    assert standin.answers[0].ended is not None
    assert standin.answers[0].ended - left < 0.1
