"""A conversation is cut to what fits, by the endpoint's own count; nothing in it can wedge a thread."""

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from langchain_core.messages import AIMessage, BaseMessage, HumanMessage
from pydantic import HttpUrl

from agent.endpoint.deltas import Generation
from agent.endpoint.gauge import MESSAGE, Gauge
from agent.llm import Endpoint
from agent.settings import Settings
from bench.standin import Standin
from tests.doors import door
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

TALK = "나는 우리 집 고양이를 아주 좋아해"


@pytest_asyncio.fixture(loop_scope="session")
async def counting() -> AsyncIterator[tuple[Standin, Endpoint]]:
    async with Standin(models=("base",), tokens=2) as standin:
        endpoint = Endpoint(Settings(llm_base_url=HttpUrl(standin.url)))
        yield standin, endpoint
        await endpoint.close()


def said(*lengths: int) -> list[BaseMessage]:
    return [(HumanMessage, AIMessage)[k % 2]("가" * length) for k, length in enumerate(lengths)]


async def test_the_end_that_fits_is_kept_by_the_endpoints_count(
    counting: tuple[Standin, Endpoint],
) -> None:
    standin, endpoint = counting
    standin.letter = 3
    gauge, talk = Gauge(endpoint), said(5, 400, 20, 30, 10)
    assert await gauge.count("가" * 10, "base") == 30 + MESSAGE
    room = (20 + 30 + 10) * 3 + 3 * MESSAGE
    assert await gauge.latest(talk, room, "base") == talk[2:]
    assert await gauge.latest(talk, room - 1, "base") == talk[3:]
    assert await gauge.latest(talk, 10_000, "base") == talk
    assert await gauge.latest(talk, 0, "base") == talk[-1:], "the question is always told"


async def test_an_endpoint_that_does_not_count_teaches_by_its_usage(
    counting: tuple[Standin, Endpoint],
) -> None:
    standin, endpoint = counting
    standin.letter = None
    gauge = Gauge(endpoint)
    before = await gauge.count("가" * 1_000, "base")
    asked = [HumanMessage("가" * 250)]  # its usage says 100 tokens, whatever it was sent
    for _ in range(20):
        await endpoint.stream(asked, lambda _: None, generation=Generation("base"))
    after = await gauge.count("가" * 1_000, "base")
    assert before > 1_000, "at first as a poor tokenizer would have it"
    assert after == pytest.approx(400, abs=20)


async def test_small_talk_is_told_what_fits_and_a_huge_message_wedges_nothing(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, llm_history=400) as client:
        standin.choose = lambda choices, _: next((one for one in choices if "잡담" in one), choices[0])
        for turn in range(5):
            await tell(client, f"{TALK} {turn}", thread_id="g")
        last = told(standin)
        assert sum(2 * len(text) + MESSAGE for text in last) < 400 + 60, "the language is named beside"
        assert any("3" in text for text in last[:-1]), "what was just said is remembered"
        assert not any(" 0" in text for text in last), "what was said long ago is not"
        await tell(client, TALK * 150, thread_id="g")
        answered = result(await tell(client, f"{TALK} 9", thread_id="g"))
        assert not answered["degraded"]
        assert max(map(len, told(standin))) < 200
        assert (await history(client, "g"))[-2]["content"] == f"{TALK} 9"


def told(standin: Standin) -> list[str]:
    """The conversation that the model was last told, without the rules."""
    return [str(message["content"]) for message in standin.requests[-1]["messages"][1:]]


async def history(client: httpx.AsyncClient, thread: str) -> list[dict[str, str]]:
    held: list[dict[str, str]] = (await client.get(f"/threads/{thread}")).json()["messages"]
    return held
