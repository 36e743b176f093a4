# ruff: noqa: E501 (a table of sentences reads best by the line)
"""Korean sentences in four styles, by rule: endings, requests, questions, and what the guide says by itself."""

from typing import get_args

import pytest

from agent import texts
from agent.claims import numbers
from agent.tools.style.idioms import Style
from agent.tools.style.speech import speak
from data import ROOT, lines
from serving.train.checks import ASIDE, ENDINGS, SAID, sentences

STYLES = get_args(Style)


@pytest.mark.parametrize(
    ("plainly", "polite", "friend", "child", "dialect"),
    [
        ("문을 열어요.", "문을 엽니다.", "문을 열어.", "문을 연단다.", "문을 열어예."),
        ("문을 엽니다.", "문을 엽니다.", "문을 열어.", "문을 연단다.", "문을 열어예."),
        ("내면 됩니다.", "내면 됩니다.", "내면 돼.", "내면 된단다.", "내면 돼예."),
        ("공원이에요.", "공원입니다.", "공원이야.", "공원이란다.", "공원이라예."),
        ("1395년에 지었어요.", "1395년에 지었습니다.", "1395년에 지었어.", "1395년에 지었단다.", "1395년에 지었심더."),
        ("역이 가까워요.", "역이 가깝습니다.", "역이 가까워.", "역이 가깝단다.", "역이 가까워예."),
        ("앉지 마세요.", "앉지 마십시오.", "앉지 마.", "앉지 말렴.", "앉지 마이소."),
        ("가게에 돌려주세요.", "가게에 돌려주십시오.", "가게에 돌려줘.", "가게에 돌려주렴.", "가게에 돌려주이소."),
        ("천천히 걸으십시오.", "천천히 걸으십시오.", "천천히 걸어.", "천천히 걸으렴.", "천천히 걸으이소."),
        ("길을 찾아 드릴게요.", "길을 찾아 드리겠습니다.", "길을 찾아 줄게.", "길을 찾아 줄게.", "길을 찾아 드릴께예."),
        ("역까지 가시는군요!", "역까지 가시는군요!", "역까지 가는구나!", "역까지 가는구나!", "역까지 가시네예!"),
        ("어디에서 출발하세요?", "어디에서 출발하십니까?", "어디에서 출발해?", "어디에서 출발하니?", "어디에서 출발합니꺼?"),
        ("확인해 주시겠어요?", "확인해 주시겠습니까?", "확인해 줄래?", "확인해 줄래?", "확인해 주시겠습니꺼?"),
        ("길을 찾아 드릴까요?", "길을 찾아 드릴까요?", "길을 찾아 줄까?", "길을 찾아 줄까?", "길을 찾아 드릴까예?"),
        ("네, 무료예요.", "네, 무료입니다.", "응, 무료야.", "그래, 무료란다.", "예, 무료라예."),
        ("무료예요 (만 6세까지. 그 뒤 1,000원).", "무료입니다 (만 6세까지. 그 뒤 1,000원).", "무료야 (만 6세까지. 그 뒤 1,000원).", "무료란다 (만 6세까지. 그 뒤 1,000원).", "무료라예 (만 6세까지. 그 뒤 1,000원)."),
        ("약 10분, 3,050원입니다(환승 없음).", "약 10분, 3,050원입니다(환승 없음).", "약 10분, 3,050원이야(환승 없음).", "약 10분, 3,050원이란다(갈아타기 없음).", "약 10분, 3,050원이라예(환승 없음)."),
        ("휴무: 월요일", "휴무: 월요일", "휴무: 월요일", "휴무: 월요일", "휴무: 월요일"),
    ],
)  # fmt: skip
def test_a_sentence_in_four_styles(plainly: str, polite: str, friend: str, child: str, dialect: str) -> None:
    told = {"polite": polite, "friend": friend, "child": child, "dialect": dialect}
    assert {style: speak(plainly, style) for style in STYLES} == told


def test_what_no_rule_knows_is_none_rather_than_wrong() -> None:
    for odd in ("그건 좀 거시기하더라고요.", "가 보실래요?", "뭐라 카노 이기 요."):
        assert speak(odd, "friend") is None


def told() -> list[str]:
    """What the guide says by itself, and all manners."""
    said = [*(text["ko"] for text in texts.TALKS.values()), texts.NOT_FOUND["ko"], texts.NOT_HELD["ko"]]
    return [*said, *(rule["ko"] for row in lines(ROOT / "etiquette.jsonl") for rule in row["rules"])]


@pytest.mark.parametrize("style", STYLES)
def test_all_that_the_guide_says_by_itself_is_known_and_keeps_its_numbers(style: Style) -> None:
    for text in told():
        said = speak(text, style)
        assert said is not None, text
        assert numbers(said) == numbers(text)
        ended = [ASIDE.sub("", one) for one in sentences(said)]
        wrong = [one for one in ended if SAID.search(one) and not ENDINGS[style].search(one)]
        assert [one for one in wrong if not one.endswith("군요!")] == []
