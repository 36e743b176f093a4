"""Titles of threads: one line that can be seen, whoever gave it."""

import httpx
import pytest

pytestmark = pytest.mark.asyncio(loop_scope="session")

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


async def test_a_title_of_the_first_message_is_one_line(client: httpx.AsyncClient) -> None:
    said = f"  안녕\x1b[31m\n{'가' * 51} 끝 "
    thread = (await client.post("/chat", json={"message": said})).json()["thread_id"]
    assert (await client.get(f"/threads/{thread}")).json()["title"] == f"안녕 [31m {'가' * 51}"


async def test_a_given_title_is_one_line_that_can_be_seen(client: httpx.AsyncClient) -> None:
    thread = (await client.post("/chat", json={"message": "안녕"})).json()["thread_id"]

    async def rename(title: str) -> httpx.Response:
        return await client.patch(f"/threads/{thread}", json={"title": title})

    assert (await rename(f" 궁궐\r\n나들이\x07 {FAMILY} ")).json()["title"] == f"궁궐 나들이 {FAMILY}"
    for blank in ("", "  ", "\n\x07", "\u200b"):
        refused = await rename(blank)
        assert refused.status_code == 400, blank
        assert refused.json()["error"]["code"] == "invalid_request"
    assert (await client.get(f"/threads/{thread}")).json()["title"] == f"궁궐 나들이 {FAMILY}"
