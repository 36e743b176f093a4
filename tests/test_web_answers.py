"""What becomes of results: an answer with sources, merged with what we know, or an honest sentence."""

import asyncio
import os
import shlex
import signal
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent import texts
from agent.settings import Settings
from agent.tools.transit.geo import crow
from agent.tools.web.cite import Links
from agent.tools.web.found import Source
from agent.tools.web.relevance import GOOD, NOISE, ranked, relevance
from agent.tools.web.room import fitting
from agent.tools.web.today import changes
from bench.standin import Standin
from tests.doors import door
from tests.fakes.loopback import HANG, HANGUP, Loopback, Reply, Request, reply
from tests.test_web_mcp import SERVER, children

pytestmark = pytest.mark.asyncio(loop_scope="session")

Ask = Callable[[str], Any]


def results(*rows: tuple[str, str]) -> Callable[[Request], Reply]:
    """An engine that always finds the same: titles and texts."""
    found = [
        {"url": f"https://example.com/{number}", "title": title, "content": text, "publishedDate": None}
        for number, (title, text) in enumerate(rows, 1)
    ]
    return lambda _: reply({"results": found, "unresponsive_engines": []})


@pytest.fixture
def searching(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[Request], Reply]], Any]:
    """A service with one search engine; ask it by message, get the result."""

    @asynccontextmanager
    async def opened(engine: Callable[[Request], Reply], **more: str) -> AsyncIterator[Ask]:
        async with Loopback(engine) as server:
            for name, value in {"SEARCH_PROVIDERS": "searxng", "SEARXNG_URL": server.url, **more}.items():
                monkeypatch.setenv(f"GUIDE_{name}", value)
            async with door(settings, tmp_path, search=True) as client:

                async def ask(message: str) -> dict[str, Any]:
                    answer: dict[str, Any] = (await client.post("/chat", json={"message": message})).json()
                    return answer

                yield ask

    return opened


async def test_what_a_day_changes_is_searched_and_told_with_what_we_know(
    searching: Any, standin: Standin
) -> None:
    standin.text = "오늘은 특별 야간개장으로 21:30까지 열어요[1]."
    night = ("경복궁 야간개장 오늘 시작", "경복궁이 오늘부터 특별 야간개장으로 21:30까지 문을 연다.")
    async with searching(results(night)) as ask:
        told = await ask("경복궁 오늘 몇 시에 닫아?")
    prompt = standin.requests[-1]["messages"][-1]["content"]
    assert "[오늘] 20" in prompt
    assert (
        prompt.index("[아는 사실]") < prompt.index("09:00") < prompt.index("<<<DATA") < prompt.index("21:30")
    )
    assert (told["route"], told["degraded"]) == ("place", False)
    assert told["answer"] == standin.text
    assert told["place"]["name"] == "경복궁"
    assert told["sources"][0]["url"] == "https://example.com/1"


async def test_without_results_of_today_it_says_so_and_tells_what_it_holds(
    searching: Any, standin: Standin, client: httpx.AsyncClient
) -> None:
    async with searching(lambda _: HANGUP) as ask:
        told = await ask("경복궁 오늘 열어?")
    assert told["degraded"]
    assert told["answer"].endswith(texts.NOT_TODAY["ko"])
    assert "화요일" in told["answer"]
    assert told["place"]["name"] == "경복궁"
    assert told["sources"] == []
    # Where no web is asked at all, the facts answer as ever.
    off = (await client.post("/chat", json={"message": "경복궁 오늘 열어?"})).json()
    assert not off["degraded"]
    assert texts.NOT_TODAY["ko"] not in off["answer"]


def failed(metrics: str, provider: str) -> float:
    """How many calls of a search provider failed, as /metrics tells it."""
    name = f'guide_tool_errors_total{{tool="search:{provider}"}} '
    return sum(float(line.removeprefix(name)) for line in metrics.splitlines() if line.startswith(name))


MCP = shlex.join([sys.executable, SERVER, "list"])
HANGING = {
    "SEARCH_PROVIDERS": "mcp,searxng,brave,serper,exa,kakao,wikipedia",
    "BRAVE_API_KEY": "k", "SERPER_API_KEY": "k", "EXA_API_KEY": "k", "KAKAO_REST_API_KEY": "k",
}  # fmt: skip


async def test_without_a_model_the_days_news_stands_beside_what_we_know(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = ("경복궁 오늘 관람 안내", "경복궁이 오늘 행사로 오후 4시에 일찍 문을 닫는다.")
    async with Loopback(results(early)) as server:
        monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "searxng")
        monkeypatch.setenv("GUIDE_SEARXNG_URL", server.url)
        async with AsyncExitStack() as stack:
            model = await stack.enter_async_context(Standin())
            async with door(settings, tmp_path, search=True, llm_base_url=model.url) as client:
                await stack.aclose()
                told = (await client.post("/chat", json={"message": "경복궁 오늘 몇 시에 닫아?"})).json()
                server.answer = results()
                rain = (await client.post("/chat", json={"message": "내일 비 와?"})).json()
                hongdae = {"lat": 37.5512, "lon": 126.9231}
                coffee = {"message": "근처 카페 추천", "location": hongdae}
                near = (await client.post("/chat", json=coffee)).json()
                server.answer = results(("이번 주 서울 전시", "이번 주 서울에서는 특별전이 열려요."))
                beside = {"message": "창덕궁 이번 주 토요일에 열어?"}
                own = (await client.post("/chat", json=beside)).json()
    assert told["degraded"]
    assert told["answer"].index("오후 4시") < told["answer"].index("09:00")
    assert rain["answer"] == texts.NOT_FOUND["ko"], "no place is near to the weather"
    assert rain["places"] == []
    assert near["route"] == "search"
    assert near["places"]
    start = (hongdae["lat"], hongdae["lon"])
    assert all(crow(start, (p["lat"], p["lon"])) < 2000 for p in near["places"])
    assert own["answer"].startswith("네, 창덕궁은")
    assert own["answer"].endswith(texts.NOT_TODAY["ko"])
    assert own["sources"] == []


async def test_all_providers_hang_and_an_honest_answer_comes_within_six_seconds(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An MCP server too, which says nothing from its start on; places we know are told all the same."""
    async with Loopback(lambda _: HANG) as server:
        asked = ("SEARXNG", "BRAVE", "SERPER", "EXA", "KAKAO_SEARCH", "WIKIPEDIA")
        urls = {f"{name}_URL": server.url for name in asked}
        for name, value in {**HANGING, **urls, "MCP_COMMAND": "sleep 600"}.items():
            monkeypatch.setenv(f"GUIDE_{name}", value)
        async with door(settings, tmp_path, search=True) as client:
            before = (await client.get("/metrics")).text
            async with asyncio.timeout(6):
                told = (await client.post("/chat", json={"message": "성심당 본점은 어디 있어?"})).json()
            async with asyncio.timeout(6):
                known = (await client.post("/chat", json={"message": "경복궁 오늘 열어?"})).json()
            after = (await client.get("/metrics")).text
    assert told["degraded"]
    assert told["sources"] == []
    assert told["answer"].startswith(texts.NOT_FOUND["ko"])
    assert known["answer"].endswith(texts.NOT_TODAY["ko"])
    assert known["place"]["name"] == "경복궁"
    assert server.seen
    for provider in ("mcp", "searxng"):
        assert failed(after, provider) > failed(before, provider), provider


async def test_an_mcp_server_that_is_dead_dies_or_hangs_costs_one_search_and_no_honesty(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, standin: Standin
) -> None:
    monkeypatch.setenv("GUIDE_SEARCH_PROVIDERS", "mcp")
    monkeypatch.setenv("GUIDE_MCP_COMMAND", "/no/such/server")
    async with door(settings, tmp_path, search=True) as client:
        told = (await client.post("/chat", json={"message": "성심당 본점은 어디 있어?"})).json()
        assert (told["degraded"], told["sources"]) == (True, [])
        assert told["answer"].startswith(texts.NOT_FOUND["ko"])
    standin.text = "대전 은행동에 있어요[1]."
    monkeypatch.setenv("GUIDE_MCP_COMMAND", MCP)
    monkeypatch.setenv("GUIDE_SEARCH_TIMEOUTS", "mcp=3.8")
    monkeypatch.setenv("GUIDE_SEARCH_CACHE_SECONDS", "0")
    async with door(settings, tmp_path, search=True) as client:
        for _ in range(20):  # the program starts beside the service
            told = (await client.post("/chat", json={"message": "성심당 본점은 어디 있어?"})).json()
            if told["sources"]:
                break
        assert told["answer"] == standin.text
        (running,) = children()
        os.kill(running, signal.SIGKILL)
        told = (await client.post("/chat", json={"message": "성심당 본점 위치 알려줘"})).json()
        assert told["answer"] == standin.text, "started again within the same search"


async def test_results_about_something_else_are_no_answer_and_near_ones_are_told_as_such(
    searching: Any, standin: Standin
) -> None:
    standin.text = "은행동에 있어요[1]."
    async with searching(results(("주식 시세", "오늘의 코스피 지수"))) as ask:
        told = await ask("성심당 본점은 어디 있어?")
    assert told["degraded"]
    assert told["answer"].startswith(texts.NOT_FOUND["ko"])
    assert told["sources"] == []
    assert not [one for one in standin.requests if "코스피" in str(one)]
    async with searching(results(("빵집 본점 모음", "여러 빵집의 본점을 모았다."))) as ask:
        told = await ask("성심당 본점은 어디 있어?")
    assert told["answer"] == f"{texts.WEAK['ko']}\n{standin.text}"
    assert told["sources"]


async def test_numbers_links_and_markers_that_no_result_holds_do_not_stay(
    searching: Any, standin: Standin
) -> None:
    engine = results(
        ("성심당 본점", "성심당 본점은 대전 은행동에 1956년 문을 열었다. 위치는 중앙로역 근처다.")
    )
    async with searching(engine) as ask:
        standin.text = "성심당 본점은 1956년에 문을 열었어요[1][4]. 빵값은 9,900원이에요[1]."
        assert (await ask("성심당 본점은 어디 있어?"))["answer"] == "성심당 본점은 1956년에 문을 열었어요[1]."
        standin.text = "https://evil.example/x 에서 성심당 본점 위치를 보세요. 대전 은행동에 1956년 열었어요."
        answer = (await ask("성심당 본점은 어디 있어?"))["answer"]
        assert "evil" not in answer
        assert answer.endswith(" [1]"), "what says the same is cited"
        standin.text = "성심당 본점은 대전 은행동에 있어요[1] (https://evil.example/x)."
        assert (await ask("성심당 본점은 어디 있어?"))["answer"] == "성심당 본점은 대전 은행동에 있어요[1]."
        standin.text = "9,900원이에요."
        answer = (await ask("성심당 본점은 어디 있어?"))["answer"]
        assert answer.startswith(texts.NO_SOURCE_ANSWER["ko"])
        assert "1956년" in answer


async def test_results_are_cut_to_the_room_of_the_model_by_its_own_count(
    searching: Any, standin: Standin
) -> None:
    standin.text = "대전에 있어요[1]."
    rows = [
        ("성심당 본점", f"성심당 본점 위치는 대전 은행동이다. {number} " + "빵이 맛있다. " * 40)
        for number in range(5)
    ]
    async with searching(results(*rows), SEARCH_ROOM="600") as ask:
        told = await ask("성심당 본점은 어디 있어?")
    data = standin.requests[-1]["messages"][-1]["content"].split("<<<DATA")[1]
    assert len(told["sources"]) == 1
    assert len(data) * 2 < 800  # the stand-in counts two tokens a character
    assert "[2]" not in data


async def test_cutting_keeps_the_first_and_shortens_the_last_that_fits() -> None:
    made = [Source("제목", f"https://example.com/{n}", "낱말 " * 100, "x") for n in range(4)]

    async def count(text: str) -> int:
        return len(text)

    kept = await fitting(made, 600, count)
    assert [len(one.snippet) for one in kept[:1]] == [300]
    assert len(kept) == 2
    assert 200 < len(kept[1].snippet) < 281
    assert len((await fitting(made, 10, count))[0].snippet) < 80
    assert await fitting(made, 10_000, count) == tuple(made)


def _source(title: str, text: str) -> Source:
    return Source(title, f"https://example.com/{title}", text, "x")


async def test_the_best_result_comes_first_and_what_cannot_be_read_is_no_noise() -> None:
    query = "서울 이태원 비건 식당"
    palace, street, vegan = (
        _source("경복궁 식당", "궁궐 옆 식당"),
        _source("이태원 거리", "이태원 식당과 술집이 많은 거리"),
        _source("이태원 비건 식당 5곳", "채식을 하는 곳"),
    )
    assert ranked(query, [palace, street, vegan]) == [vegan, street, palace]
    assert ranked("서울", [palace, vegan]) == [palace, vegan]
    assert ranked(query, []) == []
    assert relevance(query, _source("주식", "코스피 지수")) < NOISE
    assert NOISE <= relevance("vegan restaurant in Itaewon", _source("비건", "이태원 채식 식당")) < GOOD
    assert relevance(query, vegan) >= GOOD


@pytest.mark.parametrize(
    ("question", "today"),
    [
        ("경복궁 오늘 열어?", True),
        ("남산타워 지금 열었어?", True),
        ("창덕궁 이번 주 행사 뭐 있어?", True),
        ("롯데월드 요즘 입장료 얼마야?", True),
        ("경복궁 추석에 무료야?", True),
        ("경복궁 오늘 날씨 어때?", True),
        ("Is Gyeongbokgung open today?", True),
        ("景福宮は今日開いていますか", True),
        ("景福宫今天开门吗", True),
        ("경복궁 몇 시에 닫아?", False),
        ("롯데월드 입장료 얼마야?", False),
        ("경복궁은 언제 지어졌어?", False),
        ("경복궁 오늘 가려는데 역사 좀 알려줘", False),
        ("When does Gyeongbokgung open?", False),
    ],
)
async def test_questions_of_today_are_told_from_those_of_any_day(question: str, today: bool) -> None:
    assert changes(question) is today


async def test_only_links_of_the_sources_come_through_wherever_the_stream_splits_them() -> None:
    rest = "과 visitseoul.net/x 참고(example.com). 3.5km, 10:30~18:00 e.g. 끝.end"
    text, want = f"보기: https://evil.example/a?b=1, www.bad.com{rest}", f"보기:  {rest}"
    for first in range(len(text) + 1):
        links = Links(["https://www.visitseoul.net/y", "https://example.com/1"])
        assert links.feed(text[:first]) + links.feed(text[first:]) + links.end() == want


INVENTED = [
    ("星の海博物館の入場料は?", "星の海博物館の入場料は、2000円です。"),
    ("은여울 다방はどんな所ですか？", "은여울は、東京の東部に位置する都市です。\n1. 大阪：東京の南部です。"),
    ("솔바람 화실은 어떤 곳이야?", "솔바람 화실은 서울시 중구 솔바람로에 있는 오래된 화실이에요."),
    ("What time does Whistling Fox Cafe open?", "Whistling Fox Cafe opens early in the morning."),
    ("蓝屋顶书店几点关门？", "蓝屋顶书店晚上很晚才关门。"),
]


@pytest.mark.parametrize(("asked", "invented"), INVENTED, ids=[asked for asked, _ in INVENTED])
async def test_what_the_web_does_not_tell_no_model_makes_up_whatever_route_it_likes(
    searching: Any, standin: Standin, asked: str, invented: str
) -> None:
    """A model that calls everything small talk, and knows an answer to everything."""
    standin.choose = lambda choices, _: "인사나 잡담" if "인사나 잡담" in choices else choices[-1]
    standin.text = invented
    async with searching(results()) as ask:
        told = await ask(asked)
    assert invented not in told["answer"]
    assert told["answer"]
    assert told["route"] == "search"


async def test_a_sentence_whose_words_no_result_holds_does_not_stay(searching: Any, standin: Standin) -> None:
    engine = results(("성심당 본점", "성심당 본점은 대전 은행동에 있다. 튀김소보로가 이름났다."))
    made_up = "창업자는 어린 시절 배를 타고 남쪽으로 내려온 피란민 부부로 알려져 있어요."
    async with searching(engine) as ask:
        standin.text = f"성심당 본점은 대전 은행동에 있어요[1]. {made_up} 주차는 결과에서 찾지 못했어요."
        answer = (await ask("성심당 본점은 어디 있어?"))["answer"]
    assert answer == "성심당 본점은 대전 은행동에 있어요[1]. 주차는 결과에서 찾지 못했어요."
