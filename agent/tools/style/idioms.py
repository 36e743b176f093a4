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
    "감사합니다.": {
        "polite": "감사합니다.",
        "friend": "고마워.",
        "child": "고맙구나.",
        "dialect": "고맙심더.",
    },
    "감사해요.": {
        "polite": "감사합니다.",
        "friend": "고마워.",
        "child": "고맙구나.",
        "dialect": "고맙심더.",
    },
    "고마워요.": {
        "polite": "고맙습니다.",
        "friend": "고마워.",
        "child": "고맙구나.",
        "dialect": "고맙심더.",
    },
    "고맙습니다.": {
        "polite": "고맙습니다.",
        "friend": "고마워.",
        "child": "고맙구나.",
        "dialect": "고맙심더.",
    },
    "죄송합니다.": {
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

ADVERBS: Final[dict[Style, tuple[tuple[str, str], ...]]] = {
    "polite": (),
    "friend": (),
    "child": (("환승", "갈아타기"), ("하차", "내리기"), ("연중무휴", "쉬는 날 없음"), ("운영 시간", "문을 여는 시간")),
    "dialect": (
        ("아주", "억수로"), ("매우", "억수로"), ("무척", "억수로"), ("많이", "마이"), ("조금", "쪼매"), ("그런데", "근데"),
        ("빨리", "퍼뜩"), ("가장", "젤로"), ("함께", "같이"), ("저렴한", "싼"), ("모두", "다"),
    ),
}  # fmt: skip
"""Words that go with a style where they stand alone: 가장 가까운, but 가장이 and 모두가 stay."""
NOUNS: Final[dict[Style, tuple[tuple[str, str], ...]]] = {
    "polite": (),
    "friend": (),
    "child": (
        ("입장료", "들어갈 때 내는 돈"), ("운영 시간", "문을 여는 시간"), ("휴무일", "쉬는 날"), ("관람", "구경"), ("환승", "갈아타기"),
        ("도심", "시내"), ("복원", "옛 모습대로 다시 짓기"),
    ),
    "dialect": (("어디", "어데"),),
}  # fmt: skip
"""Words that do so with a particle, which follows the new word: 관람은, but 야간 관람 프로그램 stays."""
PHRASES: Final[dict[Style, tuple[tuple[str, str], ...]]] = {
    "polite": (),
    "friend": (),
    "child": (("입장료는 무료", "들어가는 건 공짜"), ("입장료가 무료", "들어가는 건 공짜")),
    "dialect": (("어디에서", "어데서"), ("어디서", "어데서"), ("어디에 ", "어데 ")),
}  # fmt: skip

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
    "아니요, ": {"polite": "아닙니다. ", "friend": "아니, ", "child": "아니란다, ", "dialect": "아이라예, "},
    "아니요. ": {"polite": "아닙니다. ", "friend": "아니. ", "child": "아니란다. ", "dialect": "아이라예. "},
    "네. ": {"polite": "네. ", "friend": "응. ", "child": "그래. ", "dialect": "예. "},
}
"""How an answer begins, longest first where one begins as another."""
