"""Rules of riding that are asked without a way; every figure is the data's."""

import pytest

from agent.nodes.converse import ask_back
from agent.tools.decision import Decision, Language
from agent.tools.transit import riding
from data.place import Spot


def lost(question: str, language: Language = "ko", to: Spot | None = None) -> Decision:
    return Decision("transit", question, language, 1.0, "rule", destination=to)


@pytest.mark.parametrize(
    ("question", "language", "told"),
    [
        ("버스 환승 몇 분 안에 해야 해", "ko", ("30분", "60분", "4번")),
        ("Is the transfer between bus and subway free?", "en", ("30 minutes", "60 minutes", "4 transfers")),
        ("バスから地下鉄への乗り換えは無料ですか", "ja", ("30分", "60分", "4回")),
        ("公交换乘地铁有优惠吗", "zh", ("30分钟", "60分钟", "4次")),
        ("노인 지하철 무료야?", "ko", ("65세", "무료")),
        ("아기도 지하철 요금 내?", "ko", ("6세 미만", "3명", "1,550원")),
        ("Do babies ride the subway free?", "en", ("under 6", "up to 3")),
        ("2호선 막차 시간", "ko", ("2호선은", "05:30", "00:02")),
        ("What time does the subway start?", "en", ("lines 1 to 8", "05:00")),
        ("심야버스 있어?", "ko", ("N13", "N75", "2,500원", "2022년")),
        ("공항철도 직통 얼마", "ko", ("43분", "51분", "11,000원", "2023년 10월")),
        ("기후동행카드 어디서 쓸 수 있어?", "ko", ("신분당선·GTX-A", "2024년 8월", "30일권 62,000원")),
    ],
)
def test_a_rule_is_told_with_its_figures(question: str, language: Language, told: tuple[str, ...]) -> None:
    answer = ask_back(lost(question, language))
    assert [part for part in told if part not in answer] == [], answer


@pytest.mark.parametrize("language", ["ko", "en", "ja", "zh"])
def test_every_rule_is_told_in_every_language(language: Language) -> None:
    asked = (
        "환승", "경로 우대", "아기", "지하철 첫차", "심야버스", "직통열차", "기후동행카드 어디서 쓸 수 있어",
    )  # fmt: skip
    answers = [riding.told(question, language) for question in asked]
    assert all(answers)
    assert len(set(answers)) == len(asked)
    if language != "ko":
        plain = " ".join(filter(None, answers)).replace("기후동행카드", "").replace("심야버스", "")
        assert not any("가" <= letter <= "힣" for letter in plain), plain


def test_with_an_end_named_the_rule_comes_before_the_question_and_others_are_not_told() -> None:
    airport = Spot(name="인천공항1터미널역", lat=37.4475, lon=126.4524, kind="station")
    answer = ask_back(lost("기후동행카드로 인천공항 갈 수 있나요", to=airport))
    assert "신분당선·GTX-A" in answer
    assert answer.endswith("어디에서 출발하세요?")
    assert riding.told("할머니랑 인천공항 가는 막차", "ko", beside=True) is None


@pytest.mark.parametrize(
    "question", ["지하철 요금 얼마야", "버스로 가는 법", "몇 시에 가?", "기후동행카드 얼마야"]
)
def test_other_questions_ask_for_no_rule(question: str) -> None:
    assert riding.told(question, "ko") is None
