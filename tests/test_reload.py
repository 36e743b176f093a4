"""A team adds places while the service runs: it answers with them, and never stops answering."""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Self

import httpx
import pytest
from pydantic import HttpUrl

from agent.settings import Settings
from bench.standin import Standin
from server import create
from tests.service import serve, until_ready

pytestmark = pytest.mark.asyncio(loop_scope="session")

TABLE = """관리번호,시설명,영문명,분류,주소,위도,경도,운영시간,입장료
A-1,달빛고래 놀이터,Moon Whale Playground,놀이,서울특별시 종로구 율곡로 99,37.5765,126.9852,10:00~19:00,무료
A-2,경복궁,,궁,서울특별시 종로구 사직로 161,37.5760,126.9767,09:00~17:30,"3,500원"
"""
MAP = """
[source]
name = "우리 팀"
date = "2026-11"

[place]
key = "관리번호"
"names.ko" = "시설명"
"names.en" = "영문명"
category = "분류"
address = "주소"
lat = "위도"
lon = "경도"
hours = "운영시간"
fee = "입장료"

[values.category]
"놀이" = "theme_park"
"궁" = "palace"
"""


async def ingest(data_dir: Path, *options: str) -> str:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "ingest", *options),
        env={**os.environ, "GUIDE_DATA_DIR": str(data_dir)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    assert process.returncode == 0, said.decode()
    return said.decode()


async def copied(folder: Path, to: Path) -> None:
    """With its holes: files of an index are long and nearly empty."""
    process = await asyncio.create_subprocess_exec("cp", "-r", "--sparse=always", folder, to)
    assert await process.wait() == 0


async def until(asked: Callable[[], Awaitable[Any]], wanted: Callable[[Any], bool]) -> Any:
    """What is answered when it is as wanted: within the minute that a team is promised."""
    async with asyncio.timeout(60):
        while not wanted(answer := await asked()):  # noqa: ASYNC110 - of the service
            await asyncio.sleep(0.05)
    return answer


class Asking:
    """Questions one after the other for as long as it lives; every answer's status and what it found."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client
        self.statuses: list[int] = []
        self.found: list[bool] = []

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._ask())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)

    async def _ask(self) -> None:
        while True:
            places = await self._client.get("/places", params={"q": "경복궁"})
            route = await self._client.post("/route", json={"message": "창덕궁 입장료 얼마야?"})
            self.statuses += [places.status_code, route.status_code]
            self.found.append(places.json()["items"][0]["id"] == "gyeongbokgung")
            self.found.append(route.json()["place"]["id"] == "changdeokgung")


async def test_a_running_service_answers_with_the_places_that_a_team_adds(
    model: Standin, index: Path, tmp_path: Path
) -> None:
    data_dir = tmp_path / "data"
    await copied(index, data_dir)
    table, mapped = tmp_path / "team.csv", tmp_path / "team.toml"
    table.write_text(TABLE, encoding="cp949")
    mapped.write_text(MAP, encoding="utf-8")
    settings = Settings(data_dir=data_dir, llm_base_url=HttpUrl(model.url), answer_cache=False, search=False)
    model.reset()
    model.text = "달빛고래 놀이터는 10:00부터 19:00까지 열어요."

    async with serve(create(settings)) as url, httpx.AsyncClient(base_url=url, timeout=30) as client:
        await until_ready(client)
        question = {"message": "달빛고래 놀이터는 몇 시에 열어?"}

        async def decided() -> Any:
            return (await client.post("/route", json=question)).json()

        async def palace() -> Any:
            return (await client.get("/places/gyeongbokgung")).json()

        assert (await decided())["place"] is None
        async with Asking(client) as asking:
            said = await ingest(data_dir, "files", str(table), "--map", str(mapped))
            assert "merged   team-a-2 경복궁 → gyeongbokgung" in said
            told = await until(decided, lambda told: told["place"] is not None)
        assert told["route"] == "place"
        assert told["place"]["id"] == "team-a-1"
        assert set(asking.statuses) == {200}
        assert all(asking.found)
        answer = (await client.post("/chat", json=question)).json()
        assert answer["place"]["id"] == "team-a-1"
        assert "10:00" in answer["answer"]
        assert (await palace())["fee"] == 3500
        hits = (await client.get("/places", params={"q": "moon whale playground"})).json()["items"]
        assert hits[0]["id"] == "team-a-1"

        (data_dir / "places" / "team.jsonl").unlink()
        await ingest(data_dir)
        await until(decided, lambda told: told["place"] is None)
        assert (await palace())["fee"] == 3000
