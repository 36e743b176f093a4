"""Kakao Map's public transport (developers.kakao.com, routing/publictraffic). Not to be stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.legs import Leg
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal, Why, listed
from agent.tools.transit.providers.ways import Point, Way, bus, metres, station, train, won

_WHY: Final[Mapping[str, Why]] = {
    "NO_RESULTS": "no_route",
    "STARTNODES_NULL": "outside",
    "ENDNODES_NULL": "outside",
    "EQUAL_POINTS": "too_close",
}


@dataclass(frozen=True, slots=True)
class Kakao:
    url: str
    key: SecretStr
    name: str = "kakao"
    timed: bool = False

    async def ways(self, line: Line, trip: Trip) -> list[Way]:
        (y1, x1), (y2, x2) = trip.ends
        params = {"start_x": str(x1), "start_y": str(y1), "end_x": str(x2), "end_y": str(y2)}
        told = await line.get(
            self.url, params, headers={"Authorization": f"KakaoAK {self.key.get_secret_value()}"}
        )
        status = str(told["status"])
        if status != "OK":
            raise Refusal(_WHY.get(status, "broken"), code=status)
        return [_way(route) for route in listed(told["routes"])]


def _way(route: dict[str, Any]) -> Way:
    told = route["properties"]
    steps = listed(route["steps"])
    rides = [step for step in steps if step["properties"]["type"] != "WALKING"]
    fare = told.get("fare") or {}
    return Way(
        minutes=float(told["totalTime"]) / 60,
        legs=tuple(_leg(step["properties"]) for step in steps),
        metres=metres(told["totalDistance"]),
        fare=won(fare.get("value", fare.get("min"))),
        fare_high=won(fare.get("max")),
        board=_point(rides[0], 0) if rides else None,
        alight=_point(rides[-1], -1) if rides else None,
    )


def _leg(step: dict[str, Any]) -> Leg:
    minutes, way = round(float(step["time"]) / 60, 1), metres(step["distance"])
    if step["type"] == "WALKING":
        return Leg("walk", minutes, "", "", metres=way)
    stops = [str(stop["name"]) for stop in listed(step["stops"])]
    vehicle = str(listed(step["vehicles"])[0]["name"])
    if step["type"] == "BUS":
        return Leg("bus", minutes, stops[0], stops[-1], line=bus(vehicle), stops=len(stops) - 1, metres=way)
    name, color = train(vehicle)
    start, end = station(stops[0]), station(stops[-1])
    return Leg("subway", minutes, start, end, line=name, color=color, stops=len(stops) - 1, metres=way)


def _point(step: dict[str, Any], index: int) -> Point | None:
    points = (step.get("path") or {}).get("points")
    if not points:
        return None
    x, y = points[index]
    return float(y), float(x)
