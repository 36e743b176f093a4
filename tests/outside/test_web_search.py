"""The search over several providers: order, budget, breaker, cache."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack
from typing import Any

import httpx
import pytest
from pydantic import SecretStr, ValidationError

from agent.tools.decision import Language
from agent.tools.web.breaker import Breaker
from agent.tools.web.found import Source
from agent.tools.web.recent import Recent
from agent.tools.web.registry import providers
from agent.tools.web.search import WebSearch
from agent.tools.web.searxng import SearXNG
from agent.tools.web.settings import SearchSettings
from tests.fakes import searches
from tests.fakes.loopback import HANG, HTML, Loopback, Reply, Request, closed_port, reply
from tests.service import SOON

QUERY = "성심당 본점 위치"
KEY = SecretStr("good")


class Scene:
    """Loopback servers as SearXNG instances, one a behaviour, in the order of asking."""

    def __init__(self, client: httpx.AsyncClient, stack: AsyncExitStack) -> None:
        self.client = client
        self.stack = stack
        self.servers: list[Loopback] = []
        self.now = 1000.0

    async def search(self, *answers: Callable[[Request], Reply], **settings: Any) -> WebSearch:
        self.servers = [await self.stack.enter_async_context(Loopback(answer)) for answer in answers]
        asked = [SearXNG(server.url, f"p{number}") for number, server in enumerate(self.servers)]
        chosen = SearchSettings(**{"search_race": 1, **settings})
        return WebSearch(chosen, self.client, sources=asked, clock=lambda: self.now)

    @property
    def asked(self) -> list[int]:
        return [len(server.seen) for server in self.servers]


@pytest.fixture
async def scene(client: httpx.AsyncClient) -> AsyncIterator[Scene]:
    async with AsyncExitStack() as stack:
        yield Scene(client, stack)


def hang(_: Request) -> Reply:
    return HANG


def page(_: Request) -> Reply:
    return HTML


def off_topic(_: Request) -> Reply:
    return reply(
        {"results": [{"url": "https://example.com/x", "title": "주식 시세", "content": "오늘의 코스피 지수"}]}
    )


def nothing(_: Request) -> Reply:
    return reply({"results": [], "unresponsive_engines": []})


async def test_one_after_the_other_until_an_answer_is_about_the_question(scene: Scene) -> None:
    search = await scene.search(page, nothing, off_topic, searches.searxng, searches.searxng)
    found = await search.find(QUERY, language="ko")
    assert found.provider == "p3"
    assert found.failures == ("p0: not JSON (text/html)", "p1: no results")
    assert scene.asked == [1, 1, 1, 1, 0]
    # The same page under two addresses is one source.
    assert [one.url for one in found.sources] == ["https://www.sungsimdang.co.kr/"]


async def test_a_weak_answer_is_better_than_none(scene: Scene) -> None:
    search = await scene.search(off_topic, page, nothing)
    found = await search.find(QUERY, language="ko")
    assert (found.provider, found.sources[0].title) == ("p0", "주식 시세")
    assert len(found.failures) == 2
    await search.find(QUERY, language="ko")
    assert scene.asked[0] == 2, "a weak answer is not kept"


async def test_weak_answers_of_several_providers_are_put_together_best_first(scene: Scene) -> None:
    near = {
        "url": "https://example.com/near",
        "title": "빵집 본점 모음",
        "content": "여러 빵집의 본점을 모았다.",
    }
    search = await scene.search(off_topic, lambda _: reply({"results": [near]}), off_topic)
    found = await search.find(QUERY, language="ko")
    assert [one.provider for one in found.sources] == ["p1", "p0"], "one page of two engines is one result"
    assert 0.2 <= found.relevance < 0.5


async def test_each_provider_has_its_own_patience_and_its_calls_of_a_day(scene: Scene) -> None:
    now = 1_795_000_000.0
    servers = [await scene.stack.enter_async_context(Loopback(one)) for one in (hang, searches.searxng)]
    settings = SearchSettings(
        search_race=1, search_cache_size=0, search_timeouts={"p0": 0.2}, search_quotas={"p0": 1, "p1": 2}
    )
    asked = [SearXNG(server.url, f"p{number}") for number, server in enumerate(servers)]
    search = WebSearch(settings, scene.client, sources=asked, today=lambda: now)
    assert (await search.find(QUERY, language="ko")).failures == ("p0: timed out",)
    assert (await search.find(QUERY, language="ko")).failures == ("p0: its calls of today are spent",)
    spent = await search.find(QUERY, language="ko")
    assert (spent.sources, len(spent.failures)) == ((), 2)
    assert [len(server.seen) for server in servers] == [1, 2]
    now += 86_400
    assert (await search.find(QUERY, language="ko")).sources


async def test_two_are_asked_at_once_and_the_loser_is_left_without_blame(scene: Scene) -> None:
    search = await scene.search(hang, searches.searxng, searches.searxng, search_race=2)
    for number in range(3):
        found = await search.find(f"{QUERY} {number}", language="ko")
        assert (found.provider, found.failures) == ("p1", ())
    assert scene.asked == [3, 3, 0]


async def test_whatever_hangs_the_budget_holds_and_a_weak_answer_in_hand_is_given(scene: Scene) -> None:
    search = await scene.search(hang, hang, hang, hang, search_budget=0.6, search_timeout=0.4)
    found = await search.find(QUERY, language="ko")
    assert found.sources == ()
    assert found.failures == ("p0: timed out", "p1: no time left", "p2: no time left", "p3: no time left")

    search = await scene.search(off_topic, hang, search_budget=0.3)
    found = await search.find(QUERY, language="ko")
    assert (found.provider, found.failures) == ("p0", ("p1: no time left",))

    search = await scene.search(
        lambda _: Reply('{"results": []}' + " " * 2000, fault="drip"), search_timeout=0.3
    )
    assert (await search.find(QUERY, language="ko")).failures == ("p0: timed out",)


async def test_without_a_network_the_whole_default_chain_fails_at_once_and_honestly(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ddgs.engines.mojeek import Mojeek

    nowhere = await closed_port()
    monkeypatch.setattr(Mojeek, "search_url", nowhere)
    settings = SearchSettings(
        searxng_url=nowhere, tavily_url=nowhere, wikipedia_url=nowhere, ddgs_backends="mojeek"
    )
    search = WebSearch(settings, client)
    assert search.names == ("searxng", "ddgs", "wikipedia", "tavily-keyless")
    async with asyncio.timeout(20):
        found = await search.find(QUERY, language="ko")
    assert (found.sources, found.provider) == ((), None)
    assert sorted(line.split(":")[0] for line in found.failures) == sorted(search.names)


async def test_after_two_failures_a_provider_rests_a_minute_and_one_more_sends_it_back(scene: Scene) -> None:
    search = await scene.search(page, searches.searxng, search_cache_size=0)

    async def find() -> tuple[str, ...]:
        return (await search.find(QUERY, language="ko")).failures

    for _ in range(2):
        assert await find() == ("p0: not JSON (text/html)",)
    assert await find() == ("p0: resting for 60 s",)
    scene.now += 61
    assert await find() == ("p0: not JSON (text/html)",)
    assert await find() == ("p0: resting for 60 s",)
    scene.now += 61
    scene.servers[0].answer = searches.searxng
    assert await find() == ()
    scene.servers[0].answer = page
    assert await find() == ("p0: not JSON (text/html)",)
    assert await find() == ("p0: not JSON (text/html)",), "one answer wipes the slate"
    assert scene.asked[0] == 6


async def test_a_provider_that_names_its_pause_is_left_alone_that_long(scene: Scene) -> None:
    search = await scene.search(
        lambda _: reply({"error": {"code": "RATE_LIMITED"}}, 429, Retry_After="120"), searches.searxng,
        search_cache_size=0,
    )  # fmt: skip
    await search.find(QUERY, language="ko")
    scene.now += 119
    assert (await search.find(QUERY, language="ko")).failures == ("p0: resting for 1 s",)
    assert Breaker(lambda: 0.0).rest("never seen") == 0.0


async def test_a_provider_that_breaks_in_its_own_way_never_breaks_the_search(
    client: httpx.AsyncClient,
) -> None:
    class Broken:
        name = "broken"

        async def search(
            self, client: httpx.AsyncClient, query: str, *, limit: int, language: Language
        ) -> list[Source]:
            raise RuntimeError("https://secret.example/?key=1234")

    found = await WebSearch(SearchSettings(), client, sources=[Broken()]).find(QUERY, language="ko")
    assert found.failures == ("broken: fault (RuntimeError)",)


async def test_an_answer_is_kept_for_its_time_and_the_cache_stays_small(scene: Scene) -> None:
    search = await scene.search(searches.searxng, search_cache_seconds=60, search_cache_size=2)
    first = await search.find(QUERY, language="ko")
    assert await search.find(f"  {QUERY} ", language="ko") is first
    assert (await search.find(QUERY, language="en")) is not first
    assert scene.asked == [2]
    scene.now += 61
    await search.find(QUERY, language="ko")
    assert scene.asked == [3]
    kept: Recent[int] = Recent(2, 60, lambda: 0.0)
    for number in range(5):
        kept.put(number, number)
        kept.get(3)
    assert (len(kept), kept.get(3), kept.get(2)) == (2, 3, None)


async def test_leaving_stops_the_providers_at_once(scene: Scene) -> None:
    search = await scene.search(hang, hang, search_race=2)
    task = asyncio.create_task(search.find(QUERY, language="ko"))
    await asyncio.sleep(0.2)
    assert scene.asked == [1, 1]
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await asyncio.wait_for(task, SOON)
    others = [one for one in asyncio.all_tasks() if "_ask" in repr(one.get_coro())]
    assert others == []


async def test_empty_questions_and_no_providers_find_nothing(client: httpx.AsyncClient) -> None:
    search = WebSearch(SearchSettings(search_providers=()), client)
    assert (await search.find(QUERY, language="ko")).failures == ()
    assert (await search.find("  ", language="ko")).sources == ()


def test_settings_choose_providers_keep_secrets_and_refuse_unknown_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "Naver, kakao,wikipedia,wikipedia")
    monkeypatch.setenv("GUIDE_KAKAO_REST_API_KEY", "kakao-key")
    monkeypatch.setenv("GUIDE_SEARXNG_URL", "")
    settings = SearchSettings()
    assert [provider.name for provider in providers(settings)] == ["kakao", "wikipedia"]
    assert "kakao-key" not in repr(settings)
    monkeypatch.setenv("GUIDE_SEARCH_TIMEOUTS", "ddgs=3.5, naver = 1")
    assert SearchSettings().search_timeouts == {"ddgs": 3.5, "naver": 1.0}
    monkeypatch.setenv("GUIDE_SEARCH_QUOTAS", "tavily")
    with pytest.raises(ValidationError, match="name=value"):
        SearchSettings()
    monkeypatch.setenv("GUIDE_SEARCH_QUOTAS", "tavily=30")
    monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "none")
    assert providers(SearchSettings()) == ()
    monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "gogle")
    with pytest.raises(ValueError, match="GUIDE_SEARCH_PROVIDERS: gogle unknown"):
        providers(SearchSettings())
    monkeypatch.setenv("GUIDE_SEARCH_BUDGET", "0")
    with pytest.raises(ValidationError):
        SearchSettings()
