"""Nominatim (operations.osmfoundation.org/policies/nominatim): OpenStreetMap's search, without a key."""

from dataclasses import dataclass
from typing import Final

import httpx

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Found
from agent.tools.transit.providers.refusal import listed

VIEW: Final = "126.3,38.0,127.9,36.9"
"""West, north, east, south, degrees: results of the metropolitan area come first."""


@dataclass(frozen=True, slots=True)
class Nominatim:
    url: str
    contact: str
    """Goes into the User-Agent, as the usage policy demands."""
    name: str = "nominatim"

    async def spots(self, line: Line, query: str) -> list[Found]:
        params = {
            "q": query, "format": "jsonv2", "countrycodes": "kr", "limit": "5", "viewbox": VIEW,
            "accept-language": "ko", "namedetails": "1",
        }  # fmt: skip
        agent = f"Gildongmu/0.1 ({self.contact}) httpx/{httpx.__version__}"
        rows = await line.get(self.url, params, {"User-Agent": agent})
        return [
            Found(
                name=str(row.get("name") or row["display_name"]),
                lat=float(row["lat"]),
                lon=float(row["lon"]),
                address=" ".join(
                    [str(row["display_name"]), *map(str, (row.get("namedetails") or {}).values())]
                ),
                station=row.get("type") == "station",
            )
            for row in listed(rows)
        ]
