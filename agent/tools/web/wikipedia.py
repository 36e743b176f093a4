"""Wikipedia in the language of the question: search and the articles' first paragraphs in one call."""

from dataclasses import dataclass
from typing import Any

import httpx

from agent.tools.decision import Language
from agent.tools.web.clean import source
from agent.tools.web.fetch import fault, fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows


@dataclass(frozen=True, slots=True)
class Wikipedia:
    url: str
    """With `{language}` for the host."""
    contact: str
    """Goes into the User-Agent, as the access policy of mediawiki.org demands."""
    name: str = "wikipedia"

    async def search(
        self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
    ) -> list[Source]:
        pages = await self._pages(client, query, limit, language)
        if not pages and len(words := query.split()) > 1:
            # Every word must occur by default, which a question seldom meets.
            pages = await self._pages(client, " OR ".join(words), limit, language)
        found = (
            source(self.name, page.get("title"), page.get("fullurl"), page.get("extract"), None)
            for page in sorted(pages, key=_rank)
        )
        return [one for one in found if one][:limit]

    async def _pages(
        self, client: httpx.AsyncClient, query: str, limit: int, language: Language
    ) -> list[dict[str, Any]]:
        params = {
            "action": "query", "generator": "search", "gsrsearch": query, "gsrlimit": str(limit),
            "prop": "extracts|info", "exintro": "1", "explaintext": "1", "exlimit": str(limit),
            "inprop": "url", "redirects": "1", "format": "json", "formatversion": "2",
        }  # fmt: skip
        agent = f"Gildongmu/0.1 ({self.contact}) httpx/{httpx.__version__}"
        url = self.url.replace("{language}", language)
        payload = await fetch(client, "GET", url, params=params, headers={"User-Agent": agent})
        if isinstance(payload, dict) and "error" in payload:
            raise fault(payload)  # errors arrive with status 200
        if isinstance(payload, dict) and "query" not in payload and "batchcomplete" in payload:
            return []
        return rows(payload, "query", "pages")


def _rank(page: dict[str, Any]) -> int:
    """Pages come in no order; `index` is the rank of the search."""
    index = page.get("index")
    return index if isinstance(index, int) else 1_000
