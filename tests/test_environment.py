"""A setting that cannot be used stops the start, in one line that names it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from agent import environment
from tests.commands import ROOT

WRONG: Final = [
    ("PORT", "99999"), ("PORT", "many"), ("WORKERS", "0"), ("LLM_BASE_URL", "gpu-host:8100/v1"),
    ("LLM_BASE_URL", "http://"), ("TURN_TIMEOUT", "inf"), ("SEARCH_CACHE_SECONDS", "inf"),
    ("OTLP_ENDPOINT", "collector:4318"), ("CORS_ORIGINS", "app.example"),
    ("CORS_ORIGINS", "https://app.example/"), ("JWT_PUBLIC_KEY", "-----BEGIN PUBLIC KEY-----no"),
    ("JWT_PUBLIC_KEY", "/no/such/key.pem"), ("QDRANT_URL", "vectors:6333"), ("EMBEDDER", "e5"),
    ("SEARXNG_URL", "search.example"), ("MCP_URL", "search.example/mcp"), ("MCP_ARGUMENTS", "{query}"),
    ("MCP_ARGUMENTS", "[1]"), ("TMAP_URL", "ftp://x"), ("SEARCH_PROVIDERS", "google"),
    ("TAXI_PROVIDERS", "uber"), ("PROVIDER_QUOTAS", "transit:kakao"), ("DATA_DIR", __file__),
]  # fmt: skip


@pytest.fixture(autouse=True)
def clean(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in [name for name in os.environ if name.startswith("GUIDE_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GUIDE_DATA_DIR", str(tmp_path))


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_value_that_cannot_be_used_is_one_line_that_names_the_setting(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"GUIDE_{name}", value)
    with pytest.raises(environment.Malformed) as caught:
        environment.read()
    [line] = caught.value.wrong
    assert line.startswith(f"GUIDE_{name}")
    assert "\n" not in line
    assert len(line) > len(name) + 20, "it says what is right"


def test_what_can_be_used_is_taken(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in {
        "LLM_BASE_URL": "http://gpu-host:8100", "CORS_ORIGINS": "https://app.example,http://localhost:3000",
        "SEARXNG_URL": "", "MCP_URL": "http://127.0.0.1:9/mcp", "EMBEDDER": "owner/name", "OTLP_ENDPOINT": "",
        "WIKIPEDIA_URL": "https://{language}.wiki.example/w/api.php", "SEARCH_PROVIDERS": "none",
        "DATA_DIR": str(tmp_path / "not" / "there" / "yet"),
    }.items():  # fmt: skip
        monkeypatch.setenv(f"GUIDE_{name}", value)
    read = environment.read()
    assert read.service.llm_url == "http://gpu-host:8100/v1"
    assert read.service.cors_origins == ("https://app.example", "http://localhost:3000")
    assert read.search.search_providers == ()


@pytest.mark.parametrize(
    "command",
    [["server.py"], ["-m", "uvicorn", "server:app"], ["-m", "gildongmu", "serve"], ["-m", "ingest"]],
)
def test_programs_end_with_these_lines_and_no_trace_of_code(command: list[str], tmp_path: Path) -> None:
    env = {**os.environ, "GUIDE_DATA_DIR": str(tmp_path), "GUIDE_QDRANT_URL": "vectors:6333"}
    done = subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False
    )
    assert done.returncode == 2
    assert done.stderr.splitlines() == ["error: GUIDE_QDRANT_URL: write it as http://… or https://…"]
