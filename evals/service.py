"""The service as a user starts it, for one measurement: beside a stand-in model and a stand-in web."""

import asyncio
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx

from evals.case import Answer, Page
from evals.load import ROOT, cases
from evals.suites import SUITES
from evals.web import Web

PATIENCE = 180.0
"""Seconds until the service must be ready; a first start loads weights."""


def pages() -> list[Page]:
    """What the stand-in web holds: the pages of all cases."""
    return [
        page
        for suite in SUITES.values()
        if suite.model is Answer
        for case in cases(suite.name)
        if isinstance(case, Answer)
        for page in case.pages
    ]


@asynccontextmanager
async def started(
    embedder: str = "none", data: Path | None = None, model: str = "", **more: str
) -> AsyncIterator[str]:
    """The base URL of a fresh service. Raises TimeoutError when it does not get ready.

    `embedder`: as GUIDE_EMBEDDER. `data`: a folder that `python -m ingest` has filled; without one the places
    are indexed by words into a folder that is removed again. `model`: an endpoint's base URL instead of the
    stand-in. `more`: settings of the service.
    """
    async with AsyncExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        web = await stack.enter_async_context(Web(pages()))
        endpoint = model or await stack.enter_async_context(_standin())
        given = {
            **os.environ,
            "GUIDE_DATA_DIR": str(data or folder),
            "GUIDE_DATABASE_URL": f"sqlite:///{folder}/evals.db",
            "GUIDE_EMBEDDER": embedder,
            "GUIDE_LLM_BASE_URL": endpoint,
            "GUIDE_PORT": str(_free()),
            "GUIDE_HOST": "127.0.0.1",
            "GUIDE_ANSWER_CACHE": "false",
            "GUIDE_API_KEYS": "",
            "GUIDE_SEARXNG_URL": web.url,
            "GUIDE_SEARCH_PROVIDERS": "searxng",
            "GUIDE_PLACE_PROVIDERS": "none",
            "GUIDE_WORDS": os.environ.get("GUIDE_WORDS", "model" if model else "rule"),
            "LANGSMITH_TRACING": "false",
            **more,
        }
        if data is None:
            await _indexed(given)
        yield await stack.enter_async_context(_running(given))


def _free() -> int:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return int(held.getsockname()[1])


@asynccontextmanager
async def _standin() -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.standin", "--ttft", "0", "--pace", "0", "--tokens", "14", "--vague",
        cwd=ROOT, stdout=subprocess.PIPE,
    )  # fmt: skip
    try:
        if process.stdout is None:
            raise RuntimeError("the stand-in has no output")
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


async def _indexed(given: dict[str, str]) -> None:
    command = [sys.executable, "-m", "ingest"]
    process = await asyncio.create_subprocess_exec(
        *command, cwd=ROOT, env=given, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )
    _, said = await process.communicate()
    if process.returncode:
        raise RuntimeError(f"python -m ingest failed: {said.decode()[-500:]}")


@asynccontextmanager
async def _running(given: dict[str, str]) -> AsyncIterator[str]:
    url = f"http://127.0.0.1:{given['GUIDE_PORT']}"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "server.py", cwd=ROOT, env=given,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        await _ready(url, process)
        yield url
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _ready(url: str, process: asyncio.subprocess.Process) -> None:
    async with asyncio.timeout(PATIENCE), httpx.AsyncClient() as client:
        while True:
            if process.returncode is not None:
                raise RuntimeError(f"the service ended with {process.returncode}")
            try:
                told = (await client.get(f"{url}/ready")).json()
            except (httpx.HTTPError, ValueError):
                told = {}
            if told.get("status") == "ready":
                return
            await asyncio.sleep(0.1)
