"""Wishes: a day of several places on foot, the nearest of a kind, and what a wish sets aside."""

import re
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent import texts
from agent.settings import Settings
from agent.tools.reading import courses
from agent.tools.transit.geo import crow
from agent.wishes import sights
from agent.wishes.course import KINDS, REACH, WHOLE, Stop, Wanted, best_day, best_days
from agent.wishes.left import CITY, WITHIN
from bench.standin import Standin
from data.place import Place, read
from rag.wish import conditions, strictly
from tests.doors import door

pytestmark = pytest.mark.asyncio(loop_scope="session")

DAYS = (
    "하루 코스 짜줘", "성수동 데이트 코스 추천해줘", "서울 1박 2일 일정 좀 짜 주세요", "동선 짜줘",
    "Plan a one-day itinerary around Hongdae", "Can you plan my day in Seoul?", "明洞で半日コースを作って",
    "ソウル観光コースを教えて", "安排一天行程", "推荐一条弘大半日游路线",
)  # fmt: skip
OTHERS = (
    "북한산 초보 코스 추천해줘", "한강 자전거 코스 추천", "오늘 코스피 얼마야", "코스트코 양재 영업시간",
    "발우공양 점심 코스 가격", "신도림서 사당 몇 코스", "경복궁 관람 시간 얼마나 걸려?", "How was your day?",
    "Bukhansan hiking course for beginners", "登山コースを教えて",
)  # fmt: skip


@pytest.fixture(scope="module")
def held() -> list[Place]:
    stops = frozenset().union(*KINDS.values())
    return [place for place in read() if place.category in stops]


async def test_a_day_is_told_from_one_way_through_one_place() -> None:
    assert [text for text in DAYS if not courses.is_asked(text)] == []
    assert [text for text in OTHERS if courses.is_asked(text)] == []
    assert [courses.days(text) for text in ("하루 코스", "1박 2일 코스", "three days itinerary")] == [1, 2, 3]
    assert [courses.halved(text) for text in ("반나절 코스", "하루 코스", "half-day plan")] == [
        True,
        False,
        True,
    ]


async def test_a_day_holds_places_on_foot_in_order_with_a_meal(held: list[Place]) -> None:
    stops = best_day(held, Wanted())
    assert [stop.part for stop in stops] == list(WHOLE)
    assert stops[1].place.category in {"market", "food"}
    assert len({stop.place.id for stop in stops}) == len(stops)
    assert all(place.popularity >= 2 for place in _places(stops)), "nobody asked for little-known ones"
    assert _spread(stops) <= 2 * REACH


async def test_what_is_named_is_in_the_day_and_the_rest_is_around_it(held: list[Place]) -> None:
    must = [place for place in held if place.id in {"gyeongbokgung", "gwangjang-market"}]
    middle = (sum(p.lat for p in must) / 2, sum(p.lon for p in must) / 2)
    stops = best_day(held, Wanted(must=must, around=middle))
    assert {"gyeongbokgung", "gwangjang-market"} <= {place.id for place in _places(stops)}
    assert all(crow(middle, (p.lat, p.lon)) <= REACH for p in _places(stops) if p not in must)


async def test_what_the_wish_likes_makes_the_day(held: list[Place]) -> None:
    plain = _places(best_day(held, Wanted()))
    forest = next(place for place in held if place.id == "seoul-forest")
    liked = _places(best_day(held, Wanted(liked={forest.id: 1.0, "seongsu": 1.0})))
    assert forest not in plain
    assert forest in liked


async def test_a_second_day_repeats_nothing_and_nowhere_known_makes_none(held: list[Place]) -> None:
    first, second = best_days(held, Wanted(), 2)
    assert not set(map(_id, first)) & set(map(_id, second))
    assert best_days(held, Wanted(around=(33.5, 126.5)), 1) == []


async def test_a_day_is_answered_by_code_and_its_stops_are_pointed_at(
    settings: Settings, tmp_path: Path
) -> None:
    async with door(settings, tmp_path) as client:
        told = await _said(client, "하루 코스 짜줘")
        rows = told["answer"].split("\n")
        assert [row[:6] for row in rows[1:]] == ["1. 오전 ", "2. 점심 ", "3. 오후 ", "4. 저녁 "]
        assert all(place["name"] in row for place, row in zip(told["places"], rows[1:], strict=True))
        assert all(re.search(r"걸어서 약 \d+분", row) for row in rows[2:])
        assert told["usage"]["completion_tokens"] == 0
        way = await _said(client, "두 번째 거 어떻게 가? 서울역에서 출발해")
        assert way["transit"]["destination"]["name"] == told["places"][1]["name"]
        other = await _said(client, "다른 코스는?")
        assert other["answer"].startswith(rows[0])
        assert not {p["id"] for p in other["places"]} & {p["id"] for p in told["places"]}


async def test_the_nearest_of_a_kind_come_by_distance(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        told = await _said(client, "덕수궁에서 제일 가까운 궁은?")
        start = (37.5658, 126.9752)
        far = [crow(start, (place["lat"], place["lon"])) for place in told["places"]]
        assert far == sorted(far)
        assert {place["category"] for place in told["places"]} == {"palace"}
        assert "덕수궁" not in {place["name"] for place in told["places"]}
        assert told["answer"].startswith("덕수궁에서 가까운 순서예요.")


async def test_a_list_just_shown_is_chosen_from(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        shown = await _said(client, "인사동 근처 무료로 볼 만한 미술관")
        ids = {place["id"] for place in shown["places"]}
        assert len(ids) > 1
        near = await _said(client, "그 중에 제일 가까운 데는?")
        insadong = next(place for place in read() if place.id == "insadong")
        far = [crow((insadong.lat, insadong.lon), (p["lat"], p["lon"])) for p in near["places"]]
        assert {place["id"] for place in near["places"]} == ids
        assert far == sorted(far)
        assert near["answer"].startswith("인사동에서 가까운 순서예요.")
        museums = await _said(client, "미술관 추천해줘")
        free = {place["id"] for place in museums["places"] if place["fee"] == 0}
        assert free < {place["id"] for place in museums["places"]}, "some cost something"
        assert free
        kept = await _said(client, "그중 입장료 없는 데는?")
        assert {place["id"] for place in kept["places"]} == free


async def test_somewhere_else_nearby_is_around_what_it_leaves_out(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        await _said(client, "광장시장 몇 시까지 해?")
        other = await _said(client, "거기 말고 근처 다른 시장")
        market = next(place for place in read() if place.id == "gwangjang-market")
        assert other["places"]
        assert "gwangjang-market" not in {place["id"] for place in other["places"]}
        assert all(crow((market.lat, market.lon), (p["lat"], p["lon"])) < 3000 for p in other["places"])


async def test_a_quarter_set_aside_takes_its_shops_along(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        told = await _said(client, "인사동말고 쇼핑할데")
        insadong = next(place for place in read() if place.id == "insadong")
        assert told["places"]
        assert all(crow((insadong.lat, insadong.lon), (p["lat"], p["lon"])) > 500 for p in told["places"])


async def test_what_is_called_after_a_quarter_set_aside_goes_too(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        told = await _said(client, "벚꽃 보러 갈 건데 여의도 말고 좋은 곳")
        assert told["places"]
        assert not [place["name"] for place in told["places"] if place["name"].startswith("여의도")]


async def test_who_says_seoul_is_not_sent_to_the_sea(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        told = await _said(client, "등산 초보인데 서울에서 쉬운 산 추천해줘")
        assert told["places"]
        assert all(crow(CITY, (p["lat"], p["lon"])) <= WITHIN for p in told["places"])


async def test_who_wants_no_steps_is_sent_to_none(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        for wish in ("부모님 모시고 갈건데 계단 적은 데 추천", "계단 없는 산책로 추천해줘"):
            told = await _said(client, wish)
            assert told["places"]
            assert not [place["name"] for place in told["places"] if "계단" in place["name"]]


async def test_bakeries_of_a_quarter_are_places_to_eat(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        for wish in ("성수에서 맛있는 빵집 어디", "인사동 찻집"):
            told = await _said(client, wish)
            assert {place["category"] for place in told["places"]} <= {"food", "neighbourhood", "market"}
            assert len(told["places"]) > 1


@pytest.mark.parametrize(
    ("wish", "district", "free"),
    [
        ("가볼만한 곳 추천해줘", None, None), ("은평구 가볼만한 곳", "은평구", None),
        ("강서구 볼거리", "강서구", None),
        ("Where can I go for free in Mapo-gu?", "마포구", 0), ("首尔有什么好玩的", None, None),
        ("things to do in Songpa-gu", "송파구", None),
    ],
)  # fmt: skip
async def test_who_wishes_for_anything_is_shown_what_most_ask_for(
    settings: Settings, tmp_path: Path, wish: str, district: str | None, free: int | None
) -> None:
    async with door(settings, tmp_path) as client:
        told = (await client.post("/chat", json={"message": wish})).json()["places"]
    best = [place.popularity for place in read() if district in {None, place.district}]
    assert len(told) == 4
    assert max(place["popularity"] for place in told) == max(best)
    assert len({place["category"] for place in told}) > 1, "of several kinds"
    assert "hotel" not in {place["category"] for place in told}
    assert district is None or {place["district"] for place in told} == {district}
    assert free is None or {place["fee"] for place in told} == {free}


async def test_around_a_place_what_is_known_comes_before_what_is_next_door(
    settings: Settings, tmp_path: Path
) -> None:
    here = {"lat": 37.5759, "lon": 126.9769}
    async with door(settings, tmp_path) as client:
        for body in (
            {"message": "광화문 근처 갈만한데"},
            {"message": "여기 근처 갈 만한 곳", "location": here},
        ):
            told = (await client.post("/chat", json=body)).json()["places"]
            assert "gyeongbokgung" in {place["id"] for place in told}, body
            assert all(crow((here["lat"], here["lon"]), (p["lat"], p["lon"])) < 2500 for p in told)


async def test_a_search_for_anything_finds_the_same(settings: Settings, tmp_path: Path) -> None:
    async with door(settings, tmp_path) as client:
        near = (await client.get("/places", params={"q": "광화문 근처 갈만한 곳", "limit": 5})).json()[
            "items"
        ]
        there = (await client.get("/places", params={"q": "은평구 가볼만한 곳", "limit": 3})).json()["items"]
    assert "gyeongbokgung" in {place["id"] for place in near}
    assert {place["district"] for place in there} == {"은평구"}
    assert len(there) == 3
    assert "hotel" not in {place["category"] for place in (*near, *there)}


async def test_what_a_wish_says_besides_is_no_wish_for_anything() -> None:
    for wish in (
        "여기 근처 볼거리",
        "무료로 갈 만한 곳",
        "must see places",
        "おすすめの観光地",
        "附近推荐景点",
    ):
        assert sights.general(wish), wish
    for wish in ("야경 좋은 곳", "아이랑 갈 만한 곳", "돈안드는박물관", "free museums", "美食推荐"):
        assert not sights.general(wish), wish
    assert sights.lodging("묵을 만한 곳")


@pytest.mark.parametrize(
    "wish",
    [
        "종로구 말고 다른 데 고궁", "종로구 빼고 궁궐 추천", "palaces not in Jongno-gu", "鍾路区以外の宮殿",
        "除了钟路区的宫殿",
    ],
)  # fmt: skip
async def test_a_district_set_aside_is_not_looked_in(settings: Settings, tmp_path: Path, wish: str) -> None:
    async with door(settings, tmp_path) as client:
        told = (await client.post("/chat", json={"message": wish})).json()["places"]
    assert "deoksugung" in {place["id"] for place in told}
    assert "종로구" not in {place["district"] for place in told}


async def test_a_model_that_says_nothing_leaves_a_whole_answer(
    settings: Settings, tmp_path: Path, standin: Standin
) -> None:
    standin.text = ""
    async with door(settings, tmp_path) as client:
        told = await _said(client, "야경 좋은 곳 추천해 줘")
    assert told["answer"].startswith(f"{texts.PICKED['ko']}\n- ")
    assert not told["degraded"]


async def test_a_palace_is_a_palace() -> None:
    assert strictly("인사동 찻집") == ("food",)
    assert strictly("홍대 북카페") == strictly("카페거리 추천") == ()
    assert strictly("제일 가까운 궁은?") == ("palace",)
    assert set(conditions("궁 추천").kinds) == {"palace", "heritage"}
    assert strictly("궁금한 게 있어요") == ()
    assert conditions("돈 안 쓰고 놀 데").free


def _id(stop: Stop) -> str:
    return stop.place.id


def _places(stops: list[Stop]) -> list[Place]:
    return [stop.place for stop in stops]


def _spread(stops: list[Stop]) -> float:
    spots = [(place.lat, place.lon) for place in _places(stops)]
    return max(crow(one, other) for one in spots for other in spots)


async def _said(client: httpx.AsyncClient, message: str) -> dict[str, Any]:
    reply = await client.post("/chat", json={"message": message, "thread_id": "wishes"})
    assert reply.status_code == 200, reply.text
    told: dict[str, Any] = reply.json()
    return told
