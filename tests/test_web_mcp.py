"""Search over MCP, against real server processes: stdio and HTTP, their shapes, their deaths."""

import asyncio
import os
import shlex
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest

from agent.tools.web.found import Source
from agent.tools.web.mcp import Mcp, filled, lined
from agent.tools.web.provider import ProviderError
from agent.tools.web.registry import open_providers
from agent.tools.web.search import WebSearch
from agent.tools.web.settings import SearchSettings, pairs
from tests.processes import free_port

pytest.importorskip("langchain_mcp_adapters", reason="the extra `mcp` is not installed")

SERVER = str(Path(__file__).parent / "fakes" / "mcp_server.py")
TOPIC = "성심당 본점은 대전광역시 중구 은행동에 있는 빵집이다. 1956년에 문을 열었다."


def command(kind: str) -> str:
    return shlex.join([sys.executable, SERVER, kind])


@asynccontextmanager
async def opened(provider: Mcp) -> AsyncIterator[Mcp]:
    try:
        yield provider
    finally:
        await provider.close()


async def ask(provider: Mcp, query: str = "성심당 본점 위치") -> list[Source]:
    async with httpx.AsyncClient() as client, asyncio.timeout(20):
        return await provider.search(client, query, limit=5, language="ko")


def children() -> set[int]:
    listed = Path(f"/proc/{os.getpid()}/task/{os.getpid()}/children").read_text().split()
    return {int(one) for one in listed if SERVER in Path(f"/proc/{one}/cmdline").read_text()}


def environment(process: int) -> str:
    return Path(f"/proc/{process}/environ").read_text()


async def test_a_program_on_stdio_is_started_once_and_its_searching_tool_is_found() -> None:
    async with opened(Mcp(command("list"), "")) as provider:
        found = await ask(provider)
        (process,) = children()
        assert found == [Source("성심당 본점", "https://example.com/m", TOPIC, "mcp", "2026-02-03")]
        answers = await asyncio.gather(*(ask(provider) for _ in range(5)))
        assert all(one == found for one in answers)
        assert children() == {process}
    assert children() == set()


async def test_tool_arguments_results_and_names_are_mapped_by_settings(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SEARCH_KEY", "2026-01-01")
    monkeypatch.setenv("GUIDE_API_KEYS", "not for others")
    settings = SearchSettings(
        search_providers=("mcp",), mcp_command=command("json"), mcp_tool="find", mcp_env=("SEARCH_KEY",),
        mcp_arguments='{"q": {"text": "{query}", "lang": "lang-{language}"}, "count": "{limit}"}',
        mcp_results="data.items", mcp_fields=pairs("title=name,url=href,snippet=say,date=day"),
    )  # fmt: skip
    async with open_providers(settings) as (provider,):
        assert isinstance(provider, Mcp)
        (one,) = await ask(provider)
        assert one == Source("lang-ko 5", "https://example.com/m", TOPIC, "mcp", "2026-01-01")
        (process,) = children()
        assert "not for others" not in environment(process)
    with pytest.raises(ProviderError, match="no JSON object"):
        filled("[1]", query="q", limit=1, language="ko")


async def test_results_written_out_as_text_are_read_and_prose_without_addresses_is_not_cited() -> None:
    async with opened(Mcp(command("text"), "")) as provider:
        first, second = await ask(provider)
    assert (first.title, first.snippet) == ("성심당 본점", f"{TOPIC} 줄이 바뀐 곳")
    assert (second.title, second.url, second.date) == ("둘째", "https://example.com/n", "2026-04-05")
    async with opened(Mcp(command("prose"), "")) as provider:
        with pytest.raises(ProviderError, match="holds no addresses"):
            await ask(provider)
        assert await ask(provider, "nothing") == []
    assert list(lined("Title: x\nno address here")) == []


async def test_an_error_a_hang_and_a_death_cost_one_search_each_and_the_next_one_works() -> None:
    async with opened(Mcp(command("list"), "")) as provider:
        assert await ask(provider)
        (process,) = children()
        with pytest.raises(ProviderError, match="reported an error"):
            await ask(provider, "_fail")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await ask(provider, "_hang")
        os.kill(process, signal.SIGKILL)
        assert await ask(provider), "connected again within the same search"
        assert children() != {process}
        with pytest.raises(ProviderError):
            await ask(provider, "_die")
        assert await ask(provider)


@asynccontextmanager
async def serving(kind: str, port: int) -> AsyncIterator[None]:
    process = await asyncio.create_subprocess_exec(sys.executable, SERVER, kind, str(port))
    try:
        for _ in range(400):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            await asyncio.sleep(0.05)
        yield
    finally:
        process.kill()
        await process.wait()


async def test_streamable_http_is_asked_over_one_session_and_a_restarted_server_is_found_again() -> None:
    port = free_port()
    async with opened(Mcp("", f"http://127.0.0.1:{port}/mcp")) as provider:
        with pytest.raises(ProviderError, match="cannot connect"):
            await ask(provider)
        async with serving("list", port):
            assert [one.title for one in await ask(provider)] == ["성심당 본점"]
            held = provider._link
            assert await ask(provider)
            assert provider._link is held
        with pytest.raises(ProviderError):
            await ask(provider)
        async with serving("list", port):
            assert await ask(provider)


@pytest.mark.parametrize(
    ("settings", "reason"),
    [
        ({"mcp_command": "/no/such/program --x"}, "cannot connect (FileNotFoundError)"),
        ({"mcp_command": "python 'unclosed"}, "its command line cannot be read"),
        ({"mcp_command": "false"}, "cannot connect ("),
        (
            {"mcp_command": command("list"), "mcp_tool": "other"},
            "no such tool; it has delete_everything, web_search",
        ),
    ],
)
async def test_a_dead_server_never_stops_the_start_and_says_why(
    settings: dict[str, str], reason: str
) -> None:
    chosen = SearchSettings(search_providers=("mcp",), search_timeout=8, search_budget=10, **settings)  # type: ignore[arg-type]
    async with open_providers(chosen) as asked, httpx.AsyncClient() as client:
        found = await WebSearch(chosen, client, sources=asked).find("성심당 본점", language="ko")
    assert found.sources == ()
    (failure,) = found.failures
    assert failure.startswith(f"mcp: {reason}")
