"""Many turns of every kind, clients that leave among them: what is left behind in memory, sockets and tasks.

The first row is taken after a warm-up as wide as the rest, so that what only fills up once (connection pools,
allocator arenas, caches) is in it; every row is taken when the service has come to rest.
"""

import argparse
import asyncio
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import orjson

from bench.programs import cpu, service, standin
from bench.report import Report, Table

PACE = ["--ttft", "0.005", "--pace", "0.001", "--tokens", "32"]
QUESTIONS = (
    "경복궁에 대해 알려 줘",
    "강남역에서 홍대입구역까지 어떻게 가?",
    "지하철에서 지켜야 할 예절이 있어?",
    "야경 보기 좋은 곳 추천해 줘",
    "Tell me about Namsan Seoul Tower",
    "안녕?",
)
COLUMNS = (
    "turns", "RSS MB", "client sockets", "upstream sockets", "open files", "tasks", "OS threads",
    "still open", "CPU ms a turn",
)  # fmt: skip
LEAVE = 10
"""Each tenth client leaves at the first word."""
KEEP = 50
"""Threads that are gone on with; other turns are on fresh ones."""
WARM = 400
FLAT = 5.0
"""Per cent that memory may grow."""
REST = 2.5
"""Seconds of quiet before a look: the service samples its tasks each second."""


@dataclass(frozen=True, slots=True)
class Look:
    """A process at rest. `rss` in MB, `cpu` in seconds."""

    turns: int
    rss: float
    clients: int
    """Sockets of the listening port beside the listener."""
    upstream: int
    """Sockets to the endpoint; idle ones of the pool among them."""
    files: int
    tasks: int
    threads: int
    cpu: float
    busy: int
    """Turns and upstream requests still open."""


@dataclass(frozen=True, slots=True)
class Socket:
    """TCP ports of a socket; `remote` 0: it listens."""

    local: int
    remote: int


def sockets(pid: int, links: list[str]) -> list[Socket]:
    """The TCP sockets among a process's open files, whatever their state."""
    found = []
    for line in Path(f"/proc/{pid}/net/tcp").read_text().splitlines()[1:]:
        fields = line.split()
        if f"socket:[{fields[9]}]" in links:
            found.append(Socket(*(int(end.rsplit(":", 1)[1], 16) for end in fields[1:3])))
    return found


async def look(url: str, model: str, pid: int, turns: int) -> Look:
    await asyncio.sleep(REST)
    status = dict(line.split(":", 1) for line in Path(f"/proc/{pid}/status").read_text().splitlines())
    links = [str(link.readlink()) for link in Path(f"/proc/{pid}/fd").iterdir()]
    held = sockets(pid, links)
    async with httpx.AsyncClient() as client:
        told = (await client.get(f"{url}/metrics")).text.splitlines()
    wanted = ("guide_tasks ", "guide_turns_in_flight ", "guide_upstream_open ")
    gauges = dict(line.split(" ") for line in told if line.startswith(wanted))
    return Look(
        turns=turns,
        rss=int(status["VmRSS"].split()[0]) / 1024,
        clients=sum(one.local == urlsplit(url).port and one.remote != 0 for one in held),
        upstream=sum(one.remote == urlsplit(model).port for one in held),
        files=len(links),
        tasks=int(float(gauges["guide_tasks"])),
        threads=int(status["Threads"]),
        cpu=cpu(pid),
        busy=int(float(gauges["guide_turns_in_flight"]) + float(gauges["guide_upstream_open"])),
    )


async def turn(url: str, number: int) -> str:
    """One turn over a socket of its own; says what came of it."""
    parts = urlsplit(url)
    asked = {"message": QUESTIONS[number % len(QUESTIONS)]}
    if number % 2:
        asked["thread_id"] = f"soak-{number // 2 % KEEP}"
    body = orjson.dumps(asked)
    reader, writer = await asyncio.open_connection(parts.hostname, parts.port)
    try:
        writer.write(
            b"POST /chat/stream HTTP/1.1\r\nhost: soak\r\ncontent-type: application/json\r\n"
            b"connection: close\r\ncontent-length: %d\r\n\r\n%b" % (len(body), body)
        )
        if number % LEAVE == 0:
            await reader.readuntil(b"event: token")
            writer.transport.abort()
            return "left"
        told = await reader.read(-1)
    except (OSError, asyncio.IncompleteReadError):
        return "broken"
    finally:
        writer.close()
    if b" 200 " not in told[:20]:
        return told[9:12].decode(errors="replace")
    return "error" if b"event: error" in told else "whole" if b"event: done" in told else "cut"


async def drive(url: str, first: int, count: int, users: int) -> Counter[str]:
    """`count` turns by `users` at once."""
    numbers = iter(range(first, first + count))
    became: Counter[str] = Counter()

    async def user() -> None:
        for number in numbers:
            became[await turn(url, number)] += 1

    await asyncio.gather(*(user() for _ in range(users)))
    return became


async def run(given: argparse.Namespace, report: Report) -> None:
    """The report fails when something was left behind; a pool of sockets as wide as its users is not."""
    table = report.table(
        f"{given.turns:,} turns by {given.users} users, each tenth leaves; stand-in {' '.join(PACE)}",
        *COLUMNS,
    )
    became: Counter[str] = Counter()
    async with standin(PACE) as model, service(model) as (url, pid):
        became += await drive(url, 0, WARM, given.users)
        looks = [await look(url, model, pid, 0)]
        show(table, looks)
        began, done = time.perf_counter(), 0
        for quarter in range(1, 5):
            share = given.turns * quarter // 4 - done
            became += await drive(url, WARM + done, share, given.users)
            done += share
            looks.append(await look(url, model, pid, done))
            show(table, looks)
        seconds = time.perf_counter() - began - 4 * REST
    answers = ", ".join(f"{count:,} {what}" for what, count in sorted(became.items()))
    report.note(f"{answers}; {given.turns / seconds:,.0f} turns/s")
    verdict(report, looks, given.users)


def show(table: Table, looks: list[Look]) -> None:
    now, before = looks[-1], looks[-2] if len(looks) > 1 else None
    cost = (now.cpu - before.cpu) / (now.turns - before.turns) * 1e3 if before else None
    counts = (now.clients, now.upstream, now.files, now.tasks, now.threads, now.busy)
    table.add(now.turns, now.rss, *counts, cost)


def verdict(report: Report, looks: list[Look], users: int) -> None:
    first, last = looks[0], looks[-1]
    grown = (last.rss / first.rss - 1) * 100
    left = (last.clients, last.upstream - users, last.tasks - first.tasks, last.busy)
    behind = sum(max(count, 0) for count in left)
    table = report.table("What is left", "what", "found", "limit")
    table.add("memory grown %", grown, FLAT)
    table.add("left behind", behind, 0)
    if grown > FLAT or behind > 0:
        report.failed = True
        report.note("Something was left behind.")
