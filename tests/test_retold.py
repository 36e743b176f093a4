"""A journey that was just told is asked about further: only what is asked for is told again."""

import httpx
import pytest

from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")

WAY = "강남역에서 홍대입구역까지 내일 오후 2시에 어떻게 가?"
"""At an hour when trains run, whenever the test does."""


async def test_one_vehicle_of_a_told_journey_is_told_alone_and_all_stay_in_the_data(
    client: httpx.AsyncClient,
) -> None:
    whole = result(await tell(client, WAY))
    assert all(word in whole["answer"] for word in ("지하철로", "버스로", "택시로"))
    told = {"thread_id": whole["thread_id"]}

    taxi = result(await tell(client, "택시로는 얼마야?", **told))
    assert "택시로는 약" in taxi["answer"]
    assert "버스로" not in taxi["answer"]
    assert "2호선" not in taxi["answer"]
    assert taxi["transit"]["options"]

    bus = result(await tell(client, "버스로는?", **told))
    assert "버스로 약" in bus["answer"]
    assert "택시로는 약" not in bus["answer"]
    assert "2호선" not in bus["answer"]
    assert bus["transit"]["taxi"]

    last = result(await tell(client, "막차는 몇 시야?", **told))
    assert "막차는 강남역에서" in last["answer"]
    assert "택시로는 약" not in last["answer"]
    assert "갈아" not in last["answer"]


@pytest.mark.parametrize("asked", ["두 명이면 택시가 나아?", "반대로는?", "택시로 명동역까지는?"])
async def test_what_changes_the_journey_has_the_whole_told(client: httpx.AsyncClient, asked: str) -> None:
    whole = result(await tell(client, WAY))
    again = result(await tell(client, asked, thread_id=whole["thread_id"]))
    assert all(word in again["answer"] for word in ("지하철로", "택시로"))


async def test_of_a_journey_told_before_something_else_the_whole_is_told(client: httpx.AsyncClient) -> None:
    whole = result(await tell(client, WAY))
    told = {"thread_id": whole["thread_id"]}
    await tell(client, "경복궁 입장료 얼마야?", **told)
    again = result(await tell(client, "강남역에서 홍대입구역까지 내일 오후 2시에 택시로는?", **told))
    assert all(word in again["answer"] for word in ("지하철로", "택시로"))
