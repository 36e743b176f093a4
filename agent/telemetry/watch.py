"""What is told of a turn, a call and a tool while they run: metrics, a log line and a span from one place.

Nodes and the façade only say what they are doing; where it is told is settled here.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Any, Final, Protocol

import httpx

from agent.endpoint.deltas import Generation
from agent.endpoint.upstream import Refused
from agent.errors import GuideError
from agent.telemetry import logs, metrics, tracing
from agent.telemetry.metrics import Call, Outcome, Reason, Tool

log = logging.getLogger("agent.turn")

REASONS: Final[tuple[tuple[type[BaseException], Reason], ...]] = (
    (httpx.ConnectError, "refused"),
    (httpx.ConnectTimeout, "refused"),
    (httpx.TimeoutException, "timeout"),
    (httpx.HTTPStatusError, "status"),
    (httpx.HTTPError, "broken"),
    (Refused, "refused"),
    (TimeoutError, "timeout"),
    (ValueError, "garbage"),
    (LookupError, "garbage"),
    (TypeError, "garbage"),
)


class Told(Protocol):
    """A turn as far as it is watched: agent/turns/turn.py's `Turn`."""

    decision: dict[str, Any]
    outcome: dict[str, Any]
    timings: dict[str, float]
    stopped: bool

    @property
    def failed(self) -> GuideError | None: ...

    @property
    def deltas(self) -> int: ...


def outcome(turn: Told) -> Outcome:
    if turn.failed:
        return "error"
    if turn.stopped:
        return "stopped"
    return "degraded" if turn.outcome.get("degraded") else "ok"


@contextmanager
def turn(told: Told) -> Iterator[None]:
    """Around a turn, in its own task: what it became is read from `told` at the end, however it ends."""
    began = time.perf_counter()
    logs.event(log, "turn.begin")
    metrics.IN_FLIGHT.inc()
    with tracing.span("turn", **logs.ids()) as span:
        try:
            yield
        finally:
            metrics.IN_FLIGHT.dec()
            _ended(told, time.perf_counter() - began, span)


def _ended(told: Told, seconds: float, span: Any) -> None:
    """`seconds` of the whole turn."""
    decision, usage, became = told.decision, told.outcome.get("usage") or {}, outcome(told)
    route, by, language = (str(decision.get(key) or metrics.NONE) for key in ("route", "by", "language"))
    first = told.timings.get("first_token")
    metrics.child(metrics.TURNS, route, by, language, became).inc()
    metrics.child(metrics.TURN_SECONDS, route).observe(seconds)
    if first is not None:
        metrics.child(metrics.FIRST_TOKEN, route).observe(first / 1e3)
    if decision:
        metrics.child(metrics.DECISIONS, route, by).inc()
    if told.outcome.get("degraded"):
        metrics.child(metrics.DEGRADED, route).inc()
    metrics.child(metrics.TOKENS, "streamed").inc(told.deltas)
    summary: dict[str, Any] = {
        "route": route,
        "by": by,
        "language": language,
        "outcome": became,
        "model": told.outcome.get("model"),
        "prompt_tokens": usage.get("prompt_tokens"),
        "completion_tokens": usage.get("completion_tokens"),
        "streamed": told.deltas,
        "code": told.failed.code if told.failed else None,
    }
    tracing.note(span, **summary)
    logs.event(log, "turn.end", ms=round(seconds * 1e3, 1), first_token_ms=first, **summary)


@contextmanager
def call(kind: Call) -> Iterator[None]:
    """Around one request to the model endpoint. A caller that leaves is no error of the endpoint."""
    began = time.perf_counter()
    metrics.child(metrics.CALLS, kind).inc()
    metrics.OPEN.inc()
    try:
        yield
    except Exception as error:
        metrics.child(metrics.CALL_ERRORS, kind, reason(error)).inc()
        raise
    finally:
        metrics.OPEN.dec()
        metrics.child(metrics.CALL_SECONDS, kind).observe(time.perf_counter() - began)


@contextmanager
def answer(told: Generation) -> Iterator[None]:
    """Around one streamed answer of the endpoint; its tokens are counted at the end, by its own report."""
    with call("answer"):
        try:
            yield
        finally:
            metrics.child(metrics.TOKENS, "prompt").inc(told.usage.prompt_tokens)
            metrics.child(metrics.TOKENS, "completion").inc(told.usage.completion_tokens)


def reason(error: BaseException) -> Reason:
    """Why a call failed, by the error or what caused it."""
    for kind, named in REASONS:
        if isinstance(error, kind):
            return named
    if hasattr(error, "status_code"):
        return "status"
    return reason(error.__cause__) if error.__cause__ else "broken"


@contextmanager
def tool(name: Tool) -> Iterator[None]:
    """Around a tool's work; `name` is one of `metrics.TOOLS`."""
    began = time.perf_counter()
    with tracing.span(f"tool {name}"):
        try:
            yield
        except Exception:
            metrics.child(metrics.TOOL_ERRORS, name).inc()
            raise
        finally:
            metrics.child(metrics.TOOL_SECONDS, name).observe(time.perf_counter() - began)


def search(provider: str) -> AbstractContextManager[None]:
    """Around one call to a search provider; a wait that is cut short is a failure, a race lost is none."""
    return tool(metrics.within(f"search:{provider}", metrics.TOOLS, "search:other"))
