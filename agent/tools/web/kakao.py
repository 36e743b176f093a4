"""Daum web documents by Kakao's REST key (developers.kakao.com/docs/latest/ko/daum-search/dev-guide)."""

from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows


@dataclass(frozen=True, slots=True)
class Kakao:
    url: str
    key: SecretStr
    name: str = "kakao"

    async def search(
        self,
        client: httpx.AsyncClient,
        query: str,
        *,
        limit: int,
        language: Language,  # noqa: ARG002 – the protocol's; Daum has no such parameter
    ) -> list[Source]:
        headers = {"Authorization": f"KakaoAK {self.key.get_secret_value()}"}
        params = {"query": query, "sort": "accuracy", "size": str(limit)}
        payload = await fetch(client, "GET", self.url, params=params, headers=headers)
        found = (
            source(self.name, row.get("title"), row.get("url"), row.get("contents"), row.get("datetime"))
            for row in rows(payload, "documents")
        )
        return [one for one in found if one][:limit]
