"""The service as a process of its own, and clients that can vanish."""

import asyncio
import os
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import orjson

from agent.settings import Settings
from tests.service import until_ready

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Served:
    url: str
    port: int
    process: asyncio.subprocess.Process
    log: Path

    def client(self) -> httpx.AsyncClient:
        return httpx.AsyncClient(base_url=self.url, timeout=30)

    async def ended(self, patience: float = 15) -> int:
        """Its exit status."""
        async with asyncio.timeout(patience):
            return await self.process.wait()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def uvicorn(port: int, loop: str) -> list[str]:
    return ["-m", "uvicorn", "server:app", "--port", str(port), "--loop", loop, "--log-level", "warning"]


@asynccontextmanager
async def served(
    settings: Settings, folder: Path, loop: str | None = None, **env: Any
) -> AsyncIterator[Served]:
    """By `uvicorn server:app --loop …`, or by `python server.py`; on the index and model of `settings`."""
    port = free_port()
    given = {
        "GUIDE_DATA_DIR": settings.data_dir,
        "GUIDE_DATABASE_URL": f"sqlite:///{folder}/guide.db",
        "GUIDE_LLM_BASE_URL": settings.llm_url,
        "GUIDE_PORT": port,
        "GUIDE_SEARCH": "false",
        "GUIDE_ANSWER_CACHE": "false",
        **env,
    }
    log = folder / f"{port}.log"
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *(uvicorn(port, loop) if loop else ["server.py"]),
            cwd=ROOT,
            env={**os.environ, **{name: str(value) for name, value in given.items()}},
            stdout=out,
            stderr=out,
        )
    told = Served(f"http://127.0.0.1:{port}", port, process, log)
    try:
        async with told.client() as client:
            await _answers(client, process)
            await until_ready(client)
        yield told
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        with suppress(TimeoutError):
            await told.ended()
        with suppress(ProcessLookupError):
            process.kill()


async def _answers(client: httpx.AsyncClient, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(180):
        while process.returncode is None:
            with suppress(httpx.HTTPError):
                await client.get("/live")
                return
            await asyncio.sleep(0.1)
    raise AssertionError("the service ended before it began")


async def post(
    port: int, path: str, body: dict[str, Any]
) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A request on a connection of its own, sent; nothing of the reply is read."""
    reading, writing = await asyncio.open_connection("127.0.0.1", port)
    payload = orjson.dumps(body)
    writing.write(
        b"POST %b HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: %d\r\n\r\n%b"
        % (path.encode(), len(payload), payload)
    )
    await writing.drain()
    return reading, writing
