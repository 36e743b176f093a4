# ruff: noqa: E501 (patterns)
"""Korean particles: put on a name by its sound, and recognised behind one."""

import re
from collections.abc import Iterable

from agent.tools.text.hangul import final, syllable

_PAIRS = {
    "을/를": ("을", "를"), "이/가": ("이", "가"), "은/는": ("은", "는"), "과/와": ("과", "와"),
    "와/과": ("과", "와"), "으로/로": ("으로", "로"), "로/으로": ("으로", "로"), "이랑/랑": ("이랑", "랑"),
    "이에요/예요": ("이에요", "예요"), "이라고/라고": ("이라고", "라고"), "아/야": ("아", "야"),
}  # fmt: skip
"""Each pair: after a closed syllable, after an open one."""
_DIGIT_FINAL = {
    "0": "ㅇ",
    "1": "ㄹ",
    "3": "ㅁ",
    "6": "ㄱ",
    "7": "ㄹ",
    "8": "ㄹ",
    "2": "",
    "4": "",
    "5": "",
    "9": "",
}
_BRACKETED = re.compile(r"\s*[(\[（][^)\]）]*[)\]）]\s*$")
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{1,4}$")
_LETTER_L, _LETTER_CLOSED = (
    re.compile(r"[lr]$", re.IGNORECASE),
    re.compile(r"(?:[mn]|ng|[bkptc])$", re.IGNORECASE),
)


def ending(word: str) -> str:
    """The final consonant that a reader hears at the word's end; empty when it ends open.

    Digits sound as Sino-Korean numbers. Latin words go by their last letter: l and r as ㄹ, m, n, ng and
    stops as closed, the rest open, as newspapers do.
    """
    bare = _BRACKETED.sub("", word).rstrip(" .,!?'\"”’»」』")
    if not bare:
        return ""
    last = bare[-1]
    if syllable(last):
        return final(last)
    if last in _DIGIT_FINAL:
        return _DIGIT_FINAL[last]
    if _ACRONYM.search(bare):  # read letter by letter: 디디피, 케이티엑스, 엔
        return {"L": "ㄹ", "R": "ㄹ", "M": "ㅁ", "N": "ㄴ"}.get(last, "")
    if _LETTER_L.search(bare):
        return "ㄹ"
    return "ㄴ" if _LETTER_CLOSED.search(bare) else ""


def with_particle(word: str, pair: str) -> str:
    """`with_particle("경복궁", "을/를")` → 경복궁을. Raises KeyError for a pair that is not a particle."""
    closed, opened = _PAIRS[pair]
    heard = ending(word)
    if closed == "으로" and heard == "ㄹ":
        return word + opened
    return word + (closed if heard else opened)


def without_topic(name: str) -> str:
    """시청은 → 시청: without the particle behind it that marks a topic or an object, where it agrees in sound."""
    head, last = name[:-1], name[-1:]
    if len(head) < 2 or last not in "은는을를":  # noqa: PLR2004 (가은 may be a name)
        return name
    return head if bool(ending(head)) == (last in "은을") else name


_CASES = (
    r"(?:에서부터|에서|에소|에써|애서|에게|한테|께|으로부터|으로써|으로|로부터|로|부터|까지|까쥐|까징|까진|에다가?|에선|엔|에|서|의|을|를|이|가|은|는|도|만큼|만|쯤|정도"
    r"|처럼|보다|보단|마다|밖에|조차|마저|뿐|치고|커녕|으론|론|이란|란|이라는|라는|이라고|라고|중에서?|이라도|라도|이라[던든]가|라[던든]가|이?라든지|든지|든가|대해|들|같은|같이|다가|랑)*"
)
_COPULA = (
    r"(?:이?야|이?(?:에요|예요)|입니다|임|인데[요도]?|인걸요?|인지요?|인가요?|이고요?|이구요?|이?요|이?지요?|이?죠|이?니까?|이?냐고?|이?었?나요"
    r"|(?:이었|였)(?:나요?|어요?|는데요?|지요?|던)|이?던데요?|이?더라|이?라서요?|이?라면|이?면요?|인|입니까|이?래요?|여|이?든가?|이?거든요?|이?네요?|이?군요?"
    r"|일까요?|일걸요?|일텐데|이겠지?요?|이?라니|이?라며|이?라던데|이?라는데요?|이?라는게|이?란게|아니라|아니고|아니면)?"
)
TAIL = re.compile(
    rf"(?:이랑|랑|하고|하구|과|와|이나|나|이고|및|이며)?{_CASES}(?:은|는|도|두|만|의|요)?{_COPULA}"
)
"""Particles and the copula, as they pile up behind a noun, common slips of them included."""
ASKED = re.compile(
    r"근처|근방|인근|주변|부근|지금|오늘|내일|요즘|요새|이번|다음|혹시|아직|보통|매일|평일|저녁|아침|밤에|왜|누[가구]|뭐|뭘|몇\s?[시분명층살번호]|몇|어느|주말에|[월화수목금토일]요일|가는|가려|가고|가자|가서|가기|어떻게|어디|어때|언제|몇시|얼마|알려|추천|설명|말고|에대|무슨"
    r"|[열여](?=어|나|려|까|지|리|는)|닫(?=아|나|지|는|혀)|쉬(?=나|어|는|지|니)|안(?=쉬|열|해|되|돼)|하나요|하는지|되나|돼요"
    r"|갈(?=래|까|건|거|려|만|수|때|게|예|지|$)|갔(?=다|어|는|을|더|던|습)|간다|있(?=어|는|나|을|다|습|던|지|냐|음)|좋(?=아|은|을|나|지|냐|네)"
)
"""Words written on to a name that say that a question goes on, whatever follows."""
JOINED = re.compile(
    ASKED.pattern
    + r"""|역(?!사[가-힣])|방면|방향|출발|도착|경유|출구|입구|초입|정문|후문|사거리|일대|건너편|맞은편|뒤편|앞쪽|옆쪽
    |입장료|입장권|요금|마감|휴관일|휴무일|휴점|휴일|높이|크기|길이|면적|꼭대기|정상|내부|미사|예배|텐트|돗자리|치킨|배달|수영|자전거|강아지|반려|애기|아기|애들|친구|부모님|후원|정원|전망대|주차장|매표소|화장실|케이블카|휠체어|유모차|무료|할인|외국인|어린이|아이랑|짐보관|해설|가격|택시|버스|지하철|시간|영업|운영|휴무|위치|주소|주차|전화(?:번호)?|정보|소개|맛집|카페|여행|관광|구경|야경|투어|코스
    |예절|예약|역사|입장|관람|휴관|개장|폐장|야간|여는|닫는|티켓|교통|찻집|술집|숙소|호텔|산책|공연|전시|데이트|나들이|놀거리|볼거리|먹거리|놀러
    |갈만|가볼|가까|분위기|일정|동선|당일치기|축제|벚꽃|단풍|한복|\d{1,2}번출구
    |(?:쪽|앞|옆|뒤|안|내|행)(?=(?:에|으로|이|은|도|서|의|맛|카|숙|술)|$)|좀|뭐(?=가|야|해|하|먹|볼|있|예|임|$)""",
    re.VERBOSE,
)
"""Words that people write on to a name without a space."""


DIRECTED = re.compile(r"에서부터|에서|까지|부터|으로|→|->|서(?=[가-힣]{2,8}(?:까지|가는|가려|어떻게))")
"""Particles so plain that whatever is written on behind them is another word."""


def closes(rest: str, *, plainly: bool = False) -> bool:
    """Whether `rest`, the remainder of a written word behind a name, leaves the name whole.

    `plainly`: by particles alone, or by a joined word of two syllables or more.
    """
    if not rest or DIRECTED.match(rest) or _JOINT.match(rest):
        return True
    if TAIL.fullmatch(rest):
        return True
    match = TAIL.match(rest)
    # A name may be followed by joined nouns, after its particles or at once: 은요즘 has one particle, not two.
    for at in range(match.end() + 1 if match else 1):
        if at and not TAIL.fullmatch(rest, 0, at):
            continue
        end = at
        if (asked := ASKED.match(rest, at)) and len(asked.group()) > plainly:
            return True
        while joined := JOINED.match(rest, end):
            end = joined.end()
        if end - at > plainly and (
            len(rest) - end <= _LOOSE or _SPOKEN.search(rest, end) or _TOPIC.match(rest, end)
        ):
            return True
    return False


_JOINT = re.compile(r"(?:이랑|하고)(?=[가-힣]{2})")
"""경복궁이랑창덕궁: another name behind."""
_TOPIC = re.compile(r"(?:은|는|이|가|도|를|에)(?=[가-힣]{2})")
"""경복궁입장료는따로내: what is written on ends there, and the question goes on."""
_SPOKEN = re.compile(
    r"(?:[나까세에예해돼되가지]요|[하되있없열]나|[하되있없]니|습니까|주세요|돼|이야|해줘|알려줘|있어|없어|할까|될까)$"
)
"""The end of a question, whatever stands between: 창덕궁후원예약필수인가요."""
_LOOSE = 3
"""Syllables that may follow joined words unread: 경복궁가는 법이나."""


_FORMS = {form: pair for pair in ("은/는", "이/가", "을/를", "과/와", "으로/로") for form in pair.split("/")}
_BEHIND = rf"({'|'.join(_FORMS)})(?=[\s,.!?]|$)"


def particled(text: str, names: Iterable[str]) -> str:
    """`text` with the particles behind the names as their last sound wants them: 박물관는 → 박물관은."""
    for called in names:
        text = re.sub(
            re.escape(called) + _BEHIND,
            lambda match, called=called: with_particle(called, _FORMS[match[1]]),  # type: ignore[misc]
            text,
        )
    return text
