"""How soon the model stops when nobody listens any more, seen on the model's own socket.

The stand-in runs in this process, so that both ends of the wait are on one clock. Each way of leaving is
tried at each door, some words into an answer of minutes.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit
from uuid import uuid4

import orjson

from bench.programs import naive, service
from bench.relay import QUESTION
from bench.report import Report
from bench.standin import Standin

Leave = Callable[["Client"], None]

WORDS: Final = 5
"""Tokens that the model has said when its client leaves."""
LEAVING, WHOLE = 5, 120
DOORS: Final[dict[str, tuple[str, dict[str, Any]]]] = {
    "/chat/stream": ("/chat/stream", {"message": QUESTION}),
    "/chat": ("/chat", {"message": QUESTION}),
    "/v1/chat/completions, streamed": (
        "/v1/chat/completions",
        {"model": "gildongmu", "stream": True, "messages": [{"role": "user", "content": QUESTION}]},
    ),
    "/v1/chat/completions": (
        "/v1/chat/completions",
        {"model": "gildongmu", "messages": [{"role": "user", "content": QUESTION}]},
    ),
}
THREADED: Final = ("/chat/stream", "/chat")
"""Doors whose body names the thread."""


@dataclass(frozen=True, slots=True)
class Client:
    """A connection with an answer on it, and one that is open to stop it."""

    thread: str
    answer: asyncio.StreamWriter
    other: asyncio.StreamWriter


def closing(client: Client) -> None:
    client.answer.close()


def resetting(client: Client) -> None:
    client.answer.transport.abort()


def asking(client: Client) -> None:
    """POST /threads/{id}/stop; the answer's own connection stays open."""
    client.other.write(request(f"/threads/{client.thread}/stop", b"{}"))


def request(path: str, payload: bytes) -> bytes:
    return (
        b"POST %b HTTP/1.1\r\nhost: stop\r\ncontent-type: application/json\r\n"
        b"content-length: %d\r\n\r\n%b" % (path.encode(), len(payload), payload)
    )


async def client(url: str, door: str) -> Client:
    """A new thread and its question, sent."""
    path, body = DOORS[door]
    parts = urlsplit(url)
    thread = f"stop-{uuid4().hex}"
    named = {"thread_id": thread} if door in THREADED else {"gildongmu": {"thread_id": thread}}
    _, answer = await asyncio.open_connection(parts.hostname, parts.port)
    _, other = await asyncio.open_connection(parts.hostname, parts.port)
    answer.write(request(path, orjson.dumps({**body, **named})))
    return Client(thread, answer, other)


WAYS: Final[dict[str, Leave]] = {"closes": closing, "resets": resetting, "asks to stop": asking}


async def gone(model: Standin, url: str, door: str, leave: Leave, users: int) -> list[float]:
    """Seconds from leaving to the model's end, for each of `users` that leave at once."""
    seen = len(model.answers)
    clients = [await client(url, door) for _ in range(users)]
    while len(model.answers) < seen + users or min(one.tokens for one in model.answers[seen:]) < WORDS:
        await asyncio.sleep(0.01)
    left = time.perf_counter()
    for one in clients:
        leave(one)
    while model.running:
        await asyncio.sleep(0.001)
    for one in clients:
        one.answer.close()
        one.other.close()
    return [answer.ended - left for answer in model.answers[seen:] if answer.ended]


async def run(given: argparse.Namespace, report: Report) -> None:
    table = report.table(
        "The service, by door and way of leaving", "door", "the client", "at once", "p50 ms", "worst ms"
    )
    async with (
        Standin(ttft=0.01, pace=0.02, tokens=100_000) as model,
        service(model.url, GUIDE_LLM_MAX_TOKENS="8192") as (url, _pid),
    ):
        for door in DOORS:
            for way, leave in WAYS.items():
                for users in (1, given.users):
                    spent = []
                    for _ in range(given.rounds if users == 1 else 1):
                        spent += await gone(model, url, door, leave, users)
                    table.add(door, way, users, statistics.median(spent) * 1e3, max(spent) * 1e3)
    await beside(report)


async def beside(report: Report) -> None:
    """What the model goes on to say for nobody, through the service and through the naive one."""
    table = report.table(
        f"{LEAVING} clients close after {WORDS} words of {WHOLE}",
        "path", "stopped", "ran to the end", "tokens said for nobody",
    )  # fmt: skip
    async with (
        Standin(ttft=0.01, pace=0.02, tokens=WHOLE) as model,
        service(model.url) as (url, _pid),
        naive(model.url) as (plain, _plain_pid),
    ):
        for name, where in (("service", url), ("naive", plain)):
            seen = len(model.answers)
            clients = [await client(where, "/chat/stream") for _ in range(LEAVING)]
            while len(model.answers) < seen + LEAVING or min(x.tokens for x in model.answers[seen:]) < WORDS:
                await asyncio.sleep(0.01)
            before = sum(answer.tokens for answer in model.answers[seen:])
            for one in clients:
                one.answer.close()
            while model.running:
                await asyncio.sleep(0.01)
            answers = model.answers[seen:]
            ended = sum(answer.whole for answer in answers)
            wasted = sum(answer.tokens for answer in answers) - before
            table.add(name, len(answers) - ended, ended, wasted)
            for one in clients:
                one.other.close()
