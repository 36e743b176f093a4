"""What the page asks for beside an answer: hours of the day, stations, the shape of the city."""

from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import httpx
import pytest

from data.district import districts
from data.opening import SEOUL, is_open
from data.place import Names, Place
from data.river import SOUTH, han
from data.schedule import Closed, Hours
from data.today import today

pytestmark = pytest.mark.asyncio(loop_scope="session")


def place(*opening: Hours, closing: Closed | None = None) -> Place:
    return Place(
        id="here", names=Names(ko="여기"), category="museum", district="종로구", lat=37.57, lon=126.98,
        opening=opening, closing=closing, sources=(),
    )  # fmt: skip


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SEOUL)


MUSEUM = place(Hours(open=540, close=1080, last=1020), closing=Closed(weekdays=(0,), feasts=("chuseok",)))


@pytest.mark.parametrize(
    ("when", "opened", "closed", "following"),
    [
        ("2026-11-22T14:00", True, False, None),  # a Sunday
        ("2026-11-22T08:59", False, False, "2026-11-22T09:00"),
        ("2026-11-22T18:00", False, False, "2026-11-24T09:00"),  # Monday is passed over
        ("2026-11-23T12:00", False, True, "2026-11-24T09:00"),
        ("2026-09-25T12:00", False, True, "2026-09-26T09:00"),  # Chuseok
    ],
)
async def test_a_place_tells_whether_it_is_open_and_when_it_opens_next(
    when: str, opened: bool, closed: bool, following: str | None
) -> None:
    told = today(MUSEUM, at(when))
    assert (told.open, told.closed, told.next) == (opened, closed, following)
    assert told.date == when[:10]
    assert bool(told.spans) != closed
    if following:
        assert is_open(MUSEUM, at(following))


async def test_what_is_not_known_is_not_said() -> None:
    assert today(place(), at("2026-11-22T14:00")).open is None
    assert today(place(), at("2026-11-22T14:00")).spans == ()
    unsure = today(place(Hours(open=540, close=1080)), at("2026-11-22T14:00"))
    assert (unsure.open, unsure.closed, [span.close for span in unsure.spans]) == (None, None, [1080])
    late = place(Hours(open=1080, close=1560), closing=Closed())
    assert today(late, at("2026-11-22T01:00")).open, "of the night before"
    assert today(late, at("2026-11-22T03:00")).next == "2026-11-22T18:00"
    forever = today(place(Hours(open=0, close=1440), closing=Closed()), at("2026-11-22T03:00"))
    assert (forever.open, forever.always) == (True, True)


async def test_the_river_runs_from_west_to_east_between_the_two_banks() -> None:
    line = han()
    assert all(west < east for (_, west), (_, east) in pairwise(line))
    assert (line[0][1] < 126.87, line[-1][1] > 127.1) == (True, True)
    held = districts()
    for name, district in held.items():
        if not district.gu:
            continue
        near = min(line, key=lambda one: abs(one[1] - district.lon))
        if line[0][1] < district.lon < line[-1][1]:
            assert (district.lat < near[0]) == (name in SOUTH), name


async def test_stations_are_told_by_the_names_that_a_way_uses(client: httpx.AsyncClient) -> None:
    asked = ["교대역", "교대", "총신대입구역", "서울역", "명동.롯데영플라자"]
    reply = await client.get("/stations", params={"name": asked})
    told = {one["name"]: one for one in reply.json()["items"]}
    assert list(told) == asked[:4]
    assert told["교대역"]["names"] == told["교대"]["names"]
    assert told["서울역"]["names"]["en"] == "Seoul"
    way = await client.post("/directions", json={"origin": "강남역", "destination": "명동"})
    legs = [leg for one in way.json()["options"] for leg in one["legs"] if leg["mode"] == "subway"]
    names = {leg[end] for leg in legs for end in ("start", "end")}
    known = (await client.get("/stations", params={"name": sorted(names)})).json()["items"]
    assert {one["name"] for one in known} == names
    assert (await client.get("/stations")).status_code == 400
    assert (await client.get("/stations", params={"name": ["x"] * 41})).status_code == 400


async def test_today_and_the_map_are_told_over_http(client: httpx.AsyncClient) -> None:
    reply = await client.get("/today", params={"place": ["gyeongbokgung", "atlantis", "naksan-park"]})
    told: dict[str, Any] = reply.json()
    assert [one["id"] for one in told["items"]] == ["gyeongbokgung", "naksan-park"]
    assert told["items"][0]["date"] == told["at"][:10]
    assert (await client.get("/today", params={"place": ["x"] * 21})).status_code == 400
    reply = await client.get("/map")
    assert reply.json()["tiles"] is None
    assert len(reply.json()["districts"]) == 25
    assert reply.headers["cache-control"] == "private, max-age=3600"
    assert len(reply.content) < 25_000


@pytest.mark.parametrize(
    "wrong", ["http://tiles.example/{z}/{x}/{y}.png", "https://tiles.example/", "x; script-src *"]
)
async def test_an_address_of_tiles_that_could_open_the_policy_is_refused(wrong: str, tmp_path: Path) -> None:
    from pydantic import ValidationError

    from agent.settings import Settings

    with pytest.raises(ValidationError):
        Settings(data_dir=tmp_path, map_tiles=wrong)
