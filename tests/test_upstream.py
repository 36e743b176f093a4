"""The connection to the model over real sockets: however an answer is framed, cut, late or broken off."""

import asyncio
import random
import socket
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from agent.endpoint.upstream import Broken, Garbled, Refused, Silent, Upstream
from tests.service import SOON
from tests.test_web_pages import HOSTS, certificate

TEXT = "경복궁은 조선의 법궁이에요. 🏯".encode()
HEAD = b"HTTP/1.1 200 OK\r\ncontent-type: text/event-stream\r\n"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class Server:
    """Answers each request by `serve`; counts connections and keeps the requests' bytes."""

    def __init__(self, serve: Serve) -> None:
        self.serve = serve
        self.connections = 0
        self.asked: list[bytes] = []
        self.gone = asyncio.Event()
        """A client hung up."""

    async def connected(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while True:
                head = await reading.readuntil(b"\r\n\r\n")
                length = int(head.lower().split(b"content-length:")[1].split(b"\r\n")[0])
                self.asked.append(head + await reading.readexactly(length))
                await self.serve(reading, writing)
        except (asyncio.IncompleteReadError, ConnectionError):
            self.gone.set()
        finally:
            writing.close()


@asynccontextmanager
async def served(serve: Serve, patience: float = 2) -> AsyncIterator[tuple[Server, Upstream]]:
    server = Server(serve)
    listening = await asyncio.start_server(server.connected, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    upstream = Upstream(
        f"http://127.0.0.1:{port}/v1/", {"X-Name": "길".encode().hex()}, connect=2, patience=patience
    )
    try:
        yield server, upstream
    finally:
        upstream.close()
        listening.close()


async def asked(upstream: Upstream, payload: bytes = b"{}") -> bytes:
    heard = bytearray()
    reply = await upstream.post("/chat", payload, heard.extend, {"traceparent": "00-1"})
    assert reply.status == 200
    return bytes(heard)


def chunked(body: bytes, cuts: list[int]) -> bytes:
    pieces = [body[a:b] for a, b in zip([0, *cuts], [*cuts, len(body)], strict=True)]
    framed = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces if piece)
    return HEAD + b"transfer-encoding: chunked\r\n\r\n" + framed + b"0\r\n\r\n"


async def test_a_body_arrives_whole_however_it_is_framed_and_cut_and_the_connection_serves_on() -> None:
    rng = random.Random(3)

    async def serve(_: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        cuts = sorted(rng.sample(range(1, len(TEXT)), 6))
        plain = HEAD + b"content-length: %d\r\n\r\n" % len(TEXT) + TEXT
        wire = chunked(TEXT, cuts) if rng.random() < 0.5 else b"HTTP/1.1 100 Continue\r\n\r\n" + plain
        at = 0
        while at < len(wire):
            step = rng.randint(1, 40)
            writing.write(wire[at : at + step])
            await writing.drain()
            at += step

    async with served(serve) as (server, upstream):
        for _ in range(40):
            assert await asked(upstream) == TEXT
        assert server.connections == 1
        head, _, body = server.asked[0].partition(b"\r\n\r\n")
        assert head.startswith(b"POST /v1/chat HTTP/1.1\r\nHost: 127.0.0.1:")
        assert b"traceparent: 00-1" in head
        assert body == b"{}"


async def test_a_body_without_a_length_ends_with_its_connection() -> None:
    async def serve(_: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        writing.write(HEAD + b"\r\n" + TEXT)
        raise ConnectionError

    async with served(serve) as (server, upstream):
        assert await asked(upstream) == TEXT
        assert await asked(upstream) == TEXT
        assert server.connections == 2


async def test_a_connection_that_died_while_idle_is_replaced_unseen() -> None:
    async def serve(_: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        writing.write(chunked(TEXT, [5]))
        await writing.drain()
        raise ConnectionError  # said nothing of it

    async with served(serve) as (server, upstream):
        for _ in range(5):
            assert await asked(upstream) == TEXT
        assert server.connections == 5
        assert len(server.asked) == 5, "no request is served twice"


async def test_an_answer_that_breaks_off_is_not_asked_for_again() -> None:
    async def serve(_: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        writing.write(chunked(TEXT, [5])[:-20])
        await writing.drain()
        raise ConnectionError

    async with served(serve) as (server, upstream):
        heard = bytearray()
        with pytest.raises(Broken) as caught:
            await upstream.post("/chat", b"{}", heard.extend, {})
        assert not caught.value.untouched
        assert TEXT.startswith(bytes(heard))
        assert heard, "what came before is heard"
        assert len(server.asked) == 1


async def test_an_endpoint_behind_tls_is_trusted_by_its_certificate_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pem = certificate(tmp_path)
    own = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    own.load_cert_chain(pem)

    async def connected(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        await reading.readuntil(b"\r\n\r\n")
        writing.write(chunked(TEXT, [5]))

    listening = await asyncio.start_server(connected, "127.0.0.1", 0, ssl=own)
    url = f"https://{HOSTS[0]}:{listening.sockets[0].getsockname()[1]}"

    def known(host: str, *args: object, **more: object) -> object:
        return found("127.0.0.1" if host == HOSTS[0] else host, *args, **more)  # type: ignore[arg-type]

    found = socket.getaddrinfo
    monkeypatch.setattr(socket, "getaddrinfo", known)
    with pytest.raises(Refused, match="certificate"):
        await asked(Upstream(url, {}, connect=2, patience=2))
    monkeypatch.setenv("SSL_CERT_FILE", str(pem))
    upstream = Upstream(url, {}, connect=2, patience=2)
    assert await asked(upstream) == TEXT
    upstream.close()
    listening.close()


async def test_silence_garbage_refusals_and_a_closed_port_are_told_apart() -> None:
    said = b""

    async def serve(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        writing.write(said)
        await reading.read()

    async with served(serve, patience=0.2) as (server, upstream):
        said = HEAD + b"content-length: 99\r\n\r\nhalf"
        with pytest.raises(Silent):
            await asked(upstream)
        said = b"SSH-2.0-OpenSSH_9.2\r\n"
        with pytest.raises(Garbled):
            await asked(upstream)
        said = b"HTTP/1.1 429 Too Many\r\ncontent-length: 4\r\n\r\nlate"
        heard = bytearray()
        reply = await upstream.post("/chat", b"{}", heard.extend, {})
        assert (reply.status, reply.said, bytes(heard)) == (429, b"late", b"")
        assert len(server.asked) == 3, "none of these is tried again"
    with pytest.raises(Refused):
        await asked(upstream)


async def test_leaving_and_a_hearer_that_fails_hang_up_at_once() -> None:
    async def serve(reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        writing.write(HEAD + b"transfer-encoding: chunked\r\n\r\n2\r\nhi\r\n")
        assert await reading.read() == b""
        raise ConnectionError

    async with served(serve) as (server, upstream):
        heard = asyncio.Event()
        turn = asyncio.create_task(upstream.post("/chat", b"{}", lambda _: heard.set(), {}))
        await heard.wait()
        turn.cancel()
        with pytest.raises(asyncio.CancelledError):
            await turn
        await asyncio.wait_for(server.gone.wait(), SOON)

        server.gone.clear()
        with pytest.raises(ZeroDivisionError):
            await upstream.post("/chat", b"{}", lambda _: 1 / 0, {})  # type: ignore[arg-type]
        await asyncio.wait_for(server.gone.wait(), SOON)
