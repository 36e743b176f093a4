"""What a user gets when the model fails, and when it is back: faults injected at the endpoint's socket."""

import argparse
import asyncio
import time
from typing import Any, Final

import httpx
import orjson

from bench.relay import QUESTION, service
from bench.standin import Fault, Standin

FAULTS: Final[tuple[Fault, ...]] = (
    "refuse", "hang", "error", "busy", "reset", "truncate", "garbage", "drip",
)  # fmt: skip
PATIENCE: Final = {"GUIDE_LLM_FIRST_TOKEN_TIMEOUT": "3", "GUIDE_LLM_TOKEN_TIMEOUT": "3"}
"""Shorter than by default, so that the table is there in a minute."""


async def asked(client: httpx.AsyncClient) -> tuple[float, dict[str, Any]]:
    """Seconds to the end of an answer, and its result."""
    began = time.perf_counter()
    reply = await client.post("/chat/stream", json={"message": QUESTION})
    kinds = [block.split("\n") for block in reply.text.split("\n\n") if "event: result" in block]
    result: dict[str, Any] = orjson.loads(kinds[0][-1].removeprefix("data: ")) if kinds else {}
    return time.perf_counter() - began, result


async def back(client: httpx.AsyncClient) -> float:
    """Seconds until an answer is the model's again."""
    began = time.perf_counter()
    while (await asked(client))[1].get("degraded", True):
        await asyncio.sleep(0.1)
    return time.perf_counter() - began


async def run(_given: argparse.Namespace) -> None:
    print(f"patience of {PATIENCE['GUIDE_LLM_TOKEN_TIMEOUT']} s (by default 45 and 60)\n")
    print("| fault | first answer after s | its text | the next after s | the model's again after s |")
    print("|---|---|---|---|---|")
    async with (
        Standin(ttft=0.01, pace=0.005, tokens=40) as model,
        service(model.url, 8326, **PATIENCE) as (url, _pid),
        httpx.AsyncClient(base_url=url, timeout=60) as client,
    ):
        for fault in FAULTS:
            await back(client)
            model.fault = fault
            first, result = await asked(client)
            following, _ = await asked(client)
            model.fault = "none"
            again = await back(client)
            said = f"{len(result.get('answer') or '')} characters, degraded: {result.get('degraded')}"
            print(f"| {fault} | {first:.2f} | {said} | {following:.2f} | {again:.1f} |", flush=True)
