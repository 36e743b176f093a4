"""What the nodes work with, opened once for the life of the service."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx
from rag.retriever import Retriever

from agent.llm import Endpoint
from agent.probe import Probe
from agent.settings import Settings
from agent.tools.currency import Exchange
from agent.tools.etiquette import Etiquette
from agent.tools.intent import Router
from agent.tools.transit.plan import Planner
from agent.tools.web.search import WebSearch
from data.place import Spot

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    endpoint: Endpoint
    probe: Probe
    retriever: Retriever
    router: Router
    planner: Planner
    web: WebSearch
    etiquette: Etiquette
    exchange: Exchange

    def pin(self, spot: Spot) -> Spot | None:
        """The spot with its coordinates, from what we know; None when we do not know it."""
        if spot.lat is not None:
            return spot
        if spot.id and (place := self.retriever.get(spot.id)):
            return place.spot
        return self.planner.locate(spot.name)


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Everything that a turn needs. Slow engines go on loading in the background."""
    async with AsyncExitStack() as stack:
        endpoint = Endpoint(settings)
        stack.push_async_callback(endpoint.close)
        probe = Probe(endpoint, settings)
        probe.start()
        stack.push_async_callback(probe.close)
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=5, follow_redirects=False))
        retriever, planner = await asyncio.gather(
            Retriever.open(settings.data_dir), asyncio.to_thread(Planner.load)
        )
        stack.push_async_callback(retriever.close)
        router = await asyncio.to_thread(
            Router.build, list(retriever.places.values()), planner.network.stations
        )
        yield Parts(
            settings=settings,
            endpoint=endpoint,
            probe=probe,
            retriever=retriever,
            router=router,
            planner=planner,
            web=WebSearch(client=client),
            etiquette=await asyncio.to_thread(Etiquette.load),
            exchange=Exchange(client),
        )
