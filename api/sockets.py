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


def straight(scope: Scope, send: Send) -> Send:
    """Sends to the server past the middlewares within, which look at the head of a reply alone."""
    plain: Send = scope.get("state", {}).get("send", send)
    return plain


def flows(scope: Scope) -> bool:
    """Whether the client keeps up, so that the next send cannot wait."""
    flow = scope.get("state", {}).get("flow")
    return flow is not None and not flow.write_paused


def at_once(sending: Awaitable[None]) -> None:
    """A send, here and now, to a client that keeps up."""
    for _ in sending.__await__():
        raise RuntimeError("the server waits though its connection is not paused")
