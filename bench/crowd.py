"""Everyone at once: who is answered, who is told to come later, and whether `/live` still answers.

Nobody may be dropped silently: each of the crowd gets a whole answer or a 503 that says when to come back.
"""

import argparse
import asyncio
import time
from collections import Counter
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import orjson

from bench.relay import QUESTION, service, standin

PACE: Final = ["--ttft", "0.03", "--pace", "0.01", "--tokens", "64"]
GLANCE: Final = 0.02
"""Seconds between two looks at /live."""


def memory(pid: int, what: str = "VmRSS") -> float:
    """MB that a process holds, or held at most (VmHWM)."""
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    return int(status[what].split()[0]) / 1024


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


async def glances(url: str, waits: list[float]) -> None:
    """How long /live takes (s), again and again, on one connection."""
    parts = urlsplit(url)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        while True:
            began = time.perf_counter()
            writer.write(b"GET /live HTTP/1.1\r\nhost: crowd\r\n\r\n")
            head = await reader.readuntil(b"\r\n\r\n")
            length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length"))
            await reader.readexactly(int(length.split(b":")[1]))
            waits.append(time.perf_counter() - began)
            await asyncio.sleep(GLANCE)
    finally:
        writer.close()


async def run(given: argparse.Namespace) -> None:
    print(f"stand-in {' '.join(PACE)}; {given.places} answers at once, {given.queue} turns more may wait\n")
    print("| users at once | became | seconds | /live p50 ms | worst | RSS before MB | at most |")
    print("|---|---|---|---|---|---|---|")
    room = {"GUIDE_CONCURRENCY": str(given.places), "GUIDE_QUEUE": str(given.queue)}
    async with standin(PACE) as model, service(model, 8323, **room) as (url, pid):
        await asyncio.gather(*(one(url) for _ in range(8)))
        for users in given.users:
            before, waits = memory(pid), list[float]()
            looking = asyncio.create_task(glances(url, waits))
            await asyncio.sleep(0.5)
            waits.clear()
            began = time.perf_counter()
            became = Counter(await asyncio.gather(*(one(url) for _ in range(users))))
            seconds = time.perf_counter() - began
            looking.cancel()
            told = ", ".join(f"{count} {what}" for what, count in sorted(became.items()))
            middle = sorted(waits)[len(waits) // 2]
            print(
                f"| {users} | {told} | {seconds:.1f} | {middle * 1e3:.0f} | {max(waits) * 1e3:.0f} "
                f"| {before:.0f} | {memory(pid, 'VmHWM'):.0f} |",
                flush=True,
            )
