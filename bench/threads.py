"""One thread of many turns: what a turn costs as it grows, and what is on disk; SQLite, Postgres, naive.

On disk: what the files hold for SQLite, what the database grew by since it was empty for Postgres.
"""

import argparse
import asyncio
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import httpx

from bench.postgres import postgres, size
from bench.programs import cpu, naive, service, standin
from bench.report import Report, Table

PACE: Final = ["--ttft", "0", "--pace", "0", "--tokens", "40"]
QUESTIONS: Final = (
    "경복궁 입장료 얼마야?", "거기 몇 시에 닫아?", "지하철 예절 알려 줘", "경복궁에 대해 알려 줘",
)  # fmt: skip
SHARES: Final = 5
READS: Final = 9
THREAD: Final = "bench-long"


@dataclass(frozen=True, slots=True)
class Kept:
    """A service and where its history lies. `disk` gives MB."""

    name: str
    url: str
    pid: int
    path: str
    disk: Callable[[], float]


def files(folder: Path) -> float:
    """MB of the files in a folder."""
    return sum(file.stat().st_size for file in folder.iterdir()) / 1e6


@asynccontextmanager
async def opened(engine: str, model: str) -> AsyncIterator[Kept]:
    """`sqlite`, `postgres` or `naive`."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if engine == "naive":
            async with naive(model, DATABASE=str(folder / "naive.db")) as (url, pid):
                yield Kept("naive, sqlite", url, pid, "/chat/stream", partial(files, folder))
        elif engine == "sqlite":
            async with service(model, GUIDE_DATABASE_URL=f"sqlite:///{folder}/bench.db") as (url, pid):
                yield Kept("service, sqlite", url, pid, "/chat", partial(files, folder))
        else:
            with postgres() as database:
                empty = size(database)
                async with service(model, GUIDE_DATABASE_URL=database) as (url, pid):
                    yield Kept("service, postgres", url, pid, "/chat", lambda: size(database) - empty)


async def grow(table: Table, kept: Kept, turns: int) -> None:
    done = 0
    async with httpx.AsyncClient(base_url=kept.url, timeout=60) as client:
        for share in range(1, SHARES + 1):
            count, before, waits = turns * share // SHARES - done, cpu(kept.pid), list[float]()
            for number in range(done, done + count):
                began = time.perf_counter()
                asked = {"message": QUESTIONS[number % len(QUESTIONS)], "thread_id": THREAD}
                (await client.post(kept.path, json=asked)).raise_for_status()
                waits.append((time.perf_counter() - began) * 1e3)
            spent, done = (cpu(kept.pid) - before) / count * 1e3, done + count
            late = sorted(waits)[min(int(count * 0.95), count - 1)]
            disk = await asyncio.to_thread(kept.disk)
            table.add(kept.name, done, statistics.median(waits), late, spent, await read(client), disk)


async def read(client: httpx.AsyncClient) -> float | None:
    """Median ms to read the whole thread; None where it cannot be read."""
    waits = []
    for _ in range(READS):
        began = time.perf_counter()
        if (await client.get(f"/threads/{THREAD}")).is_error:
            return None
        waits.append((time.perf_counter() - began) * 1e3)
    return statistics.median(waits)


async def run(given: argparse.Namespace, report: Report) -> None:
    table = report.table(
        "One thread, turn after turn, 40 tokens an answer",
        "path", "turns", "a turn p50 ms", "a turn p95 ms", "CPU ms a turn", "read p50 ms", "MB",
    )  # fmt: skip
    asked = {**dict.fromkeys(given.engines, given.turns), "naive": given.naive_turns}
    async with standin(PACE) as model:
        for engine, turns in asked.items():
            if turns:
                async with opened(engine, model) as kept:
                    await grow(table, kept, turns)
