"""What the nodes work with, opened once for the life of the service."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache, partial

import httpx

from agent import known
from agent.endpoint.gauge import Gauge
from agent.endpoint.probe import Probe
from agent.kept import Kept, open_kept
from agent.known import Known
from agent.llm import Endpoint
from agent.settings import Settings
from agent.telemetry import watch
from agent.tools.etiquette import Etiquette
from agent.tools.etiquette import load as load_etiquette
from agent.tools.reading.currency import Exchange, Money
from agent.tools.routing.examples import Examples
from agent.tools.routing.learned import learned
from agent.tools.routing.router import Router
from agent.tools.transit import say
from agent.tools.transit.legs import Journey, Option, Taxi, Terms
from agent.tools.transit.plan import Planner
from agent.tools.transit.providers.keyed import Keyed
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.settings import TransitSettings
from agent.tools.transit.stages import cab, latest
from agent.tools.transit.taxi import Meter
from agent.tools.typist import Typist
from agent.tools.web.registry import open_pages, open_providers
from agent.tools.web.search import WebSearch
from agent.tools.web.settings import SearchSettings
from agent.turns.admission import Admission
from agent.workers.tally import open_tally
from data import ROOT, lines
from data.place import Access, Place, Spot
from rag.embed import NotReady, identity
from rag.retriever import Retriever
from rag.settings import Settings as KnowledgeSettings

NOW = Terms()
"""Nothing asked: at once, straight there."""


@dataclass(frozen=True, slots=True)
class Parts:
    settings: Settings
    endpoint: Endpoint
    probe: Probe
    gauge: Gauge
    retriever: Retriever
    known: Known
    examples: Examples
    planner: Planner
    keyed: Keyed
    web: WebSearch
    typist: Typist
    etiquette: Etiquette
    exchange: Exchange
    admission: Admission
    kept: Kept | None
    """Answers that hold for everyone; None: none are kept."""

    @property
    def router(self) -> Router:
        """Of the places that are served now: ask for it once a turn."""
        return self.known.router

    def pin(self, spot: Spot) -> Spot | None:
        """The spot with its coordinates, from what we know; None when we do not know it."""
        if spot.lat is not None:
            return spot
        if spot.id and (place := self.retriever.get(spot.id)):
            return place.spot
        return self.planner.locate(spot.name)

    async def find(self, spot: Spot) -> Spot | None:
        """The spot with its coordinates, from what we know or from who else knows it. What others found is
        for this turn alone: their terms forbid keeping it.
        """
        return self.pin(spot) or await self.keyed.find(spot.name)

    async def public(
        self, origin: Spot, destination: Spot, depart: datetime, terms: Terms = NOW
    ) -> tuple[Option, ...]:
        """Ways by public transport and on foot: of the providers that keys are there for, else our own, from
        and to the stations and exits that the places are known by. All stops are pinned; past stops on the
        way our own alone. `depart` is now, or what the terms say.
        """
        stops = [(spot, self._access(spot)) for spot in (origin, *terms.via, destination)]
        (_, leave), (_, reach) = stops[0], stops[-1]
        plan = partial(self.planner.public, origin, destination, leave=leave, reach=reach)
        if terms.mode == "walk":
            plan = partial(plan, on_foot=True)
        if terms.via:
            plan = partial(self.planner.past, stops, passing=terms.passing)
        if terms.arrive_by:
            with watch.tool("planner"):
                depart = await asyncio.to_thread(self.planner.leave_at, plan, terms.arrive_by)

        async def own() -> tuple[Option, ...]:
            with watch.tool("planner"):
                return await asyncio.to_thread(plan, depart)

        trip = Trip(origin, destination, depart)
        found = await (own() if terms.via else self.keyed.public(own, trip))
        if terms.arrive_by is None:
            return found
        arrive = terms.arrive_by
        return tuple(replace(each, leave_by=latest(each, arrive).isoformat()) for each in found)

    async def taxi(
        self, origin: Spot, destination: Spot, depart: datetime, terms: Terms = NOW
    ) -> Taxi | None:
        """A taxi's fare, on a measured road where a provider tells it. None where no taxi makes sense."""
        with watch.tool("taxi"):
            if terms.arrive_by:
                rough = self.planner.taxi(origin, destination, terms.arrive_by, via=terms.via)
                depart = cab(rough, terms.arrive_by) if rough else depart
            own = self.planner.taxi(origin, destination, depart, via=terms.via)
            if own and not terms.via:
                own = await self.keyed.taxi(own, Trip(origin, destination, depart))
            if own and terms.arrive_by:
                own = replace(own, leave_by=cab(own, terms.arrive_by).isoformat())
            return own

    async def prices(self, journey: Journey, code: str) -> list[Money]:
        """The amounts that a journey names, in another currency; empty for won. Raises Unknown."""
        if code == "KRW":
            return []
        with watch.tool("exchange"):
            return [await self.exchange.convert(won, code) for won in say.prices(journey)]

    def _access(self, spot: Spot) -> Access | None:
        place = self.retriever.get(spot.id) if spot.id else None
        return place.access if place else None


def linked(places: Iterable[Place]) -> Router:
    """What routing knows of these places. Building it takes seconds, so services of one process share it."""
    return _linked(tuple(sorted(places, key=lambda place: place.id)))


@lru_cache(maxsize=1)
def _linked(places: tuple[Place, ...]) -> Router:
    return Router.build(places, lines(ROOT / "subway" / "stations.jsonl"), load_etiquette())


async def _learned(examples: Examples) -> None:
    """Learns from the examples once meanings can be told, so that no unsure message has to wait for it."""
    for _ in range(LOOKS):
        try:
            await examples.warm()
        except NotReady:
            await asyncio.sleep(LOOK)
        else:
            return


async def rehearsed(held: known.Known) -> None:
    """Decides on some examples: patterns compile and lists are made at their first use, and no traveller
    should be the one who waits for it.
    """
    for example in list(lines(ROOT / "routes.jsonl"))[::REHEARSED]:
        await held.router.decide(example["text"])
        await asyncio.sleep(PAUSE)


REHEARSED = 2
"""Of so many examples one is decided on at start."""
PAUSE = 0.002
"""Seconds between two of them, for whoever asks meanwhile."""
LOOK, LOOKS = 0.5, 600
"""Seconds between two looks whether the embedder is loaded, and how many."""
AFTER = 0.1
"""Seconds from all else being there to the models' being loaded."""


@asynccontextmanager
async def opened(settings: Settings) -> AsyncIterator[Parts]:
    """Everything that a turn needs by rule. Models begin to load when all else is there: at once they would
    fight for the interpreter, and the first answer would be later.
    """
    async with AsyncExitStack() as stack:
        endpoint = Endpoint(settings)
        stack.push_async_callback(endpoint.close)
        probe = Probe(endpoint, settings)
        probe.start()
        stack.push_async_callback(probe.close)
        client = await stack.enter_async_context(httpx.AsyncClient(timeout=5, follow_redirects=False))
        knowledge = KnowledgeSettings(data_dir=settings.data_dir)
        retriever = await Retriever.open(knowledge, load=False)
        stack.push_async_callback(retriever.close)
        searching = SearchSettings()
        asked = await stack.enter_async_context(open_providers(searching))
        pages = await stack.enter_async_context(open_pages(searching))
        tally = await stack.enter_async_context(open_tally(settings))
        typist = Typist()
        stack.push_async_callback(typist.close)
        etiquette = await asyncio.to_thread(load_etiquette)
        planner = await asyncio.to_thread(Planner.load)
        keyed = Keyed(
            TransitSettings(),
            client,
            await asyncio.to_thread(Meter.load),
            tally=tally,
            keyless=settings.search,
            watch=watch.tool,
        )
        known_places = await stack.enter_async_context(known.opened(retriever, linked))
        with suppress(TimeoutError):
            await asyncio.wait_for(probe.first.wait(), 2)
        stack.callback(asyncio.get_running_loop().call_later(AFTER, retriever.load).cancel)
        rehearsing = asyncio.create_task(rehearsed(known_places), name="rehearsal")
        stack.callback(rehearsing.cancel)
        embedder = identity(knowledge)
        shipped = learned()
        examples = Examples(
            retriever.embed,
            kept=settings.data_dir / "learned" / embedder if retriever.embeds else None,
            meaning=shipped.meaning if shipped and shipped.embedder == embedder else None,
        )
        if retriever.embeds:
            learning = asyncio.create_task(_learned(examples), name="examples")
            stack.callback(learning.cancel)
        yield Parts(
            settings=settings,
            endpoint=endpoint,
            probe=probe,
            gauge=Gauge(endpoint),
            retriever=retriever,
            known=known_places,
            examples=examples,
            planner=planner,
            keyed=keyed,
            typist=typist,
            web=WebSearch(searching, client, sources=asked, pages=pages, tally=tally, watch=watch.search),
            etiquette=etiquette,
            exchange=Exchange(client=client),
            admission=Admission(settings.concurrency, settings.queue),
            kept=await stack.enter_async_context(open_kept(settings)),
        )
