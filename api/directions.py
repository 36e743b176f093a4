"""Routes and fares without a conversation."""

import asyncio
import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime

from fastapi import APIRouter, Request

from agent.errors import Invalid, Unknown
from agent.events import travelled
from agent.parts import Parts
from agent.tools.linking.gazetteer import Mention
from agent.tools.reading.marks import ADDRESS, COORDINATES
from agent.tools.reading.slots import stop
from agent.tools.transit.advise import recommend
from agent.tools.transit.legs import Journey, Terms
from api.auth import visitor
from api.bodies import DirectionsBody, Point
from api.chat import guide
from api.errors import JSON
from api.results import Directions, shaped
from data.opening import SEOUL
from data.place import Spot

router = APIRouter(tags=["transit"])

STATION = re.compile(
    r"(?:역|station|stn\.?|駅|站|驛)$|역\s?[가-힣\d]{1,6}선$|[)）]\s*(?:역)?$", re.IGNORECASE
)
"""A name that can only be a station's: 뚝섬유원지역, 천호(풍납토성), 양평역 5호선."""
CALENDAR = range(2000, 2100)
"""Years of a journey; far beyond them no time can be moved by an hour."""


def when(text: str | None, field: str = "depart_at") -> datetime | None:
    """Raises Invalid."""
    if text is None:
        return None
    with suppress(ValueError):
        moment = datetime.fromisoformat(text)
        if moment.year in CALENDAR:
            return moment.astimezone(SEOUL) if moment.tzinfo else moment.replace(tzinfo=SEOUL)
    what = "출발" if field == "depart_at" else "도착"
    raise Invalid(f"{what} 시각을 읽을 수 없어요.", hint=f"{field}=2026-11-21T09:00 (ISO 8601)")


async def end(parts: Parts, wanted: str | Point) -> Spot:
    """A name, an address or a point as a pinned spot. Raises Unknown and OutsideKorea."""
    if isinstance(wanted, Point):
        return wanted.spot(f"{wanted.lat:.5f}, {wanted.lon:.5f}")
    point = COORDINATES.fullmatch(wanted.strip())
    if point:
        return await end(parts, Point(lat=float(point[1]), lon=float(point[2])))
    # 세종대로 110 is no misspelt 세종대: an address is for those who know addresses.
    mentions = [] if ADDRESS.fullmatch(wanted.strip()) else parts.router.gazetteer.link(wanted)
    mentions = [mention for mention in mentions if mention.spot.lat is not None]
    spot = station(parts, wanted, mentions) or (stop(mentions[0], wanted) if mentions else None)
    spot = spot or await parts.find(Spot(wanted))
    if spot is None:
        raise Unknown(
            f"「{wanted}」이(가) 어디인지 찾지 못했어요.", hint="Name a subway station or a known place."
        )
    return spot


def station(parts: Parts, wanted: str, mentions: Sequence[Mention]) -> Spot | None:
    """The station that a name means: with its 역 or a second name in brackets always, else where no place
    bears that very name: 송정 is no 송정동.
    """
    found = parts.planner.locate(wanted)
    if found is None or STATION.search(wanted) or not mentions or mentions[0].how == "fuzzy":
        return found
    return found if mentions[0].how == "alias" and found.name == f"{wanted.strip()}역" else None


@router.post("/directions", responses=shaped(Directions))
async def directions(request: Request, body: DirectionsBody) -> JSON:
    parts = guide(request).parts
    depart, arrive = when(body.depart_at), when(body.arrive_by, "arrive_by")
    if depart and arrive:
        raise Invalid(
            "출발 시각과 도착 시각 중 하나만 알려 주세요.", hint="depart_at or arrive_by, not both."
        )
    origin, destination, *via = await asyncio.gather(
        *(end(parts, wanted) for wanted in (body.origin, body.destination, *body.via))
    )
    terms = Terms(
        depart_at=depart,
        arrive_by=arrive,
        via=tuple(via),
        passing=body.passing,
        people=body.people,
        luggage=body.luggage,
    )
    begin = depart or datetime.now(SEOUL)
    options, taxi = await asyncio.gather(
        parts.public(origin, destination, begin, terms), parts.taxi(origin, destination, begin, terms)
    )
    journey = Journey.of(origin, destination, options, taxi, terms)
    currency = body.currency or visitor(request).currency or "KRW"
    told = travelled(journey, await parts.prices(journey, currency))
    return JSON(told | {"advice": recommend(journey, body.language)})
