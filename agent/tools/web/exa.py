"""Exa (exa.ai), search by meaning."""

from dataclasses import dataclass
from typing import Any

import httpx
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.clean import SNIPPET_CHARS, source
from agent.tools.web.fetch import fetch
from agent.tools.web.found import Source
from agent.tools.web.provider import rows


@dataclass(frozen=True, slots=True)
class Exa:
    url: str
    key: SecretStr
    name: str = "exa"

    async def search(
        self,
        client: httpx.AsyncClient,
        query: str,
        *,
        limit: int,
        language: Language,  # noqa: ARG002 – the protocol's; Exa has no such parameter
    ) -> list[Source]:
        headers = {"x-api-key": self.key.get_secret_value()}
        wanted = {"text": {"maxCharacters": SNIPPET_CHARS}, "highlights": {"numSentences": 3}}
        body = {"query": query, "type": "auto", "numResults": limit, "contents": wanted}
        payload = await fetch(client, "POST", self.url, headers=headers, body=body)
        found = (
            source(self.name, row.get("title"), row.get("url"), _said(row), row.get("publishedDate"))
            for row in rows(payload, "results")
        )
        return [one for one in found if one][:limit]


def _said(row: dict[str, Any]) -> Any:
    """What of the page fits the query, else how it begins."""
    highlights = row.get("highlights")
    if isinstance(highlights, list) and (said := [one for one in highlights if isinstance(one, str)]):
        return "\n".join(said)
    return row.get("text") or row.get("summary")
