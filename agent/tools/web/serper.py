"""Google results by Serper (serper.dev)."""

from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows

_LANGUAGES = {"ko": "ko", "en": "en", "ja": "ja", "zh": "zh-cn"}


@dataclass(frozen=True, slots=True)
class Serper:
    url: str
    key: SecretStr
    name: str = "serper"

    async def search(
        self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
    ) -> list[Source]:
        headers = {"X-API-KEY": self.key.get_secret_value()}
        body = {"q": query, "num": limit, "gl": "kr", "hl": _LANGUAGES[language]}
        payload = await fetch(client, "POST", self.url, headers=headers, body=body)
        found = (
            source(self.name, row.get("title"), row.get("link"), row.get("snippet"), row.get("date"))
            for row in rows(payload, "organic")
        )
        return [one for one in found if one][:limit]
