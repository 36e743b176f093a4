"""SIGTERM and Ctrl-C: no new turns, the running ones end or are stopped, then the server goes, with status 0.

uvicorn by itself closes its door at once, lets answers run for as long as they like, and then dies of the
signal. So the signal is taken from it: the door stays open, to say 503, until the last answer has ended.
"""

import asyncio
import logging
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

import uvicorn

from agent.guide import Guide

log = logging.getLogger(__name__)

SIGNALS: Final = (signal.SIGTERM, signal.SIGINT)
FLUSH: Final = 3
"""Seconds that a reply gets to leave after the last answer has ended."""


@contextmanager
def graceful(guide: Guide, grace: float) -> Iterator[None]:
    """While the app runs. `grace` in seconds; a second Ctrl-C ends it. Other servers are left alone."""
    server = _server()
    if server is None:
        yield
        return
    if server.config.timeout_graceful_shutdown is None:
        server.config.timeout_graceful_shutdown = FLUSH
    loop = asyncio.get_running_loop()
    leaving: list[asyncio.Task[None]] = []

    async def leave(patience: float) -> None:
        await guide.drain(patience)
        server.should_exit = True

    def asked(number: int) -> None:
        if leaving and number != signal.SIGINT:
            return  # a group of workers hears of it twice: as a group, and from the first of them
        log.info("service.stopping signal=%d grace=%g", number, 0 if leaving else grace)
        patience = 0 if leaving else grace
        if leaving:
            leaving[-1].cancel()
        leaving.append(loop.create_task(leave(patience), name="leave"))

    def caught(number: int, _: FrameType | None) -> None:
        loop.call_soon_threadsafe(asked, number)

    before = {number: signal.signal(number, caught) for number in SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _server() -> uvicorn.Server | None:
    """The server that takes the signals of this process now."""
    if threading.current_thread() is not threading.main_thread():
        return None
    held = getattr(signal.getsignal(signal.SIGTERM), "__self__", None)
    return held if isinstance(held, uvicorn.Server) else None
