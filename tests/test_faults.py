"""docs/reference/faults.md, asked cell by cell: what a turn answers while the model endpoint misbehaves."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast, get_args

import httpx
import pytest
import pytest_asyncio
from pydantic import HttpUrl

from agent.settings import Settings
from agent.telemetry import metrics
from bench.standin import Fault, Standin
from server import create
from tests.fakes.loopback import Loopback
from tests.fakes.searches import searxng
from tests.service import SOON, result, serve, tell, until_ready

pytestmark = pytest.mark.asyncio(loop_scope="module")

PAGE = Path(__file__).parent.parent / "docs" / "reference" / "faults.md"
TOKEN, TURN = 0.5, 2.0
"""Seconds: the service's token and turn timeouts here."""
ROUTES: dict[str, tuple[dict[str, str], str]] = {
    "place": ({"message": "경복궁에 대해 알려 줘"}, "사직로 161"),
    "search": ({"message": "성심당 본점은 어디 있어?"}, "[1] 성심당"),
    "transit": ({"message": "강남역에서 홍대입구역까지 어떻게 가?"}, "1,650원"),
    "etiquette": ({"message": "지하철에서 지켜야 할 예절이 있어?"}, "배낭을 앞으로"),
    "style": ({"message": "안녕?", "style": "friend"}, "길동무야"),
}
"""What is asked on each route, and what the answer holds when the model has no part in it."""


def table() -> dict[str, dict[str, str]]:
    """The page's table: fault → column → cell."""
    lines = [line for line in PAGE.read_text().splitlines() if line.startswith("|")]
    head, _, *rows = ([cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines)
    return {row[0]: dict(zip(head[1:], row[1:], strict=True)) for row in rows}


FAULTS = table()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def standin() -> AsyncIterator[Standin]:
    async with Standin(models=("base", "culture")) as server:
        yield server


async def restyling(standin: Standin, client: httpx.AsyncClient) -> None:
    """Until the process is loaded that restyles by rule: no answer waits for it longer than it may."""
    await inflict(standin, "refuse")
    for _ in range(20):
        told = (await client.post("/chat", json={"message": "안녕?", "style": "friend"})).json()
        if ROUTES["style"][1] in told.get("answer", ""):
            break
        await asyncio.sleep(0.5)
    await mend(standin, client, "refuse")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def client(
    standin: Standin, index: Path, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[httpx.AsyncClient]:
    patch = pytest.MonkeyPatch()
    async with Loopback(searxng) as web:
        patch.setenv("GUIDE_SEARCH_PROVIDERS", "searxng")
        patch.setenv("GUIDE_SEARXNG_URL", web.url)
        settings = Settings(
            data_dir=index,
            database_url=f"sqlite:///{tmp_path_factory.mktemp('faults')}/guide.db",
            llm_base_url=HttpUrl(standin.url),
            llm_connect_timeout=TOKEN,
            llm_token_timeout=TOKEN,
            turn_timeout=TURN,
        )
        async with serve(create(settings)) as url, httpx.AsyncClient(base_url=url, timeout=30) as held:
            await restyling(standin, held)
            yield held
    patch.undo()


async def inflict(standin: Standin, fault: str) -> None:
    if fault == "gone":
        await standin.close()
    elif fault == "crawl":
        standin.pace, standin.tokens = 0.1, 1_000
    else:
        standin.fault = cast("Fault", fault)


async def mend(standin: Standin, client: httpx.AsyncClient, fault: str) -> None:
    standin.reset()
    if fault == "gone":
        await standin.__aenter__()
    await until_ready(client)


def blamed(reason: str) -> float:
    return metrics.CALL_ERRORS.labels("answer", reason)._value.get()  # type: ignore[no-any-return]


def holds(cell: str, events: list[tuple[str, Any]], fact: str) -> None:
    """Asserts that a turn went as a cell of the table says."""
    final = result(events)
    errors = [data["code"] for kind, data in events if kind == "error"]
    assert final["answer"]
    assert events[-1][0] == "done"
    if cell == "late":
        assert errors == ["turn_timeout"]
        assert final["degraded"]
        return
    assert errors == []
    assert fact in final["answer"]
    if cell == "plain":
        assert not final["stopped"]
        return
    assert final["degraded"]
    assert not final["stopped"]
    said = "".join(data["delta"] for kind, data in events if kind == "token")
    assert said == final["answer"]
    assert said.startswith("경복궁은 ") is (cell == "said, then degraded")


@pytest.mark.parametrize("fault", FAULTS)
async def test_each_route_answers_as_the_page_says(
    client: httpx.AsyncClient, standin: Standin, fault: str
) -> None:
    await mend(standin, client, "")
    row = FAULTS[fault]
    reason = row["counted as"]
    before = blamed(reason) if reason != "–" else 0
    await inflict(standin, fault)
    try:
        turns = await asyncio.gather(
            *(tell(client, thread_id=f"{fault}-{name}", **ask) for name, (ask, _) in ROUTES.items())
        )
        for (name, (_, fact)), events in zip(ROUTES.items(), turns, strict=True):
            holds(row[name], events, fact)
        if reason != "–":
            assert blamed(reason) > before, "the endpoint is blamed for it"
        left = time.perf_counter()
        while standin.running:
            assert time.perf_counter() - left < SOON, "the endpoint goes on for nobody"
            await asyncio.sleep(0.01)
    finally:
        await mend(standin, client, fault)
    again = result(await tell(client, "경복궁에 대해 알려 줘", thread_id=f"{fault}-place"))
    assert not again["degraded"], "it recovers without a restart"
    history = (await client.get(f"/threads/{fault}-place")).json()["messages"]
    assert [said["role"] for said in history] == ["user", "assistant"] * 2
    assert history[1]["degraded"]


async def test_the_page_has_every_fault_that_the_standin_knows() -> None:
    assert set(get_args(Fault)) - {"none"} <= set(FAULTS)
    assert all(set(ROUTES) <= set(row) for row in FAULTS.values())


async def test_a_late_answer_to_a_client_that_does_not_stream_keeps_its_shape(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    await mend(standin, client, "")
    await inflict(standin, "crawl")
    try:
        reply = await client.post("/chat", json={"message": "경복궁에 대해 알려 줘"})
    finally:
        await mend(standin, client, "")
    if reply.status_code == 200:
        assert reply.json()["stopped"]
        assert reply.json()["answer"].startswith("경복궁은")
    else:
        assert reply.status_code == 504
        assert reply.json()["error"]["code"] == "turn_timeout"
