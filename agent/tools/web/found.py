"""What a web search brings back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One result: cleaned text (no markup, no control characters), the http(s) address as returned."""

    title: str
    url: str
    snippet: str
    provider: str
    date: str | None = None
    """ISO date where the provider gives one."""


@dataclass(frozen=True, slots=True)
class Found:
    sources: tuple[Source, ...]
    provider: str | None
    failures: tuple[str, ...] = ()
    """`provider: reason` of each that was asked and failed."""
    relevance: float = 1.0
    """0–1: how much of the query the best of them speaks of."""
