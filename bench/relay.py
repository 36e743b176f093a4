"""Raw endpoint and service side by side: added TTFT, tokens/s, and the service's CPU a token.

Each level runs raw and service alternately in one go, on the same client, so that what the machine does
meanwhile falls on both.
"""

import argparse
import asyncio
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from bench.load import Load, load

QUESTION = "경복궁에 대해 알려주세요"
TICKS = os.sysconf("SC_CLK_TCK")
PACED = ["--ttft", "0.03", "--pace", "0.01", "--tokens", "128"]
UNPACED = ["--ttft", "0", "--pace", "0", "--tokens", "128"]


def cpu(pid: int) -> float:
    """Seconds of CPU that a process has used."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


@asynccontextmanager
async def standin(pace: list[str]) -> AsyncIterator[str]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bench.standin", *pace, stdout=subprocess.PIPE
    )
    try:
        if process.stdout is None:
            raise RuntimeError("no output")
        yield (await process.stdout.readline()).decode().strip()
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def service(model: str, port: int, **more: str) -> AsyncIterator[tuple[str, int]]:
    """The service as a user starts it, on the places of GUIDE_DATA_DIR, with a history of its own.

    `more`: further settings.
    """
    with tempfile.TemporaryDirectory() as folder:
        given = {
            "GUIDE_LLM_BASE_URL": model,
            "GUIDE_PORT": str(port),
            "GUIDE_ANSWER_CACHE": "false",  # every answer is the model's
            "GUIDE_CONCURRENCY": "1000",
            "GUIDE_DATABASE_URL": f"sqlite:///{folder}/bench.db",
            **more,
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "server.py", env={**os.environ, **given}, stderr=subprocess.DEVNULL
        )
        url = f"http://127.0.0.1:{port}"
        try:
            await ready(url)
            yield url, process.pid
        finally:
            process.terminate()
            await process.wait()


async def ready(url: str, patience: float = 120) -> None:
    """Wait until the service answers with the model up. Raises TimeoutError."""
    async with asyncio.timeout(patience), httpx.AsyncClient() as client:
        while True:
            try:
                if (await client.get(f"{url}/ready")).json()["status"] == "ready":
                    return
            except (httpx.HTTPError, ValueError, KeyError):
                pass
            await asyncio.sleep(0.2)


def row(name: str, users: int, loads: list[Load], beside: list[Load], cpu_us: float | None) -> str:
    """Medians over the rounds; the added TTFT is against the raw rounds."""
    middle = statistics.median
    rate, p50, p95 = (
        middle(one) for one in zip(*((x.rate, x.ttft(0.5), x.ttft(0.95)) for x in loads), strict=True)
    )
    raw_rate, raw50, raw95 = (
        middle(one) for one in zip(*((x.rate, x.ttft(0.5), x.ttft(0.95)) for x in beside), strict=True)
    )
    cost = f"{cpu_us:.0f}" if cpu_us is not None else "–"
    return (
        f"| {users} | {name} | {rate:,.0f} | {rate / raw_rate:.1%} | {p50:.0f} | {p95:.0f} "
        f"| {p50 - raw50:+.0f} | {p95 - raw95:+.0f} | {cost} |"
    )


async def run(given: argparse.Namespace) -> None:
    pace = UNPACED if given.unpaced else PACED
    spread = 0.0 if given.unpaced else 1.3
    print(f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    print(
        f"stand-in {' '.join(pace)}; question {QUESTION}; {given.rounds} rounds each, alternating; "
        f"users arrive over {spread} s\n"
    )
    print("| users | path | tokens/s | of raw | TTFT p50 ms | p95 | added p50 | added p95 | CPU µs a token |")
    print("|---|---|---|---|---|---|---|---|---|")
    async with standin(pace) as model, service(model, 8321) as (url, pid):
        raw_body: dict[str, Any] = {
            "model": "standin",
            "messages": [{"role": "user", "content": QUESTION}],
            "stream": True,
        }
        raw = (f"{model}/chat/completions", raw_body, b'"content":')
        ours = (f"{url}/chat/stream", {"message": QUESTION}, b"event: token")
        await load(*ours, users=4, each=2)
        for users in given.users:
            each = 4 if users > 1 else 8
            plain, served, spent = [], [], 0.0
            for _ in range(given.rounds):
                plain.append(await load(*raw, users=users, each=each, spread=spread))
                before = cpu(pid)
                served.append(await load(*ours, users=users, each=each, spread=spread))
                spent += cpu(pid) - before
            tokens = sum(one.tokens for one in served)
            print(row("raw", users, plain, plain, None))
            print(row("service", users, served, plain, spent / tokens * 1e6), flush=True)
