"""A body is read up to a limit; the rest is refused before it fills the memory."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from agent.errors import TooLarge
from api.errors import reply

LARGEST = 1_000_000
"""Bytes."""


class _Over(Exception):
    pass


class BodyLimit:
    """Pure ASGI: streaming responses pass untouched."""

    def __init__(self, app: ASGIApp, largest: int = LARGEST) -> None:
        self._app = app
        self._largest = largest

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refuse = reply(TooLarge("요청이 너무 커요."))
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if declared.isdigit() and int(declared) > self._largest:
            await refuse(scope, receive, send)
            return
        taken = 0
        started = False

        async def counted() -> Message:
            nonlocal taken
            message = await receive()
            taken += len(message.get("body", b""))
            if taken > self._largest:
                raise _Over
            return message

        async def noted(message: Message) -> None:
            nonlocal started
            started = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _Over:
            if not started:
                await refuse(scope, receive, send)
