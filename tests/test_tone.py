"""An answer in another style: by sentences, and without a number or a name lost or made up."""

import asyncio
import re
from contextlib import AsyncExitStack
from pathlib import Path

import httpx
import pytest

from agent.claims import numbers
from agent.nodes.tone import Restyled, Rules
from agent.settings import Settings
from agent.state import Style
from bench.standin import Standin
from tests.doors import door
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


async def test_a_foreign_number_stops_the_model_at_once_and_the_draft_tells_the_rest(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    way = "경복궁에서 강남역까지 어떻게 가?"
    standin.text = "지하철을 타. 그게 제일 편해."
    plain = result(await tell(client, way))["answer"]
    endless = "조심히 다녀와. " * 60
    standin.text, standin.pace = f"지하철을 타. 99분 걸려. {endless}", 0.002
    told = result(await tell(client, way, style="friend"))
    restyled = standin.answers[-1]
    assert not restyled.whole
    assert restyled.tokens < len(endless) / 4, "what nobody will hear is not written"
    assert told["answer"].startswith("지하철을 타.")
    assert numbers(told["answer"]) == numbers(plain)
    assert not told["degraded"]
    standin.pace = 0
    standin.text = "지하철을 타."
    assert not result(await tell(client, way, style="friend"))["degraded"], "the endpoint counts as up"


async def restyled(client: httpx.AsyncClient, message: str, style: str, ending: str) -> str:
    """The answer once the rules' process has loaded: then it ends in the style."""
    for _ in range(300):
        answer: str = result(await tell(client, message, style=style))["answer"]
        if ending in answer:
            return answer
        await asyncio.sleep(0.2)
    raise AssertionError(answer)


async def test_a_sentence_that_the_model_leaves_as_it_is_is_said_by_rule(
    client: httpx.AsyncClient, standin: Standin
) -> None:
    standin.text = "경복궁 입장료는 3,000원이에요."
    asked = "경복궁 입장료 얼마야?"
    draft = result(await tell(client, asked))["answer"]
    assert draft == standin.text
    for style, told in (
        ("friend", "경복궁 입장료는 3,000원이야."),
        ("polite", "경복궁 입장료는 3,000원입니다."),
        ("dialect", "경복궁 입장료는 3,000원이라예."),
    ):
        assert await restyled(client, asked, style, told) == told


async def test_without_a_model_the_rules_speak_alone(settings: Settings, tmp_path: Path) -> None:
    async with AsyncExitStack() as stack:
        model = await stack.enter_async_context(Standin())
        async with door(settings, tmp_path, llm_base_url=model.url) as client:
            await stack.aclose()
            told = await restyled(client, "경복궁에서 강남역까지 어떻게 가?", "friend", "이야(환승")
            plain = result(await tell(client, "경복궁에서 강남역까지 어떻게 가?"))["answer"]
            assert numbers(told) == numbers(plain)
            assert not re.search(r"(?:요|니다)(?:\(.*?\))?[.!?](?:\s|$)", told)
            abroad = result(await tell(client, "How much is Gyeongbokgung Palace?", style="friend"))
            assert "3,000" in abroad["answer"], "styles are those of Korean"


async def test_where_rules_word_answers_they_restyle_them_too(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    async with door(settings, tmp_path, words="rule") as client:
        told = await restyled(client, "경복궁 입장료 얼마야?", "dialect", "라예")
        standin.requests.clear()
        assert await restyled(client, "경복궁 입장료 얼마야?", "dialect", "라예") == told
    assert standin.requests == [], "no model is asked for what a rule knows"


def told_by(rules: dict[str, str], style: Style = "friend") -> Rules:
    return Rules(style, rules)


async def test_links_stay_whole_and_in_another_language_all_is_said() -> None:
    link, walk = "누리집은 https://museum.go.kr/ko 입니다.", "막힐 걱정이 없는 지하철을 추천해요."
    rules = told_by({link: "누리집은 https://museum.go.kr/ko 야.", walk: walk.replace("해요", "해")})
    glued = Restyled(link, [], rules)
    assert [*glued.feed("누리집은 https://museum.go.kr/ko야. "), *glued.end()] == []
    assert glued.wrong
    assert (
        rules.whole(f"- {link}\n{walk}")
        == f"- 누리집은 https://museum.go.kr/ko 야.\n{walk.replace('해요', '해')}"
    )
    assert rules.reach(f"{link} 휴무: 월요일\n54분이야.")
    assert not rules.reach("여기는 모르는 문장이에요.")
    dark = told_by(
        {"이 길은 밤에 어둡습니다.": "이 길은 밤에 어두워.", "1번 출구로 나오세요.": "1번 출구로 나와."}
    )
    assert dark.put("- 이 길은 밤에 어둡니다.") == "- 이 길은 밤에 어두워.", "a word that the model broke"
    assert dark.put("2번 출구로 나오세요.") == "2번 출구로 나오세요.", "another number is another sentence"
    here = told_by({"누리집은 여기예요: https://a.kr/ko": "누리집은 여기야: https://a.kr/ko"})
    assert here.put("누리집은 여기예요: https://a.kr/ko\n") == "누리집은 여기야: https://a.kr/ko\n"
    chinese = Restyled("月尾岛的门票尚未确认。", [], stays=True)
    assert "".join([*chinese.feed("好的，为您说明。 "), *chinese.end()]) == "好的，为您说明。"
    assert chinese.lost("好的，为您说明。") == "月尾岛的门票尚未确认。"
