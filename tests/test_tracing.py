"""Spans as a collector gets them: one tree a turn."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import orjson
import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from agent.telemetry import tracing
from bench.standin import Standin
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PARENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"


@pytest.fixture
def spans() -> Iterator[InMemorySpanExporter]:
    exporter = InMemorySpanExporter()
    tracing.start("", exporter=exporter)
    yield exporter
    tracing.stop()


def gathered(exporter: InMemorySpanExporter) -> list[ReadableSpan]:
    tracing.flush()
    return list(exporter.get_finished_spans())


def tree(spans: list[ReadableSpan]) -> dict[str, list[str]]:
    """Names of children by the parent's name; the root's parent is ''."""
    names = {span.context.span_id: span.name for span in spans if span.context}
    found: dict[str, list[str]] = {}
    for span in sorted(spans, key=lambda one: one.start_time or 0):
        found.setdefault(names.get(span.parent.span_id, "") if span.parent else "", []).append(span.name)
    return found


async def test_a_turn_is_one_tree_with_one_model_run(
    client: httpx.AsyncClient, standin: Standin, spans: InMemorySpanExporter
) -> None:
    standin.text = "경복궁은 고궁이에요."
    reply = await client.post(
        "/chat", json={"message": "경복궁에 대해 알려 줘"}, headers={"traceparent": PARENT}
    )
    told = gathered(spans)
    assert tree(told) == {
        "": ["turn"],
        "turn": ["node route", "node curate"],
        "node curate": ["chat culture"],
    }
    assert {span.context.trace_id for span in told if span.context} == {int(PARENT.split("-")[1], 16)}
    [run] = [span for span in told if span.name.startswith("chat")]
    assert run.attributes
    prompt = orjson.loads(str(run.attributes["gen_ai.input.messages"]))
    assert [said["role"] for said in prompt] == ["system", "user"]
    assert "경복궁" in prompt[-1]["parts"][0]["content"]
    answer = orjson.loads(str(run.attributes["gen_ai.output.messages"]))
    assert answer[0]["parts"][0]["content"] == standin.text
    assert run.attributes["gen_ai.request.model"] == "culture"
    assert run.attributes["gen_ai.usage.input_tokens"] == 100
    assert run.attributes["gen_ai.usage.output_tokens"] == len(standin.text)
    [turn] = [span for span in told if span.name == "turn"]
    assert turn.attributes
    assert turn.attributes["guide.turn_id"] == reply.json()["turn_id"]
    assert turn.attributes["guide.route"] == "place"
    assert turn.attributes["guide.outcome"] == "ok"


async def test_branches_tools_and_a_failing_model_show_where_they_belong(
    client: httpx.AsyncClient, standin: Standin, spans: InMemorySpanExporter
) -> None:
    standin.fault = "reset"
    final = result(await tell(client, "강남역에서 홍대입구역까지 어떻게 가?"))
    assert final["degraded"]
    told = gathered(spans)
    found = tree(told)
    assert found[""] == ["turn"]
    assert sorted(found["turn"]) == [
        "node compare", "node public", "node route", "node taxi", "node transit",
    ]  # fmt: skip
    assert found["node public"] == ["tool planner"]
    assert found["node taxi"] == ["tool taxi"]
    assert found["node compare"] == ["chat base"]
    [run] = [span for span in told if span.name == "chat base"]
    assert not run.status.is_ok
    assert run.attributes
    assert run.attributes["error.type"] == "ModelDown"
    assert "경복궁은" in str(run.attributes["gen_ai.output.messages"]), "what was said until then is kept"
    [turn] = [span for span in told if span.name == "turn"]
    assert turn.status.is_unset
    assert turn.attributes
    assert turn.attributes["guide.outcome"] == "degraded"


async def test_the_trace_goes_on_to_the_endpoint(
    client: httpx.AsyncClient, standin: Standin, spans: InMemorySpanExporter
) -> None:
    await client.post("/chat", json={"message": "경복궁에 대해 알려 줘"}, headers={"traceparent": PARENT})
    carried = standin.heads[-1][b"traceparent"].decode()
    assert carried.split("-")[1] == PARENT.split("-")[1]
    assert carried.split("-")[2] != PARENT.split("-")[2]


async def test_text_stays_out_of_spans_on_request(client: httpx.AsyncClient, standin: Standin) -> None:
    exporter = InMemorySpanExporter()
    tracing.start("", text=False, exporter=exporter)
    try:
        await tell(client, "경복궁에 대해 알려 줘")
        told = gathered(exporter)
    finally:
        tracing.stop()
    assert [span.name for span in told if span.name.startswith("chat")] == ["chat culture"]
    assert "경복궁" not in " ".join(span.to_json() for span in told)
    assert "경복궁" not in orjson.dumps([dict(span.attributes or {}) for span in told]).decode()


async def test_nothing_of_ours_is_imported_while_it_is_off() -> None:
    """The web framework and langchain-core look for OpenTelemetry themselves; we add nothing."""
    ours = "m.startswith(('agent.telemetry.spans', 'opentelemetry.exporter'))"
    asked = f"import sys, server, agent.guide; print(*(m for m in sys.modules if {ours}))"
    root = Path(__file__).parent.parent
    run = partial(subprocess.run, cwd=root, capture_output=True, check=True, text=True)
    done = await asyncio.to_thread(run, [sys.executable, "-c", asked])
    assert done.stdout.strip() == ""
