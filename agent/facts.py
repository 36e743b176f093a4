"""A place's facts in sentences of ours, for a person; as a model is told them: `agent.briefing`."""

import re
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final, Literal

from agent.phrasing import labels, timetable
from agent.phrasing.address import address
from agent.phrasing.quarters import district, station
from agent.tools.decision import Language, Text
from agent.tools.reading.cues import EATING
from agent.tools.reading.single import AROUND, OTHERS
from agent.tools.style import speech
from agent.tools.text.punctuation import COMMA
from agent.tools.transit.stopnames import heard
from agent.visits import concierge
from agent.visits.concierge import DATED
from agent.visits.told import Told, aged, as_of, copula, where_to_ask
from data.opening import SEOUL
from data.place import Place
from data.schedule import Closed

KINDS: Final[dict[str, Text]] = {
    "palace": {"ko": "고궁", "en": "palace", "ja": "古宮", "zh": "古宫"},
    "heritage": {"ko": "문화유산", "en": "heritage site", "ja": "文化遺産", "zh": "文化遗产"},
    "museum": {"ko": "박물관", "en": "museum", "ja": "博物館", "zh": "博物馆"},
    "gallery": {"ko": "미술관", "en": "art museum", "ja": "美術館", "zh": "美术馆"},
    "park": {"ko": "공원", "en": "park", "ja": "公園", "zh": "公园"},
    "mountain": {"ko": "산", "en": "mountain", "ja": "山", "zh": "山"},
    "temple": {"ko": "사찰", "en": "temple", "ja": "お寺", "zh": "寺庙"},
    "church": {"ko": "성당·교회", "en": "church", "ja": "教会", "zh": "教堂"},
    "market": {"ko": "시장", "en": "market", "ja": "市場", "zh": "市场"},
    "shopping": {"ko": "쇼핑", "en": "shopping", "ja": "ショッピング", "zh": "购物"},
    "food": {"ko": "먹거리", "en": "food", "ja": "グルメ", "zh": "美食"},
    "neighbourhood": {"ko": "동네", "en": "neighbourhood", "ja": "街", "zh": "街区"},
    "view": {"ko": "전망 명소", "en": "viewpoint", "ja": "展望スポット", "zh": "观景点"},
    "river": {"ko": "한강·하천", "en": "riverside", "ja": "漢江・川辺", "zh": "汉江·河畔"},
    "theatre": {"ko": "공연장", "en": "theatre", "ja": "劇場", "zh": "剧场"},
    "stadium": {"ko": "경기장", "en": "stadium", "ja": "スタジアム", "zh": "体育场"},
    "theme_park": {"ko": "테마파크", "en": "theme park", "ja": "テーマパーク", "zh": "主题公园"},
    "campus": {"ko": "대학", "en": "university", "ja": "大学", "zh": "大学"},
    "airport": {"ko": "공항", "en": "airport", "ja": "空港", "zh": "机场"},
    "library": {"ko": "도서관", "en": "library", "ja": "図書館", "zh": "图书馆"},
    "trail": {"ko": "산책길", "en": "trail", "ja": "散策路", "zh": "步道"},
    "hotel": {"ko": "호텔", "en": "hotel", "ja": "ホテル", "zh": "酒店"},
    "event": {"ko": "축제·행사", "en": "festival", "ja": "祭り・イベント", "zh": "节庆活动"},
    "other": {"ko": "명소", "en": "sight", "ja": "名所", "zh": "景点"},
}


def card(place: Place) -> dict[str, Any]:
    """A place as results and `/places` show it."""
    return {"id": place.id, "name": place.names.ko, **place.model_dump(mode="json", exclude={"id", "common"})}


def won(amount: int, language: Language = "ko") -> str:
    """3000 → 3,000원, ₩3,000."""
    return f"{amount:,}원" if language == "ko" else f"₩{amount:,}"


def name(place: Place, language: Language) -> str:
    """In the asker's language, by its sound where it has no name there, with the Hangul that signs show."""
    if language == "ko":
        return place.names.ko
    other = getattr(place.names, language) or place.names.en or heard(place.names.ko, language)
    if not other:
        return place.names.ko
    read = _READ.fullmatch(other)
    if read:  # one pair of brackets is enough
        other = f"{read['name']}／{read['sound']}"
    return f"{other} ({place.names.ko})"


_READ: Final = re.compile(r"(?P<name>[^（]+)（(?P<sound>[ァ-ヺー・]+)）")


def listed(places: Sequence[Place], language: Language) -> str:
    return COMMA[language].join(name(place, language) for place in places)


def fee(place: Place, language: Language = "ko") -> str | None:
    if language != "ko":
        return timetable.fee(place.fee, place.fee_note, place.fees, language)
    if place.fee is None:
        return place.fee_note
    main = labels.FREE["ko"] if place.fee == 0 else won(place.fee)
    return f"{main} ({place.fee_note})" if place.fee_note else main


Fact = Literal["hours", "closed", "fee", "address", "station", "phone", "homepage", "wifi"]


def asked(question: str) -> list[Fact]:
    """The facts that a question asks for; empty when it asks for the place as a whole."""
    found = [fact for fact, cue in CUES.items() if cue.search(question)]
    if NEAREST.search(question):
        return [fact for fact in found if fact != "address"]
    return found


def wanted_of(place: Place, question: str) -> list[Fact]:
    """The same for one place: where it is, is told by its station too, where that is known."""
    found = asked(question)
    if "address" in found and "station" not in found and place.access and WHERE.search(question):
        found.insert(found.index("address") + 1, "station")
    return found


def known(place: Place, fact: Fact, language: Language = "ko") -> str | None:
    """The fact as written, or worded in another language; None when it is not known. Nothing knows a network's
    password.
    """
    values: dict[Fact, str | None] = {
        "hours": place.hours if language == "ko" else timetable.hours(place.opening, language),
        "closed": place.closed if language == "ko" else timetable.closed(place.closing, language),
        "fee": fee(place, language),
        "address": address(place.address, language),
        "station": station(place.access, language),
        "phone": place.phone,
        "homepage": place.homepage,
        "wifi": None,
    }
    return values[fact]


def dated(place: Place, fact: Fact, language: Language) -> str | None:
    """A fact with the month of its source, where that is a year ago."""
    value = known(place, fact, language)
    if value is None or fact not in DATED:
        return value
    return value + as_of(place, fact, language, datetime.now(SEOUL).date())


def told(place: Place, wanted: Sequence[Fact], language: Language) -> str:
    """The facts asked for, each in a sentence of ours; what is not known is said to be unknown."""
    return str(_rows(Told(name(place, language), language), place, wanted, language))


def _rows(said: Told, place: Place, wanted: Sequence[Fact], language: Language) -> Told:
    unknown: list[str] = []
    changing: list[Fact] = []
    today, old = datetime.now(SEOUL).date(), False
    for fact in wanted:
        if fact not in DATED:
            old |= aged(said, place, changing, today)
            changing = []
        value = known(place, fact, language)
        if fact == "closed" and (place.closed == EVERY_DAY or place.closing == Closed()):
            said.add(labels.ALWAYS_OPEN[language])
        elif value is None:
            sold = fact == "fee" and place.category in SELLING
            label = (labels.PRICES if sold else labels.UNCONFIRMED.get(fact, labels.LABELS[fact]))[language]
            unknown.append(label if fact == "wifi" else label.lower())
        else:
            said.add(labels.TELL[fact][language], value=_spoken(fact, value, language))
            said.pointed |= fact == "homepage"
        if value is not None and fact in DATED:
            changing.append(fact)
    old |= aged(said, place, changing, today)
    if unknown:
        said.add(labels.UNKNOWN_FACT[language], label=labels.AND[language].join(unknown))
    if unknown or old:
        where_to_ask(said, place)
    return said


SELLING: Final = frozenset({"food", "shopping", "market", "hotel"})
"""Where prices are those of goods: nobody pays for going in."""


def _spoken(fact: Fact, value: str, language: Language) -> str:
    return copula(value) if language == "ko" and fact != "homepage" else value


def direct(place: Place, question: str, language: Language, now: datetime | None = None) -> str | None:
    """The answer to a question on a certain day, guest or service, by the place's structures; None where the
    question asks for no such thing. `now`: Seoul's time.
    """
    wanted = wanted_of(place, question)
    said = Told(name(place, language), language)
    left = concierge.answered(place, question, wanted, said, now or datetime.now(SEOUL))
    if left is None:
        return None
    return str(_rows(said, place, [fact for fact in wanted if fact in left], language))


EVERY_DAY: Final = "연중무휴"


WHERE: Final = re.compile(r"어디(?!서)|\bwhere\b|どこ|哪里|哪儿|在哪", re.IGNORECASE)
NEAREST: Final = re.compile(
    r"(?:근처|가까운|인근|주변|최단)\s?(?:에\s?있는\s)?(?:지하철\s?|전철\s?)?역(?![가-힣]{2})|(?:nearest|closest|which)\s.{0,20}station|station.{0,16}(?:near|close)"
    r"|最寄り|最近的?(?:地铁|地鐵)?(?:车)?站|离.{0,6}(?:地铁|地鐵)?站",
    re.IGNORECASE,
)


def of_itself(question: str) -> bool:
    """Whether a question that names a place asks for that place's own facts, and not for others around it."""
    if NEAREST.search(question):
        return True
    if EATING.search(question) and asked(question) == ["address"]:  # 성수 빵집 어디: of the bakeries
        return False
    return bool(asked(question)) and not (OTHERS.search(question) or AROUND.search(question))


WHOLE: Final[tuple[Fact, ...]] = ("hours", "closed", "fee", "station")


CUE_WORDS: Final[dict[Fact, str]] = {
    "hours": r"시간|몇\s*시|언제\s*(?:열|닫|문|까지)|열[어려리]|여는|닫[아는히]|마감|문\s*여|(?<!\d\s)(?<!two\s)(?<!few\s)(?<!three\s)(?<!half\s)(?<!couple\sof\s)\bhours?\b|\bopen|\bclos(?!e(?:st|r)?\s(?:by|to)\b|est)|(?<![\d一二三四五半何])時間|開|閉|何時|(?<!打发)(?<!消磨)时间|几点|开门|关门",
    "closed": r"휴무|무휴|휴점|휴장|휴업|쉽니|쉬는|쉬나|쉬어|휴일|휴관|요일|언제\s*(?:열|닫|문)|열[어려]|닫[아는]|\bclosed?\b(?!\s(?:by|to)\b)|\bopen|holiday|days?\s+off|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|休|定休|[月火水木金土日]曜|闭馆|开门|关门|(?:星期|周)[一二三四五六日天末]",
    "fee": r"입장료|관람료|이용료|이용권|입장권|관람권|유료|요금|얼마|가격|비용|무료|공짜|돈\s*(?:을|은)?\s*(?:내|받|들|안)|표\s*값|티켓|할인|따로\s*(?:내|사|끊)|우대|(?:더|제일|가장)\s?(?:싸|싼|비싸|비싼|저렴)|\bfees?\b|price|cost|ticket|admission|how much|\bfree\b|料金|入場料|いくら|無料|门票|多少钱|免费|票价",
    "address": r"(?<!홈페이지)(?<!홈페이지\s)(?<!누리집)(?<!누리집\s)(?<!사이트)(?<!사이트\s)(?<!웹)(?<!웹\s)주소|어디|위치|\bwhere\b(?!\s(?:to\b(?!\sfind)|else\b|(?:should|can|could|shall|would)\s(?:i|we|you)\s(?!find)))|address|locat|住所|(?<!見)どこ(?!か|が(?:おすすめ|いい|人気|良い)|(?:に|へ)行(?:け|く|こ|っ))|場所(?!とか|ある|ない|教)|地址|哪里(?!好|可以|适合|能|值得|最)|哪儿(?!好|可以|适合|能|值得|最)|在哪|位置",
    "station": r"(?:가까운|근처|인근|주변)\s?역|무슨 역|어느 역|지하철역|역\s*(?:이|은|에서|출구)|(?<!들어)가는|어떻게 가|지하철|출구|\bstation|subway|metro|get (?:to|there)|nearest (?:\w+ )?(?:stop|exit)|駅|行き方|地铁|车站|怎么去",
    "phone": r"전화|연락처|문의|phone|call|contact|電話|电话|联系",
    "wifi": r"와이파이|wi-?fi|무선\s*인터넷|ワイファイ|无线网|無線網",
    "homepage": r"누리집|홈페이지|사이트|예약|예매|신청|website|homepage|\bbook(?:ing)?\b|reserv|サイト|予約|网站|网址|预约",
}
CUES: Final[dict[Fact, re.Pattern[str]]] = {
    fact: re.compile(cues, re.IGNORECASE) for fact, cues in CUE_WORDS.items()
}


def line(place: Place, language: Language) -> str:
    """One place in a list of recommendations, without any model."""
    about = speech.sentences(place.description)[0] if place.description and language == "ko" else ""
    kind, area = KINDS[place.category][language], district(place, language)
    kept = {"ja": f"（{kind}、{area}）", "zh": f"（{kind}，{area}）"}.get(language, f" ({kind}, {area})")
    return f"- {name(place, language)}{kept}{': ' if about else ''}{about}"


def plain(place: Place, language: Language) -> str:
    """The facts as a person would like to read them, without any model."""
    rows = [(labels.LABELS[fact][language], dated(place, fact, language)) for fact in (*WHOLE, "address")]
    kind = KINDS[place.category][language]
    head = f"{name(place, language)} · {kind}" + (f" · {district(place, language)}" if place.district else "")
    about = [place.description] if place.description and language == "ko" else []
    return "\n".join([head, *about, *(f"{label}: {value}" for label, value in rows if value)])


def answer(places: Sequence[Place], question: str, language: Language) -> str:
    """Without a model: the facts asked for where one place is named, all of them otherwise; a list of several."""
    if len(places) > 1:
        return "\n".join(line(place, language) for place in places)
    return particular(places[0], question, language) or plain(places[0], language)


def particular(place: Place, question: str, language: Language, *, but: Collection[Fact] = ()) -> str | None:
    """What a question asks of a place, `but` for some, told by code; None where it asks for the whole place."""
    wanted = [fact for fact in wanted_of(place, question) if fact not in but]
    return direct(place, question, language) or (told(place, wanted, language) if wanted else None)
