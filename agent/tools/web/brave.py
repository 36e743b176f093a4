"""Brave Search (api.search.brave.com)."""

from dataclasses import dataclass

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import ProviderError, rows

_LANGUAGES = {"ko": "ko", "en": "en", "ja": "jp", "zh": "zh-hans"}
_UNPROCESSABLE = 422


@dataclass(frozen=True, slots=True)
class Brave:
    url: str
    key: SecretStr
    name: str = "brave"

    async def search(
        self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
    ) -> list[Source]:
        headers = {"X-Subscription-Token": self.key.get_secret_value()}
        params = {"q": query, "count": str(limit), "country": "KR", "search_lang": _LANGUAGES[language]}
        try:
            payload = await fetch(client, "GET", self.url, params=params, headers=headers)
        except ProviderError as failure:
            # 422 is also the answer to a bad token; any other means that a language code was not taken.
            if failure.status != _UNPROCESSABLE or failure.code == "SUBSCRIPTION_TOKEN_INVALID":
                raise
            del params["search_lang"]
            payload = await fetch(client, "GET", self.url, params=params, headers=headers)
        if isinstance(payload, dict) and "web" not in payload:
            return []  # the block is absent when nothing was found
        found = (
            source(self.name, row.get("title"), row.get("url"), row.get("description"), row.get("page_age"))
            for row in rows(payload, "web", "results")
        )
        return [one for one in found if one][:limit]
