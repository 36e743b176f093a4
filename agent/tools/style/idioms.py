# ruff: noqa: E501 (tables of words read best by the line)
"""What has a form of its own in each Korean style: greetings, openings, words; no rule of endings makes them."""

from typing import Final, Literal

Style = Literal["polite", "friend", "child", "dialect"]

FIXED: Final[dict[str, dict[Style, str]]] = {
    "안녕히 가세요!": {
        "polite": "안녕히 가십시오!",
        "friend": "잘 가!",
        "child": "잘 가렴!",
        "dialect": "안녕히 가이소!",
    },
    "안녕하세요!": {
        "polite": "안녕하십니까!",
        "friend": "안녕!",
        "child": "안녕!",
        "dialect": "안녕하십니꺼!",
    },
    "죄송해요.": {
        "polite": "죄송합니다.",
        "friend": "미안해.",
        "child": "미안하구나.",
        "dialect": "미안합니더.",
    },
    "즐거운 서울 여행 되세요.": {
        "polite": "즐거운 서울 여행 되십시오.",
        "friend": "서울 여행 재밌게 해.",
        "child": "서울 여행 즐겁게 하렴.",
        "dialect": "서울 여행 재밌게 하이소.",
    },
    "그 정보는 아직 확인하지 못했어요.": {
        "polite": "그 정보는 아직 확인하지 못했습니다.",
        "friend": "그건 아직 확인 못 했어.",
        "child": "그건 아직 알아보지 못했단다.",
        "dialect": "그거는 아직 확인 몬 했심더.",
    },
    "즐거운 나들이 되세요.": {
        "polite": "즐거운 나들이 되십시오.",
        "friend": "재밌게 놀다 와.",
        "child": "즐겁게 놀다 오렴.",
        "dialect": "재밌게 놀다 오이소.",
    },
    "편하게 다녀오세요.": {
        "polite": "편안히 다녀오십시오.",
        "friend": "편하게 다녀와.",
        "child": "조심히 다녀오렴.",
        "dialect": "편하게 댕기오이소.",
    },
    "좋은 시간 보내세요.": {
        "polite": "좋은 시간 보내십시오.",
        "friend": "좋은 시간 보내.",
        "child": "신나는 시간 보내렴.",
        "dialect": "좋은 시간 보내이소.",
    },
    "참고하세요.": {
        "polite": "참고하십시오.",
        "friend": "참고해.",
        "child": "기억해 두렴.",
        "dialect": "참고하이소.",
    },
}

WORDS: Final[dict[Style, tuple[tuple[str, str], ...]]] = {
    "polite": (),
    "friend": (),
    "child": (
        ("입장료", "들어갈 때 내는 돈"), ("운영 시간", "문을 여는 시간"), ("휴무일", "쉬는 날"), ("관람", "구경"),
        ("연중무휴", "쉬는 날이 없는 곳"), ("하차", "내리기"), ("환승", "갈아타기"), ("도심", "도시 한가운데"),
        ("복원", "옛 모습대로 다시 짓기"),
    ),
    "dialect": (
        ("아주", "억수로"), ("매우", "억수로"), ("무척", "억수로"), ("많이", "마이"), ("조금", "쪼매"), ("그런데", "근데"),
        ("어디", "어데"), ("빨리", "퍼뜩"), ("가장", "젤로"), ("함께", "같이"), ("그냥", "기냥"),
        ("저렴한", "싼"), ("모두", "다"),
    ),
}  # fmt: skip
"""Words that go with a style. Only those whose exchange leaves a sentence right, particles included."""

OPENERS: Final[dict[str, dict[Style, str]]] = {
    "네! ": {"polite": "네, ", "friend": "응! ", "child": "그래! ", "dialect": "예! "},
    "네, 맞아요. ": {
        "polite": "네, 맞습니다. ",
        "friend": "응, 맞아. ",
        "child": "그래, 맞단다. ",
        "dialect": "예, 맞심더. ",
    },
    "맞아요! ": {"polite": "맞습니다. ", "friend": "맞아! ", "child": "맞단다! ", "dialect": "맞심더! "},
    "네, ": {"polite": "네, ", "friend": "응, ", "child": "그래, ", "dialect": "예, "},
    "그럼요, ": {"polite": "물론입니다. ", "friend": "그럼, ", "child": "그럼, ", "dialect": "하모예, "},
    "물론이죠, ": {
        "polite": "물론입니다. ",
        "friend": "물론이지, ",
        "child": "물론이란다, ",
        "dialect": "하모예, ",
    },
    "죄송해요, ": {
        "polite": "죄송합니다. ",
        "friend": "미안, ",
        "child": "미안하구나, ",
        "dialect": "미안합니더, ",
    },
    "아니에요, ": {
        "polite": "아닙니다. ",
        "friend": "아니야, ",
        "child": "아니란다, ",
        "dialect": "아이라예, ",
    },
}
"""How an answer begins, longest first where one begins as another."""
MODEST: Final = (
    ("하시면", "하면"), ("가시면", "가면"), ("나오시면", "나오면"), ("들어가시면", "들어가면"), ("찾아가시면", "찾아가면"),
    ("주시면", "주면"), ("오시면", "오면"), ("타시면", "타면"), ("보시면", "보면"), ("가시기", "가기"), ("물어보신", "물어본"),
    ("타신다니", "탄다니"), ("가실 때", "갈 때"), ("가실 수", "갈 수"), ("들르실 수", "들를 수"), ("타실 수", "탈 수"),
    ("둘러보실 수", "둘러볼 수"), ("확인하실 수", "확인할 수"), ("보실 수", "볼 수"), ("하실 수", "할 수"),
    ("말씀드리면", "말해 주면"), ("말씀드릴", "말해 줄"), ("말씀드리지", "말하지"), ("알려 드릴", "알려 줄"),
    ("알려 드리", "알려 주"), ("보여 드리", "보여 주"), ("도와드릴", "도와줄"), ("도와드리", "도와주"), ("기사님", "기사 아저씨"),
    ("저는 ", "나는 "), ("제가 ", "내가 "),
)  # fmt: skip
"""What is said of the listener with respect, and without, to friends and children."""
