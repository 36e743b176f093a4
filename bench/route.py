"""What a message costs before any model is asked: the decision, and a journey, over HTTP.

`ms` of a decision is the service's own clock; a journey's time is this client's, the socket included.
"""

import argparse
import statistics
import time
from pathlib import Path
from random import Random
from typing import Any

import httpx
import orjson

from bench.relay import service, standin

EXAMPLES = Path(__file__).parents[1] / "data" / "routes.jsonl"
PAIRS = 200


def row(name: str, spent: list[float]) -> str:
    cuts = statistics.quantiles(spent, n=100, method="inclusive")
    return f"| {name} | {len(spent)} | {cuts[49]:.2f} | {cuts[94]:.2f} | {max(spent):.2f} |"


async def run(_given: argparse.Namespace) -> None:
    texts = [orjson.loads(line)["text"] for line in EXAMPLES.read_bytes().splitlines() if line]
    random = Random(11)  # noqa: S311 - the same pairs every time
    async with (
        standin(["--ttft", "0", "--pace", "0"]) as model,
        service(model, 8322) as (url, _pid),
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
    print("| what | calls | p50 ms | p95 | max |\n|---|---|---|---|---|")
    for name, spent in decided.items():
        if len(spent) > 1:
            print(row(name, spent))
    print(row("journey, within the city", journeys))
