"""What a traveller who reads no Korean is told: stops, buses and questions back in the asker's language."""

import pytest

from agent import texts
from agent.nodes.converse import ask_back, called
from agent.tools.decision import Decision, Language
from agent.tools.text.han import simplified
from agent.tools.text.language import detect
from agent.tools.transit.legs import Leg
from agent.tools.transit.signs import bus, station
from data.place import Spot


@pytest.mark.parametrize(
    ("name", "language", "told"),
    [
        ("소공동주민센터", "en", "Sogongdong Community Center [소공동주민센터]"),
        ("소공동주민센터", "ja", "ソゴンドン住民センター [소공동주민센터]"),
        ("명동.롯데영플라자", "en", "Myeongdong [명동.롯데영플라자]"),
        ("서울숲2번출입구", "zh", "Seoulsup2号出口 [서울숲2번출입구]"),
        ("지하철2호선강남역", "en", "Gangnam Station [지하철2호선강남역]"),
        ("소공동주민센터", "ko", "소공동주민센터"),
    ],
)
def test_a_bus_stop_is_read_aloud_and_keeps_its_sign(name: str, language: Language, told: str) -> None:
    assert station(name, language) == told


def test_a_village_bus_is_called_by_its_sound_and_a_branch_by_its_number() -> None:
    leg = Leg(mode="bus", start="가", end="나", minutes=5, line="강남07", also=("110B(국민대)",))
    assert "Gangnam07 [강남07]" in bus(leg, "en")
    assert "국민대" not in bus(leg, "en")
    assert "110B(국민대)" in bus(leg, "ko")


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh"])
def test_a_start_that_nobody_can_know_is_asked_for_by_what_is_near(language: Language) -> None:
    here: dict[Language, str] = {"ko": "여기서", "en": "from here", "ja": "ここから", "zh": "从这里"}
    to = Spot("코엑스", 37.5118, 127.0592, id="coex", kind="place")
    held = Decision("transit", here[language], language, 0.9, "rule", destination=to, missing="origin")
    assert ask_back(held) == texts.ASK_HERE[language]
    assert (
        called(None, Spot("강남역", 37.49, 127.02, id="강남역", kind="station"), "en")
        == "Gangnam Station (강남역)"
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("경복궁 입장료 영어로 알려줘", "en"),
        ("景福宮の入場料を韓国語で教えて", "ko"),
        ("请用英语回答", "en"),
        ("How do I say thank you in Korean?", "en"),
        ("영어로 감사합니다는 뭐라고 해?", "ko"),
        ("영어 메뉴 있는 식당 추천해줘", "ko"),
    ],
)
def test_a_language_asked_for_is_the_one_answered_in(text: str, language: Language) -> None:
    assert detect(text) == language


def test_traditional_characters_become_simplified_one_for_one() -> None:
    text = "在地鐵上可以講電話嗎"
    assert simplified(text) == "在地铁上可以讲电话吗"
    assert simplified("경복궁 A号") == "경복궁 A号"
