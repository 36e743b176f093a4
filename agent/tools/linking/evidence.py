"""What stands around a name: whether a place is meant at all, and whether its station is."""

import re

from agent.tools.text.particle import TAIL
from agent.tools.text.words import EVERYDAY, FAR, UNHELPED, UNMOVED
from data.district import districts

_RIDE = re.compile(
    r"(?:역)?\s?(?:에서|에|으로|로|서|까지)\s?(?:(?:지하철|전철)(?:을|로)?\s?(?:타|갈아|환승)|갈아\s?(?:타|탈)|환승|내려(?!가|오|다)|내리|내릴|하차|승차|탑승)"
    r"|\s?(?:역)?(?:에서|에|으로|로|서)?\s?(?:\d\s?호선|(?:신분당|경의중앙|수인분당|공항철도|신림|우이신설|경춘|서해|김포골드)\s?선?|첫차|막차|\d{1,2}\s?번\s?(?:출구|출입구))"
    r"|\s(?:station|stn\b|exit\s\d)|(?:駅|站)|(?:で|から)(?:乗り換え|降り|\d号線)|\d{1,2}番出口|\d{1,2}(?:号|號)出口",
    re.IGNORECASE,
)
"""Right behind a name: trains are meant, and so its station."""
_JOURNEY_BEHIND = re.compile(
    r"(?:에서|부터|까지|→|->|~|으로\s?가|로\s?가|\s?(?:가는|가려|출발|도착))|から|まで|(?:怎么|怎麼)[去走到]|到"
)
_JOURNEY_BEFORE = re.compile(r"(?:\b(?:from|to)\s(?:the\s)?|从|從|到|→|->|~|에서\s|부터\s)$", re.IGNORECASE)
_JOURNEY = re.compile(
    r"지하철|전철|버스|택시|환승|갈아\s?타|막차|첫차|정거장|호선|가는\s?(?:법|길|방법)|어떻게\s?가|가려면|얼마나\s?걸|걸려|걸리|몇\s?분|얼마나\s?멀|걸어서|교통"
    r"|에서\s?\S{2,12}(?:까지|으로|로)|subway|metro|\btrain\b|\bbus\b|taxi|how\s(?:do|can|long|far|to)|\bfrom\s.+\bto\s|から.+まで|地下鉄|電車|タクシー|行き方|何分|地铁|怎么[去走到]|从.+到|多久",
    re.IGNORECASE,
)
_HELPED = re.compile(
    r"(?:에\s?있는|에서|에|의|쪽|쪽에|쪽에서|쪽으로)?\s?(?:근처|주변|부근|인근|일대|쪽|방면|맛집|밥집|식당|카페|술집|이자카야|호프|포차|먹자골목|곱창|막창|족발|떡볶이|낙지|쭈꾸미|닭갈비|닭한마리|칼국수|빵집|브런치|숙소|호텔|게스트하우스|모텔|번화가|상권|거리|골목|시장|가볼\s?만|갈\s?만한|놀거리|볼거리|데이트|산책|나들이|구경|여행|핫플|명소|동네|야경|전시|공연|갤러리|주차|입장료|휴관|관람|역\b|사거리)"
    r"|에서\s?(?:놀|만나|보자|봐|볼까|뭐\s?(?:하|해|먹)|밥|점심|저녁|술|맛있|제일|가까운|가볼|갈\s?만|할\s?만)"
    r"|(?:은|는)?\s?(?:어때|어떤\s?동네|어디(?!서)|위치)|\s?(?:에|으로|로)\s?(?:놀러|이사|숙소)"
    r"|\s(?:restaurants?|caf[eé]s?|food|area|neighbou?rhood|hotels?|hostels?|bars?|nightlife|shopping)\b",
    re.IGNORECASE,
)
_MOVED = re.compile(
    r"\s?(?:가는\s?(?:데|거)|가고\s?(?:싶|있)|가자|갈래|갈려|가야|갑니다|가요|가면|갈\s?때|가서)"
)
_MOVED_TO = re.compile(
    r"(?:에|으로|로|까지)\s?(?:가는|가려|가고|가자|갈|가야|갑니다|가요|가면|가서|이동|출발|도착|향|놀러)|\s?(?:출발|도착)"
    r"|\s?(?:을|를|은|는)?\s?(?:가는\s?(?:법|길|방법|버스|지하철|전철|열차|기차|택시)|가려|어떻게\s?가)"
    r"|(?:은|는)\s\S{2,12}에서\s(?:\S{1,8}\s)?(?:어떻게|가는|얼마나|몇\s?(?:분|시간))"
)
_BOTH = re.compile(r"(?:에서|부터)\s?\S{1,12}(?:까지|으로|로)(?:\s|[은는요?.!]|$)")
_ENDED = re.compile(r"(?:에서|부터|서(?=\s)|까지|행|→|->|~)")
_LEFT_BEFORE = re.compile(r"(?:에서|부터|출발)\s$")
_ASKED = re.compile(
    r"\s?(?:얼마|몇\s?(?:분|시간|정거장)|요금|운임|차비|막차|첫차|소요|환승|택시|지하철|전철|버스|도보|걸어|시간\b|길\b|빨리|어떻게|경전철|급행|[KSI]TX|GTX)"
)
"""Behind a name that follows where one leaves: 천호에서 상수 얼마나 걸려."""
_SET_OUT = re.compile(
    r"\s?(?:가면|가려면|갈\s?때)|\s(?:(?:오늘|내일|모레|지금|오전|오후|아침|점심|저녁|밤|새벽|낮)(?:에)?(?:\s|$)|\d{1,2}\s?시|\d{1,2}:\d{2}|[월화수목금토일]요일)"
)
"""In the same place, that one goes, or when: 강남에서 시청 가면, 강남에서 판교 밤 11시."""
_DASHED = re.compile(r"\s?[-–—]\s?[가-힣]{2,10}역?(?=\s|[?.!,]|$)")
_DASHED_BEFORE = re.compile(r"[가-힣]역?\s?[-–—]\s?$")
"""왕십리-오이도 얼마."""
_HOLDS_BEFORE = re.compile(
    r"(?:\d\s?호선\s?|(?:from|to|at|in|near|around|visit)\s(?:the\s)?|地铁|→\s?|->\s?|~\s?)$", re.IGNORECASE
)
_ALONE = re.compile(r"^\W*$")
_TITLE = re.compile(
    r"\s?(?:클라쓰|클라스|스타일|프리덤|블루스|날라리|부장들|연가|비가|엘레지|좀비|1970|1987|숙녀|의\s?(?:봄|밤과\s?음악)|만\s?한\s(?:배|덩치|눈)|style\b|class\b|クラス|スタイル)",
    re.IGNORECASE,
)
"""Behind a name: the title of a song or a film."""
_BRANCH = re.compile(
    r"\s?(?!음식|편의|백화|면세|전문|가맹|할인|기념품|공통|차이|문제|주의|유의|출발|도착|판매|대리|체험)([가-힣]{2,6}점)(?![가-힣])"
)
_CAMPUS = re.compile(r"\s?(?:앞|옆|뒤|정문|후문|캠퍼스|축제|학식|먹자)")
_AWAY = re.compile(
    r"(?<![가-힣A-Za-z])(?:" + FAR + r")(?:시|의|市|の|的)?\s?$",
    re.IGNORECASE,
)

_DISTRICT = re.compile(r"[- ]?gu\b|\s(?:district|ward)\b|[区區](?![役庁厅廳政公])", re.IGNORECASE)
_DISTRICT_WRITTEN = re.compile(r"\w-gu$", re.IGNORECASE)


def rides(text: str, end: int) -> bool:
    """Whether what follows speaks of trains (에서 갈아타고, 5번 출구, 2호선)."""
    return bool(_RIDE.match(text, end))


def travels(text: str, start: int, end: int) -> bool:
    """Whether the name is an end of a journey."""
    marked = _JOURNEY_BEHIND.match(text, end) or _JOURNEY_BEFORE.search(text, 0, start)
    return bool(marked and _JOURNEY.search(text))


def helped(text: str, start: int, end: int, name: str) -> bool:
    """Whether the neighbours of an ordinary word say that a place is meant: 공덕 맛집, 정자에서 강남까지."""
    if _ALONE.match(text[:start]) and TAIL.fullmatch(text[end:].strip(" .?!~…")):
        return name not in UNMOVED
    if name.endswith(("대", "시청")) and _CAMPUS.match(text, end):
        return True
    if rides(text, end) or (name not in UNHELPED and _HELPED.match(text, end)):
        return True
    if name not in UNMOVED and (_MOVED_TO.match(text, end) or _HOLDS_BEFORE.search(text, 0, start)):
        return True
    if name not in EVERYDAY and _MOVED.match(text, end):  # 피크닉 가고 싶어 is no wish for a place
        return True
    if name in UNMOVED:
        return False
    if _left(text, start, end) or _dashed(text, start, end):
        return True
    if not _ENDED.match(text, end):
        return False
    return bool(_JOURNEY.search(text, end) or _BOTH.search(text))


def _left(text: str, start: int, end: int) -> bool:
    """Whether a name follows the one that is left, and what is asked of a way follows it."""
    left = _LEFT_BEFORE.search(text, 0, start)
    return bool(left and (_ASKED.match(text, end) or _SET_OUT.match(text, end)))


def _dashed(text: str, start: int, end: int) -> bool:
    """Whether a name is one of two with a dash between, and a fare, a time or nothing else is asked."""
    behind = _DASHED.match(text, end)
    if behind:
        end = behind.end()
    elif not _DASHED_BEFORE.search(text, 0, start):
        return False
    return bool(_ASKED.match(text, end) or _ALONE.match(text[end:]))


def titled(text: str, end: int) -> bool:
    return bool(_TITLE.match(text, end))


def branch(text: str, end: int) -> str:
    """The branch that follows a name (교보문고 강남점); empty where none does."""
    match = _BRANCH.match(text, end)
    return match[1] if match else ""


def district(text: str, start: int, end: int) -> bool:
    """Whether a name is only a part of a district's, or a slip for one: museums in Yongsan-gu are not those
    of 용산역, and 강서구 is no 강서한강공원.
    """
    said = text[start:end]
    korean = said.endswith("구") and said in districts()
    return bool(korean or _DISTRICT.match(text, end) or _DISTRICT_WRITTEN.search(said))


def away(text: str, start: int) -> bool:
    """Whether a town far off stands right before: 부산 경복궁 is not ours."""
    return bool(_AWAY.search(text, max(0, start - 24), start))
