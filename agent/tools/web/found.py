"""What a web search brings back."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """One result: text already cleaned (no markup, no control characters), http(s) address as returned."""

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
