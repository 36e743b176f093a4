"""A collector of OpenTelemetry spans on loopback: what the service itself says a turn's time went to."""

from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from aiohttp import web
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from bench.programs import free


@dataclass(frozen=True, slots=True)
class Span:
    """`ms` from begin to end, `own` without what its children took."""

    trace: bytes
    name: str
    ms: float
    own: float


@dataclass(slots=True)
class Collector:
    url: str
    _told: list[tuple[bytes, bytes, bytes, str, float]] = field(default_factory=list)

    def clear(self) -> None:
        self._told.clear()

    def spans(self) -> list[Span]:
        within: defaultdict[bytes, float] = defaultdict(float)
        for _, _, parent, _, ms in self._told:
            within[parent] += ms
        return [Span(trace, name, ms, max(ms - within[own], 0.0)) for trace, own, _, name, ms in self._told]

    async def take(self, request: web.Request) -> web.Response:
        """One export of OTLP over HTTP, in protobuf."""
        told = ExportTraceServiceRequest.FromString(await request.read())
        for resource in told.resource_spans:
            for scope in resource.scope_spans:
                for span in scope.spans:
                    ms = (span.end_time_unix_nano - span.start_time_unix_nano) / 1e6
                    self._told.append((span.trace_id, span.span_id, span.parent_span_id, span.name, ms))
        return web.Response(body=b"", content_type="application/x-protobuf")


@asynccontextmanager
async def collecting() -> AsyncIterator[Collector]:
    port = free()
    collector = Collector(f"http://127.0.0.1:{port}")
    app = web.Application(client_max_size=64 << 20)
    app.router.add_post("/v1/traces", collector.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield collector
    finally:
        await runner.cleanup()
