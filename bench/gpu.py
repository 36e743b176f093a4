"""The service beside raw vLLM (or any endpoint that is really there), at the same prompts.

The requests that the service makes of its model are taken down first, at a stand-in; the raw path then sends
those very requests, so that both ask the same of the GPU. The naive service asks with a prompt of its own,
shorter by hundreds of tokens. Tokens are as the endpoint counts them. Two tables: all users come within half
a second and ask twice, which makes two waves of turns that begin together; then as many users who come one by
one and go on asking, each at times of his own.
"""

import argparse
import asyncio
import shutil
import subprocess
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final

import httpx

from bench.load import load
from bench.programs import naive, service
from bench.relay import Path, added
from bench.report import Report, Spread
from bench.standin import Standin

PLACES: Final = (
    "경복궁", "창덕궁", "덕수궁", "창경궁", "종묘", "남산서울타워", "북촌한옥마을", "광장시장", "청계천",
    "국립중앙박물관", "서울숲", "명동",
)  # fmt: skip
GROUPED: Final = {"stream_interval": 4}
"""vLLM's field for tokens an event, and as many as the service asks for at most."""
CONTENT: Final = b'"content":"'
COLUMNS: Final = (
    "users", "path", "tokens/s", "of raw %", "TTFT p50 ms", "TTFT p95 ms", "added p50 ms", "ms a token",
    "CPU µs a token", "CPU %",
)  # fmt: skip
STEADY_EACH: Final = 6
STEADY_SPREAD: Final = 3.0
"""Answers a user, and seconds over which the users come: about the time of one answer at 256 users."""


def questions() -> list[dict[str, Any]]:
    return [{"message": f"{place}에 대해 알려주세요"} for place in PLACES]


def endpoint(url: str) -> str:
    """With /v1, as the service takes it."""
    return url.rstrip("/") if url.rstrip("/").endswith("/v1") else f"{url.rstrip('/')}/v1"


def settings(url: str, models: list[str], tokens: int) -> dict[str, str]:
    """Of the service, in front of that endpoint."""
    named = ("GUIDE_LLM_MODEL", "GUIDE_LLM_CURATION_MODEL", "GUIDE_LLM_TONE_MODEL")
    return {
        **dict(zip(named, models, strict=False)),
        "GUIDE_LLM_BASE_URL": url,
        "GUIDE_LLM_MAX_TOKENS": str(tokens),
        "GUIDE_SEARCH": "false",
    }


async def taken_down(models: list[str], tokens: int) -> list[dict[str, Any]]:
    """The requests that the service makes for the questions."""
    async with Standin(tokens=4, models=tuple(models)) as model:
        given = settings(model.url, models, tokens)
        async with service(model.url, 0, **given) as (url, _), httpx.AsyncClient(timeout=60) as client:
            model.requests.clear()
            for question in questions():
                (await client.post(f"{url}/chat", json=question)).raise_for_status()
            return [request for request in model.requests if request.get("stream")]


async def listed(url: str) -> list[str]:
    async with httpx.AsyncClient(timeout=30) as client:
        told = (await client.get(f"{url}/models")).raise_for_status().json()
    return [card["id"] for card in told["data"]]


def raw(name: str, url: str, taken: list[dict[str, Any]]) -> Path:
    return Path(name, f"{url}/chat/completions", taken, CONTENT, reported=True)


def answered(name: str, url: str, pid: int | None = None) -> Path:
    return Path(name, f"{url}/chat/stream", questions(), b"event: token", pid, reported=True)


@asynccontextmanager
async def paths(given: argparse.Namespace, url: str, models: list[str]) -> AsyncIterator[list[Path]]:
    """Raw, the service and, unless it is left out, the naive one."""
    async with AsyncExitStack() as stack:
        taken = await taken_down(models, given.tokens)
        made = [raw("raw", url, taken)]
        if given.grouped:
            made.append(raw("raw, grouped", url, [{**each, **GROUPED} for each in taken]))
        if given.service:
            made.append(answered("service", given.service.rstrip("/")))
        else:
            ours = service(url, 0, **settings(url, models, given.tokens))
            made.append(answered("service", *await stack.enter_async_context(ours)))
        if not given.no_naive:
            plain = naive(url, MODEL=models[0], MAX_TOKENS=str(given.tokens))
            made.append(answered("naive", *await stack.enter_async_context(plain)))
        yield made


async def run(given: argparse.Namespace, report: Report) -> None:
    """Raises OSError when an endpoint refuses."""
    url = endpoint(given.url)
    models = [name for name in given.models.split(",") if name] or (await listed(url))[:1]
    title = f"{given.tokens} tokens an answer, GPU: {await gpu()}"
    waves = report.table(f"In waves, beside the raw endpoint, {title}", *COLUMNS)
    stream = report.table(f"In a steady stream, beside the raw endpoint, {title}", *COLUMNS)
    async with paths(given, url, models) as all_paths:
        for path in all_paths:
            await load(path.url, path.body, path.mark, users=8, each=2, reported=True)
        for users in given.users:
            each, spread = (given.each, given.spread) if users > 1 else (given.each * 2, 0.0)
            for cells in await level(all_paths, users, each, spread, given.rounds):
                waves.add(*cells)
        for users in given.steady:
            for cells in await level(all_paths, users, STEADY_EACH, STEADY_SPREAD, given.rounds):
                stream.add(*cells)


async def level(
    all_paths: list[Path], users: int, each: int, spread: float, rounds: int
) -> list[tuple[Any, ...]]:
    """The rows of one number of users, who come within `spread` seconds and ask `each` times in a row. The
    naive service is asked in the first round alone: it takes minutes.
    """
    for path in all_paths:
        path.loads, path.spent = [], []
    for number in range(rounds):
        for path in all_paths:
            if not (path.name == "naive" and number):
                await path.ask(users, each, spread)
    return [row(users, path, all_paths[0]) for path in all_paths]


def row(users: int, path: Path, raw: Path) -> tuple[Any, ...]:
    rate = path.over(lambda load: load.rate)
    return (
        users,
        path.name,
        rate,
        rate.median / raw.over(lambda load: load.rate).median * 100,
        path.over(lambda load: load.ttft(0.5)),
        path.over(lambda load: load.ttft(0.95)),
        added(path, raw, 0.5),
        path.over(lambda load: load.token),
        Spread.of(path.spent) if path.spent else None,
        Spread.of(busy(path)) if path.spent else None,
    )


def busy(path: Path) -> list[float]:
    """Percent of one core that the service's process took, a round: at 100 it holds up what it relays."""
    return [load.rate * spent / 1e4 for load, spent in zip(path.loads, path.spent, strict=True)]


async def gpu() -> str:
    """The names of the machine's GPUs, as nvidia-smi tells them; `none seen` without."""
    found = await told("nvidia-smi", "--query-gpu=name,driver_version", "--format=csv,noheader")
    return "; ".join(found) or "none seen"


async def told(program: str, *arguments: str) -> list[str]:
    """The lines that a program prints; none where it is not there or fails."""
    if shutil.which(program) is None:
        return []
    process = await asyncio.create_subprocess_exec(
        program, *arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    out, _ = await process.communicate()
    return out.decode().splitlines() if process.returncode == 0 else []
