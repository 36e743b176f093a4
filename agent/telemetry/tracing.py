"""OpenTelemetry spans, by setting: turns, nodes, tools and model runs; nothing is imported when off.

    turn                      route, by, language, outcome, tokens
    ├── node route
    ├── node curate
    │   ├── tool retriever
    │   └── chat culture      the model run: prompt, text, usage (GenAI conventions)
    └── node tone …

A caller's `traceparent` header makes its span the parent of the turn (`inbound`), and requests to the model
endpoint carry one on (`outbound`), so vLLM's own spans join the same trace.

Deliberate choices:
- Model runs come from langchain-core's callbacks, which LangSmith reads too: one source, no second stream.
- The current span is a context variable, set only where begin and end lie in one task; the model's run is
  spread over an asynchronous generator, so its span is never made current.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from functools import partial, wraps
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.callbacks import AsyncCallbackHandler
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.trace import Span, Tracer

Value = str | int | float | bool
Node = Callable[..., Awaitable[Any]]


class _Tracing:
    """Off until `start`; one a process, as OpenTelemetry's provider is."""

    def __init__(self) -> None:
        self.tracer: Tracer | None = None
        self.provider: TracerProvider | None = None
        self.handlers: list[AsyncCallbackHandler] = []


_now = _Tracing()


def start(endpoint: str, *, text: bool = True, exporter: Any = None) -> None:
    """Send spans to an OTLP endpoint (its base URL), or to `exporter`. `text`: prompts and answers too.

    Raises RuntimeError with the remedy when OpenTelemetry is not installed.
    """
    try:
        from opentelemetry.sdk.resources import Resource
        from opentelemetry.sdk.trace import TracerProvider
        from opentelemetry.sdk.trace.export import BatchSpanProcessor

        if exporter is None:
            from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter

            exporter = OTLPSpanExporter(endpoint=f"{endpoint.rstrip('/')}/v1/traces")
    except ImportError as error:
        raise RuntimeError(
            "GUIDE_OTLP_ENDPOINT needs OpenTelemetry: pip install 'gildongmu[otel]', or unset it."
        ) from error
    from agent.telemetry.spans import ModelRuns

    provider = TracerProvider(resource=Resource.create({"service.name": "gildongmu"}))
    provider.add_span_processor(BatchSpanProcessor(exporter))
    _now.provider, _now.tracer = provider, provider.get_tracer("gildongmu")
    _now.handlers = [ModelRuns(_now.tracer, text=text)]


@asynccontextmanager
async def sent(endpoint: str, *, text: bool) -> AsyncIterator[None]:
    """Spans go to the endpoint meanwhile; with an empty one nothing happens."""
    if endpoint:
        await asyncio.to_thread(partial(start, endpoint, text=text))
    try:
        yield
    finally:
        if endpoint:
            await asyncio.to_thread(stop)


def flush() -> None:
    """Send what is gathered; blocks until it is sent or 10 s are over."""
    if _now.provider:
        _now.provider.force_flush(10_000)


def stop() -> None:
    """Send what is gathered and be off again. It blocks: call it in a thread."""
    provider, _now.provider, _now.tracer, _now.handlers = _now.provider, None, None, []
    if provider:
        provider.shutdown()


def handlers() -> list["AsyncCallbackHandler"]:
    """Callbacks for a graph's config; none when off."""
    return _now.handlers


@contextmanager
def span(name: str, **attributes: Value) -> Iterator["Span | None"]:
    """A current span; an exception marks it, a cancellation does not. None when off."""
    if _now.tracer is None:
        yield None
        return
    told = {f"guide.{key}": value for key, value in attributes.items()}
    with _now.tracer.start_as_current_span(name, attributes=told) as held:
        yield held


def note(held: "Span | None", **attributes: Value | None) -> None:
    if held is not None:
        held.set_attributes({f"guide.{key}": value for key, value in attributes.items() if value is not None})


def node(name: str, work: Node) -> Node:
    """The node with a span around it; its signature, which LangGraph reads, stays."""

    @wraps(work)
    async def traced(*args: Any, **kwargs: Any) -> Any:
        if _now.tracer is None:
            return await work(*args, **kwargs)
        with span(f"node {name}"):
            return await work(*args, **kwargs)

    return traced


@contextmanager
def inbound(headers: Mapping[str, str]) -> Iterator[None]:
    """The caller's span is the parent of what starts meanwhile."""
    if _now.tracer is None or "traceparent" not in headers:
        yield
        return
    from opentelemetry.context import attach, detach
    from opentelemetry.propagate import extract

    token = attach(extract(headers))
    try:
        yield
    finally:
        detach(token)


def outbound() -> dict[str, str]:
    """Headers that carry the trace on; none when off."""
    if _now.tracer is None:
        return {}
    from opentelemetry.propagate import inject

    carried: dict[str, str] = {}
    inject(carried)
    return carried
