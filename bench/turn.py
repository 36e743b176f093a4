"""Where a turn's milliseconds go: nodes and tools by the service's own spans, and its CPU by samples.

The model is as fast as it can be, so what is left is ours. CPU is split by answers of few and of many
tokens: what does not grow with them is the turn's, the rest is each token's.
"""

import argparse
import asyncio
import os
import signal
import statistics
import tempfile
import time
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import httpx
import orjson

from bench.flame import outline
from bench.load import load
from bench.programs import cpu, service
from bench.report import Report, Spread
from bench.spans import Span, collecting
from bench.standin import Standin

KINDS: Final = {
    "known place": "경복궁에 대해 알려주세요",
    "a fact of it": "경복궁 입장료 얼마야?",
    "wish": "야경 보기 좋은 곳 추천해 줘",
    "journey": "강남역에서 홍대입구역까지 어떻게 가?",
    "manners": "지하철에서 지켜야 할 예절이 있어?",
    "small talk": "안녕?",
}
FEW, MANY = 1, 257
"""Tokens of the two answers that CPU is told apart by."""
USERS: Final = 4
BATCH: Final = 0.2
"""Seconds between two batches of spans that the service sends."""
SETTLE: Final = 5 * BATCH
SAMPLED: Final = 10
"""So many times as many turns are sampled: the kernel's tick is 4 ms of CPU."""
TOP: Final = 14
OURS: Final = ("agent", "api", "rag", "data", "serving", "server", "ingest")


async def run(given: argparse.Namespace, report: Report) -> None:
    async with Standin() as model:
        await costs(given, report, model)
        await nodes(given, report, model)
        await profile(given, report, model)


async def costs(given: argparse.Namespace, report: Report, model: Standin) -> None:
    """CPU of a turn and of a token; time to the first word and to the end."""
    table = report.table(
        f"CPU of the service, {USERS} users at once, {given.turns} turns a round",
        "turn", "CPU ms a turn beside tokens", "CPU µs a token", "first word p50 ms", "whole p50 ms",
    )  # fmt: skip
    async with service(model.url) as at:
        for kind, message in KINDS.items():
            rounds = []
            for number in range(given.rounds + 1):
                few = await answered(at, model, message, tokens=FEW, turns=given.turns)
                many = await answered(at, model, message, tokens=MANY, turns=given.turns)
                if number:  # the first round warms up
                    rounds.append((few, many))
            slopes = [
                (many.cpu - few.cpu) / (many.said - few.said) for few, many in rounds if many.said > few.said
            ]
            slope = statistics.median(slopes) if slopes else 0.0
            table.add(
                kind,
                Spread.of((few.cpu - slope * few.said) * 1e3 for few, _ in rounds),
                Spread.of(one * 1e6 for one in slopes) if slopes else None,
                Spread.of(few.first for few, _ in rounds),
                Spread.of(few.whole for few, _ in rounds),
            )


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a turn: seconds of CPU, tokens that the model said, median ms to the first word and to the end."""

    cpu: float
    said: float
    first: float
    whole: float


async def answered(at: tuple[str, int], model: Standin, message: str, *, tokens: int, turns: int) -> Cost:
    url, pid = at
    model.tokens = tokens
    model.answers.clear()
    before = cpu(pid)
    each = max(turns // USERS, 1)
    done = await load(f"{url}/chat/stream", {"message": message}, b"event: token", users=USERS, each=each)
    count = len(done.samples)
    return Cost(
        (cpu(pid) - before) / count,
        sum(answer.tokens for answer in model.answers) / count,
        done.ttft(0.5),
        statistics.median(one.total for one in done.samples) * 1e3,
    )


async def nodes(given: argparse.Namespace, report: Report, model: Standin) -> None:
    """Spans of each kind of turn, one turn after the other."""
    table = report.table(
        f"A turn's time by node and tool, one at a time, {given.turns} turns, 16 tokens",
        "turn", "span", "a turn", "p50 ms", "p95 ms", "its own p50 ms",
    )  # fmt: skip
    model.tokens = 16
    async with (
        collecting() as collector,
        service(
            model.url,
            GUIDE_OTLP_ENDPOINT=collector.url,
            GUIDE_OTLP_TEXT="false",
            OTEL_BSP_SCHEDULE_DELAY=f"{BATCH * 1e3:.0f}",
        ) as (url, _pid),
        httpx.AsyncClient(base_url=url, timeout=60) as client,
    ):
        for kind, message in KINDS.items():
            await client.post("/chat", json={"message": message})
            await asyncio.sleep(SETTLE)
            collector.clear()
            for _ in range(given.turns):
                (await client.post("/chat", json={"message": message})).raise_for_status()
            await asyncio.sleep(SETTLE)
            for row in rows(collector.spans()):
                table.add(kind, *row)


def rows(spans: list[Span]) -> list[tuple[str, float, float, float, float]]:
    """By name, the longest first: how often in a turn, p50, p95 and its own p50 (ms)."""
    turns = sum(span.name == "turn" for span in spans) or 1
    named: dict[str, list[Span]] = defaultdict(list)
    for span in spans:
        named[span.name].append(span)
    made = []
    for name, held in named.items():
        lengths = sorted(span.ms for span in held)
        late = lengths[min(int(len(lengths) * 0.95), len(lengths) - 1)]
        own = statistics.median(span.own for span in held)
        made.append((name, len(held) / turns, statistics.median(lengths), late, own))
    return sorted(made, key=lambda row: -row[2])


async def profile(given: argparse.Namespace, report: Report, model: Standin) -> None:
    """Samples of a known-place turn, with a handful of tokens, by where they fell."""
    model.tokens = FEW
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "stacks.json"
        async with service(model.url, under=["-m", "bench.sampler", str(out)]) as (url, pid):
            asked = (f"{url}/chat/stream", {"message": KINDS["known place"]}, b"event: token")
            await load(*asked, users=USERS, each=10)
            os.kill(pid, signal.SIGUSR1)
            before = cpu(pid)
            turns = await load(*asked, users=USERS, each=given.turns * SAMPLED // USERS)
            spent = cpu(pid) - before
            os.kill(pid, signal.SIGUSR2)
            stacks = await written(out)
    seen, count = sum(stacks.values()), len(turns.samples)
    per = spent / count * 1e3 / seen
    report.profile = outline(stacks)
    for title, counted in (("in it alone", own(stacks)), ("with what it calls", below(stacks))):
        table = report.table(
            f"A known-place turn's CPU by function, {title} ({seen:,} samples of {count} turns)",
            "function", "ms a turn", "% of the turn",
        )  # fmt: skip
        for name, samples in counted.most_common(TOP):
            table.add(name, samples * per, samples / seen * 100)
    table = report.table("The same by package, in it alone", "package", "ms a turn", "% of the turn")
    for name, samples in packages(stacks).most_common(TOP):
        table.add(name, samples * per, samples / seen * 100)


async def written(out: Path) -> dict[str, int]:
    """Raises TimeoutError when the sampler does not write."""
    until = time.monotonic() + 10
    while not out.exists():
        if time.monotonic() > until:
            raise TimeoutError("no profile was written")
        await asyncio.sleep(0.05)
    held: dict[str, int] = orjson.loads(out.read_bytes())
    return held


def own(stacks: dict[str, int]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for stack, samples in stacks.items():
        counted[stack.rpartition(";")[2]] += samples
    return counted


def below(stacks: dict[str, int]) -> Counter[str]:
    """Our own functions, and those of libraries that we call: with all that they call."""
    counted: Counter[str] = Counter()
    for stack, samples in stacks.items():
        for name in set(stack.split(";")):
            if room(name) in OURS:
                counted[name] += samples
    return counted


def packages(stacks: dict[str, int]) -> Counter[str]:
    counted: Counter[str] = Counter()
    for stack, samples in stacks.items():
        counted[room(stack.rpartition(";")[2])] += samples
    return counted


def room(name: str) -> str:
    """The package that a function is of; of the standard library its module."""
    return name.partition(":")[0].partition("/")[0]
