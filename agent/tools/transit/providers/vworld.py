"""VWorld (api.vworld.kr): places by name, and addresses with their coordinates. Not to be stored."""

import re
from dataclasses import dataclass
from typing import Any, Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Found
from agent.tools.transit.providers.refusal import Refusal, kind, listed

NUMBER: Final = re.compile(r"\d")
"""Every address has one."""


@dataclass(frozen=True, slots=True)
class VWorld:
    url: str
    key: SecretStr
    name: str = "vworld"

    async def spots(self, line: Line, query: str) -> list[Found]:
        found = await self._ask(
            line, "search",
            service="search", request="search", version="2.0", crs="EPSG:4326", type="place", query=query,
            size="10",
        )  # fmt: skip
        if rows := listed(found.get("items")) if found else []:
            return [
                Found(str(row["title"]), *_point(row["point"]), _address(row.get("address") or {}))
                for row in rows
            ]
        at = await self.at(line, query) if NUMBER.search(query) else None
        return [Found(query, *at, query)] if at else []

    async def at(self, line: Line, address: str) -> tuple[float, float] | None:
        """(lat, lon) of an address, as a road's first, then as a lot's. Raises Refusal."""
        for kind_ in ("road", "parcel"):
            found = await self._ask(
                line, "address",
                service="address", request="getcoord", version="2.0", crs="epsg:4326", type=kind_,
                address=address,
            )  # fmt: skip
            if found:
                return _point(found["point"])
        return None

    async def _ask(self, line: Line, path: str, **params: str) -> dict[str, Any] | None:
        """The result; None where nothing is found."""
        said = {**params, "format": "json", "key": self.key.get_secret_value()}
        response = (await line.get(f"{self.url}/{path}", said))["response"]
        status = response["status"]
        if status == "OK":
            result: dict[str, Any] = response["result"]
            return result
        if status == "NOT_FOUND":
            return None
        code = str((response.get("error") or {}).get("code") or status)
        raise Refusal(kind(None, code), code=code)


def _point(point: dict[str, Any]) -> tuple[float, float]:
    return float(point["y"]), float(point["x"])


def _address(told: dict[str, Any]) -> str:
    return f"{told.get('road') or ''} {told.get('parcel') or ''}".strip()
