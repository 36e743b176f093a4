"""One thread of many turns: what a turn costs as it grows, and what is on disk."""

import argparse
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx

from bench.relay import cpu, service, standin

PACE: Final = ["--ttft", "0", "--pace", "0", "--tokens", "40"]
QUESTIONS: Final = (
    "경복궁 입장료 얼마야?", "거기 몇 시에 닫아?", "지하철 예절 알려 줘", "경복궁에 대해 알려 줘",
)  # fmt: skip
SHARES: Final = 5


def size(folder: str) -> float:
    """MB of the files in a folder."""
    return sum(file.stat().st_size for file in Path(folder).iterdir()) / 1e6


async def run(given: argparse.Namespace) -> None:
    where = os.environ.get("GUIDE_DATABASE_URL", "")
    print(f"{given.turns:,} turns on one thread, {where.partition(':')[0] or 'sqlite'}\n")
    print(
        "| turns | a turn p50 ms | p95 | CPU ms a turn | read p50 ms | MB on disk |\n"
        "|---|---|---|---|---|---|"
    )
    with tempfile.TemporaryDirectory() as folder:
        database = where or f"sqlite:///{folder}/bench.db"
        async with (
            standin(PACE) as model,
            service(model, 8327, GUIDE_DATABASE_URL=database) as (url, pid),
            httpx.AsyncClient(base_url=url, timeout=60) as client,
        ):
            done = 0
            for share in range(1, SHARES + 1):
                count, before, waits = given.turns * share // SHARES - done, cpu(pid), list[float]()
                for number in range(done, done + count):
                    began = time.perf_counter()
                    asked = {"message": QUESTIONS[number % len(QUESTIONS)], "thread_id": "bench-long"}
                    (await client.post("/chat", json=asked)).raise_for_status()
                    waits.append((time.perf_counter() - began) * 1e3)
                spent, done = (cpu(pid) - before) / count * 1e3, done + count
                reads = []
                for _ in range(9):
                    began = time.perf_counter()
                    (await client.get("/threads/bench-long")).raise_for_status()
                    reads.append((time.perf_counter() - began) * 1e3)
                cuts = statistics.quantiles(waits, n=20)
                disk = "–" if where else f"{size(folder):.2f}"
                print(
                    f"| {done:,} | {cuts[9]:.1f} | {cuts[18]:.1f} | {spent:.1f} "
                    f"| {statistics.median(reads):.1f} | {disk} |",
                    flush=True,
                )
            await client.delete("/threads/bench-long")
