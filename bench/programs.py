"""The programs under measurement, each a process of its own: stand-in model, service, naive service."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Final

import httpx

from bench.places import loaded

STARTS: Final = 120.0
"""Seconds that a service may take until it is ready."""


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used, all its threads, to the nanosecond."""
    return time.clock_gettime((~pid << 3) | 2)  # as clock_getcpuclockid(3) makes it on Linux


def memory(pid: int, what: str = "VmRSS") -> float:
    """MB that a process holds, or held at most (VmHWM)."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status[what].split()[0]) / 1024


def free() -> int:
    """A port that nobody listens on just now."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port: int = held.getsockname()[1]
        return port


@asynccontextmanager
async def _running(
    command: Sequence[str], env: dict[str, str], stdout: int | None = None
) -> AsyncIterator[asyncio.subprocess.Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env={**os.environ, **env}, stdout=stdout, stderr=subprocess.DEVNULL
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


@asynccontextmanager
async def standin(pace: list[str]) -> AsyncIterator[str]:
    """The base URL of a stand-in model."""
    async with _running(["-m", "bench.standin", *pace], {}, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise RuntimeError("no output")
        yield (await process.stdout.readline()).decode().strip()


@asynccontextmanager
async def service(
    model: str, port: int = 0, *, under: Sequence[str] = (), **more: str
) -> AsyncIterator[tuple[str, int]]:
    """The service as a user starts it, on the places of GUIDE_DATA_DIR, with a history of its own. Where
    that holds none they are loaded first.

    `port` 0: a free one. `under`: a Python program and its arguments that run `server.py`. `more`: settings.
    """
    with tempfile.TemporaryDirectory() as folder:
        at = port or free()
        given = {
            "GUIDE_LLM_BASE_URL": model,
            "GUIDE_PORT": str(at),
            "GUIDE_ANSWER_CACHE": "false",  # every answer is the model's
            "GUIDE_CONCURRENCY": "1000",
            "GUIDE_DATABASE_URL": f"sqlite:///{folder}/bench.db",
            **(await loaded(more)),
            **more,
        }
        async with _running([*under, "server.py"], given) as process:
            url = f"http://127.0.0.1:{at}"
            await ready(url, process)
            yield url, process.pid


@asynccontextmanager
async def naive(model: str, **more: str) -> AsyncIterator[tuple[str, int]]:
    """The baseline of bench/naive.py, in front of the same model."""
    with tempfile.TemporaryDirectory() as folder:
        at = free()
        given = {
            "OPENAI_BASE_URL": model,
            "OPENAI_API_KEY": "EMPTY",
            "LANGSMITH_TRACING": "false",
            "PORT": str(at),
            "DATABASE": f"{folder}/naive.db",
            **more,
        }
        async with _running(["-m", "bench.naive"], given) as process:
            url = f"http://127.0.0.1:{at}"
            await ready(url, process)
            yield url, process.pid


@asynccontextmanager
async def glances(address: str) -> AsyncIterator[list[float]]:
    """How long each look at an address took (s): a list that grows, and is whole behind the block."""
    waits = list[float]()

    async def read(told: asyncio.StreamReader) -> None:
        while line := await told.readline():
            waits.append(float(line))

    async with _running(["-m", "bench.glance", address], {}, stdout=subprocess.PIPE) as process:
        if process.stdout is None:
            raise RuntimeError("no output")
        reading = asyncio.create_task(read(process.stdout))
        yield waits
    await reading


async def ready(url: str, process: asyncio.subprocess.Process) -> None:
    """Wait until it answers with the model up. Raises RuntimeError, with what is not up, if not."""
    said, until = "nothing", time.monotonic() + STARTS
    async with httpx.AsyncClient() as client:
        while process.returncode is None and time.monotonic() < until:
            try:
                told = await client.get(f"{url}/ready")
                answer = told.json()
                if answer["status"] == "ready":
                    return
                states = {name: part["state"] for name, part in answer["dependencies"].items()}
                said = ", ".join(f"{name} {state}" for name, state in states.items()) or answer["status"]
            except (httpx.HTTPError, ValueError, KeyError):
                pass
            await asyncio.sleep(0.1)
    raise RuntimeError(f"the service is not ready (status {process.returncode}): {said}")


async def settled(url: str) -> bool:
    """Waits until nothing is loaded or learned in the background any more: what is measured then is the
    steady state. False where there is no embedder. Raises TimeoutError.
    """
    async with asyncio.timeout(STARTS), httpx.AsyncClient(base_url=url, timeout=30) as client:
        while True:
            parts = (await client.get("/ready")).json()["dependencies"]
            if parts["routing"]["state"] != "learning":
                return bool(parts["places"]["search"] != "words")
            await asyncio.sleep(0.1)
