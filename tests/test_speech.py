# ruff: noqa: E501 (a table of sentences reads best by the line)
"""Korean sentences in four styles, by rule: endings, requests, questions, and what the guide says by itself."""

from typing import get_args

import pytest

from agent import texts
from agent.claims import numbers
from agent.tools.style.idioms import Style
from agent.tools.style.speech import speak
from data import ROOT, lines
from serving.diction import ASIDE, ENDINGS, SAID
from serving.train.checks import sentences

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
        ("어디에서 출발하세요?", "어디에서 출발하십니까?", "어디에서 출발해?", "어디에서 출발하니?", "어데서 출발하십니꺼?"),
        ("확인해 주시겠어요?", "확인해 주시겠습니까?", "확인해 줄래?", "확인해 줄래?", "확인해 주시겠습니꺼?"),
        ("길을 찾아 드릴까요?", "길을 찾아 드릴까요?", "길을 찾아 줄까?", "길을 찾아 줄까?", "길을 찾아 드릴까예?"),
        ("네, 무료예요.", "네, 무료입니다.", "응, 무료야.", "그래, 무료란다.", "예, 무료라예."),
        ("무료예요 (만 6세까지. 그 뒤 1,000원).", "무료입니다 (만 6세까지. 그 뒤 1,000원).", "무료야 (만 6세까지. 그 뒤 1,000원).", "무료란다 (만 6세까지. 그 뒤 1,000원).", "무료라예 (만 6세까지. 그 뒤 1,000원)."),
        ("약 10분, 3,050원입니다(환승 없음).", "약 10분, 3,050원입니다(환승 없음).", "약 10분, 3,050원이야(환승 없음).", "약 10분, 3,050원이란다(갈아타기 없음).", "약 10분, 3,050원이라예(환승 없음)."),
        ("아니요, 지금은 닫혀 있어요.", "아닙니다. 지금은 닫혀 있습니다.", "아니, 지금은 닫혀 있어.", "아니란다, 지금은 닫혀 있단다.", "아이라예, 지금은 닫혀 있어예."),
        ("누리집은 여기예요: https://a.kr/ko", "누리집은 여기입니다: https://a.kr/ko", "누리집은 여기야: https://a.kr/ko", "누리집은 여기란다: https://a.kr/ko", "누리집은 여기라예: https://a.kr/ko"),
        ("여기예요: https://a.kr/ko 전화로 물어보세요.", "여기입니다: https://a.kr/ko 전화로 물어보십시오.", "여기야: https://a.kr/ko 전화로 물어봐.", "여기란다: https://a.kr/ko 전화로 물어보렴.", "여기라예: https://a.kr/ko 전화로 물어보이소."),
        ("열지 않아요: 공사 중(2025년까지).", "열지 않습니다: 공사 중(2025년까지).", "열지 않아: 공사 중(2025년까지).", "열지 않는단다: 공사 중(2025년까지).", "열지 않아예: 공사 중(2025년까지)."),
        ("예절을 알려 드려요.", "예절을 알려 드립니다.", "예절을 알려 줘.", "예절을 알려 준단다.", "예절을 알려 드려예."),
        ("표를 가지고 계세요.", "표를 가지고 계십시오.", "표를 가지고 있어.", "표를 가지고 있으렴.", "표를 가지고 계이소."),
        ("탑을 도세요.", "탑을 도십시오.", "탑을 돌아.", "탑을 돌렴.", "탑을 도이소."),
        ("벨을 누르세요.", "벨을 누르십시오.", "벨을 눌러.", "벨을 누르렴.", "벨을 누르이소."),
        ("방에서 술을 마셔요.", "방에서 술을 마십니다.", "방에서 술을 마셔.", "방에서 술을 마신단다.", "방에서 술을 마셔예."),
        ("구로구, 금천구를 지나요.", "구로구, 금천구를 지납니다.", "구로구, 금천구를 지나.", "구로구, 금천구를 지난단다.", "구로구, 금천구를 지나예."),
        ("표를 갖고 있지 않아요.", "표를 갖고 있지 않습니다.", "표를 갖고 있지 않아.", "표를 갖고 있지 않단다.", "표를 갖고 있지 않아예."),
        ("많을 거예요.", "많을 겁니다.", "많을 거야.", "많을 거란다.", "많을 거라예."),
        ("해발 632m예요.", "해발 632m입니다.", "해발 632m야.", "해발 632m란다.", "해발 632m라예."),
        ("서울이 아니에요.", "서울이 아닙니다.", "서울이 아니야.", "서울이 아니란다.", "서울이 아이라예."),
        ("다시 만나 반가워요!", "다시 만나 반갑습니다!", "다시 만나 반가워!", "다시 만나 반갑구나!", "다시 만나 반가워예!"),
        ("고마워요!", "고맙습니다!", "고마워!", "고맙구나!", "고맙심더!"),
        ("지금 열려 있어요?", "지금 열려 있습니까?", "지금 열려 있어?", "지금 열려 있니?", "지금 열려 있습니꺼?"),
        ("입장료는 무료예요.", "입장료는 무료입니다.", "입장료는 무료야.", "들어가는 건 공짜란다.", "입장료는 무료라예."),
        ("야간 관람 시간에 관람을 마쳐요.", "야간 관람 시간에 관람을 마칩니다.", "야간 관람 시간에 관람을 마쳐.", "야간 관람 시간에 구경을 마친단다.", "야간 관람 시간에 관람을 마쳐예."),
        ("모두가 가장 좋아해요.", "모두가 가장 좋아합니다.", "모두가 가장 좋아해.", "모두가 가장 좋아한단다.", "모두가 젤로 좋아해예."),
        ("'환승'은 갈아타는 거예요.", "'환승'은 갈아타는 겁니다.", "'환승'은 갈아타는 거야.", "'환승'은 갈아타는 거란다.", "'환승'은 갈아타는 거라예."),
        ("휴무: 월요일", "휴무: 월요일", "휴무: 월요일", "휴무: 월요일", "휴무: 월요일"),
    ],
)  # fmt: skip
def test_a_sentence_in_four_styles(plainly: str, polite: str, friend: str, child: str, dialect: str) -> None:
    told = {"polite": polite, "friend": friend, "child": child, "dialect": dialect}
    assert {style: speak(plainly, style) for style in STYLES} == told


@pytest.mark.parametrize(
    ("respectful", "friend"),
    [
        (
            "어디까지 가시는지 알려 주시면 길을 비교해 드릴게요.",
            "어디까지 가는지 알려 주면 길을 비교해 줄게.",
        ),
        ("제가 아는 곳이라면 말씀드릴 수 있어요.", "내가 아는 곳이라면 말할 수 있어."),
        ("짐을 푸시고 쉬실 수 있어요.", "짐을 풀고 쉴 수 있어."),
        ("편히 주무시고 드시는 곳이에요.", "편히 자고 먹는 곳이야."),
        ("예약하셔야 하고, 한복을 입으신 분은 무료예요.", "예약해야 하고, 한복을 입은 분은 무료야."),
        (
            "일제가 헐었지만 축제가 다시 열려요. 문제가 없어요.",
            "일제가 헐었지만 축제가 다시 열려. 문제가 없어.",
        ),
        ("관우를 모시는 사당이고 부처님오신날에 열려요.", "관우를 모시는 사당이고 부처님오신날에 열려."),
        ("저희가 먼저는 몰라요.", "우리가 먼저는 몰라."),
    ],
)
def test_respect_goes_with_friends_and_no_other_word_does(respectful: str, friend: str) -> None:
    assert speak(respectful, "friend") == friend


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
