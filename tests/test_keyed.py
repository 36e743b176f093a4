"""The service with keys, whole: a conversation over providers, and what is kept of it."""

import struct
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Any

import aiosqlite
import httpx
import pytest
import pytest_asyncio
from pydantic import HttpUrl

from agent.settings import Settings
from bench.standin import Standin
from server import create
from tests.fakes import finders, journeys
from tests.fakes.loopback import Loopback, Reply, Request
from tests.service import serve, tell, until_ready

ASK = "강남역에서 경복궁까지 어떻게 가?"
pytestmark = pytest.mark.asyncio(loop_scope="module")


class Kakao:
    """All of Kakao's services on one socket."""

    def __init__(self) -> None:
        self.up = True

    def __call__(self, request: Request) -> Reply:
        if not self.up:
            return Reply("<h1>502 Bad Gateway</h1>", 502, "text/html")
        answers = {"transit": journeys.kakao, "roads": journeys.mobility, "local": finders.local}
        return answers[request.path.split("/")[1]](request)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kakao() -> AsyncIterator[Loopback]:
    async with Loopback(Kakao()) as server:
        yield server


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("keyed") / "guide.db"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def held(kakao: Loopback, index: Path, database: Path) -> AsyncIterator[httpx.AsyncClient]:
    patch = pytest.MonkeyPatch()
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(Standin(models=("base", "culture")))
        stack.callback(patch.undo)
        patch.setenv("GUIDE_KAKAO_KEY", journeys.KEY)
        for name, path in {"TRANSIT": "transit", "MOBILITY": "roads", "LOCAL": "local"}.items():
            patch.setenv(f"GUIDE_KAKAO_{name}_URL", f"{kakao.url}/{path}")
        settings = Settings(
            data_dir=index,
            database_url=f"sqlite:///{database}",
            llm_base_url=HttpUrl(model.url),
            search=False,
        )
        url = await stack.enter_async_context(serve(create(settings)))
        client = await stack.enter_async_context(httpx.AsyncClient(base_url=url, timeout=30))
        await until_ready(client)
        yield client


def result(events: list[tuple[str, Any]]) -> dict[str, Any]:
    [told] = [data for kind, data in events if kind == "result"]
    assert isinstance(told, dict)
    return told


async def test_a_conversation_is_told_the_providers_way_and_keeps_none_of_it(
    held: httpx.AsyncClient, database: Path
) -> None:
    told = result(await tell(held, ASK))
    transit = told["transit"]
    assert (transit["provider"], transit["taxi"]["provider"]) == ("kakao", "kakao")
    assert [option["label"] for option in transit["options"]] == ["fastest", "fewest_transfers"]
    assert "1,650원" in told["answer"]
    assert "교대역에서 3호선으로 환승" in told["answer"]
    assert "카카오맵 경로예요." in told["answer"]
    thread = (await held.get(f"/threads/{told['thread_id']}")).json()
    kept = thread["messages"][-1]["content"]
    assert kept.startswith("강남역에서 경복궁까지 가는 길을 카카오맵으로 찾아 드렸어요.")
    assert "1,650" not in kept
    assert "교대".encode() not in await everything(database), "no table holds a word of the way"
    again = result(await tell(held, "그럼 택시는?", thread_id=told["thread_id"]))
    assert again["transit"]["taxi"]["fare"] == 12_500


async def test_a_restyled_answer_is_not_kept_either(held: httpx.AsyncClient, database: Path) -> None:
    told = result(await tell(held, ASK, style="friend"))
    assert "1,650원" in told["answer"]
    thread = (await held.get(f"/threads/{told['thread_id']}")).json()
    assert "1,650" not in thread["messages"][-1]["content"]
    assert "교대".encode() not in await everything(database)


async def test_a_place_that_we_do_not_know_is_found_for_the_turn_alone(
    held: httpx.AsyncClient, kakao: Loopback, database: Path
) -> None:
    told = result(await tell(held, "서울역에서 별마루책방까지 어떻게 가?"))
    assert told["transit"]["destination"] == {"name": "별마루책방", "lat": 37.503862, "lon": 127.023989}
    kept = await everything(database)
    assert struct.pack(">d", 37.503862) not in kept, "no checkpoint (MessagePack) knows where it is"
    assert b"37.503862" not in kept
    before = sum(request.path == "/local/keyword.json" for request in kakao.seen)
    again = result(await tell(held, "거기까지 택시는 얼마야?", thread_id=told["thread_id"]))
    assert again["transit"]["destination"]["name"] == "별마루책방"
    assert sum(request.path == "/local/keyword.json" for request in kakao.seen) == before + 1
    way = (await held.post("/directions", json={"origin": "별마루책방", "destination": "경복궁"})).json()
    assert (way["origin"]["lat"], way["provider"]) == (37.503862, "kakao")
    lost = await held.post("/directions", json={"origin": "없는역이름", "destination": "경복궁"})
    assert lost.status_code == 404


async def test_when_kakao_is_gone_our_own_plan_answers_and_is_kept(
    held: httpx.AsyncClient, kakao: Loopback
) -> None:
    answers = kakao.answer
    assert isinstance(answers, Kakao)
    answers.up = False
    told = result(await tell(held, ASK))
    answers.up = True
    assert (told["transit"]["provider"], told["transit"]["taxi"]["provider"]) == ("embedded", "embedded")
    assert "카카오" not in told["answer"]
    thread = (await held.get(f"/threads/{told['thread_id']}")).json()
    assert thread["messages"][-1]["content"] == told["answer"]


async def everything(database: Path) -> bytes:
    """All that the database holds, checkpoints included."""
    async with aiosqlite.connect(database) as db:
        tables = await db.execute_fetchall("select name from sqlite_master where type = 'table'")
        rows = [row for [name] in tables for row in await db.execute_fetchall(f"select * from {name!r}")]
    return b"\n".join(cell if isinstance(cell, bytes) else str(cell).encode() for row in rows for cell in row)
