"""What routing knows by name, rebuilt beside the questions when a new build of the index is taken up.

`python -m ingest` publishes a build from another process. A task looks for one every few seconds; the linker
is built in a thread, and linker and index change places in one step: a place is never linked and not found.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from typing import Final

from agent.tools.routing.router import Router
from data.place import Place
from rag.index import Unreachable
from rag.retriever import Retriever

log = logging.getLogger(__name__)

CHECK: Final = 3.0
"""Seconds between two looks at the index's pointer."""

Build = Callable[[Sequence[Place]], Router]


class Known:
    """Use `opened`. `router` is of the build that the retriever serves."""

    def __init__(self, retriever: Retriever, build: Build, router: Router) -> None:
        self.router = router
        self._retriever = retriever
        self._build = build

    async def _prepare(self, places: Mapping[str, Place]) -> Callable[[], None]:
        router = await asyncio.to_thread(self._build, list(places.values()))
        return lambda: setattr(self, "router", router)

    async def _watch(self, check: float) -> None:
        while True:
            await asyncio.sleep(check)
            try:
                if await self._retriever.refresh():
                    log.info("places.reload version=%s", self._retriever.version)
            except Unreachable as error:
                log.warning("places.reload_failed error=%s", error)
            except Exception:  # the old places go on answering, whatever is wrong with the new ones
                log.exception("places.reload_failed")


@asynccontextmanager
async def opened(retriever: Retriever, build: Build, check: float = CHECK) -> AsyncIterator[Known]:
    known = Known(retriever, build, await asyncio.to_thread(build, list(retriever.places.values())))
    retriever.prepare = known._prepare  # noqa: SLF001 - its own
    watching = asyncio.create_task(known._watch(check), name="places")  # noqa: SLF001
    try:
        yield known
    finally:
        watching.cancel()
        with suppress(asyncio.CancelledError):
            await watching
