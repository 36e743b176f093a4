"""What a map is drawn from: GET /map, the shape of the city; GET /stations, points and names of stations."""

from dataclasses import asdict
from functools import lru_cache
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request

from agent.tools.linking.names import with_station
from agent.tools.text.fold import unbracketed
from agent.tools.transit.network import Station, load
from api.chat import guide
from api.errors import JSON
from api.results import City, StationPage, shaped
from data.district import districts
from data.river import han

router = APIRouter(tags=["map"])


@router.get("/map", responses=shaped(City))
async def city(request: Request) -> JSON:
    """Seoul's districts and the Han, simplified for drawing; where tiles are, if the settings say."""
    tiles = guide(request).parts.settings.map_tiles or None
    return JSON({"tiles": tiles, **drawn()}, headers={"Cache-Control": "private, max-age=3600"})


@lru_cache(maxsize=1)
def drawn() -> dict[str, Any]:
    shapes = [
        {"name": one.name, "outline": [(lat, lon) for lon, lat in one.outline]}
        for one in districts().values()
        if one.gu
    ]
    return {"districts": shapes, "river": han()}


@router.get("/stations", responses=shaped(StationPage))
async def stations(
    name: Annotated[list[Annotated[str, Query(max_length=200)]], Query(max_length=40)],
) -> JSON:
    """`name`: Korean names, with 역 or without, repeated. A name that is no station is left out."""
    known = {asked: found for asked in name if (found := by_name().get(with_station(asked)))}
    items = [
        {"name": asked, "names": asdict(one.name), "lat": one.lat, "lon": one.lon, "code": one.code}
        for asked, one in known.items()
    ]
    return JSON({"items": items})


@lru_cache(maxsize=1)
def by_name() -> dict[str, Station]:
    """The first platform of each station; 서울역 and 서울 alike."""
    held: dict[str, Station] = {}
    for one in load().stations.values():
        for name in (one.name.ko, unbracketed(one.name.ko)):
            held.setdefault(with_station(name), one)
    return held
