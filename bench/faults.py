"""What a user gets when the model fails, and when it is back: faults injected at the endpoint's socket.

The faults are those of docs/reference/faults.md. The naive service beside has no patience of its own: after
`LEAVES` seconds its user is taken to have gone.
"""

import argparse
import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import orjson

from bench.programs import naive, service
from bench.relay import QUESTION
from bench.report import Report
from bench.standin import Fault, Standin

FAULTS: Final[tuple[Fault, ...]] = (
    "refuse", "hang", "error", "busy", "reset", "truncate", "garbage", "drip",
)  # fmt: skip
PATIENCE: Final = {
    "GUIDE_LLM_FIRST_TOKEN_TIMEOUT": "3",
    "GUIDE_LLM_TOKEN_TIMEOUT": "3",
    "GUIDE_TURN_TIMEOUT": "6",
}
"""Shorter than by default (45, 60 and 120 s), so that the table is there in a minute."""
LEAVES: Final = 6.0
TOKENS, QUICK, CRAWL = 40, 0.005, 0.5


@asynccontextmanager
async def broken(model: Standin, fault: str) -> AsyncIterator[None]:
    """`gone`: it listens no more; `crawl`: tokens that come too slowly; else the stand-in's own."""
    if fault == "gone":
        await model.close()
        try:
            yield
        finally:
            await model.__aenter__()
        return
    model.pace, model.fault = (CRAWL, "none") if fault == "crawl" else (QUICK, fault)  # type: ignore[assignment]
    try:
        yield
    finally:
        model.pace, model.fault = QUICK, "none"


async def asked(client: httpx.AsyncClient) -> tuple[float, dict[str, Any]]:
    """Seconds to the end of an answer, and its result."""
    began = time.perf_counter()
    reply = await client.post("/chat/stream", json={"message": QUESTION})
    kinds = [block.split("\n") for block in reply.text.split("\n\n") if "event: result" in block]
    result: dict[str, Any] = orjson.loads(kinds[0][-1].removeprefix("data: ")) if kinds else {}
    return time.perf_counter() - began, result


async def plainly(client: httpx.AsyncClient) -> tuple[float, str]:
    """Seconds until the naive service's user has something or goes, and what it was."""
    began, tokens, done = time.perf_counter(), 0, False
    try:
        async with asyncio.timeout(LEAVES):
            async with client.stream("POST", "/chat/stream", json={"message": QUESTION}) as reply:
                async for line in reply.aiter_lines():
                    tokens += line == "event: token"
                    done = done or line == "event: done"
    except TimeoutError:
        became = f"{tokens} tokens, and no end"
    except httpx.HTTPError:
        became = f"{tokens} tokens, then the connection breaks"
    else:
        became = f"{tokens} tokens, as if whole" if done else f"{tokens} tokens, cut without a word"
    return time.perf_counter() - began, became


async def back(client: httpx.AsyncClient) -> float:
    """Seconds until an answer is the model's again."""
    began = time.perf_counter()
    while (await asked(client))[1].get("degraded", True):
        await asyncio.sleep(0.1)
    return time.perf_counter() - began


def said(result: dict[str, Any]) -> str:
    if not result:
        return "no result"
    how = "degraded" if result.get("degraded") else "as always"
    return (
        f"{len(result.get('answer') or '')} characters, {how}{', stopped' if result.get('stopped') else ''}"
    )


async def run(_given: argparse.Namespace, report: Report) -> None:
    table = report.table(
        f"By fault; patience of {PATIENCE['GUIDE_LLM_TOKEN_TIMEOUT']} s for a word, "
        f"{PATIENCE['GUIDE_TURN_TIMEOUT']} s for a turn",
        "fault", "service s", "service says", "the next after s", "the model's again after s",
        "naive s", "naive says",
    )  # fmt: skip
    async with (
        Standin(ttft=0.01, pace=QUICK, tokens=TOKENS) as model,
        service(model.url, 0, **PATIENCE) as (url, _pid),
        naive(model.url) as (plain, _plain_pid),
        httpx.AsyncClient(base_url=url, timeout=60) as client,
        httpx.AsyncClient(base_url=plain, timeout=60) as other,
    ):
        for fault in ("none", "gone", *FAULTS, "crawl"):
            await back(client)
            async with broken(model, fault):
                first, result = await asked(client)
                following, _ = await asked(client)
                beside, became = await plainly(other)
            again = await back(client)
            table.add(fault, first, said(result), following, again, beside, became)
