"""What the guide knows: search and read places."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from agent import watch
from agent.errors import Invalid, Unknown
from agent.facts import card
from api.bodies import Point
from api.chat import guide
from api.errors import JSON
from data.place import Category

router = APIRouter(prefix="/places", tags=["places"])

WITHIN = 3_000
"""Metres around `near`."""


def point(text: str) -> tuple[float, float]:
    """`lat,lon` in degrees. Raises Invalid and OutsideKorea."""
    try:
        lat, lon = (float(part) for part in text.split(","))
    except ValueError:
        raise Invalid("위치는 위도,경도로 적어 주세요.", hint="near=37.5665,126.9780") from None
    spot = Point(lat=lat, lon=lon).spot()
    return spot.lat or lat, spot.lon or lon


@router.get("")
async def find(
    request: Request,
    q: Annotated[str, Query(max_length=200)] = "",
    near: str | None = None,
    category: Category | None = None,
    limit: Annotated[int, Query(ge=1, le=50)] = 10,
) -> JSON:
    around = point(near) if near else None
    with watch.tool("retriever"):
        hits = await guide(request).parts.retriever.search(
            q, limit=limit, near=around, within=WITHIN if around else None, category=category
        )
    return JSON({"items": [{**card(hit.place), "score": round(hit.score, 4)} for hit in hits]})


@router.get("/{place_id}")
async def read(request: Request, place_id: str) -> JSON:
    place = guide(request).parts.retriever.get(place_id)
    if place is None:
        raise Unknown(
            "그런 장소를 찾을 수 없어요.", hint=f"No place {place_id!r}. GET /places?q= finds them."
        )
    return JSON(card(place))
