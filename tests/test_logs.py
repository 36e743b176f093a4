"""Logs as a collector and a person read them."""

import io
import logging
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import orjson
import pytest
from pydantic import SecretStr

from agent.settings import Settings
from agent.telemetry import logs
from agent.tools.web.settings import SearchSettings
from bench.standin import Standin
from tests.service import result, tell

Lines = Callable[[], list[dict[str, Any]]]
KEY = "sk-live-0123456789"


@pytest.fixture
def root() -> Iterator[None]:
    """The root logger as it was."""
    held, level = logging.getLogger().handlers[:], logging.getLogger().level
    yield
    logging.getLogger().handlers[:] = held
    logging.getLogger().setLevel(level)


@pytest.fixture
def stream(root: None) -> io.StringIO:
    return io.StringIO()


@pytest.mark.asyncio(loop_scope="session")
async def test_a_turn_leaves_its_begin_and_end_with_its_ids_and_no_word_of_it(
    client: httpx.AsyncClient, standin: Standin, stream: io.StringIO
) -> None:
    logs.setup("json", stream=stream)
    standin.text = "경복궁은 비밀스러운 고궁이에요."
    final = result(await tell(client, "경복궁에 대해 알려 줘", thread_id="logged"))
    standin.fault = "error"
    await tell(client, "경복궁에 대해 알려 줘", thread_id="logged")
    lines = [orjson.loads(line) for line in stream.getvalue().splitlines()]
    ours = [line for line in lines if line.get("turn_id") == final["turn_id"]]
    assert [line["event"] for line in ours] == ["turn.begin", "turn.end"]
    end = ours[-1]
    assert end["thread_id"] == "logged"
    assert (end["route"], end["by"], end["outcome"]) == ("place", "rule", "ok")
    assert end["completion_tokens"] == len(standin.text)
    assert 0 < end["first_token_ms"] <= end["ms"]
    assert [line["outcome"] for line in lines if line["event"] == "turn.end"] == ["ok", "degraded"]
    refused = next(line for line in lines if line["event"].startswith("model.refused"))
    assert refused["level"] == "warning"
    assert refused["thread_id"] == "logged", "lines from deep inside know their turn too"
    for word in ("경복궁", "비밀", "알려 줘"):
        assert word not in stream.getvalue()


def test_no_secret_leaves_whatever_raised_it(stream: io.StringIO) -> None:
    settings = Settings(llm_api_key=SecretStr(KEY))
    search = SearchSettings(brave_api_key=SecretStr("brave-key-77"))
    hidden = logs.secrets(settings, search)
    assert set(hidden) == {KEY, "brave-key-77"}
    logs.setup("json", hidden, stream=stream)
    log = logging.getLogger("some.library")
    try:
        raise RuntimeError(f"GET https://api.example/?q=1&api_key=unlisted-8 brave-key-77 {KEY}")  # noqa: TRY301 - what a log line of a trace holds
    except RuntimeError:
        log.exception("failed with headers %s", {"Authorization": "Bearer eyJhbGci.other"})
    log.error("cannot reach postgresql://guide:hunter22@db/guide")
    told = stream.getvalue()
    for secret in (KEY, "brave-key-77", "unlisted-8", "eyJhbGci", "hunter22"):
        assert secret not in told
    first, second = (orjson.loads(line) for line in told.splitlines())
    assert first["error"] == "RuntimeError"
    assert "Traceback" in first["trace"]
    assert "@db/guide" in second["event"]
    log.error("listening on http://127.0.0.1:8000 (token_count=12)")
    assert "127.0.0.1:8000 (token_count=12)" in stream.getvalue()


def test_a_written_line_break_forges_no_line(stream: io.StringIO) -> None:
    logs.setup("text", stream=stream)
    with logs.bound(turn_id="t1"):
        logs.event(logging.getLogger("a"), "turn.end", ms=1.5, said='x" outcome=ok\nforged line', none=None)
        logging.getLogger("b").warning("one\ntwo")
    logs.event(logging.getLogger("a"), "late")
    first, second, third = stream.getvalue().splitlines()
    assert first.split(" ", 1)[1].split() == [
        "info", "turn.end", "turn_id=t1", "ms=1.5", 'said="x\\"', "outcome=ok\\nforged", 'line"',
    ]  # fmt: skip
    assert "one\\ntwo turn_id=t1" in second
    assert "turn_id" not in third


def test_the_form_follows_where_the_lines_go(root: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    assert isinstance(logs.setup("auto", stream=io.StringIO()).formatter, logs.Json)
    assert isinstance(logs.setup("auto", stream=Terminal()).formatter, logs.Text)
    monkeypatch.setenv("GUIDE_LOG_FORMAT", "text")
    assert Settings().log_format == "text"
    assert isinstance(logs.setup("json", stream=Terminal()).formatter, logs.Json)
