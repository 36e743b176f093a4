"""Parking, pets, reservations and what else may be at a place: what our own sentences tell of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from agent.tools.decision import Language
from agent.tools.text.punctuation import GAP
from agent.visits import names
from agent.visits.told import Told, copula
from agent.visits.visit import Service
from data.place import Place

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_CLAUSE: Final = re.compile(r"[.,]\s+")
_WORDS: Final[Mapping[Service, str]] = {
    "parking": r"주차", "wheelchair": r"휠체어|장애인용|무장애", "stroller": r"유모차",
    "pets": r"반려|강아지|애견", "booking": r"예약|예매", "locker": r"보관함|물품 보관",
    "guide": r"해설|도슨트", "photo": r"촬영", "food": r"취식|음식 반입|돗자리",
    "nursing": r"수유", "toilet": r"화장실", "combined": r"통합",
    "mass": r"미사|예배|법회", "templestay": r"템플스테이", "student": r"대학생|학생",
    "bike": r"자전거", "card": r"카드", "id": r"신분증",
    "outlet": r"콘센트|충전", "duration": r"걸려|걸리",
}  # fmt: skip
_MENTIONS: Final = {service: re.compile(words) for service, words in _WORDS.items()}
"""By which our own sentences on a place, in Korean, speak of a service."""


def served(place: Place, service: Service, told: Told) -> bool:
    """Tells what we know of a service; whether anything is known."""
    language, mentions = told.language, list(_mentions(place, service))
    if service == "duration" and place.stay is not None:
        told.say("stay", stay=stay(place.stay, language))
    elif service == "booking" and language != "ko" and any("예약제" in each for each in mentions):
        told.say("booked")
    elif service == "id" and language != "ko" and any("신분증" in each for each in mentions):
        told.say("id_needed")
    elif mentions and language == "ko":
        for each in mentions[:2]:
            _quote(each, told)
    else:
        told.say("service", service=names.SERVICES[service][language])
        return False
    return True


def stay(minutes: int, language: Language) -> str:
    """90 → 1시간 30분, one hour and a half as figures."""
    hours, rest = divmod(minutes, 60)
    words = {
        "ko": ("{}시간", "{}분"),
        "en": ("{} h", "{} min"),
        "ja": ("{}時間", "{}分"),
        "zh": ("{}小时", "{}分钟"),
    }[language]
    parts = [word.format(count) for word, count in zip(words, (hours, rest), strict=True) if count]
    return GAP[language].join(parts)


def _mentions(place: Place, service: Service) -> Iterator[str]:
    """Our own sentences and notes that speak of it."""
    word = _MENTIONS[service]
    for note in (place.fee_note, place.hours):
        for clause in _CLAUSE.split(note or ""):
            if word.search(clause):
                yield copula(clause.rstrip(". ")) + "."
    yield from (each for each in _SENTENCE.split(place.description or "") if word.search(each))


_PARTS: Final = re.compile(
    r"수족관|아쿠아리움|스키장|온천|놀이공원|놀이동산|바다|바닷가|해변|해수욕장|피라미드|동물원|식물원|수영장|케이블카|전망대"
    r"|카지노|찜질방|워터파크|눈썰매장|스케이트장|박물관|미술관"
    r"|\b(?:beach|aquarium|ski (?:resort|slope)|hot spring|zoo|casino)\b"
    r"|水族館|ビーチ|温泉|動物園|スキー場|海滩|水族馆|动物园|滑雪场",
    re.IGNORECASE,
)
"""What people take to be at a place: 강남 바다, 63빌딩 수족관."""


def strange_part(question: str, place: Place, wanted: Sequence[str]) -> str | None:
    """Something in the question that is no part of what we tell of the place itself."""
    found = _PARTS.search(question)
    if found is None or found[0] == _KIND.get(place.category):
        return None
    tagged = found[0] in place.tags and (
        place.category in _ITSELF or not {"hours", "fee", "closed"} & {*wanted}
    )
    return None if _of(place, found[0]) or tagged else found[0]


_KIND: Final = {"museum": "박물관", "gallery": "미술관", "theme_park": "놀이공원", "view": "전망대"}
"""전쟁기념관 박물관: what the place is."""
_ITSELF: Final = frozenset({"theme_park", "museum", "gallery", "view"})
"""What their tags name, they are: 롯데월드 놀이공원. A zoo in a park has hours of its own."""


def _of(place: Place, part: str) -> bool:
    """Whether the place's names, hours or fees speak of a part."""
    ours = (*place.names.model_dump().values(), *place.aliases, place.hours, place.fee_note)
    return any(part.casefold() in (text or "").casefold() for text in ours)


_FACILITY: Final = re.compile(
    r"샤워(?:실|장|부스)?|환전(?:소|기)?|약국|편의점|현금\s?인출기|흡연(?:실|구역|장소|부스)?|라운지|수면실|기도실|의무실"
    r"|푸드\s?코트|식당|레스토랑|카페|매점|자판기|정수기|기념품(?:점|샵|숍|\s?가게)?|면세점|키즈\s?카페|놀이터|놀이방"
    r"|셔틀(?:\s?버스)?|에스컬레이터|오디오\s?가이드|분수|\bATM\b|\bshowers?\b|currency exchange|pharmacy"
    r"|smoking (?:area|room|zone)|gift shop|food court|\bcaf[eé]s?\b|restaurants?\b"
    r"|shuttle(?: bus)?|audio guide|escalators?|シャワー(?:室)?|両替(?:所)?|薬局|コンビニ|喫煙(?:所|室)?"
    r"|免税店|レストラン|カフェ|シャトルバス|お土産(?:店|屋)?|淋浴(?:间|室)?|换钱|货币兑换|药店|便利店|吸烟(?:室|区)?|餐厅"
    r"|咖啡(?:厅|馆)|接驳车|纪念品(?:店)?",
    re.IGNORECASE,
)
_EXISTS: Final = re.compile(
    r"있[어나니는을습죠지]|있[?？!]?$|어디|언제|몇\s?시|얼마|되[나는어요]|돼|가능|빌려|빌릴|파[나니는]|하[나니는]|해[?？요]?$"
    r"|\bis there|\bare there|\bdo(?:es)? (?:it|they) have|\bany\b|\bwhere\b|あり?ます|ある|どこ|有|哪",
    re.IGNORECASE,
)
_OF_SHOPS: Final = frozenset({"neighbourhood", "shopping", "food", "market", "river", "trail", "campus"})
"""Where a café is one of many: a wish, not a part of the place."""
_SHOPS: Final = re.compile(
    r"식당|레스토랑|카페|기념품|면세점|편의점|매점|caf|restaurant|gift|コンビニ|レストラン|カフェ|お土産|免税|便利店|餐厅|咖啡|纪念品",
    re.IGNORECASE,
)


def facility(question: str, place: Place) -> str | None:
    """A thing that may be inside a place and that is asked for: 인천공항 샤워실 있어?"""
    found = _FACILITY.search(question)
    if found is None or not _EXISTS.search(question):
        return None
    if place.category in _OF_SHOPS and _SHOPS.search(found[0]):
        return None
    return None if _of(place, found[0]) else found[0]


def mentioned(place: Place, part: str, told: Told) -> bool:
    """Tells what our own sentences say of a part of the place, in Korean; whether they do."""
    said = [each for each in _SENTENCE.split(place.description or "") if part in each]
    if told.language != "ko" or not said:
        return False
    for each in said[:2]:
        _quote(each, told)
    return True


_OWN_SUBJECT: Final = re.compile(
    r"^(?:(?:\S+\s)?\S+(?<!에)[은는이가]|(?:\S+\s){2,3}\S+(?<![에있하가보오])[은는])(?=\s)"
)


def _quote(sentence: str, told: Told) -> None:
    """A sentence of ours behind the name: 창덕궁 후원은 …, but 제3땅굴은 온라인으로 …."""
    told.add("{of}{mention}" if _OWN_SUBJECT.match(sentence) else "{topic}{mention}", mention=sentence)


_EXTRA: Final = re.compile(
    r"수영장|물놀이장|눈썰매장|스케이트장|케이블카|놀이기구|놀이동산|캠핑장|유람선|오리배|체험\s?프로그램|뷔페|키즈카페|코끼리\s?열차|맹꽁이\s?(?:전기)?차|곤돌라|매직\s?패스|큐\s?패스|모노레일|레일\s?바이크|짚\s?와이어|짚라인|리프트|회전목마|보트"
    r"|swimming pool|ice rink|cable car|rides?\b|プール|スケートリンク|乗り物|游泳池|溜冰场|缆车"
)
"""What costs something of its own inside a place."""


def priced_part(question: str, place: Place, wanted: Sequence[str]) -> str | None:
    """A part whose own price is asked for and that our fee does not tell of: 뚝섬한강공원 수영장은 얼마?"""
    found = _EXTRA.search(question) if "fee" in wanted else None
    return None if found is None or _of(place, found[0]) else found[0]
