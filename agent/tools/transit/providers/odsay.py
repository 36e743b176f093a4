"""ODsay's public transport (lab.odsay.com, searchPubTransPathT). Errors come with 200, in two shapes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.legs import Leg
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Trip
from agent.tools.transit.providers.refusal import Refusal, Why, kind, listed
from agent.tools.transit.providers.ways import Way, bus, metres, station, train, won

_WHY: Final[Mapping[str, Why]] = {
    "3": "outside", "4": "outside", "5": "outside", "6": "outside",
    "-98": "too_close",
    "-99": "no_route", "-11": "no_route",
}  # fmt: skip
WALK: Final = 3
BUS: Final = 2


@dataclass(frozen=True, slots=True)
class Odsay:
    url: str
    key: SecretStr
    referer: str = ""
    """Of a URI key."""
    name: str = "odsay"
    timed: bool = False

    async def ways(self, line: Line, trip: Trip) -> list[Way]:
        (y1, x1), (y2, x2) = trip.ends
        params = {
            "apiKey": self.key.get_secret_value(), "SX": str(x1), "SY": str(y1), "EX": str(x2), "EY": str(y2),
            "OPT": "0", "SearchType": "0", "SearchPathType": "0", "lang": "0", "output": "json",
        }  # fmt: skip
        told = await line.get(self.url, params, {"Referer": self.referer} if self.referer else None)
        if fault := listed(told.get("error")):
            raise _refusal(fault[0])
        return [_way(path) for path in listed(told["result"]["path"])]


def _refusal(fault: dict[str, Any]) -> Refusal:
    code = str(fault.get("code", ""))
    said = str(fault.get("msg") or fault.get("message") or "")
    return Refusal(_WHY.get(code) or kind(None, code, said), code=code)


def _way(path: dict[str, Any]) -> Way:
    info = path["info"]
    return Way(
        minutes=float(info["totalTime"]),
        legs=tuple(_leg(part) for part in listed(path["subPath"])),
        metres=metres(info["totalDistance"]),
        fare=won(info.get("payment")),
    )


def _leg(part: dict[str, Any]) -> Leg:
    minutes, way = float(part["sectionTime"]), metres(part["distance"])
    if part["trafficType"] == WALK:
        return Leg("walk", minutes, "", "", metres=way)
    lane = listed(part["lane"])[0]
    stops = int(part["stationCount"])
    if part["trafficType"] == BUS:
        start, end = str(part["startName"]), str(part["endName"])
        return Leg("bus", minutes, start, end, line=bus(str(lane["busNo"])), stops=stops, metres=way)
    name, color = train(str(lane["name"]))
    heading = _told(part.get("way"))
    return Leg(
        "subway",
        minutes,
        station(str(part["startName"])),
        station(str(part["endName"])),
        line=name,
        color=color,
        direction=heading and station(heading).removesuffix("역"),
        stops=stops,
        metres=way,
        exit=_told(part.get("endExitNo")),
    )


def _told(value: Any) -> str | None:
    """A text field; ODsay writes the word null for none."""
    text = str(value).strip() if value is not None else ""
    return text if text and text != "null" else None
