"""An answer in another style: by sentences, and without a number or a name lost or made up."""

import httpx
import pytest

from agent.facts import numbers
from agent.nodes.tone import Restyled
from bench.standin import Standin
from tests.service import result, tell

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def test_a_style_is_spoken_only_when_it_keeps_the_numbers(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "안녕, 나는 길동무야."
    plain = result(await tell(client, "안녕?", style="friend"))
    assert plain["answer"] == standin.text
    standin.text = "입장료는 3,000원이고 12345번 버스를 타."
    kept = result(await tell(client, "경복궁 입장료 얼마야?", style="friend"))
    assert "12345" not in kept["answer"]


async def test_a_restyled_answer_comes_by_sentences_and_loses_neither_number_nor_name(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "지하철을 타. 그게 제일 편해."
    way = "경복궁에서 강남역까지 어떻게 가?"
    plain = result(await tell(client, way))["answer"]
    events = await tell(client, way, style="friend")
    told = result(events)["answer"]
    assert told.startswith("지하철을 타.")
    assert numbers(told) == numbers(plain), "what the model left out is told after it"
    pieces = [data["delta"] for kind, data in events if kind == "token"]
    assert len(pieces) > 1
    assert "".join(pieces) == told
    standin.text = "지하철을 타. 99분 걸려. 조심히 다녀와."
    cut = result(await tell(client, way, style="child"))["answer"]
    assert "99" not in cut
    assert "조심히" not in cut
    assert numbers(cut) == numbers(plain)


async def test_a_sentence_is_let_through_when_it_is_whole_and_a_lost_name_is_told() -> None:
    draft = "경복궁 입장료는 3,000원이에요. 매주 화요일에 쉬어요."
    said = Restyled(draft, [["경복궁", "Gyeongbokgung Palace"]])
    assert list(said.feed("들어가는 데 3,000원")) == []
    assert list(said.feed("이야. 화요일")) == ["들어가는 데 3,000원이야."]
    assert list(said.end()) == [" 화요일"]
    assert said.lost("들어가는 데 3,000원이야. 화요일") == "경복궁 입장료는 3,000원이에요."
    assert said.lost("경복궁은 3,000원이야. 화요일") == ""
    liar = Restyled(draft, [])
    assert [*liar.feed("3,000원이야. 9시에 열어. 좋아. "), *liar.end()] == ["3,000원이야."]
    assert liar.wrong
    assert "화요일에 쉬어요." in liar.lost("3,000원이야.")
