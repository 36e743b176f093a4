"""What is counted, read as Prometheus reads it."""

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from bench.standin import Standin
from server import create
from tests.service import result, serve, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"
Key = tuple[str, frozenset[tuple[str, str]]]


def parse(text: str) -> dict[Key, float]:
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


class Metrics:
    """One look at /metrics; `told("guide_turns_total", route="place")` sums what bears these labels."""

    def __init__(self, text: str) -> None:
        self.samples = parse(text)

    def told(self, metric: str, **labels: str) -> float:
        found = [
            value
            for (name, pairs), value in self.samples.items()
            if name == metric and labels.items() <= dict(pairs).items()
        ]
        assert found, f"no {metric} {labels}"
        return sum(found)


async def look(client: httpx.AsyncClient) -> Metrics:
    reply = await client.get("/metrics")
    assert reply.headers["content-type"].startswith("text/plain")
    return Metrics(reply.text)


async def test_zeros_show_before_anything_has_happened(client: httpx.AsyncClient) -> None:
    seen = await look(client)
    for route in ("place", "search", "transit", "etiquette", "chat"):
        for by in ("rule", "embedding", "model"):
            seen.told("guide_decisions_total", route=route, by=by)
            for language in ("ko", "en", "ja", "zh"):
                for outcome in ("ok", "degraded", "stopped", "error"):
                    labels = {"route": route, "by": by, "language": language, "outcome": outcome}
                    seen.told("guide_turns_total", **labels)
        seen.told("guide_first_token_seconds_count", route=route)
        seen.told("guide_degraded_total", route=route)
    for result_ in ("hit", "miss", "shared"):
        seen.told("guide_cache_total", result=result_)
    for tool in ("retriever", "planner", "taxi", "exchange", "search", "search:naver", "search:wikipedia"):
        seen.told("guide_tool_seconds_count", tool=tool)
    for reason in ("refused", "timeout", "status", "broken", "garbage"):
        seen.told("guide_upstream_errors_total", call="answer", reason=reason)
    seen.told("guide_requests_total", method="POST", path="/chat/stream", status="5xx")
    assert seen.told("guide_upstream_up") == 1
    assert seen.told("guide_tasks") >= 1


async def test_a_turn_is_counted_by_what_became_of_it(client: httpx.AsyncClient, standin: Standin) -> None:
    standin.tokens = 7
    before = await look(client)
    await tell(client, PLACE)
    whole = await look(client)

    def grew(metric: str, old: Metrics, new: Metrics, **labels: str) -> float:
        return new.told(metric, **labels) - old.told(metric, **labels)

    place = {"route": "place", "by": "rule", "language": "ko"}
    assert grew("guide_turns_total", before, whole) == 1
    assert grew("guide_turns_total", before, whole, **place, outcome="ok") == 1
    assert grew("guide_decisions_total", before, whole, route="place", by="rule") == 1
    assert grew("guide_turn_seconds_count", before, whole, route="place") == 1
    assert grew("guide_first_token_seconds_count", before, whole, route="place") == 1
    assert grew("guide_tokens_total", before, whole, kind="completion") == 7
    assert grew("guide_tokens_total", before, whole, kind="prompt") == 100
    assert grew("guide_tokens_total", before, whole, kind="streamed") == 7
    assert grew("guide_upstream_requests_total", before, whole, call="answer") == 1
    assert grew("guide_upstream_errors_total", before, whole) == 0
    assert whole.told("guide_turns_in_flight") == 0
    assert whole.told("guide_upstream_open") == 0

    standin.fault = "busy"
    assert result(await tell(client, PLACE))["degraded"]
    plain = await look(client)
    assert grew("guide_turns_total", whole, plain, **place, outcome="degraded") == 1
    assert grew("guide_degraded_total", whole, plain, route="place") == 1
    assert grew("guide_upstream_errors_total", whole, plain, call="answer", reason="status") == 1

    standin.fault, standin.pace, standin.tokens = "none", 0.02, 1_000
    turn = asyncio.create_task(tell(client, PLACE, thread_id="counted"))
    while not standin.running:  # noqa: ASYNC110 - the stand-in has no event for it
        await asyncio.sleep(0.01)
    during = await look(client)
    assert during.told("guide_turns_in_flight") == 1
    assert during.told("guide_upstream_open") == 1
    assert (await client.post("/chat", json={"message": "둘째", "thread_id": "counted"})).status_code == 409
    refused = await look(client)
    assert grew("guide_turns_refused_total", during, refused, code="thread_busy") == 1
    await client.post("/threads/counted/stop")
    await turn
    stopped = await look(client)
    assert grew("guide_turns_total", plain, stopped, **place, outcome="stopped") == 1
    assert grew("guide_upstream_errors_total", plain, stopped) == 0, "a stop is no fault of the endpoint"
    assert stopped.told("guide_turns_in_flight") == 0


async def test_tools_are_timed_each_by_name(client: httpx.AsyncClient, standin: Standin) -> None:
    before = await look(client)
    await tell(client, "강남역에서 홍대입구역까지 어떻게 가?", currency="USD")
    await tell(client, "야경 보기 좋은 곳 추천해 줘")
    after = await look(client)
    for tool in ("planner", "taxi", "exchange", "retriever"):
        timed = {"tool": tool}
        assert after.told("guide_tool_seconds_count", **timed) > before.told(
            "guide_tool_seconds_count", **timed
        )
        assert after.told("guide_tool_errors_total", **timed) == before.told(
            "guide_tool_errors_total", **timed
        )


async def test_requests_are_counted_by_route_and_never_by_what_a_client_wrote(
    client: httpx.AsyncClient,
) -> None:
    before = await look(client)
    for _ in range(3):
        await client.get("/threads/secret-name-of-somebody")
        await client.get("/no/such/path")
    after = await look(client)
    known = {"method": "GET", "path": "/threads/{thread_id}", "status": "4xx"}
    assert after.told("guide_requests_total", **known) - before.told("guide_requests_total", **known) == 3
    other = {"path": "other", "status": "4xx"}
    assert after.told("guide_requests_total", **other) >= 3
    text = (await client.get("/metrics")).text
    assert "secret-name-of-somebody" not in text
    assert "/no/such/path" not in text


async def test_metrics_can_be_shut(model: Standin, index: Path) -> None:
    from agent.settings import Settings

    app = create(Settings(data_dir=index, llm_base_url=model.url, search=False, metrics=False))  # type: ignore[arg-type]
    async with serve(app) as url, httpx.AsyncClient(base_url=url) as alone:
        assert (await alone.get("/metrics")).status_code == 404


WORKER = """
import signal, sys
from agent.telemetry import metrics
metrics.FEEDBACK.labels("up").inc()
metrics.IN_FLIGHT.inc()
print("up", flush=True)
signal.pause()
"""


async def test_workers_add_up_and_a_killed_one_leaves_no_turn_in_flight(tmp_path: Path) -> None:
    env = {**os.environ, "PROMETHEUS_MULTIPROC_DIR": str(tmp_path)}
    root = Path(__file__).parent.parent
    workers = [
        subprocess.Popen([sys.executable, "-c", WORKER], env=env, stdout=subprocess.PIPE, cwd=root)  # noqa: ASYNC220 - it starts at once
        for _ in range(2)
    ]
    asked = [sys.executable, "-c", "from agent.telemetry import metrics; print(metrics.expose().decode())"]

    def expose() -> Metrics:
        done = subprocess.run(asked, env=env, capture_output=True, check=True, text=True, cwd=root)
        return Metrics(done.stdout)

    try:
        for worker in workers:
            assert worker.stdout
            assert worker.stdout.readline() == b"up\n"
        both = await asyncio.to_thread(expose)
        assert both.told("guide_feedback_total", thumb="up") == 2
        assert both.told("guide_turns_in_flight") == 2
        workers[0].send_signal(signal.SIGKILL)
        workers[0].wait()
        one = await asyncio.to_thread(expose)
        assert one.told("guide_feedback_total", thumb="up") == 2, "what has happened stays counted"
        assert one.told("guide_turns_in_flight") == 1
    finally:
        for worker in workers:
            worker.kill()
            worker.wait()


async def test_a_thumb_is_kept_for_ones_own_turns_and_counted(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    before = await look(client)
    turn = result(await tell(client, PLACE, thread_id="rated"))["turn_id"]
    up = {"turn_id": turn, "thumb": 1, "text": " 친절해요 "}
    given = await client.post("/feedback", json=up)
    assert given.json() == {"turn_id": turn, "thumb": 1, "text": "친절해요"}
    assert (await client.post("/feedback", json={"turn_id": turn, "thumb": -1})).status_code == 200
    unknown = await client.post("/feedback", json={"turn_id": "f" * 32, "thumb": 1})
    assert (unknown.status_code, unknown.json()["error"]["code"]) == (404, "not_found")
    for bad in ({"thumb": 0}, {"thumb": "1"}, {"text": "가" * 2_001}, {"turn_id": ""}, {"text": "\0"}):
        assert (await client.post("/feedback", json={**up, **bad})).status_code == 400, bad
    after = await look(client)
    for thumb in ("up", "down"):
        told = {"thumb": thumb}
        assert after.told("guide_feedback_total", **told) - before.told("guide_feedback_total", **told) == 1
    erased = (await client.delete("/threads/rated")).json()["erased"]
    assert erased["feedback"] == 1
