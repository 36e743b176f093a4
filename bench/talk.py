"""A conversation with a running service, one thread, turn by turn: how long each waits, what it was told.

Without a script of one's own: ten turns over all routes, with slips of the keyboard, 거기 and 여기, English,
and letters without sense (`bench/talk.jsonl`). Code judges three things of each answer: its route, whether it
holds numbers that neither its facts nor the conversation do, and its language. Where the model's endpoint is
named and tells vLLM's counts: the share of each turn's prompts that its prefix cache had read.
"""

import argparse
import re
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import orjson

from bench.report import Cell, Report, Spread
from evals.peer import Turn
from evals.suites.answers import foreign
from evals.tongue import spoken

SCRIPT: Final = Path(__file__).parent / "talk.jsonl"
COLUMNS: Final = (
    "turn", "message", "route", "TTFT ms", "total ms", "tokens", "model", "cached %", "checks",
)  # fmt: skip
TIMEOUT: Final = 300.0
"""Seconds for one answer: small machines are slow."""
COUNT: Final = re.compile(
    r"^vllm:prefix_cache_(queries|hits)_total(?:\{[^}]*\})? ([0-9.eE+-]+)$", re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Line:
    """One message. `routes`: those that are right; none: any."""

    body: dict[str, Any]
    language: str
    routes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """One answer as it came. Times in milliseconds; `first` is None where no word came before the result."""

    first: float | None
    total: float
    told: Mapping[str, Any]
    """The latest data of each kind of event."""
    streamed: str

    @property
    def result(self) -> dict[str, Any]:
        """Empty where the turn ended without one."""
        held: dict[str, Any] = self.told.get("result") or {}
        return held

    @property
    def answer(self) -> str:
        return str(
            self.result.get("answer") or (self.told.get("error") or {}).get("message") or self.streamed
        )


@dataclass(frozen=True, slots=True)
class Cache:
    """Tokens of prompts as the engine counts them: looked up, and found."""

    looked: float = 0.0
    found: float = 0.0

    def since(self, before: "Cache") -> "Cache":
        return Cache(self.looked - before.looked, self.found - before.found)

    @property
    def share(self) -> float | None:
        """Percent; None where nothing was looked up."""
        return self.found / self.looked * 100 if self.looked else None


def script(path: Path) -> list[Line]:
    """Raises ValueError, with the number of a line that cannot be read, and OSError."""
    lines = []
    for number, raw in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not (text := raw.strip()):
            continue
        try:
            row = orjson.loads(text) if text.startswith("{") else {"message": text}
            body = {name: row[name] for name in ("message", "location", "style", "currency") if name in row}
            language = row.get("language") or spoken(body["message"])
        except (ValueError, KeyError) as error:
            raise ValueError(f"line {number} of {path.name} is no message: {error}") from error
        lines.append(Line(body, language, tuple(row.get("routes", ()))))
    return lines


async def ask(http: httpx.AsyncClient, body: Mapping[str, Any]) -> Heard:
    """One turn over the stream. Raises httpx.HTTPError where it is refused or breaks off."""
    began = time.perf_counter()
    first, told, said = None, dict[str, Any](), list[str]()
    async with http.stream("POST", "/chat/stream", json=body) as reply:
        if reply.is_error:
            await reply.aread()
        reply.raise_for_status()
        async for kind, data in _events(reply):
            if kind == "token":
                first = first or (time.perf_counter() - began) * 1e3
                said.append(data["delta"])
            else:
                told[kind] = data
    return Heard(first, (time.perf_counter() - began) * 1e3, told, "".join(said))


async def _events(reply: httpx.Response) -> AsyncIterator[tuple[str, Any]]:
    kind = ""
    async for line in reply.aiter_lines():
        if line.startswith("event: "):
            kind = line.removeprefix("event: ")
        elif line.startswith("data: "):
            yield kind, orjson.loads(line.removeprefix("data: "))


async def cache(endpoint: str) -> Cache:
    """What the engine has counted until now; nothing where it does not tell, or is not named."""
    if not endpoint:
        return Cache()
    try:
        async with httpx.AsyncClient(timeout=10) as http:
            reply = await http.get(f"{endpoint.rstrip('/').removesuffix('/v1')}/metrics")
    except httpx.HTTPError:
        return Cache()
    counts = {"queries": 0.0, "hits": 0.0}
    for name, value in COUNT.findall(reply.text if reply.is_success else ""):
        counts[name] += float(value)
    return Cache(counts["queries"], counts["hits"])


def wrong(line: Line, heard: Heard, context: str) -> list[str]:
    """What code finds wrong with an answer. `context`: all that was said before it, the question included."""
    if not heard.result:
        return [f"no result: {(heard.told.get('error') or {}).get('code', 'broken off')}"]
    found = []
    route = heard.result.get("route")
    if line.routes and route not in line.routes:
        found.append(f"route {route} for {'/'.join(line.routes)}")
    decision = heard.told.get("route") or {}
    if loose := foreign(Turn(heard.answer, decision, heard.result), context):
        found.append("numbers of its own: " + ", ".join(f"{value:g}" for value in loose))
    if (tongue := spoken(heard.answer)) != line.language:
        found.append(f"speaks {tongue} for {line.language}")
    if heard.result.get("degraded"):
        found.append("degraded")
    return found


def row(number: int, line: Line, heard: Heard, read: Cache, misses: list[str]) -> tuple[Cell, ...]:
    usage = heard.result.get("usage") or {}
    return (
        number,
        line.body["message"],
        heard.result.get("route"),
        heard.first,
        heard.total,
        usage.get("completion_tokens"),
        heard.result.get("model") or "our own words",
        read.share,
        "; ".join(misses) or "✓",
    )


async def run(given: argparse.Namespace, report: Report) -> None:
    """Raises httpx.HTTPError when the service cannot be reached, ValueError for a script that is none."""
    lines = script(given.script or SCRIPT)
    head = {"authorization": f"Bearer {given.key}"} if given.key else {}
    thread, context = f"bench-{uuid4().hex}", ""
    heards: list[Heard] = []
    right = 0
    begun = before = await cache(given.endpoint)
    table = report.table("A conversation, turn by turn", *COLUMNS)
    async with httpx.AsyncClient(base_url=given.url.rstrip("/"), headers=head, timeout=TIMEOUT) as http:
        for number, line in enumerate(lines, 1):
            heard = await ask(http, {**line.body, "thread_id": thread})
            now = await cache(given.endpoint)
            context += f"\n{line.body['message']}"
            misses = wrong(line, heard, context)
            table.add(*row(number, line, heard, now.since(before), misses))
            context += f"\n{heard.answer}"
            right += not misses
            before = now
            heards.append(heard)
    said = report.table("What was answered", "turn", "answer")
    for number, heard in enumerate(heards, 1):
        said.add(number, heard.answer.replace("\n", " ⏎ "))
    summed(report, heards, right, before.since(begun))


def summed(report: Report, heards: list[Heard], right: int, read: Cache) -> None:
    """The whole conversation in a row."""
    firsts = [heard.first for heard in heards if heard.first is not None]
    table = report.table(
        "The conversation", "turns", "right", "TTFT ms", "total ms", "tokens", "prompt tokens", "cached %"
    )
    tokens, prompts = (
        sum((heard.result.get("usage") or {}).get(name) or 0 for heard in heards)
        for name in ("completion_tokens", "prompt_tokens")
    )
    table.add(
        len(heards),
        right,
        Spread.of(firsts) if firsts else None,
        Spread.of(heard.total for heard in heards),
        tokens,
        prompts,
        read.share,
    )
    if read.looked:
        report.note(
            f"The engine's prefix cache held {read.share:.0f} % of the {read.looked:,.0f} prompt tokens of "
            "this conversation, routing and choices included."
        )
