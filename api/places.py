"""What the guide knows: search and read places."""

from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from agent.errors import Invalid, Unknown
from agent.facts import card
from agent.telemetry import watch
from agent.wishes.sought import Asked, sought
from api.bodies import Point, Wanted
from api.chat import guide
from api.errors import JSON
from api.results import Card, PlacePage, shaped
from data.opening import SEOUL

router = APIRouter(prefix="/places", tags=["places"])


def point(text: str) -> tuple[float, float]:
    """`lat,lon` in degrees. Raises Invalid and OutsideKorea."""
    try:
        lat, lon = (float(part) for part in text.split(","))
        here = Point(lat=lat, lon=lon)
    except ValueError:
        raise Invalid("위치는 위도,경도로 적어 주세요.", hint="near=37.5665,126.9780") from None
    spot = here.spot()
    return spot.lat or lat, spot.lon or lon


def conditions(wanted: Wanted) -> Asked:
    return {
        "limit": wanted.limit,
        "near": point(wanted.near) if wanted.near else None,
        "within": wanted.radius,
        "category": wanted.category,
        "district": wanted.district or None,
        "free": wanted.free,
        "open_at": datetime.now(SEOUL) if wanted.open_now else None,
    }


@router.get("", responses=shaped(PlacePage))
async def find(request: Request, wanted: Annotated[Wanted, Query()]) -> JSON:
    parts = guide(request).parts
    retriever = parts.retriever
    if wanted.district and wanted.district not in retriever.districts:
        known = ", ".join(sorted(retriever.districts))
        raise Invalid("그런 지역은 몰라요.", hint=f"district is one of: {known}")
    with watch.tool("retriever"):
        found = await sought(retriever, parts.router.gazetteer, wanted.q, conditions(wanted))
    items = [
        {
            **card(hit.place),
            "score": round(hit.score, 4),
            **({} if hit.metres is None else {"metres": round(hit.metres)}),
        }
        for hit in found.hits
    ]
    took = f"embed;dur={found.embedding * 1e3:.1f}, search;dur={found.searching * 1e3:.1f}"
    return JSON({"items": items}, headers={"Server-Timing": took})


@router.get("/{place_id}", responses=shaped(Card))
async def read(request: Request, place_id: str) -> JSON:
    place = guide(request).parts.retriever.get(place_id)
    if place is None:
        raise Unknown(
            "그런 장소를 찾을 수 없어요.", hint=f"No place {place_id!r}. GET /places?q= finds them."
        )
    return JSON(card(place))
