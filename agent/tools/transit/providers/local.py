"""Kakao Local's searches by keyword and by address (developers.kakao.com). Not to be stored."""

import re
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Found
from agent.tools.transit.providers.refusal import listed

STATION: Final = "SW8"
ADDRESS: Final = re.compile(r"(?:로|길|동|가|리)\s*\d")
"""A street or a lot with its number."""


@dataclass(frozen=True, slots=True)
class Local:
    url: str
    """Base of `/keyword.json` and `/address.json`."""
    key: SecretStr
    name: str = "kakao"

    async def spots(self, line: Line, query: str) -> list[Found]:
        found = await self._ask(line, "address", query) if ADDRESS.search(query) else []
        found = found or await self._ask(line, "keyword", query)
        return [_found(row) for row in found]

    async def _ask(self, line: Line, kind: str, query: str) -> list[dict[str, Any]]:
        params = {"query": query, "size": "15"} | ({"sort": "accuracy"} if kind == "keyword" else {})
        headers = {"Authorization": f"KakaoAK {self.key.get_secret_value()}"}
        told = await line.get(f"{self.url}/{kind}.json", params, headers)
        return listed(told["documents"])


def _found(row: dict[str, Any]) -> Found:
    """A place, or an address, whose road is an object where there is one."""
    road = row.get("road_address") or {}
    names = (row.get("road_address_name"), road.get("address_name"), row.get("address_name"))
    return Found(
        name=str(row.get("place_name") or row["address_name"]),
        lat=float(row["y"]),
        lon=float(row["x"]),
        address=" ".join(str(name) for name in names if name),
        station=row.get("category_group_code") == STATION,
    )
