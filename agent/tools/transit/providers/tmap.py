"""TMAP's public transport (transit.tmapmobility.com). It plans for a departure to come."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.legs import Leg
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal, Why, listed
from agent.tools.transit.providers.ways import Way, bus, metres, station, train, won
from data.opening import SEOUL

_WHY: Final[Mapping[str, Why]] = {
    "11": "too_close", "12": "outside", "13": "outside", "14": "no_route", "23": "outside", "31": "timeout",
}  # fmt: skip
MOST: Final = 5
"""Itineraries asked for."""
RAIL: Final = frozenset({"SUBWAY", "TRAIN"})


@dataclass(frozen=True, slots=True)
class Tmap:
    url: str
    key: SecretStr
    name: str = "tmap"
    timed: bool = True

    async def ways(self, line: Line, trip: Trip) -> list[Way]:
        (y1, x1), (y2, x2) = trip.ends
        body = {
            "startX": str(x1), "startY": str(y1), "endX": str(x2), "endY": str(y2),
            "count": MOST, "lang": 0, "format": "json",
            "searchDttm": trip.depart.astimezone(SEOUL).strftime("%Y%m%d%H%M"),
        }  # fmt: skip
        try:
            told = await line.post(self.url, body, {"appKey": self.key.get_secret_value()})
        except Refusal as refusal:
            if why := _WHY.get(refusal.code):
                raise Refusal(why, status=refusal.status, code=refusal.code) from None
            raise
        if "metaData" not in told:
            code = str(told["result"]["status"])
            raise Refusal(_WHY.get(code, "broken"), code=code)
        return [_way(way) for way in listed(told["metaData"]["plan"]["itineraries"])]


def _way(way: dict[str, Any]) -> Way:
    regular = (way.get("fare") or {}).get("regular") or {}
    return Way(
        minutes=float(way["totalTime"]) / 60,
        legs=tuple(_leg(leg) for leg in listed(way["legs"])),
        metres=metres(way["totalDistance"]),
        fare=won(regular.get("totalFare")),
    )


def _leg(leg: dict[str, Any]) -> Leg:
    minutes, way = round(float(leg["sectionTime"]) / 60, 1), metres(leg["distance"])
    if leg["mode"] == "WALK":
        return Leg("walk", minutes, "", "", metres=way)
    start, end = str(leg["start"]["name"]), str(leg["end"]["name"])
    stations = listed((leg.get("passStopList") or {}).get("stationList"))
    stops = len(stations) - 1 if stations else None
    route = str(leg.get("route") or "")
    if leg["mode"] not in RAIL:
        return Leg("bus", minutes, start, end, line=bus(route), stops=stops, metres=way)
    name, color = train(route)
    return Leg(
        "subway", minutes, station(start), station(end), line=name, color=color, stops=stops, metres=way
    )
