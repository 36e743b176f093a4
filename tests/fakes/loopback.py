"""An HTTP/1.1 server on a loopback socket that can also misbehave: hang, cut an answer short, hang up."""

import asyncio
import json
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import parse_qsl, urlsplit

Fault = Literal["hang", "cut", "hangup", "drip"]


@dataclass(frozen=True, slots=True)
class Request:
    method: str
    path: str
    query: dict[str, str]
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True, slots=True)
class Reply:
    body: str | bytes = b""
    status: int = 200
    kind: str = "application/json; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    """`cut`: half of the body, then the connection closes. `hangup`: no answer. `drip`: a byte each 50 ms."""


def reply(payload: Any, status: int = 200, **headers: str) -> Reply:
    head = {name.replace("_", "-"): value for name, value in headers.items()}
    return Reply(json.dumps(payload, ensure_ascii=False), status, headers=head)


HANG = Reply(fault="hang")
HANGUP = Reply(fault="hangup")
HTML = Reply("<!doctype html><title>Just a moment…</title><p>Checking your browser", kind="text/html")
TRUNCATED = Reply('{"results": [{"title": "경복궁", "url": "https://exam')
"""A whole HTTP answer whose JSON ends too early."""


class Loopback:
    """`async with Loopback(answer) as server:` – every request is kept in `server.seen`."""

    def __init__(self, answer: Callable[[Request], Reply], tls: ssl.SSLContext | None = None) -> None:
        self.answer = answer
        self._tls = tls
        self.seen: list[Request] = []
        self._open: set[asyncio.Task[None]] = set()

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port: int = self._server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        self._server.close()
        for task in self._open:
            task.cancel()
        await asyncio.gather(*self._open, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._open.add(task)
        try:
            with suppress(ConnectionError, asyncio.IncompleteReadError):
                while await self._one(reader, writer):
                    pass
        finally:
            self._open.discard(task)
            writer.close()

    async def _one(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {
            name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:-2])
        }
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        parts = urlsplit(target)
        request = Request(method, parts.path, dict(parse_qsl(parts.query)), headers, body)
        self.seen.append(request)
        answer = self.answer(request)
        if answer.fault == "hang":
            await asyncio.sleep(60)
        if answer.fault == "hangup":
            return False
        content = answer.body.encode() if isinstance(answer.body, str) else answer.body
        lines = {"Content-Type": answer.kind, "Content-Length": str(len(content)), **answer.headers}
        writer.write(f"HTTP/1.1 {answer.status} Status\r\n".encode())
        writer.write("".join(f"{name}: {value}\r\n" for name, value in lines.items()).encode() + b"\r\n")
        if answer.fault == "drip":
            for at in range(len(content)):
                writer.write(content[at : at + 1])
                await writer.drain()
                await asyncio.sleep(0.05)
        else:
            writer.write(content[: len(content) // 2] if answer.fault == "cut" else content)
        await writer.drain()
        return answer.fault is None


async def closed_port() -> str:
    """An address where nobody listens: connections are refused."""
    server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    server.close()
    await server.wait_closed()
    return f"http://127.0.0.1:{port}"
