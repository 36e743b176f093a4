"""Naver's Directions 5 (api.ncloud-docs.com): road, time in milliseconds, taxi fare and toll."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Drive, Trip
from agent.tools.transit.providers.refusal import Refusal, Why, listed
from agent.tools.transit.providers.ways import metres

_WHY: Final[Mapping[int, Why]] = {1: "too_close", 2: "outside", 3: "no_route", 4: "outside", 5: "outside"}
OPTION: Final = "traoptimal"


@dataclass(frozen=True, slots=True)
class Naver:
    url: str
    client: SecretStr
    key: SecretStr
    name: str = "naver"

    async def drive(self, line: Line, trip: Trip) -> Drive:
        (y1, x1), (y2, x2) = trip.ends
        params = {"start": f"{x1},{y1}", "goal": f"{x2},{y2}", "option": OPTION}
        headers = {
            "x-ncp-apigw-api-key-id": self.client.get_secret_value(),
            "x-ncp-apigw-api-key": self.key.get_secret_value(),
        }
        told = await line.get(self.url, params, headers)
        if (code := int(told["code"])) != 0:
            raise Refusal(_WHY.get(code, "broken"), code=str(code))
        summary = listed(told["route"][OPTION])[0]["summary"]
        return Drive(
            metres=metres(summary["distance"]),
            seconds=round(summary["duration"] / 1000),
            fare=int(summary["taxiFare"]),
            toll=int(summary["tollFare"]),
        )
