"""What a provider is, and how it says that it failed."""

from typing import Any, Protocol, runtime_checkable

import httpx

from agent.tools.decision import Language
from agent.tools.web.found import Source


class ProviderError(Exception):
    """A provider did not answer as it should. The reason is short and holds no key, query or address."""

    def __init__(
        self, reason: str, *, status: int | None = None, code: str = "", retry_after: float | None = None
    ) -> None:
        """`retry_after`: seconds that the provider asked to be left alone."""
        super().__init__(reason)
        self.reason = reason
        self.status = status
        self.code = code
        self.retry_after = retry_after


class Provider(Protocol):
    @property
    def name(self) -> str: ...

    async def search(
        self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
    ) -> list[Source]:
        """At most `limit` (1–20) clean results, best first; none is an empty list. Raises ProviderError."""
        ...


@runtime_checkable
class Lasting(Protocol):
    """A provider with a connection that outlives a search."""

    def start(self) -> None:
        """Begin to connect, in the running loop; never raises."""
        ...

    async def close(self) -> None: ...


def rows(payload: Any, *path: str) -> list[dict[str, Any]]:
    """The objects in the list under `path`. Raises ProviderError when the shape is another."""
    for key in path:
        if not isinstance(payload, dict) or key not in payload:
            raise ProviderError(f"unexpected shape: no {'.'.join(path)}")
        payload = payload[key]
    if not isinstance(payload, list):
        raise ProviderError(f"unexpected shape: {'.'.join(path)} is no list")
    return [row for row in payload if isinstance(row, dict)]
