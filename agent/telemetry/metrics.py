"""What the service counts, for Prometheus. docs/reference/metrics.md tells each one and how to read it.

Deliberate choices:
- Every label set is a closed list, and all its children are made here, at import: a dashboard sees zeros, and
  nothing a user writes becomes a label.
- Counting is by the turn, the call and the request, never by the token: some 30 µs a turn.
- Several workers: with PROMETHEUS_MULTIPROC_DIR set before the start, each worker writes files there and any
  of them answers for all (`expose`). Gauges say below how they add up.
"""

import asyncio
import os
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from itertools import product
from pathlib import Path
from typing import Any, Final, Literal, TypeVar, get_args

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.multiprocess import MultiProcessCollector, mark_process_dead

from agent.tools.decision import By, Language, Route
from agent.tools.transit.providers.registry import NAMES as KEYED
from agent.tools.web.registry import PROVIDERS

Outcome = Literal["ok", "degraded", "stopped", "error"]
Call = Literal["answer", "choice", "models"]
"""What the endpoint is asked for: words, one of several choices, or the models it serves."""
Reason = Literal["refused", "timeout", "status", "broken", "garbage"]
Tool = str
Cached = Literal["hit", "miss", "shared"]
"""`shared`: the answer of an equal question that was being answered at the time."""

OWN: Final = ("retriever", "planner", "taxi", "exchange", "search")
TOOLS: Final[tuple[Tool, ...]] = (*OWN, *(f"search:{name}" for name in PROVIDERS), "search:other", *KEYED)
NONE: Final = "none"
"""A turn that ended before it was decided."""

SECONDS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8, 1.5, 3, 6, 12, 30, 60, 120)
QUICK: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)

TURNS = Counter(
    "guide_turns", "Turns that ended, by route, who decided, language and outcome",
    ["route", "by", "language", "outcome"],
)  # fmt: skip
DECISIONS = Counter("guide_decisions", "Routing decisions of turns, by route and by whom", ["route", "by"])
DEGRADED = Counter("guide_degraded", "Answers given without a part that was down", ["route"])
TURN_SECONDS = Histogram("guide_turn_seconds", "From message to answer's end", ["route"], buckets=SECONDS)
FIRST_TOKEN = Histogram(
    "guide_first_token_seconds", "From the message to the first words", ["route"], buckets=SECONDS
)
TOKENS = Counter("guide_tokens", "Tokens by the endpoint's own count; `streamed`: deltas sent on", ["kind"])
IN_FLIGHT = Gauge("guide_turns_in_flight", "Turns being answered", multiprocess_mode="livesum")
WAITING = Gauge("guide_turns_waiting", "Turns waiting for room to be answered", multiprocess_mode="livesum")
REFUSED = Counter("guide_turns_refused", "Requests refused because there was no room for them", ["code"])
CACHE = Counter("guide_cache", "Questions that may be answered from the cache", ["result"])
CALLS = Counter("guide_upstream_requests", "Requests to the model endpoint", ["call"])
CALL_ERRORS = Counter("guide_upstream_errors", "Requests that failed there", ["call", "reason"])
CALL_SECONDS = Histogram("guide_upstream_seconds", "Requests there, to their end", ["call"], buckets=SECONDS)
OPEN = Gauge("guide_upstream_open", "Requests there now", multiprocess_mode="livesum")
UP = Gauge("guide_upstream_up", "1 while the endpoint answers", multiprocess_mode="livemostrecent")
TOOL_SECONDS = Histogram("guide_tool_seconds", "Calls of tools, by tool", ["tool"], buckets=QUICK)
TOOL_ERRORS = Counter("guide_tool_errors", "Calls of tools that raised", ["tool"])
FEEDBACK = Counter("guide_feedback", "Thumbs given to answers", ["thumb"])
REQUESTS = Counter("guide_requests", "HTTP requests that ended", ["method", "path", "status"])
LAG = Histogram("guide_loop_lag_seconds", "How late the event loop woke, sampled", buckets=QUICK)
TASKS = Gauge("guide_tasks", "Tasks of the event loop, sampled", multiprocess_mode="livesum")

STATUSES: Final = ("2xx", "3xx", "4xx", "5xx")
CODES: Final = ("thread_busy", "overloaded", "rate_limited")


def _start() -> None:
    """Make every child, so that what has not happened yet reads 0."""
    routes, bys, languages = (*get_args(Route), NONE), get_args(By), get_args(Language)
    for route in routes:
        TURN_SECONDS.labels(route)
        FIRST_TOKEN.labels(route)
        DEGRADED.labels(route)
    for route, by in product(get_args(Route), bys):
        DECISIONS.labels(route, by)
        for language, outcome in product(languages, get_args(Outcome)):
            TURNS.labels(route, by, language, outcome)
    for outcome in get_args(Outcome):
        TURNS.labels(NONE, NONE, NONE, outcome)
    for call in get_args(Call):
        CALLS.labels(call)
        CALL_SECONDS.labels(call)
        for reason in get_args(Reason):
            CALL_ERRORS.labels(call, reason)
    for tool in TOOLS:
        TOOL_SECONDS.labels(tool)
        TOOL_ERRORS.labels(tool)
    for counter, values in (
        (TOKENS, ("prompt", "completion", "streamed")),
        (CACHE, get_args(Cached)),
        (FEEDBACK, ("up", "down")),
        (REFUSED, CODES),
    ):
        for value in values:
            counter.labels(value)


_start()

T = TypeVar("T")
M = TypeVar("M", bound=MetricWrapperBase)
_children: Final[dict[tuple[object, ...], Any]] = {}


def child(metric: M, *labels: str) -> M:
    """The metric for these labels, held: to look it up anew costs more than to count."""
    key = (metric, *labels)
    held: M | None = _children.get(key)
    if held is None:
        held = _children[key] = metric.labels(*labels)
    return held


def within(value: T, known: Iterable[T], otherwise: T) -> T:
    """A label value, or `otherwise` where it is none of ours: labels stay a closed list."""
    return value if value in known else otherwise


@asynccontextmanager
async def sampled(every: float = 1.0) -> AsyncIterator[None]:
    """Sample the loop each `every` seconds meanwhile: how late it wakes, and its tasks."""
    task = asyncio.create_task(_sample(every), name="metrics")
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task
        if folder := os.environ.get("PROMETHEUS_MULTIPROC_DIR"):
            _dead(os.getpid(), folder)


async def _sample(every: float) -> None:
    clock = asyncio.get_running_loop().time
    while True:
        TASKS.set(len(asyncio.all_tasks()))
        due = clock() + every
        await asyncio.sleep(every)
        LAG.observe(max(0.0, clock() - due))


def expose() -> bytes:
    """All metrics in Prometheus' text format; of all workers where they share a folder. It reads files."""
    folder = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    if not folder:
        return generate_latest(REGISTRY)
    _bury(Path(folder))
    shared = CollectorRegistry()
    MultiProcessCollector(shared, folder)  # type: ignore[no-untyped-call]
    return generate_latest(shared)


def _dead(pid: int, folder: str) -> None:
    mark_process_dead(pid, folder)  # type: ignore[no-untyped-call]


def _bury(folder: Path) -> None:
    """A worker that was killed left its gauges behind; its counters stay, they have happened."""
    for pid in {int(file.stem.rsplit("_", 1)[1]) for file in folder.glob("gauge_live*_*.db")}:
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            _dead(pid, str(folder))
