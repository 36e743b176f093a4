"""The web search: providers raced and in turn, within one budget of time, never an error."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import httpx

from agent.tools.decision import Language
from agent.tools.web.address import unique
from agent.tools.web.breaker import Breaker
from agent.tools.web.found import Found, Source
from agent.tools.web.provider import Provider, ProviderError
from agent.tools.web.recent import Recent
from agent.tools.web.registry import providers
from agent.tools.web.relevance import GOOD, relevance
from agent.tools.web.settings import SearchSettings

log = logging.getLogger(__name__)

MAX_LIMIT = 20
MAX_QUERY_CHARS = 200


@dataclass(slots=True)
class _Round:
    """One search under way."""

    waiting: list[Provider]
    asked: dict[asyncio.Task[list[Source]], Provider] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    weak: tuple[float, Provider, list[Source]] | None = None
    """The best answer so far that is hardly about the question."""


class WebSearch:
    """Asks the first providers at once, takes the first good answer, and goes on down the list otherwise.

    An answer is good when a result speaks of at least half of the query; a weaker one is kept in hand and
    returned when nothing better comes in time.
    """

    def __init__(
        self,
        settings: SearchSettings,
        client: httpx.AsyncClient,
        *,
        sources: Sequence[Provider] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`sources` replaces the providers of the settings. Raises ValueError for an unknown name."""
        self._settings = settings
        self._client = client
        self._providers = tuple(sources) if sources is not None else providers(settings)
        self._breaker = Breaker(clock)
        self._cache: Recent[Found] = Recent(settings.search_cache_size, settings.search_cache_seconds, clock)

    @property
    def names(self) -> tuple[str, ...]:
        """The providers in their order, for `/ready`."""
        return tuple(provider.name for provider in self._providers)

    async def find(self, query: str, *, language: Language, limit: int = 5) -> Found:
        """Within `search_budget` seconds. No provider makes it raise: what failed is in `failures`."""
        wanted = " ".join(query.split())[:MAX_QUERY_CHARS]
        if not wanted or limit < 1:
            return Found((), None)
        limit = min(limit, MAX_LIMIT)
        key = (wanted.casefold(), language, limit)
        if (kept := self._cache.get(key)) is not None:
            return kept
        found = await self._race(wanted, language, limit)
        if found.sources and relevance(wanted, found.sources[0]) >= GOOD:
            self._cache.put(key, found)
        return found

    async def _race(self, query: str, language: Language, limit: int) -> Found:
        race = _Round(*self._rested())
        try:
            async with asyncio.timeout(self._settings.search_budget):
                if found := await self._first_good(race, query, language, limit):
                    return found
        except TimeoutError:
            late = [provider.name for provider in (*race.asked.values(), *race.waiting)]
            race.failures += [f"{name}: no time left" for name in late]
        finally:
            for task in race.asked:
                task.cancel()
            await asyncio.gather(*race.asked, return_exceptions=True)
        if race.weak is None:
            return Found((), None, tuple(race.failures))
        _, provider, sources = race.weak
        return Found(tuple(sources), provider.name, tuple(race.failures))

    def _rested(self) -> tuple[list[Provider], dict[asyncio.Task[list[Source]], Provider], list[str]]:
        resting = {provider.name: self._breaker.rest(provider.name) for provider in self._providers}
        waiting = [provider for provider in self._providers if not resting[provider.name]]
        skipped = [f"{name}: resting for {rest:.0f} s" for name, rest in resting.items() if rest]
        return waiting, {}, skipped

    async def _first_good(self, race: _Round, query: str, language: Language, limit: int) -> Found | None:
        while race.waiting or race.asked:
            while race.waiting and len(race.asked) < self._settings.search_race:
                provider = race.waiting.pop(0)
                race.asked[asyncio.create_task(self._ask(provider, query, language, limit))] = provider
            done, _ = await asyncio.wait(race.asked, return_when=asyncio.FIRST_COMPLETED)
            for task in [task for task in race.asked if task in done]:
                provider = race.asked.pop(task)
                sources = self._judge(race, provider, task, query)
                if sources and relevance(query, sources[0]) >= GOOD:
                    return Found(tuple(sources), provider.name, tuple(race.failures))
        return None

    async def _ask(self, provider: Provider, query: str, language: Language, limit: int) -> list[Source]:
        try:
            async with asyncio.timeout(self._settings.search_timeout):
                return await provider.search(self._client, query, limit=limit, language=language)
        except TimeoutError as error:
            raise ProviderError("timed out") from error

    def _judge(
        self, race: _Round, provider: Provider, task: asyncio.Task[list[Source]], query: str
    ) -> list[Source]:
        """The results of a task that is done, best first; a failure is written down instead."""
        try:
            sources = unique(task.result())
        except ProviderError as failure:
            self._fail(race, provider, failure.reason, failure.retry_after)
            return []
        except Exception as error:
            self._fail(race, provider, f"fault ({type(error).__name__})", None)
            log.warning("search provider %s broke", provider.name, exc_info=error)
            return []
        self._breaker.worked(provider.name)
        if not sources:
            race.failures.append(f"{provider.name}: no results")
            return []
        sources.sort(key=lambda one: -relevance(query, one))
        best = relevance(query, sources[0])
        if race.weak is None or best > race.weak[0]:
            race.weak = (best, provider, sources)
        return sources

    def _fail(self, race: _Round, provider: Provider, reason: str, retry_after: float | None) -> None:
        race.failures.append(f"{provider.name}: {reason}")
        self._breaker.failed(provider.name, retry_after)
        log.warning("search provider %s failed: %s", provider.name, reason)
