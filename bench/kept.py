"""A question that was answered before: how soon its answer is back, beside one that the model says."""

import argparse
import statistics
import time
from typing import Final

import httpx

from bench.programs import service, standin
from bench.report import Report

PACE: Final = ["--ttft", "0.03", "--pace", "0.01", "--tokens", "64"]
QUESTIONS: Final = (
    "경복궁에 대해 알려 줘",
    "창덕궁은 어떤 곳이야?",
    "Tell me about Namsan Seoul Tower",
    "광장시장 소개해 줘",
    "야경 보기 좋은 곳 추천해 줘",
)


async def asked(client: httpx.AsyncClient, question: str) -> tuple[float, float, bool]:
    """Milliseconds to the first word and to the end of an answer, and whether it had been kept."""
    began, first, cached = time.perf_counter(), 0.0, False
    async with client.stream("POST", "/chat/stream", json={"message": question}) as reply:
        async for line in reply.aiter_lines():
            if line == "event: token" and not first:
                first = time.perf_counter() - began
            cached = cached or '"cached":true' in line
    return first * 1e3, (time.perf_counter() - began) * 1e3, cached


async def run(given: argparse.Namespace, report: Report) -> None:
    told: dict[bool, list[tuple[float, float]]] = {False: [], True: []}
    async with (
        standin(PACE) as model,
        service(model, GUIDE_ANSWER_CACHE="true") as (url, _pid),
        httpx.AsyncClient(base_url=url, timeout=60) as client,
    ):
        for _ in range(given.rounds):
            for question in QUESTIONS:
                first, whole, cached = await asked(client, question)
                told[cached].append((first, whole))
        rate = (await client.get("/ready")).json()["dependencies"]["cache"]
    table = report.table(
        f"Equal answers; stand-in {' '.join(PACE)}",
        "answer", "answers", "first word p50 ms", "first word p95 ms", "whole p50 ms", "whole p95 ms",
    )  # fmt: skip
    for cached, name in ((False, "the model's"), (True, "kept")):
        heard, ended = (statistics.quantiles(one, n=20) for one in zip(*told[cached], strict=True))
        table.add(name, len(told[cached]), heard[9], heard[18], ended[9], ended[18])
    report.note(f"As `GET /ready` counts: {rate}")
