"""Providers of one kind in their order: the first that answers, within one budget of time, never an error."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import httpx

from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.refusal import ANSWERS, Refusal, Spent
from agent.tools.web.breaker import Breaker
from agent.tools.web.quota import Quota

log = logging.getLogger(__name__)

A = TypeVar("A")
Watch = Callable[[str], AbstractContextManager[None]]
"""Around one call of `kind:provider`, for metrics."""

SHAPE = (LookupError, TypeError, ValueError, AttributeError, ArithmeticError)
"""What reading an answer of another shape raises."""


class Named(Protocol):
    @property
    def name(self) -> str: ...


P = TypeVar("P", bound=Named)


@dataclass(frozen=True, slots=True)
class Desk:
    """What the chains of all kinds share."""

    client: httpx.AsyncClient
    quota: Quota
    breaker: Breaker
    timeout: float
    """Seconds for one provider."""
    budget: float
    """Seconds for one question."""
    watch: Watch = lambda _: nullcontext()


@dataclass(frozen=True, slots=True)
class Told(Generic[A]):
    answer: A
    provider: str


class Chain(Generic[P]):
    """Asks one after the other: quotas are small, so nobody is asked for nothing."""

    def __init__(self, kind: str, providers: Sequence[P], desk: Desk) -> None:
        """`kind`: transit, taxi, places, arrivals."""
        self._kind = kind
        self._providers = tuple(providers)
        self._desk = desk

    @property
    def names(self) -> tuple[str, ...]:
        """`kind:provider` of those that are asked, in order."""
        return tuple(f"{self._kind}:{provider.name}" for provider in self._providers)

    async def ask(
        self, call: Callable[[P, Line], Awaitable[A | None]], *, within: float | None = None
    ) -> Told[A] | None:
        """The first answer within so many seconds; None where nobody has one. A provider that says that the
        ends are too close ends the round: the others would say the same.
        """
        try:
            async with asyncio.timeout(self._desk.budget if within is None else within):
                for provider in self._providers:
                    try:
                        answer = await self._one(provider, call)
                    except Refusal as refusal:
                        if refusal.why == "too_close":
                            return None
                        continue
                    if answer:
                        return Told(answer, provider.name)
        except TimeoutError:
            log.info("providers of %s: no time left", self._kind)
        return None

    async def _one(self, provider: P, call: Callable[[P, Line], Awaitable[A | None]]) -> A | None:
        """Raises Refusal."""
        name = f"{self._kind}:{provider.name}"
        if self._desk.breaker.rest(name):
            raise Refusal("broken", code="resting")
        if self._desk.quota.spent(name):
            raise Spent("daily")
        line = Line(name, self._desk.client, self._desk.quota)
        with self._desk.watch(name):
            try:
                answer = await self._called(provider, line, call)
            except Spent:
                return None
            except Refusal as refusal:
                if refusal.why not in ANSWERS:
                    self._desk.breaker.failed(name, refusal.retry_after)
                    log.warning("provider %s failed: %s", name, refusal)
                    raise
                found = refusal
            else:
                self._desk.breaker.worked(name)
                return answer
        self._desk.breaker.worked(name)
        raise found

    async def _called(
        self, provider: P, line: Line, call: Callable[[P, Line], Awaitable[A | None]]
    ) -> A | None:
        """Raises Refusal, whatever goes wrong."""
        try:
            async with asyncio.timeout(self._desk.timeout):
                return await call(provider, line)
        except TimeoutError:
            raise Refusal("timeout") from None
        except SHAPE as error:
            log.debug("provider %s answered in another shape", line.name, exc_info=error)
            raise Refusal("broken", code="shape") from None
