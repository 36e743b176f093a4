"""Every operation of the OpenAPI description, with what nobody would send: no 5xx, nothing undescribed.

The service runs as its users run it, in a process of its own, beside a stand-in model.
"""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import orjson
import pytest

from tests.processes import ROOT, free_port

EXAMPLES = 4
"""Random cases an operation, beside those that cover the edges of its parameters."""
CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"


@pytest.fixture(scope="module")
def log(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzz") / "service.log"


@pytest.fixture(scope="module")
def address(index: Path, log: Path) -> Iterator[str]:
    """A running service's base URL."""
    model, own = free_port(), free_port()
    env = {
        **os.environ,
        "GUIDE_LLM_BASE_URL": f"http://127.0.0.1:{model}/v1",
        "GUIDE_PORT": str(own),
        "GUIDE_DATA_DIR": str(index),
        "GUIDE_DATABASE_URL": f"sqlite:///{log.parent}/fuzz.db",
        "GUIDE_SEARCH": "false",
        "GUIDE_LOG_FORMAT": "json",
    }
    told = [sys.executable, "-m", "bench.standin", "--port", str(model), "--ttft", "0", "--pace", "0"]
    with (
        log.open("wb") as out,
        subprocess.Popen([*told, "--tokens", "8"], cwd=ROOT, stdout=subprocess.DEVNULL) as standin,
        subprocess.Popen([sys.executable, "server.py"], env=env, cwd=ROOT, stderr=out) as service,
    ):
        try:
            yield until_ready(f"http://127.0.0.1:{own}", service)
        finally:
            service.terminate()
            standin.terminate()


def until_ready(url: str, service: subprocess.Popen[bytes]) -> str:
    for _ in range(600):
        assert service.poll() is None, "the service did not start"
        try:
            if httpx.get(f"{url}/ready").json()["status"] == "ready":
                return url
        except httpx.TransportError:
            pass
        time.sleep(0.1)
    raise AssertionError("the service is not ready")


def test_no_request_breaks_the_service_or_its_description(address: str) -> None:
    """Edges of every parameter and body, then random ones, right and wrong; the seed is fixed."""
    told = [
        "--phases",
        "examples,coverage,fuzzing",
        "--max-examples",
        str(EXAMPLES),
        "--seed",
        "1",
        "--suppress-health-check",
        "all",
    ]
    done = subprocess.run(
        ["schemathesis", "run", f"{address}/openapi.json", "--checks", CHECKS, *told, "--no-color"],
        capture_output=True,
        text=True,
        check=False,
        timeout=280,
        env={**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"},
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]


def test_afterwards_it_answers_and_its_log_holds_no_error(address: str, log: Path) -> None:
    reply = httpx.post(f"{address}/chat", json={"message": "경복궁에 대해 알려 줘"}, timeout=20)
    assert reply.json()["route"] == "place"
    lines = [orjson.loads(line) for line in log.read_bytes().splitlines()]
    assert lines, "the service logs"
    assert [line for line in lines if line["level"] in {"error", "critical"}] == []
    ended = [line for line in lines if line["event"] == "turn.end"]
    assert len(ended) > 20, "random requests get as far as an answer"
    assert {line["outcome"] for line in ended} <= {"ok", "degraded"}
