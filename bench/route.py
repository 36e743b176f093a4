"""What a message costs before any model is asked: the decision, and a journey, over HTTP.

`ms` of a decision is the service's own clock; a journey's time is this client's, the socket included.
"""

import argparse
import statistics
import time
from random import Random
from typing import Any, Final

import httpx
import orjson

from bench.programs import service, standin
from bench.report import ROOT, Cell, Report

EXAMPLES: Final = ROOT / "data" / "routes.jsonl"
PAIRS: Final = 200


def row(name: str, spent: list[float]) -> tuple[Cell, ...]:
    cuts = statistics.quantiles(spent, n=100, method="inclusive")
    return name, len(spent), cuts[49], cuts[94], max(spent)


async def run(_given: argparse.Namespace, report: Report) -> None:
    texts = [orjson.loads(line)["text"] for line in EXAMPLES.read_bytes().splitlines() if line]
    random = Random(11)  # noqa: S311 - the same pairs every time
    async with (
        standin(["--ttft", "0", "--pace", "0"]) as model,
        service(model) as (url, _pid),
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        decided: dict[str, list[float]] = {}
        for text in texts:
            decision: dict[str, Any] = (await client.post("/route", json={"message": text})).json()
            decided.setdefault(f"decision by {decision['by']}", []).append(decision["ms"])
        known = (await client.get("/places", params={"near": "37.56,126.98", "limit": 50})).json()["items"]
        journeys = []
        for _ in range(PAIRS):
            ends = [{"lat": place["lat"], "lon": place["lon"]} for place in random.sample(known, 2)]
            began = time.perf_counter()
            await client.post("/directions", json={"origin": ends[0], "destination": ends[1]})
            journeys.append((time.perf_counter() - began) * 1e3)
    table = report.table(
        "Each decision and journey, one at a time", "what", "calls", "p50 ms", "p95 ms", "max ms"
    )
    for name, spent in sorted(decided.items()):
        if len(spent) > 1:
            table.add(*row(name, spent))
    table.add(*row("journey, within the city", journeys))
