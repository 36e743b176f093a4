"""Headers that every reply carries: what a browser may do with it, and what is left of the caller's rate."""

from typing import Final
from urllib.parse import urlsplit

from fastapi import FastAPI
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.settings import Settings

PAGE: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
)
"""The policy of web/index.html, and what only a header can forbid: framing."""
DATA: Final = "default-src 'none'; frame-ancestors 'none'"
DOCS: Final = (
    "default-src 'none'; script-src 'unsafe-inline' https://cdn.jsdelivr.net; style-src 'unsafe-inline' "
    "https://cdn.jsdelivr.net; img-src 'self' data: https://fastapi.tiangolo.com; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""/docs is the framework's page: it draws with scripts from a public network."""


def policy(path: str, tiles: str = "") -> str:
    """`tiles`: address of map tiles; the page alone may load images from its origin."""
    if path.startswith("/docs"):
        return DOCS
    if path != "/" and not path.startswith("/web/"):
        return DATA
    if not tiles:
        return PAGE
    parts = urlsplit(tiles)
    return PAGE.replace("img-src 'self'", f"img-src 'self' {parts.scheme}://{parts.netloc}")


def safe(path: str, tiles: str = "") -> list[tuple[bytes, bytes]]:
    """What holds for every reply of a path."""
    headers = [
        (b"content-security-policy", policy(path, tiles).encode()),
        (b"x-content-type-options", b"nosniff"),
        (b"x-frame-options", b"DENY"),
        (b"referrer-policy", b"no-referrer"),
    ]
    if not (path == "/" or path.startswith("/web/")):
        headers.append((b"cache-control", b"no-store"))
    return headers


class SafeHeaders:
    """Pure ASGI; adds nothing to a stream but its head."""

    def __init__(self, app: ASGIApp, *, tiles: str = "") -> None:
        self._app = app
        self._tiles = tiles

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                given = {name for name, _ in message["headers"]}
                more = (*safe(scope["path"], self._tiles), *state.get("headers", ()))
                message = {
                    **message,
                    "headers": [*message["headers"], *(pair for pair in more if pair[0] not in given)],
                }
            await send(message)

        await self._app(scope, receive, headed)


def cors(app: FastAPI, settings: Settings) -> None:
    """Pages of the origins in the settings may call. Keys travel in headers, so no cookies are needed."""
    if settings.cors_origins:
        app.add_middleware(
            CORSMiddleware,
            allow_origins=settings.cors_origins,
            allow_methods=["GET", "POST", "PATCH", "DELETE"],
            allow_headers=["*"],  # OpenAI's client adds a dozen of its own; no cookie can be among them
            expose_headers=["Retry-After", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset"],
        )
