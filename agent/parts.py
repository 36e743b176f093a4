"""What the nodes work with, opened once for the life of the service."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import partial

import httpx

from agent import watch
from agent.admission import Admission
from agent.gauge import Gauge
from agent.kept import Kept, open_kept
from agent.llm import Endpoint
from agent.probe import Probe
from agent.settings import Settings
from agent.tools.currency import Exchange, Money
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.router import Examples, Router
from agent.tools.transit import say
from agent.tools.transit.legs import Journey, Option
from agent.tools.transit.plan import Planner
from agent.tools.web.registry import open_pages, open_providers
from agent.tools.web.search import WebSearch
from agent.tools.web.settings import SearchSettings
from data import ROOT, lines
from data.place import Access, Spot
from rag.retriever import Retriever
from rag.settings import Settings as KnowledgeSettings


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    endpoint: Endpoint
    probe: Probe
    gauge: Gauge
    retriever: Retriever
    router: Router
    examples: Examples
    planner: Planner
    web: WebSearch
    etiquette: Etiquette
    exchange: Exchange
    admission: Admission
    kept: Kept | None
    """Answers that hold for everyone; None: none are kept."""

    def pin(self, spot: Spot) -> Spot | None:
        """The spot with its coordinates, from what we know; None when we do not know it."""
        if spot.lat is not None:
            return spot
        if spot.id and (place := self.retriever.get(spot.id)):
            return place.spot
        return self.planner.locate(spot.name)

    async def public(self, origin: Spot, destination: Spot, depart: datetime) -> tuple[Option, ...]:
        """Ways by train and on foot, from and to the stations and exits that the places are known by."""
        leave, reach = (self._access(spot) for spot in (origin, destination))
        plan = partial(self.planner.public, origin, destination, depart, leave=leave, reach=reach)
        with watch.tool("planner"):
            return await asyncio.to_thread(plan)

    async def prices(self, journey: Journey, code: str) -> list[Money]:
        """The amounts that a journey names, in another currency; empty for won. Raises Unknown."""
        if code == "KRW":
            return []
        with watch.tool("exchange"):
            return [await self.exchange.convert(won, code) for won in say.prices(journey)]

    def _access(self, spot: Spot) -> Access | None:
        place = self.retriever.get(spot.id) if spot.id else None
        return place.access if place else None


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
        searching = SearchSettings()
        asked = await stack.enter_async_context(open_providers(searching))
        pages = await stack.enter_async_context(open_pages(searching))
        etiquette = await asyncio.to_thread(load_etiquette)
        with suppress(TimeoutError):
            await asyncio.wait_for(probe.first.wait(), 2)
        stations = list(lines(ROOT / "subway" / "stations.jsonl"))
        known = list(retriever.places.values())
        yield Parts(
            settings=settings,
            endpoint=endpoint,
            probe=probe,
            gauge=Gauge(endpoint),
            retriever=retriever,
            router=await asyncio.to_thread(Router.build, known, stations, etiquette),
            examples=Examples(retriever.embed),
            planner=await asyncio.to_thread(Planner.load),
            web=WebSearch(searching, client, sources=[*map(watch.Watched, asked)], pages=pages),
            etiquette=etiquette,
            exchange=Exchange(client=client),
            admission=Admission(settings.concurrency, settings.queue),
            kept=await stack.enter_async_context(open_kept(settings)),
        )
