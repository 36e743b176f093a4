"""Streams of an HTTP server, told byte by byte as the socket gives them: what a token costs is settled here.

A client of the common kind hands each piece of a body from its parser to a queue, from there to a task, and
through generators to whoever reads: twice the work of all that the service itself does with a token. Here the
parser's callback is the reader's own function, called while the socket is read. So nothing waits between the
model and the client, and leaving is one call: the connection is aborted, which stops the model.
"""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final, cast
from urllib.parse import urlsplit

import httptools

Hear = Callable[[bytes], None]

IDLE: Final = 30.0
"""Seconds that a connection is kept for the next request; servers commonly close after 60."""
TOLD: Final = 500
"""Bytes kept of what a refusal says."""


class Refused(ConnectionError):
    """No connection could be made."""


class Broken(ConnectionError):
    """The connection ended before the answer did. `untouched`: before its first byte."""

    def __init__(self, message: str, *, untouched: bool = False) -> None:
        super().__init__(message)
        self.untouched = untouched


class Silent(TimeoutError):
    """Nothing came for as long as was waited."""


class Garbled(ValueError):
    """What came is no HTTP."""


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    said: bytes
    """The beginning of the body, when the status was no success; else it went to the hearer."""


class Wire(asyncio.Protocol):
    """One connection, which carries one request at a time. `patience`: seconds without a byte."""

    def __init__(self, patience: float) -> None:
        self._loop = asyncio.get_running_loop()
        self._patience = patience
        self._transport: asyncio.Transport | None = None
        self._parser = httptools.HttpResponseParser(self)
        self._reply: asyncio.Future[Reply] | None = None
        self._hear: Hear | None = None
        self._told = bytearray()
        self._status = 0
        self._measured = False
        """Whether the body's end is told by the answer, not by the connection's."""
        self._touched = False
        self._last = 0.0
        self._watch: asyncio.TimerHandle | None = None
        self.since = 0.0
        """When the connection became idle (the loop's clock)."""

    @property
    def open(self) -> bool:
        return self._transport is not None and not self._transport.is_closing()

    async def ask(self, request: bytes, hear: Hear) -> Reply:
        """Send a request; its answer's body goes to `hear` while it arrives. Cancelling aborts it.

        Raises Broken, Silent, Garbled, and what `hear` raises.
        """
        if self._transport is None or not self.open:
            raise Broken("closed", untouched=True)
        self._parser = httptools.HttpResponseParser(self)
        self._hear, self._told, self._touched = hear, bytearray(), False
        self._reply = self._loop.create_future()
        self._last = self._loop.time()
        self._watch = self._loop.call_later(self._patience, self._look)
        self._transport.write(request)
        try:
            return await self._reply
        except BaseException:
            self.abort()
            raise
        finally:
            self._watch.cancel()
            self._reply = self._hear = None

    def abort(self) -> None:
        if self._transport is not None:
            self._transport.abort()

    def _look(self) -> None:
        left = self._last + self._patience - self._loop.time()
        if left > 0:
            self._watch = self._loop.call_later(left, self._look)
        else:
            self._fail(Silent("nothing came"))

    def _fail(self, error: BaseException) -> None:
        if self._reply is not None and not self._reply.done():
            self._reply.set_exception(error)
        self.abort()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own is no subclass of it

    def data_received(self, data: bytes) -> None:
        self._touched = True
        self._last = self._loop.time()
        if self._reply is None:  # bytes that nobody asked for
            self.abort()
            return
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserCallbackError as error:
            self._fail(error.__context__ or error)
        except httptools.HttpParserError as error:
            self._fail(Garbled(str(error)))

    def connection_lost(self, exc: Exception | None) -> None:
        if self._reply is None or self._reply.done():
            return
        if exc is None and self._status and not self._measured:
            self.on_message_complete()
        else:
            self._fail(Broken("the connection was closed", untouched=not self._touched))

    # httptools

    def on_message_begin(self) -> None:
        self._status, self._measured = 0, False

    def on_header(self, name: bytes, _: bytes) -> None:
        self._measured = self._measured or name.lower() in {b"content-length", b"transfer-encoding"}

    def on_headers_complete(self) -> None:
        self._status = self._parser.get_status_code()

    def on_body(self, body: bytes) -> None:
        if self._reply is None or self._reply.done():
            return
        if self._status == 200 and self._hear is not None:  # noqa: PLR2004 - read once a token
            self._hear(body)
        elif len(self._told) < TOLD:
            self._told += body[:TOLD]

    def on_message_complete(self) -> None:
        if self._reply is None or self._reply.done() or self._status < 200:  # noqa: PLR2004 - 1xx: more comes
            return
        if not (self._measured and self._parser.should_keep_alive()):
            self.abort()
        self._reply.set_result(Reply(self._status, bytes(self._told)))


class Upstream:
    """Connections to one server, kept while they are good. `connect` and `patience` in seconds."""

    def __init__(self, url: str, headers: Mapping[str, str], *, connect: float, patience: float) -> None:
        parts = urlsplit(url)
        self._host = parts.hostname or ""
        self._trust = ssl.create_default_context() if parts.scheme == "https" else None
        self._port = parts.port or (443 if self._trust else 80)
        self._path = parts.path.rstrip("/")
        self._head = f"Host: {parts.netloc.rpartition('@')[2]}\r\n" + _lines(headers)
        self._connect = connect
        self._patience = patience
        self._idle: list[Wire] = []

    def close(self) -> None:
        while self._idle:
            self._idle.pop().abort()

    async def post(self, path: str, payload: bytes, hear: Hear, headers: Mapping[str, str]) -> Reply:
        """The answer; when it is a success, its body went to `hear`, piece by piece. Cancelling aborts it.

        A connection that cannot be made, or that died while it was idle, is tried once more; nothing is after
        the first byte. Raises Refused, Broken, Silent, Garbled, and what `hear` raises.
        """
        head = f"POST {self._path}{path} HTTP/1.1\r\n{self._head}{_lines(headers)}"
        request = f"{head}Content-Length: {len(payload)}\r\n\r\n".encode("latin-1") + payload
        try:
            return await self._ask(self._kept() or await self._made(), request, hear)
        except Refused:
            pass
        except Broken as error:
            if not error.untouched:
                raise
        return await self._ask(await self._made(), request, hear)

    async def _ask(self, wire: Wire, request: bytes, hear: Hear) -> Reply:
        reply = await wire.ask(request, hear)
        if wire.open:
            wire.since = asyncio.get_running_loop().time()
            self._idle.append(wire)
        return reply

    def _kept(self) -> Wire | None:
        """The connection that was used last, while it is good."""
        young = asyncio.get_running_loop().time() - IDLE
        while self._idle:
            wire = self._idle.pop()
            if wire.open and wire.since > young:
                return wire
            wire.abort()
        return None

    async def _made(self) -> Wire:
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(self._connect):
                _, wire = await loop.create_connection(
                    lambda: Wire(self._patience), self._host, self._port, ssl=self._trust
                )
        except OSError as error:  # TimeoutError and ssl.SSLError are OSErrors
            raise Refused(str(error) or type(error).__name__) from error
        return wire


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f"{name}: {value}\r\n" for name, value in headers.items())
