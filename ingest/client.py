"""Calls to public services: paced, counted, tried again where that helps.

No message holds an address: keys travel in them.
"""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Self, TypeVar

import httpx

from ingest.bad import Refused
from ingest.settings import SourceSettings

T = TypeVar("T")

TRIES = 4
GROWTH = 4
"""Each wait between tries is so many times the one before, unless the service names one."""
PATIENCE = 60.0
"""Longest wait that a service may name (s)."""
TOO_MANY = 429
SERVER = 500


class Exhausted(Exception):
    """No more calls today, or in this run. What was fetched counts; the rest is for the next run."""


class Transient(Exception):
    """An answer that another try may better. `after`: what the service asks one to wait (s)."""

    def __init__(self, said: str, after: float | None = None) -> None:
        super().__init__(said)
        self.after = after


class Client:
    """Use `async with Client("TourAPI", settings) as client`."""

    def __init__(self, service: str, settings: SourceSettings) -> None:
        """Tries count as calls, too."""
        self.service = service
        self.calls = 0
        self._settings = settings
        self._http = httpx.AsyncClient(timeout=settings.source_timeout, follow_redirects=False)
        self._next = 0.0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._http.aclose()

    async def get(self, url: str, params: Mapping[str, str], read: Callable[[bytes], T]) -> T:
        """What `read` makes of the answer; it raises Transient for another try.

        Raises Exhausted, and Refused when no try was answered.
        """
        for attempt in range(TRIES):
            try:
                return await self._once(url, params, read)
            except Transient as error:
                if attempt + 1 == TRIES:
                    raise Refused(f"{self.service} does not answer as it should: {error}") from error
                pause = self._settings.source_backoff * GROWTH**attempt
                await asyncio.sleep(min(error.after, PATIENCE) if error.after is not None else pause)
        raise AssertionError

    async def _once(self, url: str, params: Mapping[str, str], read: Callable[[bytes], T]) -> T:
        most = self._settings.source_calls
        if self.calls >= most:
            raise Exhausted(f"{most} calls of this run are used up (GUIDE_SOURCE_CALLS)")
        now = time.monotonic()
        await asyncio.sleep(self._next - now)
        self._next = max(now, self._next) + self._settings.source_spacing
        self.calls += 1
        try:
            answer = await self._http.get(url, params=params)
        except httpx.TimeoutException as error:
            raise Transient("no answer in time") from error
        except httpx.HTTPError as error:
            raise Transient(type(error).__name__) from error
        if answer.status_code == TOO_MANY or answer.status_code >= SERVER:
            # Whatever a body says of a quota or of the key, `read` raises it.
            read_quietly(read, answer.content)
            raise Transient(f"status {answer.status_code}", _after(answer))
        return read(answer.content)


def read_quietly(read: Callable[[bytes], T], content: bytes) -> None:
    """Only what `read` finds final comes out."""
    try:
        read(content)
    except Transient:
        return


def _after(answer: httpx.Response) -> float | None:
    said = answer.headers.get("retry-after", "")
    return float(said) if said.isdecimal() else None
