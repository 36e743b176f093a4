"""Juso (business.juso.go.kr): addresses as people write them. It has no coordinates; VWorld gives those."""

from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Found
from agent.tools.transit.providers.refusal import Refusal, kind, listed
from agent.tools.transit.providers.vworld import VWorld

NOTHING: Final = frozenset({"E0005", "E0006", "E0008", "E0009", "E0010", "E0011", "E0012", "E0013"})
"""The words asked for are none, too vague, too short, too long: there is no such address."""


@dataclass(frozen=True, slots=True)
class Juso:
    url: str
    key: SecretStr
    geocoder: VWorld
    name: str = "juso"

    async def spots(self, line: Line, query: str) -> list[Found]:
        params = {
            "confmKey": self.key.get_secret_value(), "currentPage": "1", "countPerPage": "5",
            "keyword": query, "resultType": "json",
        }  # fmt: skip
        results = (await line.get(self.url, params))["results"]
        code = str(results["common"]["errorCode"])
        if code in NOTHING:
            return []
        if code != "0":
            raise Refusal(kind(None, code), code=code)
        for row in listed(results.get("juso"))[:1]:
            road = str(row.get("roadAddrPart1") or row["roadAddr"])
            if at := await self.geocoder.at(line.to("places:vworld"), road):
                parts = (str(row.get(key) or "") for key in ("roadAddr", "jibunAddr", "bdNm"))
                return [Found(str(row.get("bdNm") or road), *at, " ".join(parts))]
        return []
