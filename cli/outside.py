"""What `gildongmu doctor` asks of others: one call to each provider that the settings set up."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime
from typing import Final
from urllib.parse import quote, unquote

import httpx

from agent.tools.transit.legs import Leg
from agent.tools.transit.providers import registry
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import ANSWERS, Refusal
from agent.tools.web.provider import Provider, ProviderError
from agent.tools.web.quota import Quota
from agent.tools.web.registry import open_providers
from cli.environment import Environment
from cli.findings import Finding, State
from data.opening import SEOUL
from data.place import Spot
from ingest.bad import Refused
from ingest.client import Client, Exhausted
from ingest.settings import SourceSettings
from ingest.sources import korservice, seoul
from ingest.sources.tourapi import REGION

SECONDS: Final = 10.0
QUERY: Final = "서울 여행"
KEYLESS: Final = frozenset({"ddgs", "wikipedia", "tavily-keyless", *registry.KEYLESS})
"""Those that fail without anybody's fault: they owe us nothing."""
GANGNAM: Final = Spot("강남역", 37.4979, 127.0276)
PALACE: Final = Spot("경복궁", 37.5796, 126.9770)
RIDE: Final = Leg("subway", 10, "강남", "교대", line="2호선")
FIX: Final = "correct its key in the environment; the provider's console tells what the key may do"


async def searches(found: Environment) -> list[Finding]:
    """Each provider of web search is asked once."""
    if not found.service.search:
        return [Finding("web search", "off", "GUIDE_SEARCH=false: nobody is asked")]

    async def asked(provider: Provider, client: httpx.AsyncClient) -> Finding:
        part = f"search:{provider.name}"
        call = provider.search(client, QUERY, limit=3, language="ko")
        return await _found(part, call, keyless=_owes_nothing(part))

    async with httpx.AsyncClient(timeout=SECONDS) as client, open_providers(found.search) as providers:
        told = await asyncio.gather(*(asked(provider, client) for provider in providers))
    if not told:
        return [
            Finding("web search", "note", "no provider is set up", "see docs/howto/add-a-search-provider.md")
        ]
    if all(finding.state != "ok" for finding in told):
        fix = "let this machine reach one of them, set a key, or say GUIDE_SEARCH=false"
        return [*told, Finding("web search", "note", "nobody answers: the guide says so when asked", fix)]
    return list(told)


async def journeys(found: Environment) -> list[Finding]:
    """Each provider of transit, taxis, places and next trains that has its key is asked once."""
    async with httpx.AsyncClient(timeout=SECONDS) as client:
        calls = list(_calls(found, client))
        told = await asyncio.gather(
            *(_found(part, call, keyless=_owes_nothing(part)) for part, call in calls)
        )
    if all(_owes_nothing(finding.part) for finding in told):
        return [*told, Finding("transit", "off", "no keys: the embedded network plans journeys")]
    return list(told)


def _calls(found: Environment, client: httpx.AsyncClient) -> Iterator[tuple[str, Awaitable[object]]]:
    settings, quota = found.transit, Quota({})
    trip = Trip(GANGNAM, PALACE, datetime.now(SEOUL))

    def line(name: str) -> Line:
        return Line(name, client, quota)

    for name, transit in registry.TRANSIT.items():
        if (planner := transit(settings)) is not None:
            yield (part := f"transit:{name}"), planner.ways(line(part), trip)
    for name, taxi in registry.TAXI.items():
        if (cab := taxi(settings)) is not None:
            yield (part := f"taxi:{name}"), cab.drive(line(part), trip)
    for name, places in registry.PLACES.items():
        wanted = name not in registry.KEYLESS or found.service.search
        if wanted and (finder := places(settings)) is not None:
            yield (part := f"places:{name}"), finder.spots(line(part), "남산서울타워")
    for name, arrivals in registry.ARRIVALS.items():
        if (board := arrivals(settings)) is not None:
            yield (part := f"arrivals:{name}"), board.next(line(part), RIDE)


def _owes_nothing(part: str) -> bool:
    return part.partition(":")[2] in KEYLESS


async def sources(found: Environment) -> list[Finding]:
    """Each public service that fills places (`gildongmu ingest …`) and has its key is asked for one row."""
    settings = found.sources
    tourapi, portal = settings.tourapi_key.get_secret_value(), settings.seoul_key.get_secret_value()
    told = []
    if tourapi:
        asked = {
            "serviceKey": unquote(tourapi), "MobileOS": "ETC", "MobileApp": "Gildongmu", "_type": "json",
            "numOfRows": "1", "pageNo": "1", "lDongRegnCd": REGION,
        }  # fmt: skip
        url = f"{settings.tourapi_url.rstrip('/')}/areaBasedSyncList2"
        told.append(await _row("ingest:tourapi", settings, url, asked, korservice.read))
    if portal:
        url = f"{settings.seoul_url.rstrip('/')}/{quote(portal, safe='')}/json/{seoul.DATASET}/1/1/"
        told.append(
            await _row("ingest:seoul", settings, url, {}, lambda body: seoul.read(body, seoul.DATASET))
        )
    return told


async def _row(
    part: str, settings: SourceSettings, url: str, asked: dict[str, str], read: Callable[[bytes], object]
) -> Finding:
    """No message of these rooms holds an address: keys travel in them."""
    once = settings.model_copy(update={"source_calls": 1, "source_backoff": 0.0, "source_timeout": SECONDS})
    try:
        async with Client(part, once) as client:
            await client.get(url, asked, read)
    except Refused as error:
        return Finding(part, "bad", str(error), FIX)
    except Exhausted as error:
        said = "its first call failed" if "GUIDE_SOURCE_CALLS" in str(error) else str(error)
        return Finding(part, "note", said, "try again later; gildongmu ingest goes on where it stopped")
    return Finding(part, "ok", "answers")


async def _found(part: str, call: Awaitable[object], *, keyless: bool) -> Finding:
    """Nothing that it says holds a key: providers' errors do not."""
    failed: State = "note" if keyless else "bad"
    fix = "" if keyless else FIX
    clock = asyncio.get_running_loop().time
    began = clock()
    try:
        async with asyncio.timeout(SECONDS):
            told = await call
    except TimeoutError:
        return Finding(part, failed, f"no answer within {SECONDS:.0f} s", fix)
    except Refusal as error:
        if error.why in ANSWERS:
            return Finding(part, "ok", f"answers, and has nothing for this question ({error.why})")
        return Finding(part, failed, error.reason, fix)
    except ProviderError as error:
        return Finding(part, failed, error.reason, fix)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return Finding(part, failed, f"its answer has another shape ({type(error).__name__})", fix)
    many = f", {len(told)} results" if isinstance(told, (list, tuple)) else ""
    return Finding(part, "ok", f"answers in {(clock() - began) * 1000:.0f} ms{many}")
