"""Slow and vanished clients on real sockets: they wait alone, and are given up in bounded time and memory."""

import asyncio
import socket
import time
from pathlib import Path
from typing import Any

import httpx
import orjson
import pytest
from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse

from agent.settings import Settings
from api.sockets import TCP_NOTSENT_LOWAT, Sockets
from bench.standin import Standin
from tests.doors import door
from tests.processes import post
from tests.service import SOON, parse, result, serve, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

PLACE = "경복궁에 대해 알려 줘"


async def deaf(port: int, body: dict[str, Any]) -> socket.socket:
    """A client with little room that asks, and reads nothing."""
    line = socket.socket()
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    line.connect(("127.0.0.1", port))
    payload = orjson.dumps(body)
    head = "POST /chat/stream HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n"
    line.sendall(f"{head}content-length: {len(payload)}\r\n\r\n".encode() + payload)
    return line


async def test_a_client_that_reads_nothing_is_dropped_and_slows_nobody(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, slow_reader=1.0, llm_max_tokens=8_192) as client:
        standin.tokens, standin.pace = 8_192, 0.0005
        with await deaf(client.base_url.port or 0, {"message": PLACE, "thread_id": "deaf"}) as line:
            await standin.spoke(10)
            slow = standin.answers[-1]
            standin.tokens = 5
            waits = []
            began = time.perf_counter()
            while slow.ended is None:
                assert time.perf_counter() - began < 15, "it is served for ever"
                asked = time.perf_counter()
                assert not result(await tell(client, PLACE))["degraded"]
                waits.append(time.perf_counter() - asked)
                await asyncio.sleep(0.05)
            assert max(waits) < SOON
            assert not slow.whole
            kept = 0
            line.settimeout(2)
            try:
                while got := line.recv(1 << 16):
                    kept += len(got)
            except ConnectionResetError:
                pass
            assert kept < 300_000, "what nobody takes must not pile up"
        last = (await client.get("/threads/deaf")).json()["messages"][-1]
        assert last["stopped"]


async def test_a_delta_is_an_event_and_only_a_slow_client_gets_several_at_once(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text, standin.pace = "경복궁은 종로구에 있는 고궁🏯이에요. " * 3, 0.02
    port = client.base_url.port or 0
    reading, writing = await post(port, "/chat/stream", {"message": PLACE})
    pieces = []
    while True:
        piece = await reading.read(1 << 16)
        pieces.append(piece)
        if piece.endswith(b"0\r\n\r\n"):
            break
    writing.close()
    holding = [piece.count(b"event: token") for piece in pieces]
    assert sum(holding) == len(standin.text)
    assert sum(count == 1 for count in holding) >= 0.9 * len(standin.text), "each comes as it is made"
    for piece in pieces:
        piece.decode()  # no letter is cut by a write

    standin.text, standin.pace = "한글" * 150, 0
    with await deaf(port, {"message": PLACE}) as late:
        await standin.spoke(300)
        await asyncio.sleep(0.5)
        late.settimeout(2)
        taken = b""
        while not taken.endswith(b"0\r\n\r\n"):
            taken += late.recv(1 << 16)
    assert taken.count(b"event: token") == 300, "an event is a delta however late it is read"
    assert taken.decode().count('"delta":"한"') == 150


async def test_the_kernel_is_told_when_to_give_a_client_up() -> None:
    app = FastAPI()
    app.add_middleware(Sockets, patience=7.5)

    @app.get("/")
    async def options(request: Request) -> JSONResponse:
        held = request.state.transport.get_extra_info("socket")
        numbers = {
            "idle": socket.TCP_KEEPIDLE,
            "give_up": socket.TCP_USER_TIMEOUT,
            "unsent": TCP_NOTSENT_LOWAT,
        }
        told = {name: held.getsockopt(socket.IPPROTO_TCP, number) for name, number in numbers.items()}
        return JSONResponse({**told, "alive": held.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)})

    async with serve(app) as url, httpx.AsyncClient(base_url=url) as client:
        assert (await client.get("/")).json() == {"idle": 15, "give_up": 7500, "unsent": 65536, "alive": 1}


async def test_a_quiet_stream_beats(settings: Settings, standin: Standin, tmp_path: Path) -> None:
    async with door(settings, tmp_path, heartbeat=0.05) as client:
        standin.ttft = 0.5
        async with client.stream("POST", "/chat/stream", json={"message": PLACE}) as reply:
            assert reply.headers["x-accel-buffering"] == "no"
            text = (await reply.aread()).decode()
        assert text.count(": \n\n") >= 5
        assert result(parse(text))["answer"]
