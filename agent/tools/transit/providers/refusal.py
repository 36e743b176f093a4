"""Why a provider gave nothing, in the same words for all of them."""

import re
from typing import Any, Final, Literal

from agent.tools.web.provider import ProviderError

Why = Literal["no_route", "too_close", "outside", "quota", "auth", "timeout", "broken"]
"""The first three are answers: the provider works, and there is nothing for this question."""

ANSWERS: Final[frozenset[Why]] = frozenset({"no_route", "too_close", "outside"})
REST: Final[dict[Why, float]] = {"quota": 900.0, "auth": 900.0}
"""Seconds that a provider is left alone at least: neither a quota nor a key heals within a turn."""

_QUOTA: Final = frozenset(
    {"-10", "429", "22", "QUOTA_EXCEEDED", "RATE_LIMITED", "OVER_REQUEST_LIMIT", "ERROR-337", "E0007"}
)
_AUTH: Final = frozenset(
    {"-401", "-5", "30", "31", "INVALID_API_KEY", "AccessDeniedError", "INVALID_KEY", "INFO-100", "E0001"}
)
_CODE: Final = re.compile(r"[\w-]{1,24}", re.ASCII)


class Refusal(ProviderError):
    """The text names the kind, the HTTP status and the code; never the provider's own words, which may repeat
    a key or an address.
    """

    def __init__(
        self, why: Why, *, status: int | None = None, code: str = "", retry_after: float | None = None
    ) -> None:
        told = code if _CODE.fullmatch(code) else ""
        parts = [why, f"HTTP {status}" if status else "", told]
        rest = REST.get(why) if retry_after is None else retry_after
        super().__init__(" ".join(part for part in parts if part), status=status, code=told, retry_after=rest)
        self.why: Why = why


class Spent(Refusal):
    """We do not ask: the day's budget is used up, or too many wait. No fault of the provider."""

    def __init__(self, code: str) -> None:
        super().__init__("quota", code=code)


def refused(error: ProviderError) -> Refusal:
    """A failed call in our words, by its status and code."""
    if isinstance(error, Refusal):
        return error
    return Refusal(
        kind(error.status, error.code, error.reason),
        status=error.status,
        code=error.code,
        retry_after=error.retry_after,
    )


def kind(status: int | None, code: str = "", said: str = "") -> Why:
    if status == 429 or code in _QUOTA:  # noqa: PLR2004 - HTTP
        return "quota"
    if status in {401, 403} or code in _AUTH or "ApiKeyAuthFailed" in said:
        return "auth"
    return "timeout" if said == "timed out" else "broken"


def listed(value: Any) -> list[dict[str, Any]]:
    """The rows of a public data service, which gives "" or null for none and a bare object for one."""
    rows = [value] if isinstance(value, dict) else value
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
