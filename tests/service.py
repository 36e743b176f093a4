"""The service under test: the real app on a real socket, in this loop, beside a stand-in model."""

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, Final

import httpx
import orjson
import uvicorn
from fastapi import FastAPI

from agent.guide import PLACE

SOON: Final = 2.0
"""Seconds that count as at once, on a busy machine too. The sharp figure is `python -m bench stop`'s."""


@asynccontextmanager
async def serve(app: FastAPI) -> AsyncIterator[str]:
    """The base URL while the app runs; its lifespan included."""
    listening = socket.socket(proto=socket.IPPROTO_TCP)  # else asyncio sets no TCP_NODELAY: 40 ms a reply
    listening.bind(("127.0.0.1", 0))
    server = uvicorn.Server(
        uvicorn.Config(app, log_config=None, access_log=False, timeout_graceful_shutdown=5)
    )
    server.install_signal_handlers = lambda: None  # type: ignore[attr-defined]
    task = asyncio.create_task(server.serve(sockets=[listening]))
    while not server.started:
        if task.done():
            await task
            raise RuntimeError("the service did not start")
        await asyncio.sleep(0.01)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task


async def until_ready(client: httpx.AsyncClient) -> None:
    for _ in range(400):
        told = (await client.get("/ready")).json()
        if told["status"] == "ready" and told["dependencies"]["model"]["choice"]:
            return
        await asyncio.sleep(0.05)
    raise AssertionError((await client.get("/ready")).text)


def parse(text: str) -> list[tuple[str, Any]]:
    """Server-sent events as (event, data); raises on anything that is no event."""
    told = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and not line.startswith(":"))
        if fields:
            assert fields["event"] == "gap" or PLACE.fullmatch(fields["id"])
            told.append((fields["event"], orjson.loads(fields["data"])))
    return told


async def tell(client: httpx.AsyncClient, message: str, **more: Any) -> list[tuple[str, Any]]:
    """One turn over /chat/stream, whole."""
    reply = await client.post("/chat/stream", json={"message": message, **more})
    assert reply.status_code == 200, reply.text
    return parse(reply.text)


def result(events: list[tuple[str, Any]]) -> dict[str, Any]:
    [data] = [data for kind, data in events if kind == "result"]
    held: dict[str, Any] = data
    return held
