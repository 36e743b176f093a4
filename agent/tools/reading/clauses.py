"""Several wishes in one message: 경복궁 입장료랑 강남에서 가는 법."""

import re
from collections.abc import Sequence

from agent.tools.linking.gazetteer import Mention

_BREAK = re.compile(
    r"(?<=[?？!。])\s*(?:(?:그리고|또한?|그럼|근데|추가로|참|혹시|and(?:\salso|\sthen)?|also|plus)\s+|(?:还有|另外|顺便|然后|それと|あと|それから|そして)[、，,\s]*)*(?=\S)|[.~]\s+(?=\S)|\s*(?:,|、|，|;|；|/|\n)\s*(?:(?:and(?:\salso|\sthen)?|also|plus|then|还有|另外|顺便|然后|それと|あと|それから|そして|また、)\s*)?"
    r"|(?:^|\s+)(?:그리고|그리고\s?나서|그\s?다음에?|그담에|또한|및|아울러|그리구|근데|참고로|추가로|덧붙여|그럼)\s+"
    r"|(?P<soft>(?<=어때)|(?<=[나까가]요)|(?<=얼마야)|(?<=[뭐디시]야)|(?<=[예에]요)|(?<=[있되]나)|(?<=인가))\s+(?=\S)"
    r"|(?<=[가-힣])(?:(?P<noun>이)?랑|하고|이고|이구|하구|이며)\s+|(?<=[주하열닫있인되지리가오까나치떻마뭐디때없])(?P<kept>고요?|구요?|며)\s+(?!싶|있|계|나서)"
    r"|(?<=[가-힣])(?P<told>는데|은데|인데|ㄴ데)\s+(?=(?:그럼|또|혹시|거기|그\s?근처))|(?<=[법길금간료비일절])과\s+|(?<=[가-힣])\s*(?:\+|&)\s*(?=[가-힣])"
    r"|\s+(?:\+|and(?:\s+also|\s+then)?|also|plus|then|as\s+well\s+as|&)\s+"
    r"|(?:和(?=从|怎么|去|到)|还有|还想|以及|另外|顺便|然后|并且|同时|(?<![こひもっあおさ])と、?(?!て|も|く|こ|き)|それと、?|あと、?|それから、?|そして、?|また、)(?=\S)",
    re.IGNORECASE,
)
_WHOLE = re.compile(
    r"(?:말|빼|아니|타|들|갖|가지|입|보|데리|모시|신|(?:구경|관람|쇼핑|식사|산책|폐장|퇴장|체크인|체크아웃|출발|도착|환승|하차|방문|관광|운동|퇴근)하)고\s+$"
)
"""Verbs that go on: 타고 가는 법 is one thing."""
_COMPANY = re.compile(
    r"(?:^|\s)(?:(?:여자|남자|외국인?|우리|제|내|저희)\s?)?(?:아이|애|애기|아기|친구|엄마|아빠|어머니|아버지|부모님?|할머니|할아버지|남편|아내|와이프|남친|여친|동생|언니|오빠|누나|형|가족|손님|동료|애인|스님|신부님|목사님|기사님|사장님|선생님|어르신|어른|상사|직원|점원|아저씨|아줌마|이모|연예인|사람|딸|아들|조카|강아지|둘이?|셋이?)들?(?:이?랑|하고)\s+$"
)
"""Who comes along or is met: 아이랑 갈 데, 스님이랑 악수해도 돼요 are one question."""
_POSTPOSED = re.compile(
    r"\S+(?:\s\S+){0,2}(?:에서|에|까지|부터|으로|로|은|는|을|를|이|가|도|한테|께|랑|하고|때|면)[\s?？!.~ㅋㅎㅠ]*$"
)
"""What is said after its question, and belongs to it: 욕먹나요 시장에서."""
_QUESTION = re.compile(
    r"(?:how|what|where|when|who|is|are|can|could|should|may|must|do|does|did|will|which|whether|any|best|tell|recommend)\b|어떻게|얼마|언제|몇|무슨|뭐|怎么|多少|几点|どう|いくら|何",
    re.IGNORECASE,
)
_BETWEEN = re.compile(r"\bbetween\s[^,?]*$", re.IGNORECASE)
_JOINED = re.compile(r"\s*[가-힣와과和/+&]")
"""A joint that stands between nouns as often as between sentences."""
_PARTY = re.compile(
    r"(?:(?:we|i)(?:'re|\sare|'m|\sam)\s)?(?:with\s)?(?:(?:an?|one|two|three|four|\d)\s(?:\w+\s)?(?:kids?|child(?:ren)?|adults?|seniors?|people|baby|babies|toddlers?)\s?)+",
    re.IGNORECASE,
)
"""Who comes along, and no question: two adults and a kid."""
NEXT = 4
"""Letters before a name that still belong to it: the, a."""
MOST = 6


def clauses(text: str, mentions: Sequence[Mention]) -> list[str]:
    """The parts of a message that may each be a question; the whole alone when it is one.

    A joint right behind a name (경복궁이랑 창덕궁, Deoksugung and the Jongmyo) joins names, not questions.
    """
    spans = [(mention.start, mention.end) for mention in mentions]
    parts: list[str] = []
    at = 0
    for match in _BREAK.finditer(text):
        inside = any(start < match.end() and match.start() < end for start, end in spans)
        asks = _QUESTION.match(text, match.end())
        listed = _JOINED.match(match.group()) or any(0 <= start - match.end() <= NEXT for start, _ in spans)
        behind = not asks and listed and any(0 <= match.start() - end <= 1 for _, end in spans)
        if (
            inside
            or behind
            or match.start() == 0
            or _BETWEEN.search(text[at : match.start()])
            or _WHOLE.search(text[: match.end()])
        ):
            continue
        if _COMPANY.search(text[: match.end()]):
            continue
        if match["soft"] is not None and _POSTPOSED.match(text, match.end()):
            continue
        parts.append(text[at : max(match.start(), match.end("kept"), match.end("noun"), match.end("told"))])
        at = match.end()
    parts.append(text[at:])
    whole: list[str] = []
    for part in filter(lambda each: len(each) > 1, map(str.strip, parts)):
        if whole and _PARTY.fullmatch(whole[-1]):
            whole[-1] = f"{whole[-1]} {part}"
        else:
            whole.append(part)
    return whole if 1 < len(whole) <= MOST else [text]
