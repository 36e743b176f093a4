"""LangGraph Studio's server, started as `langgraph dev` offline, and driven with the SDK."""

import asyncio
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from langgraph_sdk import get_client

from bench.standin import Standin

ROOT = Path(__file__).parents[1]


def free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@pytest.fixture
async def studio(index: Path) -> AsyncIterator[tuple[str, Standin]]:
    port = free()
    async with Standin(models=("base",), tokens=8) as model:
        env = {
            **os.environ,
            "GUIDE_DATA_DIR": str(index),
            "GUIDE_LLM_BASE_URL": model.url,
            "GUIDE_EMBEDDER": "none",
            "GUIDE_SEARCH_PROVIDERS": "none",
        }
        command = [str(Path(sys.executable).parent / "langgraph"), "dev", "--no-browser", "--no-reload"]
        process = await asyncio.create_subprocess_exec(
            *command,
            "--port",
            str(port),
            cwd=ROOT,
            env=env,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        url = f"http://127.0.0.1:{port}"
        try:
            async with asyncio.timeout(90), httpx.AsyncClient() as client:
                while True:
                    assert process.returncode is None, await process.stderr.read() if process.stderr else ""
                    try:
                        if (await client.get(f"{url}/ok")).is_success:
                            break
                    except httpx.TransportError:
                        await asyncio.sleep(0.2)
            yield url, model
        finally:
            process.terminate()
            await process.wait()


async def test_studio_draws_and_runs_the_graph_without_a_network(studio: tuple[str, Standin]) -> None:
    url, model = studio
    model.text = "경복궁은 고궁이에요."
    client = get_client(url=url)
    [assistant] = await client.assistants.search()
    drawn = await client.assistants.get_graph(assistant["assistant_id"])
    assert {"route", "curate", "search", "transit", "public", "taxi", "compare", "etiquette", "converse"} <= {
        node["id"] for node in drawn["nodes"]
    }
    edges = {(edge["source"], edge["target"]) for edge in drawn["edges"]}
    assert {("route", "curate"), ("transit", "public"), ("taxi", "compare")} <= edges

    thread = await client.threads.create()
    asked: dict[str, Any] = {"messages": [{"role": "user", "content": "경복궁에 대해 알려 줘"}]}
    stream = client.runs.stream(thread["thread_id"], "guide", input=asked, stream_mode=["custom", "updates"])
    words = [part.data["token"] async for part in stream if part.event == "custom" and "token" in part.data]
    assert "".join(words) == model.text
    kept: Any = (await client.threads.get_state(thread["thread_id"]))["values"]
    assert kept["messages"][-1]["content"] == model.text
    assert kept["focus"]["place"]["id"] == "gyeongbokgung"

    follow: dict[str, Any] = {"messages": [{"role": "user", "content": "거기서 명동까지 어떻게 가?"}]}
    done: Any = await client.runs.wait(thread["thread_id"], "guide", input=follow)
    assert "1,550원" in done["messages"][-1]["content"]
