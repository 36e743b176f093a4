"""A provider's line to the outside: every call on it keeps the day's budget and the pause between calls."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import httpx

from agent.tools.transit.providers.refusal import Spent, refused
from agent.tools.web import quota
from agent.tools.web.fetch import fetch
from agent.tools.web.provider import ProviderError
from agent.tools.web.quota import Quota


@dataclass(frozen=True, slots=True)
class Line:
    name: str
    """`kind:provider`, as quotas and metrics know it."""
    client: httpx.AsyncClient
    quota: Quota

    def to(self, name: str) -> "Line":
        """The line of another provider, which answers a part of the question."""
        return replace(self, name=name)

    async def get(
        self, url: str, params: Mapping[str, str] | None = None, headers: Mapping[str, str] | None = None
    ) -> Any:
        """Decoded JSON. Raises Refusal."""
        return await self._call("GET", url, params=dict(params or {}) or None, headers=dict(headers or {}))

    async def post(self, url: str, body: dict[str, Any], headers: Mapping[str, str]) -> Any:
        """Decoded JSON. Raises Refusal."""
        return await self._call("POST", url, body=body, headers=dict(headers))

    async def _call(self, method: str, url: str, **said: Any) -> Any:
        try:
            await self.quota.take(self.name)
            return await fetch(self.client, method, url, **said)
        except quota.Spent as spent:
            raise Spent(spent.why) from None
        except ProviderError as error:
            raise refused(error) from None
