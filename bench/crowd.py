"""Everyone at once: who is answered, who is told to come later, and whether `/live` still answers.

Nobody may be dropped silently: each of the crowd gets a whole answer or a 503 that says when to come back.
"""

import argparse
import asyncio
import time
from collections import Counter
from typing import Final
from urllib.parse import urlsplit

import orjson

from bench.programs import glances, memory, naive, service, standin
from bench.relay import QUESTION
from bench.report import Cell, Report

PACE: Final = ["--ttft", "0.03", "--pace", "0.01", "--tokens", "64"]
LOOKED: Final = 0.5
"""Seconds that /live is looked at before the crowd comes, and after it is gone."""
BECAME: Final = ("answered", "told to wait, then answered", "told when to come back", "dropped")


async def one(url: str) -> str:
    """One question on a socket of its own; what came of it."""
    parts = urlsplit(url)
    body = orjson.dumps({"message": QUESTION})
    try:
        reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
        writer.write(
            b"POST /chat/stream HTTP/1.1\r\nhost: crowd\r\ncontent-type: application/json\r\n"
            b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )
        told = await reader.read(-1)
        writer.close()
    except OSError:
        return "dropped"
    if b" 503 " in told[:20]:
        return "told when to come back" if b"retry-after:" in told.lower() else "dropped"
    if b"event: done" not in told:
        return "dropped"
    return "told to wait, then answered" if told.count(b"event: status") > 1 else "answered"


async def crowd(name: str, at: tuple[str, int], look: str, users: int) -> tuple[Cell, ...]:
    url, pid = at
    before = memory(pid)
    async with glances(f"{url}{look}") as waits:
        await asyncio.sleep(LOOKED)
        waits.clear()
        began = time.perf_counter()
        became = Counter(await asyncio.gather(*(one(url) for _ in range(users))))
        seconds = time.perf_counter() - began
        await asyncio.sleep(LOOKED)
    middle = sorted(waits)[len(waits) // 2] if waits else seconds
    worst = max(waits, default=seconds)
    counts = [became[what] for what in BECAME]
    return users, name, *counts, seconds, middle * 1e3, worst * 1e3, before, memory(pid, "VmHWM")


async def run(given: argparse.Namespace, report: Report) -> None:
    table = report.table(
        f"Users at once; stand-in {' '.join(PACE)}; {given.places} answered, {given.queue} may wait",
        "users", "path", *BECAME, "seconds", "/live p50 ms", "/live worst ms", "RSS before MB", "at most MB",
    )  # fmt: skip
    room = {"GUIDE_CONCURRENCY": str(given.places), "GUIDE_QUEUE": str(given.queue)}
    async with (
        standin(PACE) as model,
        service(model, 0, **room) as ours,
        naive(model) as plain,
    ):
        for path, _ in (ours, plain):
            await asyncio.gather(*(one(path) for _ in range(8)))
        for users in given.users:
            table.add(*await crowd("service", ours, "/live", users))
            table.add(*await crowd("naive", plain, "/ready", users))
