"""Kakao Local's keyword search (developers.kakao.com). Its results must not be stored."""

from dataclasses import dataclass
from typing import Final

from pydantic import SecretStr

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.provider import Found
from agent.tools.transit.providers.refusal import listed

STATION: Final = "SW8"


@dataclass(frozen=True, slots=True)
class Local:
    url: str
    key: SecretStr
    name: str = "kakao"

    async def spots(self, line: Line, query: str) -> list[Found]:
        params = {"query": query, "sort": "accuracy", "size": "15"}
        told = await line.get(
            self.url, params, headers={"Authorization": f"KakaoAK {self.key.get_secret_value()}"}
        )
        return [
            Found(
                name=str(row["place_name"]),
                lat=float(row["y"]),
                lon=float(row["x"]),
                address=f"{row.get('road_address_name') or ''} {row.get('address_name') or ''}".strip(),
                station=row.get("category_group_code") == STATION,
            )
            for row in listed(told["documents"])
        ]
