"""GET /metrics, and the middleware that counts requests by route: a raw path is the client's choice."""

import asyncio
from itertools import product

from fastapi import APIRouter
from fastapi.routing import APIRoute
from prometheus_client import CONTENT_TYPE_LATEST
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.telemetry import metrics, tracing

router = APIRouter(tags=["health"])

OTHER = "other"
"""The page, its files, and what does not exist."""
METHODS = frozenset({"GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS"})


@router.get("/metrics", include_in_schema=False)
async def read() -> Response:
    """Prometheus' text format, of all workers where they share a folder."""
    return Response(await asyncio.to_thread(metrics.expose), media_type=CONTENT_TYPE_LATEST)


def prepare(room: APIRouter) -> None:
    """Children of the request counter for every route, so that what was never asked reads 0."""
    for route in room.routes:
        if isinstance(route, APIRoute):
            for method, status in product(route.methods or (), metrics.STATUSES):
                metrics.REQUESTS.labels(method, route.path, status)


class Seen:
    """Pure ASGI: counts each request when it ends, and hands on the caller's trace."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        status = 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            with tracing.inbound(Headers(scope=scope)):
                await self._app(scope, receive, noted)
        finally:
            route = scope.get("route")
            path = route.path if isinstance(route, APIRoute) else OTHER
            method = metrics.within(scope["method"], METHODS, OTHER)
            metrics.child(metrics.REQUESTS, method, path, f"{status // 100}xx").inc()
