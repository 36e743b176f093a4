"""Routes and fares without a conversation."""

import asyncio
from datetime import datetime
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Request

from agent.errors import Invalid, Unknown
from agent.events import travelled
from agent.parts import Parts
from agent.tools.transit.legs import Journey
from api.auth import visitor
from api.bodies import DirectionsBody, Point
from api.chat import guide
from api.errors import JSON
from api.results import Journeys, shaped
from data.place import Spot

router = APIRouter(tags=["transit"])

SEOUL = ZoneInfo("Asia/Seoul")


def when(text: str | None) -> datetime:
    """Raises Invalid."""
    if text is None:
        return datetime.now(SEOUL)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("출발 시각을 읽을 수 없어요.", hint="depart_at=2026-11-21T09:00 (ISO 8601)") from None
    return moment.astimezone(SEOUL) if moment.tzinfo else moment.replace(tzinfo=SEOUL)


async def end(parts: Parts, wanted: str | Point) -> Spot:
    """A name or a point as a pinned spot. Raises Unknown and OutsideKorea."""
    if isinstance(wanted, Point):
        return wanted.spot(f"{wanted.lat:.5f}, {wanted.lon:.5f}")
    mentions = [m for m in parts.router.gazetteer.link(wanted) if m.spot.lat is not None]
    spot = mentions[0].spot if mentions else await parts.find(Spot(wanted))
    if spot is None:
        raise Unknown(
            f"「{wanted}」이(가) 어디인지 찾지 못했어요.", hint="Name a subway station or a known place."
        )
    return spot


@router.post("/directions", responses=shaped(Journeys))
async def directions(request: Request, body: DirectionsBody) -> JSON:
    parts = guide(request).parts
    depart = when(body.depart_at)
    origin, destination = await asyncio.gather(end(parts, body.origin), end(parts, body.destination))
    options, taxi = await asyncio.gather(
        parts.public(origin, destination, depart), parts.taxi(origin, destination, depart)
    )
    journey = Journey.of(origin, destination, options, taxi)
    return JSON(
        travelled(journey, await parts.prices(journey, body.currency or visitor(request).currency or "KRW"))
    )
