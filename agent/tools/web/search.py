"""The web search: providers raced and in turn, within one budget of time, never an error."""

import asyncio
import logging
import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import httpx

from agent.tools.decision import Language
from agent.tools.web.address import unique
from agent.tools.web.breaker import Breaker
from agent.tools.web.found import Found, Source
from agent.tools.web.provider import Provider, ProviderError
from agent.tools.web.quota import Quota, Spent, Tally
from agent.tools.web.recent import Recent
from agent.tools.web.registry import providers
from agent.tools.web.relevance import GOOD, ranked, relevance
from agent.tools.web.settings import SearchSettings

if TYPE_CHECKING:
    from agent.tools.web.pages import Pages

log = logging.getLogger(__name__)

MAX_LIMIT = 20
MAX_QUERY_CHARS = 200
SPENT = "its calls of today are spent"
PAGES_SECONDS = 1.0
"""How long after the budget pages may still be read."""


@dataclass(slots=True)
class _Round:
    """One search under way."""

    waiting: list[Provider]
    asked: dict[asyncio.Task[list[Source]], Provider] = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    weak: list[Source] = field(default_factory=list)
    """Results so far that are hardly about the question."""


class WebSearch:
    """Asks the first providers at once, takes the first good answer, and goes on down the list otherwise.

    An answer is good when a result speaks of at least half of the query; weaker ones are kept in hand and
    returned together, best first, when nothing better comes in time.
    """

    def __init__(
        self,
        settings: SearchSettings,
        client: httpx.AsyncClient,
        *,
        sources: Sequence[Provider] | None = None,
        pages: "Pages | None" = None,
        tally: Tally | None = None,
        watch: Callable[[str], AbstractContextManager[None]] = lambda _: nullcontext(),
        clock: Callable[[], float] = time.monotonic,
        today: Callable[[], float] = time.time,
    ) -> None:
        """`sources` replaces the providers of the settings. Raises ValueError for an unknown name.

        `pages`: reads good results further. `tally`: counts the calls of a day; None: this process alone.
        `watch`: around one call of a provider, by its name.
        """
        self._settings = settings
        self._client = client
        self._providers = tuple(sources) if sources is not None else providers(settings)
        self._pages = pages
        self._watch = watch
        self._breaker = Breaker(clock)
        daily = {f"search:{name}": most for name, most in settings.search_quotas.items()}
        self._quota = Quota(daily, tally=tally, clock=today)
        self._cache: Recent[Found] = Recent(settings.search_cache_size, settings.search_cache_seconds, clock)

    @property
    def names(self) -> tuple[str, ...]:
        """The providers in their order, for `/ready`."""
        return tuple(provider.name for provider in self._providers)

    @property
    def room(self) -> int:
        """Tokens that the model has for results."""
        return self._settings.search_room

    async def find(self, query: str, *, language: Language, limit: int = 5) -> Found:
        """Within `search_budget` seconds, pages a second more. Never raises: what failed is in `failures`."""
        wanted = " ".join(query.split())[:MAX_QUERY_CHARS]
        if not wanted or limit < 1:
            return Found((), None)
        limit = min(limit, MAX_LIMIT)
        key = (wanted.casefold(), language, limit)
        if (kept := self._cache.get(key)) is not None:
            return kept
        started = time.monotonic()
        found = await self._race(wanted, language, limit)
        if found.sources and found.relevance >= GOOD:
            if self._pages:
                left = self._settings.search_budget + PAGES_SECONDS - (time.monotonic() - started)
                found = replace(found, sources=await self._pages.opened(wanted, found.sources, left))
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
        return _found(query, ranked(query, unique(race.weak))[:limit], race.failures)

    def _rested(self) -> tuple[list[Provider], dict[asyncio.Task[list[Source]], Provider], list[str]]:
        waiting: list[Provider] = []
        skipped: list[str] = []
        for provider in self._providers:
            if rest := self._breaker.rest(provider.name):
                skipped.append(f"{provider.name}: resting for {rest:.0f} s")
            elif self._quota.spent(f"search:{provider.name}"):
                skipped.append(f"{provider.name}: {SPENT}")
            else:
                waiting.append(provider)
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
                found = _found(query, sources, race.failures)
                if sources and found.relevance >= GOOD:
                    return found
                race.weak += sources
        return None

    async def _ask(self, provider: Provider, query: str, language: Language, limit: int) -> list[Source]:
        await self._quota.take(f"search:{provider.name}")
        patience = self._settings.search_timeouts.get(provider.name, self._settings.search_timeout)
        with self._watch(provider.name):
            try:
                async with asyncio.timeout(patience):
                    return await provider.search(self._client, query, limit=limit, language=language)
            except TimeoutError as error:
                raise ProviderError("timed out") from error

    def _judge(
        self, race: _Round, provider: Provider, task: asyncio.Task[list[Source]], query: str
    ) -> list[Source]:
        """The results of a task that is done, best first; a failure is written down instead."""
        try:
            sources = unique(task.result())
        except Spent:
            race.failures.append(f"{provider.name}: {SPENT}")
            return []
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
        return ranked(query, sources)

    def _fail(self, race: _Round, provider: Provider, reason: str, retry_after: float | None) -> None:
        race.failures.append(f"{provider.name}: {reason}")
        self._breaker.failed(provider.name, retry_after)
        log.warning("search provider %s failed: %s", provider.name, reason)


def _found(query: str, sources: list[Source], failures: list[str]) -> Found:
    """`sources` best first."""
    fits = max((relevance(query, one) for one in sources), default=0.0)
    return Found(tuple(sources), sources[0].provider if sources else None, tuple(failures), fits)
