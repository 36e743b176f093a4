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
