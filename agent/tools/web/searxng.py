"""SearXNG, the metasearch engine that a team runs itself (docs.searxng.org/dev/search_api)."""

from dataclasses import dataclass

import httpx

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import ProviderError, rows

_LOCALES = {"ko": "ko-KR", "en": "en-US", "ja": "ja-JP", "zh": "zh-CN"}
_FORBIDDEN = 403


@dataclass(frozen=True, slots=True)
class SearXNG:
    url: str
    """Base address, without /search."""
    name: str = "searxng"

    async def search(
        self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
    ) -> list[Source]:
        params = {"q": query, "format": "json", "language": _LOCALES[language]}
        try:
            payload = await fetch(client, "GET", f"{self.url.rstrip('/')}/search", params=params)
        except ProviderError as failure:
            if failure.status == _FORBIDDEN:
                reason = "HTTP 403: add json to search.formats in its settings.yml"
                raise ProviderError(reason, status=_FORBIDDEN) from failure
            raise
        results = rows(payload, "results")
        if not results and payload.get("unresponsive_engines"):
            # It answers 200 with nothing when its engines were blocked: that is a failure, not "no results".
            raise ProviderError(f"no engine answered ({len(payload['unresponsive_engines'])} unresponsive)")
        # There is no parameter for the number of results.
        found = (
            source(self.name, row.get("title"), row.get("url"), row.get("content"), row.get("publishedDate"))
            for row in results
        )
        return [one for one in found if one][:limit]
