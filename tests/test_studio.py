"""LangGraph Studio's server, started as `make studio` does, offline, and driven with the SDK."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any, cast

import httpx
import pytest
import pytest_asyncio
from langgraph_sdk import get_client
from langgraph_sdk.client import LangGraphClient

from agent.graph import build
from agent.studio import FRAME
from bench.standin import Standin
from tests.doors import until
from tests.processes import ROOT, free_port

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.timeout(240)]


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def server(
    index: Path, model: Standin, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[LangGraphClient]:
    port, log = free_port(), tmp_path_factory.mktemp("studio") / "log"
    given = {"GUIDE_DATA_DIR": index, "GUIDE_LLM_BASE_URL": model.url, "GUIDE_SEARCH_PROVIDERS": "none"}
    env = {**os.environ, **{name: str(value) for name, value in given.items()}}
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            Path(sys.executable).parent / "langgraph", "dev", "--no-browser", "--no-reload",
            "--port", str(port),
            cwd=ROOT, env=env, stdout=out, stderr=out,
        )  # fmt: skip
    url = f"http://127.0.0.1:{port}"
    try:
        async with httpx.AsyncClient() as client:
            for _ in range(600):
                assert process.returncode is None, log.read_text()
                try:
                    if (await client.get(f"{url}/ok")).is_success:
                        break
                except httpx.TransportError:
                    await asyncio.sleep(0.2)
        yield get_client(url=url)
    finally:
        process.terminate()
        await process.wait()


@pytest.fixture
def client(server: LangGraphClient, standin: Standin) -> LangGraphClient:
    """With the model as if new."""
    return server


def said(text: str) -> dict[str, Any]:
    return {"messages": [{"role": "user", "content": text}]}


async def thread(client: LangGraphClient) -> str:
    return (await client.threads.create())["thread_id"]


async def test_the_drawn_graph_is_complete_and_says_what_it_takes(client: LangGraphClient) -> None:
    [assistant] = await client.assistants.search()
    drawn = await client.assistants.get_graph(assistant["assistant_id"])
    ours = build(cast("Any", None), frame=FRAME).compile().get_graph()
    assert {node["id"] for node in drawn["nodes"]} == set(ours.nodes)
    edges = {(edge["source"], edge["target"], bool(edge.get("conditional"))) for edge in drawn["edges"]}
    assert edges == {(edge.source, edge.target, edge.conditional) for edge in ours.edges}
    assert {
        ("route", "ask", True),
        ("transit", "ask", True),
        ("ask", "route", True),
        ("taxi", "compare", False),
    } <= edges
    reached = {target for _, target, _ in edges}
    assert set(ours.nodes) - reached == {"__start__"}
    schemas: Any = await client.assistants.get_schemas(assistant["assistant_id"])
    assert list(schemas["input_schema"]["properties"]) == ["messages"]
    assert {"language", "style", "currency", "location"} <= schemas["context_schema"]["properties"].keys()
    assert {"decision", "outcome", "focus"} <= schemas["state_schema"]["properties"].keys()


async def test_words_stream_and_what_goes_in_and_out_of_each_node_is_readable(
    client: LangGraphClient, standin: Standin
) -> None:
    standin.text = "경복궁은 고궁이에요."
    here = await thread(client)
    modes: Any = ["custom", "updates", "tasks"]
    heard: dict[str, list[Any]] = {"custom": [], "updates": [], "tasks": []}
    async for part in client.runs.stream(
        here, "guide", input=said("경복궁에 대해 알려 줘"), stream_mode=modes
    ):
        if part.event in heard:
            heard[part.event].append(part.data)
    assert "".join(part["token"] for part in heard["custom"] if "token" in part) == standin.text
    decided = next(part["route"] for part in heard["updates"] if "route" in part)["decision"]
    assert (decided["route"], decided["places"][0]["name"], decided["by"]) == ("place", "경복궁", "rule")
    entered = [part for part in heard["tasks"] if part["name"] == "curate" and "input" in part]
    assert entered[0]["input"]["decision"]["places"][0]["id"] == "gyeongbokgung"
    left = next(part for part in heard["tasks"] if part["name"] == "curate" and part.get("result"))
    assert left["result"]["outcome"]["answer"] == standin.text
    kept: Any = (await client.threads.get_state(here))["values"]
    assert kept["outcome"]["place"]["address"].startswith("서울")

    follow = await client.runs.wait(here, "guide", input=said("거기서 낮 12시에 명동까지 어떻게 가?"))
    assert "1,550원" in cast("Any", follow)["messages"][-1]["content"]
    assert cast("Any", follow)["outcome"]["answer"].count(standin.text) <= 1
    context: Any = {
        "location": {"name": "현재 위치", "lat": 37.5547, "lon": 126.9707, "kind": "location"},
        "language": "en",
    }
    near: Any = await client.runs.wait(
        await thread(client), "guide", input=said("낮 12시에 경복궁까지 어떻게 가?"), context=context
    )
    assert near["decision"]["origin"]["lat"] == 37.5547
    assert "₩1,550" in near["messages"][-1]["content"] or "1,550 won" in near["messages"][-1]["content"]

    restyled = client.runs.stream(
        await thread(client),
        "guide",
        input=said("경복궁에 대해 알려 줘"),
        context=cast("Any", {"style": "friend"}),
        stream_mode=cast("Any", ["updates"]),
    )
    passed = [node async for part in restyled if part.event == "updates" for node in part.data]
    assert passed == ["route", "curate", "tone"]


@pytest.mark.parametrize(
    ("asked", "question", "words", "answer"),
    [
        ("경복궁까지 어떻게 가?", "경복궁", "강남역에서 갈 거야", "원"),
        ("How do I get to Gyeongbokgung?", "start from", "from Gangnam station", "₩"),
    ],
)
async def test_a_missing_origin_interrupts_and_the_words_of_the_user_resume(
    client: LangGraphClient, asked: str, question: str, words: str, answer: str
) -> None:
    here = await thread(client)
    paused: Any = await client.runs.wait(here, "guide", input=said(asked))
    [told] = paused["__interrupt__"]
    assert question in told["value"]["question"]
    assert told["value"]["missing"] == "origin"
    state = await client.threads.get_state(here)
    assert (list(state["next"]), (await client.threads.get(here))["status"]) == (["ask"], "interrupted")
    assert [message["type"] for message in cast("Any", state["values"])["messages"]] == ["human"]

    blank: Any = await client.runs.wait(here, "guide", command={"resume": "  "})
    assert blank["__interrupt__"][0]["value"] == told["value"]
    modes: Any = ["custom"]
    stream = client.runs.stream(here, "guide", command={"resume": words}, stream_mode=modes)
    heard = [part.data async for part in stream if part.event == "custom"]
    spoken = "".join(part["token"] for part in heard if "token" in part)
    assert answer in spoken
    done: Any = (await client.threads.get_state(here))["values"]
    assert [message["type"] for message in done["messages"]] == ["human", "ai", "human", "ai"]
    assert [message["content"] for message in done["messages"]][1:] == [
        told["value"]["question"],
        words,
        spoken,
    ]
    assert done["outcome"]["transit"]["origin"]["name"].startswith("강남")
    assert (await client.threads.get(here))["status"] == "idle"
    later: Any = await client.runs.wait(here, "guide", input=said("그럼 택시는?"))
    assert later["decision"]["destination"]["id"] == "gyeongbokgung"


async def test_what_can_be_answered_is_answered_before_the_question_back(
    client: LangGraphClient, standin: Standin
) -> None:
    standin.text = "어른은 3,000원이에요."
    here = await thread(client)
    paused: Any = await client.runs.wait(
        here, "guide", input=said("경복궁 입장료 알려주고 경복궁까지 어떻게 가는지도 알려 줘")
    )
    assert paused["__interrupt__"]
    assert [message["type"] for message in paused["messages"]] == ["human", "ai"]
    assert "3,000원" in paused["messages"][-1]["content"]
    done: Any = await client.runs.wait(here, "guide", command={"resume": "서울역"})
    assert [message["type"] for message in done["messages"]] == ["human", "ai", "ai", "human", "ai"]
    assert done["outcome"]["transit"]["origin"]["name"].startswith("서울역")
    assert "3,000원" not in done["messages"][-1]["content"].split("택시")[0]


async def test_a_state_is_edited_and_the_run_forks_from_there(
    client: LangGraphClient, standin: Standin
) -> None:
    standin.text = "궁이에요."
    here = await thread(client)
    first: Any = await client.runs.wait(here, "guide", input=said("경복궁에 대해 알려 줘"))
    assert first["outcome"]["place"]["id"] == "gyeongbokgung"
    past = await client.threads.get_history(here, limit=20)
    decided = next(state for state in past if list(state["next"]) == ["curate"])
    decision = dict(cast("Any", decided["values"])["decision"])
    palace = {**decision["places"][0], "id": "changdeokgung", "name": "창덕궁"}
    edited = {"decision": {**decision, "places": [palace], "question": "창덕궁에 대해 알려 줘"}}
    forked: Any = await client.threads.update_state(here, edited, checkpoint=decided["checkpoint"])
    again: Any = await client.runs.wait(here, "guide", input=None, checkpoint=forked["checkpoint"])
    assert again["outcome"]["place"]["id"] == "changdeokgung"
    assert "창덕궁" in standin.answers[-1].prompt

    other = {**edited["decision"], "route": "etiquette", "category": "palace"}
    detour: Any = await client.threads.update_state(
        here, {"decision": other}, checkpoint=decided["checkpoint"]
    )
    assert list((await client.threads.get_state(here, checkpoint=detour["checkpoint"]))["next"]) == [
        "etiquette"
    ]
    kept = await client.threads.get_history(here, limit=50)
    places = [cast("Any", state["values"]).get("outcome", {}).get("place") for state in kept]
    assert {"gyeongbokgung", "changdeokgung"} <= {place["id"] for place in places if place}

    replayed: Any = await client.runs.wait(here, "guide", input=None, checkpoint=decided["checkpoint"])
    assert replayed["outcome"]["place"]["id"] == "gyeongbokgung"


async def test_leaving_stops_the_model_or_not_as_asked(client: LangGraphClient, standin: Standin) -> None:
    standin.pace, standin.tokens = 0.02, 150
    modes: Any = ["custom"]

    async def left(on_disconnect: Any) -> str:
        here = await thread(client)
        stream = client.runs.stream(
            here, "guide", input=said("경복궁에 대해 알려 줘"), stream_mode=modes, on_disconnect=on_disconnect
        )
        async for part in stream:
            if part.event == "custom" and "token" in cast("Any", part.data):
                break
        await cast("Any", stream).aclose()
        return here

    def whole() -> bool:
        return standin.answers[-1].whole

    await left("cancel")
    await until(lambda: not standin.running)
    assert not whole()
    here = await left("continue")
    [run] = await client.runs.list(here)
    done: Any = await client.runs.join(here, run["run_id"])
    assert whole()
    assert done["messages"][-1]["type"] == "ai"

    standin.tokens = 400
    before = len(standin.answers)
    running = await client.runs.create(await thread(client), "guide", input=said("창덕궁에 대해 알려 줘"))
    await until(lambda: len(standin.answers) > before)
    await standin.spoke(3)
    await client.runs.cancel(running["thread_id"], running["run_id"])
    await until(lambda: not standin.running)
    assert not whole()
