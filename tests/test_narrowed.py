"""A condition more on a list: what of it fits stays and is named, others stand behind."""

from pathlib import Path
from typing import Any

import httpx
import pytest

from agent.settings import Settings
from agent.tools.text.particle import with_particle
from agent.wishes import narrowed
from agent.wishes.granted import Granted
from data.place import read
from tests.doors import door

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("wish", "free"),
    [
        ("미술관 추천해줘", "무료인 데는?"),
        ("子供と行ける屋内スポットは?", "無料のところは?"),
        ("museums for kids", "anything free?"),
    ],
)
async def test_a_condition_more_keeps_of_the_list_what_fits_and_says_so(
    settings: Settings, tmp_path: Path, wish: str, free: str
) -> None:
    async with door(settings, tmp_path) as client:
        shown = await _said(client, wish)
        fits = [place["name"] for place in shown["places"] if place["fee"] == 0]
        assert 0 < len(fits) < len(shown["places"]), "some cost something"
        told = await _said(client, free)
        names = [place["name"] for place in told["places"]]
        assert names[: len(fits)] == fits
        assert len(names) > len(fits)
        assert all(place["fee"] == 0 for place in told["places"])
        which = told["answer"].split("\n")[-1]
        assert [name for name in names if name in which] == fits


async def test_a_condition_that_nothing_shown_meets_is_said_so() -> None:
    first, second, *_ = read()
    assert narrowed.told(Granted([first]), "ko") is None
    assert narrowed.told(Granted([first], kept=[]), "ko") == narrowed.NONE_KEPT["ko"]
    whole = narrowed.told(Granted([first], kept=[first]), "ko")
    assert whole == f"앞에서 보여 드린 곳 중에는 {with_particle(first.names.ko, '이/가')} 조건에 맞아요."
    assert narrowed.told(Granted([first, second], kept=[first]), "ko") == whole + narrowed.BESIDES["ko"]


async def _said(client: httpx.AsyncClient, message: str) -> dict[str, Any]:
    reply = await client.post("/chat", json={"message": message, "thread_id": "wishes"})
    assert reply.status_code == 200, reply.text
    told: dict[str, Any] = reply.json()
    return told
