"""Every provider before the same trials, each against its own server; `pytest -s` prints the table."""

import asyncio
import statistics
import time
from collections.abc import Callable

import httpx
import pytest
from pydantic import SecretStr

from agent.tools.web.brave import Brave
from agent.tools.web.exa import Exa
from agent.tools.web.kakao import Kakao
from agent.tools.web.naver import Naver
from agent.tools.web.provider import Provider, ProviderError
from agent.tools.web.registry import PROVIDERS
from agent.tools.web.searxng import SearXNG
from agent.tools.web.serper import Serper
from agent.tools.web.tavily import Tavily
from agent.tools.web.wikipedia import Wikipedia
from tests.fakes import searches
from tests.fakes.loopback import HANG, HANGUP, HTML, TRUNCATED, Loopback, Reply, Request, reply

GOOD, BAD = SecretStr("good"), SecretStr("stolen-key")
Made = Callable[[str, SecretStr], Provider]
TRIED: dict[str, tuple[Callable[[Request], Reply], object, Made]] = {
    "searxng": (searches.searxng, {"results": []}, lambda url, _: SearXNG(url)),
    "naver": (
        searches.naver,
        {"items": []},
        lambda url, key: Naver(SecretStr("id"), SecretStr("secret") if key is GOOD else key, "hub", url),
    ),
    "kakao": (searches.kakao, {"documents": []}, Kakao),
    "tavily": (
        searches.tavily,
        {"results": []},
        lambda url, key: Tavily(url, SecretStr("tvly-good") if key is GOOD else key),
    ),
    "brave": (searches.brave, {"type": "search"}, Brave),
    "serper": (searches.serper, {"organic": []}, Serper),
    "exa": (searches.exa, {"results": []}, Exa),
    "wikipedia": (searches.wikipedia, {"batchcomplete": True}, lambda url, _: Wikipedia(url, "mailto:a@b.c")),
    "tavily-keyless": (searches.tavily, {"results": []}, lambda url, _: Tavily(url, None, "tavily-keyless")),
}
KEYLESS = {"searxng", "wikipedia", "tavily-keyless"}
ELSEWHERE = {"mcp", "ddgs"}
"""Not HTTP of ours: tests of their own."""


async def trial(
    name: str, answer: Callable[[Request], Reply], key: SecretStr = GOOD, patience: float = 20
) -> str:
    """`n results`, or why there are none."""
    path = "/search/v1/webkr" if name == "naver" else ""
    async with Loopback(answer) as server, httpx.AsyncClient(trust_env=False) as client:
        provider = TRIED[name][2](server.url + path, key)
        try:
            async with asyncio.timeout(patience):
                found = await provider.search(client, "성심당", limit=5, language="ko")
        except ProviderError as failure:
            return failure.reason
        except TimeoutError:
            return "cancelled"
    assert all(one.provider == name and one.url.startswith("http") for one in found)
    return f"{len(found)} results"


async def latency(name: str) -> float:
    """Milliseconds of one search, the median of twenty on one connection."""
    path = "/search/v1/webkr" if name == "naver" else ""
    taken = []
    async with Loopback(TRIED[name][0]) as server, httpx.AsyncClient(trust_env=False) as client:
        provider = TRIED[name][2](server.url + path, GOOD)
        for _ in range(20):
            started = time.perf_counter()
            await provider.search(client, "성심당", limit=5, language="ko")
            taken.append((time.perf_counter() - started) * 1e3)
    return statistics.median(taken)


HEADS = ("good", "empty", "bad key", "429", "page", "cut JSON", "hang-up", "hang", "ms")


async def tried(name: str) -> dict[str, str]:
    """What a provider makes of each trial, and its time."""
    good, empty, _ = TRIED[name]
    return {
        "good": await trial(name, good),
        "empty": await trial(name, lambda _: reply(empty)),
        "bad key": "none" if name in KEYLESS else await trial(name, good, BAD),
        "429": await trial(name, lambda _: reply({"message": "slow down"}, 429, Retry_After="30")),
        "page": await trial(name, lambda _: HTML),
        "cut JSON": await trial(name, lambda _: TRUNCATED),
        "hang-up": await trial(name, lambda _: HANGUP),
        "hang": await trial(name, lambda _: HANG, patience=0.3),
        "ms": f"{await latency(name):.1f}",
    }


async def test_every_provider_stands_the_same_trials(capsys: pytest.CaptureFixture[str]) -> None:
    assert set(TRIED) | ELSEWHERE == set(PROVIDERS), "a provider without trials"
    lines = [f"| provider | {' | '.join(HEADS)} |", "|---" * (len(HEADS) + 1) + "|"]
    for name in TRIED:
        told = await tried(name)
        lines.append(f"| {name} | {' | '.join(one[:28] for one in told.values())} |")
        assert BAD.get_secret_value() not in str(told)
        assert told["good"] in {"1 results", "2 results"}, (name, told)
        assert told["empty"] == "0 results", (name, told)
        assert name in KEYLESS or told["bad key"].startswith("HTTP 4"), (name, told)
        assert told["429"].startswith("HTTP 429"), (name, told)
        assert told["page"] == "not JSON (text/html)", (name, told)
        assert told["cut JSON"] == "not JSON (application/json)", (name, told)
        assert told["hang-up"] == "connection failed (RemoteProtocolError)", (name, told)
        assert told["hang"] == "cancelled", (name, told)
    with capsys.disabled():
        print("\n" + "\n".join(lines))  # noqa: T201 - a table to read
