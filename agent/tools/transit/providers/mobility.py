"""Kakao Mobility's car directions (developers.kakaomobility.com): road, time, taxi fare and toll."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Drive, Trip
from agent.tools.transit.providers.refusal import Refusal, Why, listed
from agent.tools.transit.providers.ways import metres

_WHY: Final[Mapping[int, Why]] = {
    1: "no_route", 101: "outside", 102: "outside", 103: "outside", 104: "too_close",
    105: "no_route", 106: "no_route", 107: "no_route",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mobility:
    url: str
    key: SecretStr
    name: str = "kakao"

    async def drive(self, line: Line, trip: Trip) -> Drive:
        (y1, x1), (y2, x2) = trip.ends
        params = {
            "origin": f"{x1},{y1}",
            "destination": f"{x2},{y2}",
            "priority": "RECOMMEND",
            "summary": "true",
        }
        told = await line.get(
            self.url, params, headers={"Authorization": f"KakaoAK {self.key.get_secret_value()}"}
        )
        route = listed(told["routes"])[0]
        if (code := int(route["result_code"])) != 0:
            raise Refusal(_WHY.get(code, "broken"), code=str(code))
        summary = route["summary"]
        fare = summary["fare"]
        return Drive(
            metres=metres(summary["distance"]),
            seconds=int(summary["duration"]),
            fare=int(fare["taxi"]),
            toll=int(fare["toll"]),
        )
