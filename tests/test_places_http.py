"""GET /places over a socket: its conditions, and what it refuses."""

from datetime import datetime, timedelta

import httpx
import pytest

from data.opening import SEOUL, is_open
from data.place import PLACES, read

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_places_over_http_by_conditions(client: httpx.AsyncClient) -> None:
    async def found(**params: str | list[str]) -> list[dict[str, object]]:
        reply = await client.get("/places", params=params)
        assert reply.status_code == 200, reply.text
        assert reply.headers["server-timing"].startswith("embed;dur=")
        items: list[dict[str, object]] = reply.json()["items"]
        return items

    palaces = await found(q="궁", category="palace", district="종로구", limit="20")
    assert {(item["category"], item["district"]) for item in palaces} == {("palace", "종로구")}
    mixed = await found(q="실내 전시", category=["museum", "gallery"], free="true", limit="30")
    assert {item["category"] for item in mixed} == {"museum", "gallery"}
    assert all(item["fee"] in {0, None} for item in mixed)
    near = await found(q="박물관", near="37.5796,126.977", radius="700")
    assert near
    assert all(isinstance(item["metres"], int) and item["metres"] <= 700 for item in near)
    now = datetime.now(SEOUL)
    held = {place.id: place for place in read(PLACES)}
    for item in await found(q="박물관", open_now="true", limit="20"):
        place = held[str(item["id"])]
        # the service's clock was a moment behind this one's
        assert is_open(place, now) or is_open(place, now - timedelta(minutes=1))


FOOD = {"food", "market", "neighbourhood"}


@pytest.mark.parametrize(
    ("query", "kinds", "most"),
    [
        ("홍대 근처 라멘", FOOD, 2_000),
        ("弘大附近的拉面", FOOD, 2_000),
        ("ramen near Hongdae", FOOD, 2_000),
        ("망원동 맛집", FOOD, 2_000),
        ("museum near Gyeongbokgung", {"museum", "gallery"}, 2_000),
        ("뚝섬역 공원", {"park", "river"}, 2_000),
        ("焼肉が食べたい", FOOD, None),
        ("돈카츠 먹을 만한 데", FOOD, None),
    ],
)
async def test_a_wish_is_looked_for_around_what_it_names_and_by_what_it_means(
    client: httpx.AsyncClient, query: str, kinds: set[str], most: int | None
) -> None:
    """Dishes that no place is tagged with are food; the place that is named says where."""
    items = (await client.get("/places", params={"q": query, "limit": "5"})).json()["items"]
    assert len(items) == 5
    assert {item["category"] for item in items} <= kinds
    assert most is None or all(item["metres"] <= most for item in items)


async def test_words_that_insist_are_conditions_and_the_callers_hold_before_them(
    client: httpx.AsyncClient,
) -> None:
    async def found(**params: str) -> list[dict[str, object]]:
        items: list[dict[str, object]] = (await client.get("/places", params=params)).json()["items"]
        return items

    free = await found(q="종로구 무료 미술관")
    assert {(item["district"], item["fee"] or 0) for item in free} == {("종로구", 0)}
    paid = await found(q="무료 미술관", free="false")
    assert all(item["fee"] for item in paid)
    far = await found(q="경복궁 근처 박물관", near="37.5133,127.1001", radius="3000")
    assert {item["district"] for item in far} <= {"송파구", "강남구", "광진구"}
    (named, *_) = await found(q="종로구립 박노수미술관")
    assert "박노수" in str(named["name"])


@pytest.mark.parametrize(
    "asked",
    [
        "near=91,10", "near=abc", "near=nan,127", "radius=500", "radius=10&near=37.5,127",
        "district=해운대구", "category=castle", "free=maybe", "open_now=2026", "limit=0", "limit=51",
        f"q={'가' * 201}", "q=%00",
    ],
)  # fmt: skip
async def test_bad_conditions_are_refused_in_our_shape(client: httpx.AsyncClient, asked: str) -> None:
    reply = await client.get(f"/places?{asked}")
    assert reply.status_code == 400
    error = reply.json()["error"]
    assert error.keys() == {"code", "message", "hint"}
    assert error["hint"]
