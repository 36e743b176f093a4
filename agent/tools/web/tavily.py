"""Tavily, with a key or in its keyless mode (docs.tavily.com/documentation/keyless)."""

from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fault, fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows


@dataclass(frozen=True, slots=True)
class Tavily:
    url: str
    key: SecretStr | None
    """None asks without a key; that has a small, unpublished limit."""
    name: str = "tavily"

    async def search(
        self,
        client: httpx.AsyncClient,
        query: str,
        *,
        limit: int,
        language: Language,  # noqa: ARG002 – the protocol's; Tavily has no such parameter
    ) -> list[Source]:
        headers = (
            {"Authorization": f"Bearer {self.key.get_secret_value()}"}
            if self.key
            else {"X-Tavily-Access-Mode": "keyless"}
        )
        body = {"query": query, "search_depth": "basic", "topic": "general", "max_results": limit}
        payload = await fetch(client, "POST", self.url, headers=headers, body=body)
        if isinstance(payload, dict) and payload.get("error"):
            raise fault(payload)
        found = (
            source(self.name, row.get("title"), row.get("url"), row.get("content"), row.get("published_date"))
            for row in rows(payload, "results")
        )
        return [one for one in found if one][:limit]
