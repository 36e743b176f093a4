"""What the nodes work with, opened once for the life of the service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass

import httpx

from agent.llm import Endpoint
from agent.probe import Probe
from agent.settings import Settings
from agent.tools.currency import Exchange
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.router import Examples, Router
from agent.tools.transit.plan import Planner
from agent.tools.web.search import WebSearch
from agent.tools.web.settings import SearchSettings
from data import ROOT, lines
from data.place import Spot
from rag.retriever import Retriever
from rag.settings import Settings as KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    endpoint: Endpoint
    probe: Probe
    retriever: Retriever
    router: Router
    examples: Examples
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
    """Everything that a turn needs. The embedder goes on loading in the background."""
    async with AsyncExitStack() as stack:
        endpoint = Endpoint(settings)
        stack.push_async_callback(endpoint.close)
        probe = Probe(endpoint, settings)
        probe.start()
        stack.push_async_callback(probe.close)
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=5, follow_redirects=False))
        retriever = await Retriever.open(KnowledgeSettings(data_dir=settings.data_dir))
        stack.push_async_callback(retriever.close)
        etiquette = await asyncio.to_thread(load_etiquette)
        stations = list(lines(ROOT / "subway" / "stations.jsonl"))
        known = list(retriever.places.values())
        yield Parts(
            settings=settings,
            endpoint=endpoint,
            probe=probe,
            retriever=retriever,
            router=await asyncio.to_thread(Router.build, known, stations, etiquette),
            examples=Examples(retriever.embed),
            planner=await asyncio.to_thread(Planner.load),
            web=WebSearch(SearchSettings(), client),
            etiquette=etiquette,
            exchange=Exchange(client),
        )
