"""What a message costs before any model is asked: the decision, and a journey, over HTTP.

`ms` of a decision is the service's own clock; a journey's time is this client's, the socket included. The
messages are those of the evaluations, with what was said before them, asked in the steady state: the
embedder is loaded, the examples are learned. CPU is that of all the service's threads, HTTP included; other
work on the machine moves it less.
"""

import argparse
import statistics
import time
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

import httpx

from bench.programs import cpu, service, settled, standin
from bench.report import Cell, Report
from evals.case import Routing
from evals.load import cases

JUDGES: Final = ("rule", "embedding", "model")
PAIRS: Final = 200


@dataclass(slots=True)
class Spent:
    """Milliseconds of calls, by the clock and of CPU."""

    clock: list[float] = field(default_factory=list)
    cpu: list[float] = field(default_factory=list)

    def row(self, name: str) -> tuple[Cell, ...]:
        cuts = statistics.quantiles(self.clock, n=100, method="inclusive")
        return name, len(self.clock), cuts[49], cuts[94], max(self.clock), statistics.median(self.cpu)


def asked(case: Routing) -> dict[str, Any]:
    """A case as `POST /route` takes it."""
    return {"message": case.text, "history": [said.model_dump() for said in case.said]}


async def run(_given: argparse.Namespace, report: Report) -> None:
    random = Random(11)  # noqa: S311 - the same pairs every time
    async with (
        standin(["--ttft", "0", "--pace", "0"]) as model,
        service(model) as (url, pid),
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        meanings = await settled(url)
        decided = {judge: Spent() for judge in JUDGES}
        one, several = Spent(), Spent()
        for case in cases("routing"):
            if isinstance(case, Routing):
                before = cpu(pid)
                decision = (await client.post("/route", json=asked(case))).json()
                kinds = [decided[decision["by"]]]
                if decision["by"] == "rule":
                    kinds.append(several if decision["then"] else one)
                for spent in kinds:
                    spent.clock.append(decision["ms"])
                    spent.cpu.append((cpu(pid) - before) * 1e3)
        known = (await client.get("/places", params={"near": "37.56,126.98", "limit": 50})).json()["items"]
        journeys = Spent()
        for _ in range(PAIRS):
            ends = [{"lat": place["lat"], "lon": place["lon"]} for place in random.sample(known, 2)]
            began, before = time.perf_counter(), cpu(pid)
            await client.post("/directions", json={"origin": ends[0], "destination": ends[1]})
            journeys.clock.append((time.perf_counter() - began) * 1e3)
            journeys.cpu.append((cpu(pid) - before) * 1e3)
    table = report.table(
        "Each decision and journey, one at a time",
        "what",
        "calls",
        "p50 ms",
        "p95 ms",
        "max ms",
        "CPU p50 ms",
    )
    for judge, spent in decided.items():
        if len(spent.clock) > 1:
            table.add(*spent.row(f"decision by {judge}"))
    table.add(*one.row("by rule, one question"))
    table.add(*several.row("by rule, several questions in a message"))
    table.add(*journeys.row("journey, within the city"))
    messages = sum(len(spent.clock) for spent in decided.values())
    table = report.table("Who decides", "by", "messages", "% of all")
    for judge, spent in decided.items():
        table.add(judge, len(spent.clock), 100 * len(spent.clock) / messages)
    if not meanings:
        report.note("There was no embedder: what it would have decided went to the model.")
