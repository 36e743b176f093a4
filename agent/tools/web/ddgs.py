"""DuckDuckGo, Mojeek and Brave result pages, read by the `ddgs` library: general search without a key.

The library is synchronous and opens threads of its own; it runs in a small pool that belongs to it, so that a
hanging engine never takes the threads that the rest of the service needs.
"""

import asyncio
import math
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import httpx

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.found import Source
from agent.tools.web.provider import ProviderError

_REGIONS = {"ko": "kr-kr", "en": "us-en", "ja": "jp-jp", "zh": "cn-zh"}
_THREADS = 4


def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(max_workers=_THREADS, thread_name_prefix="ddgs")


@dataclass(frozen=True, slots=True)
class Ddgs:
    backends: str
    timeout: float
    """Seconds for one engine; whole seconds are all that the library takes."""
    name: str = "ddgs"
    _threads: ThreadPoolExecutor = field(default_factory=_pool, repr=False, compare=False)
    _places: threading.Semaphore = field(
        default_factory=lambda: threading.Semaphore(_THREADS), repr=False, compare=False
    )

    async def search(
        self,
        client: httpx.AsyncClient,  # noqa: ARG002 – the protocol's; the library brings its own
        query: str,
        *,
        limit: int,
        language: Language,
    ) -> list[Source]:
        if not self._places.acquire(blocking=False):
            raise ProviderError("all its threads are taken")
        work = self._threads.submit(self._search, query, limit, language)
        # The thread outlives a cancelled wait: its place is free only when it ends.
        work.add_done_callback(lambda _: self._places.release())
        rows = await asyncio.wrap_future(work)
        found = (source(self.name, row.get("title"), row.get("href"), row.get("body"), None) for row in rows)
        return [one for one in found if one][:limit]

    def _search(self, query: str, limit: int, language: Language) -> list[dict[str, Any]]:
        try:
            from ddgs import DDGS
            from ddgs.exceptions import DDGSException, TimeoutException
        except ImportError as error:
            raise ProviderError("the ddgs package is not installed") from error
        try:
            with DDGS(timeout=math.ceil(self.timeout)) as engine:
                found: list[dict[str, Any]] = engine.text(
                    query, region=_REGIONS[language], max_results=limit, backend=self.backends
                )
                return found
        except TimeoutException as error:
            raise ProviderError("timed out") from error
        except DDGSException as error:
            if "No results found" in str(error):
                # Blocked engines say the same as an empty page; both leave us with nothing.
                return []
            raise ProviderError("its engines did not answer") from error
