# ruff: noqa: E501 (tables of words read best by the line)
"""What a question about a visit asks, beyond the bare facts: for which day and hour, for whom, which service.

Rules alone, in four languages. Nothing is looked up here: `concierge` answers.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Literal

from agent.tools.terms.party import Who, counted
from agent.visits.day import BEHIND, Day, meant

Part = Literal["evening", "night", "dawn"]
Service = Literal[
    "parking", "wheelchair", "stroller", "pets", "booking", "locker", "guide", "photo", "food", "nursing",
    "toilet", "combined", "bike", "card", "id", "outlet", "mass", "templestay", "student", "duration",
]  # fmt: skip

_I = re.IGNORECASE


@dataclass(frozen=True, slots=True)
class Visit:
    """Nothing set: the bare facts are asked for."""

    day: Day | None = None
    now: bool = False
    minute: int | None = None
    """From 00:00, where an hour is named."""
    until: bool = False
    """Whether it is asked if it stays open until then."""
    part: Part | None = None
    special: bool = False
    """야간 개장: evenings of some seasons, not the usual hours."""
    last: bool = False
    who: tuple[Who, ...] = ()
    party: tuple[tuple[Who, int], ...] = ()
    """How many of whom, where numbers are told."""
    age: int | None = None
    guest: str = ""
    """Somebody whom the structures do not know, as written: 장애인, 단체, 외국인."""
    hanbok: bool = False
    free: bool = False
    """Whether it is free, as a yes or a no."""
    services: tuple[Service, ...] = ()
    polar: bool = False
    """Yes or no is an answer."""
    shut: bool = False
    """It is asked whether it is closed."""
    opening: bool = False
    """Hours or days are asked about, by whatever words."""

    @property
    def particular(self) -> bool:
        timed = self.day or self.now or self.part or self.last or self.minute is not None
        return bool(timed or self.who or self.party or self.hanbok or self.free or self.services)


_WHO: Final[dict[Who, str]] = {
    "infant": r"유아(?!차)|영유아|아기|갓난|미취학|infant|toddler|bab(?:y|ies)|幼児|赤ちゃん|婴儿|幼儿",
    "child": r"어린이(?!\s?(?:대공원|박물관|정원|날|회관))|아이(?!스|파|돌|폰|랜드)|애들|(?<![가-힣])애(?=\s|는|가|들|도)|초등|꼬마|자녀|child|\bkids?\b|子ども|子供|こども|小学生|小人|儿童|孩子|小孩|兒童",
    "youth": r"청소년|중학생|고등학생|중고생|중\s?·\s?고|십대|\byouth|teen|adolescent|student|青少年|中学生|高校生|学生|初中生|高中生|學生",
    "senior": r"경로|노인|늙은이|어르신|시니어|할머니|할아버지|할매|할배|부모님|칠순|팔순|환갑|[7-9]0대|65세\s?(?:넘|지나)|senior|elder|over 65|シニア|高齢|お年寄り|老人|长者|老年",
    "adult": r"성인|어른|대인|adult|大人|おとな|一般|成人",
}
WHO: Final = {who: re.compile(words, _I) for who, words in _WHO.items()}
_ADULT_STUDENT: Final = re.compile(r"대학생|university student|college student|大学生", _I)
_AGE: Final = re.compile(
    r"(?:만\s*)?(\d{1,2})\s?(?:세|살|歳|岁)|(\d{1,2})[\s-]?years?[\s-]?old|aged? (\d{1,2})", _I
)
SENIOR: Final = 65
"""만 65세 이상: a class of guests rather than somebody's age."""
_AGES: Final[tuple[tuple[int, Who], ...]] = (
    (6, "infant"),
    (12, "child"),
    (18, "youth"),
    (64, "adult"),
    (120, "senior"),
)

_SERVICES: Final[dict[Service, str]] = {
    "parking": r"주차|차(?:를|를\s)?\s?(?:댈|세울|가져|가지고|끌고|몰고)|자가용|자차|parking|\bpark (?:my|a|the) car|駐車|停车|停車",
    "wheelchair": r"휠체어|장애인(?!\s?할인)|배리어|엘리베이터|wheelchair|accessib|step-?free|車椅子|車いす|バリアフリー|轮椅|輪椅|无障碍",
    "stroller": r"유모차|stroller|pushchair|\bpram\b|buggy|ベビーカー|婴儿车|嬰兒車|推车",
    "pets": r"반려|강아지|애견|애완|고양이|멍멍이|(?<![가-힣])개(?:도|랑|를)?\s?(?:데리고|데려|출입|산책|동반)|\bpets?\b|\bdogs?\b|ペット|愛犬|犬(?:を|と|も|連)|宠物|寵物|(?:带|遛)狗",
    "booking": r"예약|예매|신청|reserv|\bbook(?:ing|ed)?\b|in advance|予約|预约|預約|预订|预定",
    "locker": r"물품\s?보관|보관함|락커|라커|사물함|짐(?:을|은)?\s?(?:맡|보관|둘)|캐리어|locker|luggage|baggage|cloakroom|ロッカー|荷物|寄存|储物|行李",
    "guide": r"해설|도슨트|가이드|guided?\b|docent|ガイド|解説|讲解|導覽|导览",
    "photo": r"사진|촬영|찍어도|photo|\bpictures?\b|tripod|撮影|写真|拍照|摄影",
    "food": r"음식(?:물)?(?:을|은)?\s?(?:반입|가져|싸|먹)|취식|도시락(?:을)?\s?(?:먹|싸|가져)|돗자리|텐트|음식\s?먹|outside food|picnic|飲食|持ち込み|带食物|野餐",
    "nursing": r"수유|기저귀|nursing room|diaper|授乳|おむつ|母婴|哺乳",
    "toilet": r"화장실|restroom|toilet|bathroom|トイレ|お手洗い|洗手间|厕所|廁所",
    "combined": r"통합\s?(?:권|관람권|입장권|티켓)|패키지\s?(?:권|티켓)|종합\s?관람권|comb(?:o|ined|ination)|joint ticket|\bpass\b|共通券|セット券|统合券|联票|通票|套票",
    "mass": r"미사|예배|법회|예불|\bmass\b|worship|ミサ|礼拝|弥撒|礼拜",
    "templestay": r"템플\s?스테이|temple\s?stay|テンプルステイ|寺院寄宿|寺庙寄宿",
    "student": r"대학생|학생\s?할인|student discount|学割|大学生",
    "bike": r"자전거|따릉이|\bbi(?:ke|cycle)s?\b|自転車|自行车|单车",
    "card": r"카드(?:도|로|는|만|가)?\s?(?:결제|되|돼|됨|받|가능|계산)|현금만|카카오페이|애플페이|\bcredit cards?\b|カード(?:で|は|払)|刷卡",
    "id": r"신분증|학생증|여권|\bpassport\b|\bID card\b|身分証|身份证|パスポート|护照",
    "outlet": r"콘센트|충전(?!소)|\boutlets?\b|\bcharg(?:e|ing) my\b|コンセント|充電|插座|充电",
    "duration": r"(?:관람|구경|둘러보는)\s?시간\S{0,3}\s(?:\S{1,4}\s)?(?:얼마|몇\s?(?:시간|분)|어느\s?정도)|얼마나\s?(?:잡|보면|둘러|머물|있으면)|(?:하루|반나절|몇\s?시간|한\s?시간|두\s?시간)(?:이면|면)|(?:한|두|세|\d)\s?시간\s?안에|다\s?(?:(?:보려면|돌려면)(?!\s?얼마(?!나))|볼\s?수|돌\s?수)|(?:관람|구경|둘러|돌아|보는|보려면|다\s?보|걷는|머무|체험|도는)\S{0,6}\s?\S{0,4}\s?(?:얼마나\s?걸|몇\s?(?:시간|분))|얼마나\s?걸|소요\s?시간|몇\s?시간\s?(?:걸|정도|쯤|잡|이면)|how (?:long|much time)|how many hours|所要時間|どのくらい(?:かか|時間)|どれくらい(?:かか|時間)|何時間|多久|多长时间|几个小时|幾個小時",
}
SERVICES: Final = {service: re.compile(words, _I) for service, words in _SERVICES.items()}

_NOW = re.compile(
    r"지금|현재|이\s?시간에|이\s?시각|\bnow\b|currently|at the moment|いま(?![すせし])|今(?![日月週年夜朝晩回天晚])|現在|现在"
)
_LAST = re.compile(
    r"마지막\s?입장|입장\s?마감|매표\s?(?:마감|종료)|최종\s?입장|막차\s?입장|라스트\s?오더|몇\s?시까지\s?(?:들어|입장|가면|가야|표)|언제까지\s?(?:들어|입장|가면|가야)"
    r"|last\s(?:entry|entrance|admission|order|ticket)|latest\s.*(?:enter|get in)|最終\s?(?:入場|入館)|ラスト|最[后後晚]\s?(?:入场|入場|几点(?:入|进))|停止入[场場]|截止入[场場]",
    _I,
)
_GUEST = re.compile(
    r"생일|통신사|제휴|연간|장애인|국가유공자|유공자|단체|외국인|군인|임산부|다자녀|구민|서울\s?시민|주민|disabled|veterans?|groups?|foreigners?|障害者|団体|外国人|残疾人|团体",
    _I,
)
_HANBOK = re.compile(r"한복|hanbok|韓服|韩服|ハンボク|チマチョゴリ", _I)
_FREE = re.compile(
    r"무료|공짜|우대|돈\s?(?:안|내|받)|입장료\s?(?:가\s?)?(?:있|없|받|내)|\bfree\b|無料|タダ|免费|免費|(?:需要|要)(?:买|付|花)",
    _I,
)
_SPECIAL = re.compile(
    r"야간\s?(?:개장|관람|개방|특별)|(?:별빛|달빛)\s?야행|달빛\s?(?:기행|관람)|night (?:opening|admission|tour|viewing)|夜間(?:特別)?(?:開場|観覧|公開)|夜间(?:开放|特别)",
    _I,
)
_PARTS: Final[dict[Part, re.Pattern[str]]] = {
    "dawn": re.compile(r"새벽|이른\s?아침|\bdawn\b|early (?:in the )?morning|早朝|明け方|凌晨|清晨", _I),
    "night": re.compile(r"밤(?:에|늦|엔|도|\s|$|까지)|한밤|심야|늦게|늦은|야간|\blate\b|\bnight|夜(?!景|市)|深夜|晚上|夜晚", _I),
    "evening": re.compile(r"저녁(?!\s?(?:먹|식사|밥))|evening|夕方|傍晚", _I),
}  # fmt: skip
_OPEN = re.compile(
    r"열[어려리었까나니지]|열[립리]|여[나니냐는]|[연열]\s?가|문\s|닫|쉬|쉽니|휴무|휴관|휴일|휴장|영업|운영|운행|개장|개관|개방|관람\s?(?:돼|되|가능|할|시간)|들어[가갈]|입장\s?(?:돼|되|가능|할)|갈\s?수|가도\s?(?:돼|되|괜)"
    r"|하[나니냐]|하는|할까|하죠|합니까|해[요?]|해$|몇\s?시|언제|구경할|볼\s?수|\bopen|\bclos|hours|get in|enter|visit|開|閉|営業|休|入れ|入場でき|やって|見学|開|开|关|關|休|营业|營業|进|几点|入场"
)
_CLOSED = re.compile(
    r"쉬[어나니는요지죠는]|쉽니|휴무|휴관|휴장|닫[아나니는혀]|안\s?(?:하|해|열|여)|\bclosed?\b|休(?!日も)|閉|闭|关(?!于)|關"
)
_OPEN_QUESTION = re.compile(
    r"몇|언제|얼마|어디|무슨|어느|어떻게|무엇|뭐|누구|\b(?:what|when|where|which|how)\b|何|いつ|いくら|どこ|どの|几|多少|哪|什么|怎么|多久", _I
)  # fmt: skip

_CLOCK = re.compile(
    r"(?P<half>오전|오후|아침|저녁|밤|낮|새벽|午前|午後|夜|朝|晚上|下午|上午|早上|凌晨)?\s?의?\s?"
    r"(?P<hour>\d{1,2}|열한|열두|열|한|두|세|네|다섯|여섯|일곱|여덟|아홉)\s?(?:시(?!간|장|청|립|내|민)|時(?!間)|点|點|:(?P<colon>\d{2}))\s?(?P<part>반|半|(?P<min>\d{1,2})\s?(?:분|分))?"
    r"|\b(?P<h>\d{1,2})(?::(?P<m>\d{2}))?\s?(?P<ampm>[ap])\.?m\b",
    _I,
)
_COUNTED: Final = {
    name: at
    for at, name in enumerate(
        ["한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열", "열한", "열두"], 1
    )
}
_YEARS: Final = {**_COUNTED, "스무": 20, "서른": 30, "마흔": 40}
_COUNTED_AGE: Final = re.compile(rf"(?<![가-힣])({'|'.join(sorted(_YEARS, key=len, reverse=True))})\s?살")
"""다섯 살: ages of children are said in Korean numerals."""
_LATE_HALVES: Final = frozenset({"오후", "저녁", "밤", "午後", "夜", "晚上", "下午"})
_EARLY_HALVES: Final = frozenset({"오전", "아침", "새벽", "午前", "朝", "早上", "上午", "凌晨"})
_UNTIL = re.compile(r"까지|이후|넘어|until|till|after|まで|以降|到|之后")
_OPEN_UNTIL = re.compile(r"\s?(?:까지|まで)")
_UNTIL_BEFORE = re.compile(r"\b(?:until|till)\s\d|到(?=\d|[一二三四五六七八九十晚下])", _I)
NOON: Final = 12
SMALL_HOURS: Final = 5
"""Until this hour 밤 is past midnight."""
MORNING: Final = 8
"""Of a bare hour: 7시 is the evening's, 8시 the morning's unless it is an end."""


def read(question: str, today: date) -> Visit:
    """What the question asks. Dates are the next ones from `today` on, Seoul's."""
    text = question.strip()
    special = bool(_SPECIAL.search(text))
    services = tuple(service for service, words in SERVICES.items() if words.search(text))
    if "templestay" in services:
        services = tuple(service for service in services if service not in {"mass", "booking"})
    guests = _guests(text)
    if guests != text and not SERVICES["student"].search(guests):
        services = tuple(service for service in services if service != "student")
    age = _age(guests)
    return Visit(
        day=meant(text, today),
        now=bool(_NOW.search(text)),
        minute=_minute(text),
        until=_until(text),
        part=next(
            (part for part, words in _PARTS.items() if words.search(text)), "night" if special else None
        ),
        special=special,
        last=bool(_LAST.search(text)),
        who=_who(guests, age),
        party=counted(guests),
        age=age,
        guest=found[0] if (found := _GUEST.search(guests)) else "",
        hanbok=bool(_HANBOK.search(text)),
        free=bool(_FREE.search(text)),
        services=services,
        polar=not _OPEN_QUESTION.search(text),
        shut=bool(_CLOSED.search(text)),
        opening=bool(_OPEN.search(text)),
    )


def _until(text: str) -> bool:
    """Whether an hour is named as an end: 9시까지 해?"""
    clock = _CLOCK.search(text)
    return bool((clock and _OPEN_UNTIL.match(text, clock.end())) or _UNTIL_BEFORE.search(text))


def _guests(text: str) -> str:
    """Where the guests are named: in what goes on with the last question, if it names any, else in all of it."""
    behind = BEHIND.search(text)
    if behind and (_age(behind[1]) is not None or _who(behind[1], None) or _GUEST.search(behind[1])):
        return behind[1]
    return text


_WISHED_OPEN = re.compile(
    r"여는|열린|열려|여나|문\s?(?:여|연)|하는|운영|영업|\bopen|開い|営業|やって|开(?!心)|营业|營業"
)
DAWN: Final = 6 * 60
AFTERNOON: Final = 14 * 60
NIGHT: Final = 20 * 60 + 30
"""Minutes at which a wish without an hour wants a place open."""


def opening_at(wish: str, now: datetime) -> datetime | None:
    """The moment at which a wish wants places open: 월요일에 여는 박물관, 밤늦게까지 하는 미술관."""
    if not _WISHED_OPEN.search(wish):
        return None
    asked = read(wish, now.date())
    if asked.day is None and asked.part is None and asked.minute is None:
        return None
    day = asked.day.dates[0] if asked.day else now.date()
    if asked.part == "dawn":
        minute = DAWN
    elif asked.minute is not None:
        minute = asked.minute
    else:
        minute = NIGHT if asked.part else AFTERNOON
    return datetime.combine(day, time(), now.tzinfo) + timedelta(minutes=minute)


def _who(text: str, age: int | None) -> tuple[Who, ...]:
    if age is not None:
        return (next(who for most, who in _AGES if age <= most),)
    if any(int(next(filter(None, each.groups()))) == SENIOR for each in _AGE.finditer(text)):
        return ("senior",)
    found = tuple(who for who, words in WHO.items() if words.search(_ADULT_STUDENT.sub("", text)))
    return (*found, "adult") if _ADULT_STUDENT.search(text) and "adult" not in found else found


def _age(text: str) -> int | None:
    if counted := _COUNTED_AGE.search(text):
        return _YEARS[counted[1]]
    found = _AGE.search(text)
    age = int(next(filter(None, found.groups()))) if found else None
    return None if age == SENIOR else age


def _minute(text: str) -> int | None:
    found = _CLOCK.search(text)
    if found is None:
        return None
    if found["h"]:
        return (int(found["h"]) % NOON + (NOON if found["ampm"].lower() == "p" else 0)) * 60 + int(
            found["m"] or 0
        )
    hour = _COUNTED.get(found["hour"]) or int(found["hour"])
    minutes = int(found["colon"] or found["min"] or (30 if found["part"] in {"반", "半"} else 0))
    half = found["half"]
    if half in _LATE_HALVES and hour <= NOON:
        hour = _late(hour, half)
    elif half not in _EARLY_HALVES and not found["colon"] and hour < NOON:
        until = bool(_UNTIL.search(text[found.end() : found.end() + 4]))
        hour += NOON if hour < MORNING or until else 0
    return hour * 60 + minutes


def _late(hour: int, half: str) -> int:
    """Hours since midnight: 오후 3시 is 15, 오후 12시 noon, 밤 12시 midnight, 밤 2시 past it."""
    if half == "밤" and hour < SMALL_HOURS:
        return hour + 2 * NOON
    return hour if hour == NOON and half != "밤" else hour + NOON
