"""Directions as clients ask for them: ends that are hard to read, holidays, stops for nothing, bad bodies."""

from typing import Any

import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")

FRIDAY = "2026-11-20T10:00"


async def told(client: httpx.AsyncClient, origin: Any, destination: Any, **wishes: Any) -> dict[str, Any]:
    body = {"origin": origin, "destination": destination, "depart_at": FRIDAY} | wishes
    reply = await client.post("/directions", json=body)
    assert reply.status_code == 200, reply.text
    way: dict[str, Any] = reply.json()
    return way


@pytest.mark.parametrize(
    ("said", "station"),
    [
        ("양평역 경의중앙선", "양평역(경의중앙선)"),
        ("경의중앙선 양평역", "양평역(경의중앙선)"),
        ("양평역 5호선", "양평역(5호선)"),
        ("신촌역 경의중앙선", "신촌역(경의중앙선)"),
    ],
)
async def test_a_line_beside_a_station_says_which_of_two_it_is(
    client: httpx.AsyncClient, said: str, station: str
) -> None:
    assert (await told(client, said, "강남역"))["origin"]["id"] == f"station:{station}"


@pytest.mark.parametrize(
    "address", ["세종대로 110", "서울특별시 중구 세종대로 110", "서울 중구 세종대로 110"]
)
async def test_an_address_is_no_misspelt_place(client: httpx.AsyncClient, address: str) -> None:
    """세종대로 is no slip of 세종대: without a geocoder it is not known, and the answer says so."""
    reply = await client.post("/directions", json={"origin": address, "destination": "강남역"})
    assert (reply.status_code, reply.json()["error"]["code"]) == (404, "not_found")


async def test_coordinates_may_be_written_as_a_name(client: httpx.AsyncClient) -> None:
    written = await told(client, "37.5665, 126.9780", "강남역")
    assert written["origin"] == (await told(client, {"lat": 37.5665, "lon": 126.978}, "강남역"))["origin"]


async def test_a_public_holiday_has_no_early_bird(client: httpx.AsyncClient) -> None:
    """Hangul Day of 2026 is a Friday, and 강남–시청 1,650 won; the day before an early bird pays 1,340."""
    hangul, before = [
        (await told(client, "강남역", "시청역", depart_at=f"2026-10-{day}T06:00"))["options"][0]
        for day in ("09", "08")
    ]
    assert (hangul["fare"], before["fare"]) == (1650, 1340)
    assert (hangul["note"], hangul["others"]["youth"]) == (None, 980)


async def test_on_a_holiday_trains_end_as_on_a_sunday(client: httpx.AsyncClient) -> None:
    last = {
        day: (await told(client, "강남역", "시청역", depart_at=f"{day}T12:00"))["options"][0]["last"]
        for day in ("2026-12-25", "2026-12-27", "2026-12-18")
    }
    assert last["2026-12-25"] == last["2026-12-27"] != last["2026-12-18"]


async def test_while_a_train_runs_nobody_is_sent_to_a_night_bus(client: httpx.AsyncClient) -> None:
    """By lines 2 and 4 the last train to 수원 has gone, by the 신분당선 it has not."""
    way = await told(client, "강남역", "수원역", depart_at="2026-11-20T23:30")
    assert [option["closed"] for option in way["options"]] == [False, True]
    assert "지하철을 추천해요" in way["advice"]


@pytest.mark.parametrize("stop", ["강남역", "명동"])
async def test_a_stop_where_one_is_already_costs_nothing(client: httpx.AsyncClient, stop: str) -> None:
    plain, stopping = await told(client, "강남역", "명동"), await told(client, "강남역", "명동", via=[stop])
    assert stopping["options"][0]["fare"] == plain["options"][0]["fare"]
    assert stopping["options"][0]["minutes"] == plain["options"][0]["minutes"]


async def test_a_pass_is_not_named_for_a_station_that_shares_a_name_with_one_in_seoul(
    client: httpx.AsyncClient,
) -> None:
    far, near = (
        await told(client, "경의중앙선 양평역", "청량리역"),
        await told(client, "양평역 5호선", "청량리역"),
    )
    assert (far["options"][0]["tip"], near["options"][0]["tip"] is None) == (None, False)


@pytest.mark.parametrize("field", ["depart_at", "arrive_by"])
@pytest.mark.parametrize(
    "moment", ["0001-01-01T00:00", "0001-01-01T00:00+14:00", "9999-12-31T23:59", "9999-12-31T23:59-12:00"]
)
async def test_the_ends_of_time_are_refused(client: httpx.AsyncClient, field: str, moment: str) -> None:
    reply = await client.post("/directions", json={"origin": "강남역", "destination": "명동", field: moment})
    assert (reply.status_code, reply.json()["error"]["code"]) == (400, "invalid_request")


@pytest.mark.parametrize(
    ("origin", "hint"),
    [
        ({"lat": "a", "lon": 127.0}, "origin.lat: Input should be a valid number"),
        ({"lat": 37.5}, "origin.lon: Field required"),
        ("", "origin: "),
        (None, "origin: "),
    ],
)
async def test_a_refusal_names_the_field_and_nothing_of_the_machine(
    client: httpx.AsyncClient, origin: Any, hint: str
) -> None:
    reply = await client.post("/directions", json={"origin": origin, "destination": "명동"})
    error = reply.json()["error"]
    assert reply.status_code == 400
    assert error["hint"].startswith(hint)
    assert "function" not in error["hint"]
