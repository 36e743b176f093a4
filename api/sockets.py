"""The client's connection: when the kernel gives it up, and how it is ended at once.

A client that vanished (no FIN, no RST) or stopped reading is no error to TCP for many minutes. So each
connection is probed while it is quiet, is dropped when the client takes nothing for some seconds, and holds
little that is unsent: then a slow client is felt as one, instead of filling megabytes of kernel memory.
"""

import os
import socket
import sys
from collections.abc import Awaitable
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send

QUIET: Final = 15
"""Seconds of silence before the kernel asks whether the client is still there, then again every 5 s."""
UNSENT: Final = 64 * 1024
"""Bytes that the kernel takes beyond what is under way to the client."""
TCP_NOTSENT_LOWAT: Final = 25
"""Linux's number; Python has no name for it before 3.12."""


class Sockets:
    """Pure ASGI. `patience` in seconds. Under a server that shows no transport it does nothing."""

    def __init__(self, app: ASGIApp, patience: float) -> None:
        self._app = app
        self._patience = patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        cycle = getattr(receive, "__self__", None)
        transport, flow = getattr(cycle, "transport", None), getattr(cycle, "flow", None)
        if transport is not None:
            scope.setdefault("state", {}).update(transport=transport, flow=flow, send=send)
            tune(transport.get_extra_info("socket"), self._patience)
        await self._app(scope, receive, send)


def tune(held: Any, patience: float) -> None:
    """Set what the kernel does for a connection; other sockets and systems are left as they are."""
    if held is None or held.family not in {socket.AF_INET, socket.AF_INET6} or sys.platform != "linux":
        return
    # uvloop's own object sets no options, and a bare number would be asked for its kind three times.
    with socket.socket(held.family, held.type, held.proto, fileno=os.dup(held.fileno())) as shared:
        shared.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        for option, value in (
            (socket.TCP_KEEPIDLE, QUIET),
            (socket.TCP_KEEPINTVL, 5),
            (socket.TCP_USER_TIMEOUT, int(patience * 1000)),
            (TCP_NOTSENT_LOWAT, UNSENT),
        ):
            shared.setsockopt(socket.IPPROTO_TCP, option, value)


def abort(scope: Scope) -> None:
    """End the connection of a request without waiting for the client; one that is closed already stays so."""
    transport = scope.get("state", {}).get("transport")
    if transport is not None:
        transport.abort()


class Line:
    """A reply's way to its client from its second piece on: past the middlewares within, which look at the
    head of a reply alone, and past the server's own `send` where that would frame a chunk and no more.
    """

    def __init__(self, scope: Scope, send: Send) -> None:
        """When the reply has begun. Under a server that shows no transport all goes through `send`."""
        state = scope.get("state", {})
        self.send: Send = state.get("send", send)
        self._flow = state.get("flow")
        self._transport = state.get("transport")
        self._chunked = getattr(getattr(self.send, "__self__", None), "chunked_encoding", None) is True

    @property
    def flows(self) -> bool:
        """Whether the client keeps up, so that the next piece cannot wait."""
        return self._flow is not None and not self._flow.write_paused and not self.closed

    @property
    def closed(self) -> bool:
        """Whether it is gone; where a client sent requests ahead, uvicorn tells only the last of them."""
        return self._transport is not None and self._transport.is_closing()

    def write(self, body: bytes) -> None:
        """A piece here and now, to a client that keeps up; nothing to one that is leaving."""
        if self._transport is None or not self._chunked:
            at_once(self.send({"type": "http.response.body", "body": body, "more_body": True}))
        elif not self._transport.is_closing():
            self._transport.write(b"%x\r\n%b\r\n" % (len(body), body))


def at_once(sending: Awaitable[None]) -> None:
    """A send that cannot wait."""
    for _ in sending.__await__():
        raise RuntimeError("the server waits though its connection is not paused")
