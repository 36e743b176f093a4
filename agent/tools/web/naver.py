"""Naver web documents, by the old host and by NAVER API HUB (api.ncloud-docs.com)."""

from dataclasses import dataclass
from typing import Literal

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fault, fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows

_HOSTS = {
    "hub": (
        "https://naverapihub.apigw.ntruss.com/search/v1/webkr",
        ("X-NCP-APIGW-API-KEY-ID", "X-NCP-APIGW-API-KEY"),
    ),
    "legacy": (
        "https://openapi.naver.com/v1/search/webkr.json",
        ("X-Naver-Client-Id", "X-Naver-Client-Secret"),
    ),
}


@dataclass(frozen=True, slots=True)
class Naver:
    client_id: SecretStr
    client_secret: SecretStr
    api: Literal["hub", "legacy"]
    url: str = ""
    """Replaces the host of `api`."""
    name: str = "naver"

    async def search(
        self,
        client: httpx.AsyncClient,
        query: str,
        *,
        limit: int,
        language: Language,  # noqa: ARG002 – the protocol's; Naver has no such parameter
    ) -> list[Source]:
        url, (id_header, secret_header) = _HOSTS[self.api]
        headers = {
            id_header: self.client_id.get_secret_value(),
            secret_header: self.client_secret.get_secret_value(),
        }
        params = {"query": query, "display": str(limit), "start": "1"}
        if self.api == "hub":
            params["format"] = "json"
        payload = await fetch(client, "GET", self.url or url, params=params, headers=headers)
        if isinstance(payload, dict) and "errorCode" in payload:
            raise fault(payload)
        found = (
            source(self.name, row.get("title"), row.get("link"), row.get("description"), row.get("pubDate"))
            for row in rows(payload, "items")
        )
        return [one for one in found if one][:limit]
