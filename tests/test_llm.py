"""The model endpoint over a real socket: streaming, stopping, choosing, probing, tracing."""

import asyncio
import random
from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

import orjson
import pytest
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from pydantic import HttpUrl

from agent.endpoint.deltas import Deltas, Events, Generation, delta
from agent.endpoint.probe import Probe
from agent.errors import ModelDown
from agent.llm import Endpoint
from agent.settings import Settings
from bench.standin import Fault, Standin
from serving.dialect import pick

ASKED = [HumanMessage("경복궁에 대해 알려주세요")]


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(models=("base", "culture"), tokens=20) as server:
        yield server


@pytest.fixture
async def endpoint(standin: Standin) -> AsyncIterator[Endpoint]:
    held = Endpoint(Settings(llm_base_url=HttpUrl(standin.url), llm_token_timeout=2))
    yield held
    await held.close()


async def said(endpoint: Endpoint, generation: Generation, **more: Any) -> str:
    deltas: list[str] = []
    await endpoint.stream(ASKED, deltas.append, generation=generation, **more)
    return "".join(deltas)


async def test_no_character_is_lost_however_the_bytes_are_cut() -> None:
    text = "경복궁은 「조선」의 법궁🏯입니다.\n세종로 景福宮"
    wire = (
        b"".join(b"data: " + orjson.dumps({"t": char}) + b"\r\n\r\n: comment\n\n" for char in text)
        + b"data: [DONE]\n\n"
    )
    rng = random.Random(7)
    for _ in range(200):
        cuts = sorted(rng.sample(range(1, len(wire)), rng.randint(0, 40)))
        pieces = [wire[a:b] for a, b in zip([0, *cuts], [*cuts, len(wire)], strict=True)]
        told = Events()
        data = [event for piece in pieces for event in told.feed(piece)] + told.end()
        assert "".join(orjson.loads(event)["t"] for event in data[:-1]) == text
        assert data[-1] == b"[DONE]"


async def test_an_endless_line_is_refused_before_it_fills_the_memory() -> None:
    told = Events()
    for _ in range(16):
        told.feed(b"x" * 65_536)
    with pytest.raises(ModelDown):
        told.feed(b"x")


async def test_text_usage_and_finish_arrive(endpoint: Endpoint, standin: Standin) -> None:
    standin.text = "근정전은 국보예요. 🏯"
    generation = Generation("culture")
    assert await said(endpoint, generation) == standin.text == generation.text
    assert generation.usage.completion_tokens == len(standin.text)
    assert generation.finish == "stop"
    assert standin.requests[0]["model"] == "culture"


async def test_leaving_stops_the_model(endpoint: Endpoint, standin: Standin) -> None:
    standin.pace, standin.tokens = 0.02, 500
    heard = asyncio.Event()
    turn = asyncio.create_task(endpoint.stream(ASKED, lambda _: heard.set(), generation=Generation("base")))
    await heard.wait()
    turn.cancel()
    await asyncio.wait([turn])
    await asyncio.sleep(0.1)
    assert standin.running == 0
    assert standin.answers[0].tokens < 10


@pytest.mark.parametrize("fault", ["refuse", "error", "busy", "reset", "garbage", "truncate", "hang"])
async def test_every_fault_is_a_model_down(endpoint: Endpoint, standin: Standin, fault: Fault) -> None:
    standin.fault = fault
    generation = Generation("base")
    with pytest.raises(ModelDown):
        await said(endpoint, generation)
    if fault in {"reset", "truncate"}:
        assert generation.text, "what was said before the fault is kept"


async def test_an_unknown_model_is_a_model_down_with_the_status_as_hint(endpoint: Endpoint) -> None:
    with pytest.raises(ModelDown) as caught:
        await said(endpoint, Generation("nobody"))
    assert "404" in caught.value.hint


async def test_a_choice_is_constrained_and_checked(endpoint: Endpoint, standin: Standin) -> None:
    standin.choose = lambda choices, _: choices[2]
    assert await endpoint.choose(ASKED, ("지하철", "버스", "식당"), "base") == "식당"
    standin.constrains = False
    assert await endpoint.choose(ASKED, ("지하철", "버스", "식당"), "base") is None


@pytest.mark.parametrize(
    ("reply", "named"),
    [
        ('"식당"', "식당"),
        ("식당", "식당"),
        ("정답은 식당입니다", "식당"),
        ("식당이나 버스", None),
        ("모르겠어요", None),
    ],
)
def test_a_reply_names_one_choice_or_none(reply: str, named: str | None) -> None:
    assert pick(reply, ("지하철", "버스", "식당")) == named


async def test_the_probe_tells_adapters_and_whether_choices_hold(
    endpoint: Endpoint, standin: Standin
) -> None:
    probe = Probe(endpoint, Settings(llm_base_url=HttpUrl(standin.url)))
    seen = await probe.look()
    assert (seen.state, seen.base, seen.curation, seen.tone) == ("up", "base", "culture", "base")
    assert seen.choice == "json_schema"
    assert probe.model("curation") == "culture"
    assert any("tone" in note for note in seen.report()["notes"])

    await standin.close()
    assert (await probe.look()).state == "down"
    with pytest.raises(ModelDown):
        probe.model("base")


async def test_the_probe_sees_through_a_server_that_ignores_constraints(
    endpoint: Endpoint, standin: Standin
) -> None:
    standin.constrains = False
    probe = Probe(endpoint, Settings(llm_base_url=HttpUrl(standin.url)))
    assert (await probe.look()).choice == "none"
    tried = [("response_format" in r, "structured_outputs" in r) for r in standin.requests]
    assert tried == [(True, False), (False, True)]


@pytest.mark.parametrize("can", [True, False])
async def test_while_many_answers_run_an_engine_that_can_sends_several_tokens_an_event(
    standin: Standin, *, can: bool
) -> None:
    standin.grouped, standin.pace, standin.tokens = can, 0.005, 30
    settings = Settings(llm_base_url=HttpUrl(standin.url), llm_crowd=2)
    endpoint = Endpoint(settings)
    assert (await Probe(endpoint, settings).look()).grouped is can
    standin.requests.clear()

    heard: list[list[str]] = [[] for _ in range(9)]
    told = [Generation("base") for _ in heard]
    async with asyncio.TaskGroup() as group:
        for pieces, generation in zip(heard, told, strict=True):
            group.create_task(endpoint.stream(ASKED, pieces.append, generation=generation))
    asked = [request.get("stream_interval") for request in standin.requests]
    assert sorted(each or 1 for each in asked) == ([1, 1, 2, 2, 3, 3, 4, 4, 4] if can else [1] * 9)
    fewest = min(len(pieces) for pieces in heard)
    assert fewest == (9 if can else 30), "the first by itself, four in each of seven, the last one"
    assert len({"".join(pieces) for pieces in heard}) == 1, "all are told the same"
    assert {generation.usage.completion_tokens for generation in told} == {30}

    await said(endpoint, Generation("base"))
    assert "stream_interval" not in standin.requests[-1], "the crowd has gone"
    await endpoint.close()


class Trace(AsyncCallbackHandler):
    def __init__(self) -> None:
        self.runs: list[str] = []
        self.prompt = ""
        self.result: LLMResult | None = None

    async def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[Any]], *, run_id: UUID, **_: Any
    ) -> None:
        self.runs.append(str(run_id))
        self.prompt = messages[0][0].text

    async def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        self.result = response


async def test_a_trace_shows_one_model_run_with_prompt_text_and_usage(
    endpoint: Endpoint, standin: Standin
) -> None:
    standin.text = "좋은 곳이에요."
    trace = Trace()
    await said(endpoint, Generation("base"), config={"callbacks": [trace]})
    assert len(trace.runs) == 1
    assert trace.prompt == ASKED[0].text
    assert trace.result is not None
    [[generated]] = trace.result.generations
    assert isinstance(generated, ChatGeneration)
    assert isinstance(generated.message, AIMessage)
    assert generated.text == standin.text
    assert generated.message.usage_metadata is not None
    assert generated.message.usage_metadata["output_tokens"] == len(standin.text)


CHUNK = (
    '{"id":"c-1","object":"chat.completion.chunk","created":1,"model":"m",'
    '"choices":[{"index":0,"delta":{"content":%s},"logprobs":null,"finish_reason":%s}]}'
)


NOTED = b'{"note":"%b","choices":[{"delta":{"content":"\\uac00"}}]}'


def event(text: str, finish: str = "null", frame: str = CHUNK) -> bytes:
    return (frame % (orjson.dumps(text).decode(), finish)).encode()


@pytest.mark.parametrize(
    "events",
    [
        pytest.param([event("가"), event("나"), event('"따옴표" \\ \n'), event("", '"stop"')], id="alike"),
        pytest.param([event("m"), event("c-1"), event("chat.completion.chunk")], id="texts of the frame"),
        pytest.param([event("가"), event("나", '"length"')], id="an end with a text"),
        pytest.param(
            [event("가"), event("나", frame=CHUNK.replace('"created":1', '"created":2')), event("다")],
            id="another frame",
        ),
        pytest.param(
            [
                event("가"),
                event("나")[:-1] + b',"usage":{"prompt_tokens":7,"completion_tokens":2}}',
                event("다"),
            ],
            id="usage on the way",
        ),
        pytest.param(
            [NOTED % "가".encode(), NOTED % "나".encode()],
            id="the text stands elsewhere, too",
        ),
        pytest.param(
            [event("가"), event("나").replace('"나"'.encode(), '"나","role":"assistant"'.encode())],
            id="more than a text in its place",
        ),
    ],
)
def test_what_is_learned_of_a_frame_reads_as_parsing_does(events: list[bytes]) -> None:
    plain, learned = Generation("m"), Generation("m")
    deltas = Deltas(learned)
    for _ in range(2):
        assert [deltas.read(each) for each in events] == [delta(each, plain) for each in events]
    assert learned == plain


def test_an_error_behind_a_learned_frame_is_an_error() -> None:
    deltas = Deltas(Generation("m"))
    assert deltas.read(event("가")) == "가"
    with pytest.raises(ModelDown):
        deltas.read(event("가").replace(b'"\xea\xb0\x80"', b"{oops"))
    with pytest.raises(ModelDown):
        deltas.read(b'{"error":{"message":"gone"}}')
