"""Search providers over real sockets, each against its own server: shapes and failures."""

import asyncio

import httpx
import pytest
from pydantic import SecretStr

from agent.tools.decision import Language
from agent.tools.web.brave import Brave
from agent.tools.web.ddgs import Ddgs
from agent.tools.web.exa import Exa
from agent.tools.web.found import Source
from agent.tools.web.kakao import Kakao
from agent.tools.web.naver import Naver
from agent.tools.web.provider import Provider, ProviderError
from agent.tools.web.searxng import SearXNG
from agent.tools.web.serper import Serper
from agent.tools.web.tavily import Tavily
from agent.tools.web.wikipedia import Wikipedia
from tests.fakes import searches
from tests.fakes.loopback import HANG, HANGUP, HTML, TRUNCATED, Loopback, Reply, closed_port, reply

QUERY = "성심당 본점 위치"
KEY = SecretStr("good")


async def ask(client: httpx.AsyncClient, provider: Provider, language: Language = "ko") -> list[Source]:
    return await provider.search(client, QUERY, limit=5, language=language)


async def refusal(client: httpx.AsyncClient, provider: Provider) -> ProviderError:
    with pytest.raises(ProviderError) as caught:
        await ask(client, provider)
    return caught.value


async def test_searxng_asks_for_json_in_korean_and_keeps_only_addresses_fit_to_show(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.searxng) as server:
        found = await ask(client, SearXNG(server.url + "/"))
    assert server.seen[0].query == {"q": QUERY, "format": "json", "language": "ko-KR"}
    assert [one.url for one in found] == [
        "https://www.sungsimdang.co.kr/",
        "http://sungsimdang.co.kr/?utm_source=x",
    ]
    assert found[0] == Source(
        "성심당 본점", "https://www.sungsimdang.co.kr/", searches.TOPIC, "searxng", "2026-03-02"
    )
    assert found[1].date is None


async def test_searxng_says_how_to_allow_json_and_takes_silent_engines_for_a_failure(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.searxng_without_json) as server:
        assert "search.formats" in (await refusal(client, SearXNG(server.url))).reason
    async with Loopback(searches.searxng_blocked) as server:
        assert (await refusal(client, SearXNG(server.url))).reason == "no engine answered (2 unresponsive)"
    async with Loopback(lambda _: reply({"query": "x", "results": [], "unresponsive_engines": []})) as server:
        assert await ask(client, SearXNG(server.url)) == []


async def test_tavily_asks_with_a_key_or_without_one_and_reads_both_error_shapes(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.tavily) as server:
        for key in (SecretStr("tvly-good"), None):
            assert [one.title for one in await ask(client, Tavily(server.url, key))] == ["성심당 본점"]
        keyed, keyless = (request.headers for request in server.seen)
        assert keyed["authorization"] == "Bearer tvly-good"
        assert "x-tavily-access-mode" not in keyed
        assert keyless["x-tavily-access-mode"] == "keyless"
        assert "authorization" not in keyless
        assert server.seen[0].json()["max_results"] == 5
        wrong = await refusal(client, Tavily(server.url, SecretStr("tvly-stolen")))
    assert wrong.status == 401
    assert "invalid API key" in wrong.reason
    assert "stolen" not in wrong.reason
    async with Loopback(searches.tavily_spent) as server:
        spent = await refusal(client, Tavily(server.url, None))
    assert (spent.status, spent.code, spent.retry_after) == (429, "keyless_limit_reached", 300.0)


async def test_wikipedia_shows_its_contact_widens_the_query_and_keeps_the_rank(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.wikipedia) as server:
        found = await ask(client, Wikipedia(server.url + "/w/api.php", "mailto:guide@example.com"))
    assert [request.query["gsrsearch"] for request in server.seen] == [QUERY, "성심당 OR 본점 OR 위치"]
    assert "(mailto:guide@example.com)" in server.seen[0].headers["user-agent"]
    assert [one.title for one in found] == ["성심당", "빵"]
    assert found[1].snippet == "빵은 밀가루로 만든다."


async def test_wikipedia_reads_the_host_of_the_language_and_an_error_with_status_200(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.wikipedia) as server:
        for language in ("ko", "en", "ja", "zh"):
            await ask(client, Wikipedia(server.url + "/{language}/w/api.php", "x"), language)
    assert {request.path for request in server.seen} == {
        f"/{name}/w/api.php" for name in ("ko", "en", "ja", "zh")
    }
    async with Loopback(searches.wikipedia_error) as server:
        failure = await refusal(client, Wikipedia(server.url, "x"))
    assert failure.code == "search-error"
    assert "too busy" in failure.reason


async def test_naver_speaks_to_both_hosts_with_the_headers_of_each(client: httpx.AsyncClient) -> None:
    secret = SecretStr("secret")
    async with Loopback(searches.naver) as server:
        hub = Naver(SecretStr("id"), secret, "hub", server.url + "/search/v1/webkr")
        legacy = Naver(SecretStr("id"), secret, "legacy", server.url + "/v1/search/webkr.json")
        assert (await ask(client, hub)) == (await ask(client, legacy))
        assert (await ask(client, hub))[0].title == "성심당 & 본점"
        bad = SecretStr("wrong-secret")
        for provider, said in (
            (Naver(SecretStr("id"), bad, "hub", hub.url), "Authentication Failed"),
            (Naver(SecretStr("id"), bad, "legacy", legacy.url), "024 Not Exist Client ID"),
        ):
            failure = await refusal(client, provider)
            assert said in failure.reason
            assert "wrong-secret" not in failure.reason + repr(provider)


async def test_kakao_and_serper_give_clean_results_and_say_when_the_key_is_wrong(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.kakao) as kakao, Loopback(searches.serper) as serper:
        (one,) = await ask(client, Kakao(kakao.url, KEY))
        assert (one.title, one.date, one.provider) == ("성심당 본점 - 위키", "2026-05-04", "kakao")
        (one,) = await ask(client, Serper(serper.url, KEY))
        assert one.snippet == searches.TOPIC
        assert serper.seen[0].json() == {"q": QUERY, "num": 5, "gl": "kr", "hl": "ko"}
        assert "AccessDeniedError" in (await refusal(client, Kakao(kakao.url, SecretStr("bad")))).reason
        assert (await refusal(client, Serper(serper.url, SecretStr("bad")))).status == 403


async def test_exa_gives_what_fits_the_query_else_how_a_page_begins(client: httpx.AsyncClient) -> None:
    async with Loopback(searches.exa) as server:
        first, second = await ask(client, Exa(server.url, KEY))
        assert (first.snippet, first.date) == (searches.TOPIC, "2026-08-09")
        assert (second.title, second.snippet) == ("example.com", "본점은 은행동에 있다.")
        assert server.seen[0].json()["numResults"] == 5
        wrong = await refusal(client, Exa(server.url, SecretStr("stolen-key")))
    assert (wrong.status, wrong.reason) == (401, "HTTP 401 Invalid API key")


async def test_brave_drops_a_language_that_is_not_taken_but_not_for_a_bad_token(
    client: httpx.AsyncClient,
) -> None:
    async with Loopback(searches.brave) as server:
        (one,) = await ask(client, Brave(server.url, KEY))
        assert one.date == "2026-11-07"
        assert [request.query.get("search_lang") for request in server.seen] == ["ko", None]
        assert (
            await refusal(client, Brave(server.url, SecretStr("bad")))
        ).code == "SUBSCRIPTION_TOKEN_INVALID"
        assert len(server.seen) == 3


async def test_ddgs_reads_a_page_of_results_in_its_own_threads_and_stays_bounded(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ddgs.engines.mojeek import Mojeek

    async with Loopback(searches.mojeek) as server:
        monkeypatch.setattr(Mojeek, "search_url", server.url + "/search")
        found = await ask(client, Ddgs("mojeek", 2))
        assert {one.url for one in found} == {"https://example.com/m", "https://example.com/n"}
        assert server.seen[0].query["q"] == QUERY
        server.answer = lambda _: Reply("<html><body>no results</body></html>", kind="text/html")
        assert await ask(client, Ddgs("mojeek", 2)) == []
    async with Loopback(lambda _: HANG) as server:
        monkeypatch.setattr(Mojeek, "search_url", server.url + "/search")
        slow = Ddgs("mojeek", 1)
        five = await asyncio.gather(*(ask(client, slow) for _ in range(5)), return_exceptions=True)
    reasons = [one.reason for one in five if isinstance(one, ProviderError)]
    assert sorted(reasons) == ["all its threads are taken", *["timed out"] * 4]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (HTML, "not JSON (text/html)"),
        (TRUNCATED, "not JSON (application/json)"),
        (Reply('{"results": []}', fault="cut"), "connection failed (RemoteProtocolError)"),
        (HANGUP, "connection failed (RemoteProtocolError)"),
        (reply({"ok": True}), "unexpected shape: no results"),
        (reply(["results"]), "unexpected shape: no results"),
        (reply({"results": {"0": {}}}), "unexpected shape: results is no list"),
        (reply({}, 500), "HTTP 500"),
        (Reply("<h1>502 Bad Gateway</h1>", 502, "text/html"), "HTTP 502"),
        (Reply("", 302, headers={"Location": "http://127.0.0.1:1/"}), "HTTP 302"),
        (Reply("[" * 200_000), "not JSON (application/json)"),
        (Reply(b'{"results": ["' + b"x" * 2_100_000 + b'"]}'), "the answer is too large"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_every_broken_answer_is_a_failure_with_a_reason(
    client: httpx.AsyncClient, answer: Reply, reason: str
) -> None:
    async with Loopback(lambda _: answer) as server:
        assert (await refusal(client, SearXNG(server.url))).reason == reason


async def test_a_connection_is_tried_twice_and_only_a_connection(client: httpx.AsyncClient) -> None:
    async with Loopback(searches.searxng) as server:
        whole = server.answer
        server.answer = lambda request: HANGUP if len(server.seen) == 1 else whole(request)
        assert await ask(client, SearXNG(server.url))
        assert len(server.seen) == 2
        server.answer = lambda _: reply({}, 503)
        assert (await refusal(client, SearXNG(server.url))).status == 503
        assert len(server.seen) == 3
    assert (await refusal(client, SearXNG(await closed_port()))).reason == "cannot connect"
