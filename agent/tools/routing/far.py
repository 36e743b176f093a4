# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""Ways to towns that our network does not reach: their trains and coaches are looked up.

What leads to such a train is ours: to Seoul Station from Hongdae, whatever town comes after it.
"""

import re

from agent.tools.reading.read import Guess, Reading
from agent.tools.routing.stranger import UNHELD
from agent.tools.text.words import ELSEWHERE
from data.place import Spot

BOX = (36.9, 38.2, 126.3, 127.9)
"""Least and greatest latitude, least and greatest longitude that a day out of Seoul reaches."""


def far(spot: Spot) -> bool:
    """Whether a place that we hold lies too far off for us to know what is around it."""
    south, north, west, east = BOX
    if spot.lat is None or spot.lon is None or spot.kind == "station":
        return False
    return not (south <= spot.lat <= north and west <= spot.lon <= east)


_NEAR = frozenset(
    """하남 파주 가평 포천 인천 수원 용인 춘천 천안 아산 경기도 월미도 차이나타운 수원화성 에버랜드 한국민속촌 남이섬 쁘띠프랑스 아침고요수목원 헤이리 임진각
    nami namiisland legoland everland 春川 天安 坡州 加平 龍仁 龙仁 爱宝乐园 愛寶樂園 南怡島 南怡岛 小法国村 民俗村 チュンチョン スウォン エバーランド ナミソム ナミ島""".split()  # noqa: SIM905 (words)
)
"""A day out, which a subway or a bus of ours reaches."""
_MORE = "진주|창원|김해|밀양|구미|제천|정선|구례|담양|보성|하동|고창|문경|영주|울진|홍천|익산|정읍|남원|완도|진도|해남|울릉도|고성|서천|논산|김천|상주|영덕|횡성|인제"
_LATIN = "yeosu|mokpo|andong|pohang|suncheon|tongyeong|geoje|wonju|chungju|cheongju|gunsan|samcheok|donghae|taebaek|jinju|changwon|gimhae|namhae|boseong|damyang|danyang|pyeongchang|iksan"
_TOWN = rf"(?:{'|'.join(sorted(map(re.escape, (*ELSEWHERE - _NEAR, *_MORE.split('|'))), key=len, reverse=True))}|(?:{_LATIN})(?![A-Za-z]))"
_TO = re.compile(
    rf"(?:(?<![가-힣A-Za-z])|(?<=에서)){_TOWN}\s?(?:역|터미널|공항|시내|쪽)?(?:까지(?!\s안)|행(?=\s|$|\S{{0,3}}(?:버스|기차|열차|KTX))|방면|(?:으로|로|에|을|를)?\s?(?:가는|가려|가고|가요|가야|가자|가면|갈\s?(?!만)|갈래|갑니다|내려가|떠나|이동)"
    rf"|\s?(?:어떻게|어케)\s?가|\s(?:가는\s)?(?:KTX|SRT|ITX|기차|열차|고속|시외|버스|비행기|왕복|편도|막차|첫차|택시)|(?:駅)?(?:まで|へ(?:は|の)?|に(?:行|向)|行き|方面)|(?:的|坐|怎么|站)?(?:火车|高铁|高鐵|大巴|巴士|动车)|怎么[去走坐]|怎麼[去走坐])"
    rf"|(?:\b(?:to|reach|towards|for|visit)\s(?:the\s)?|[–—→-]\s?|[到去往至](?!的)){_TOWN}|\b{_TOWN}\s(?:by\s(?:train|bus|ktx|srt)|ktx|srt|train|bus)\b|(?:KTX|SRT|ITX|기차|고속버스|시외버스)\S{{0,2}}\s(?:타고\s)?{_TOWN}",
    re.IGNORECASE,
)
"""A town far off as the end of a way."""
_FROM = re.compile(
    rf"(?<![가-힣A-Za-z]){_TOWN}\s?(?:역|터미널)?(?:에서|서|부터|から|发|發)|\bfrom\s{_TOWN}|[从從由]{_TOWN}",
    re.IGNORECASE,
)
_RAIL = re.compile(r"KTX|SRT|ITX|무궁화호|새마을호|누리로|高铁|高鐵", re.IGNORECASE)
_COACH = re.compile(
    r"고속\s?버스|시외\s?버스|express\sbus(?!\sterminal)|intercity|高速バス|高速巴士(?!客运|站)|长途",
    re.IGNORECASE,
)
_BOUND = re.compile(
    r"(?:KTX|SRT|ITX\S{0,3}|기차|열차)\S{0,2}\s?(?:타러|타려|타야|탈|타기|타고\s?(?:\S{1,8}\s)?(?:왔|오는|올라|도착|내려|내리)|내려|내리|내렸|에서|놓칠|놓치면|환승|갈아)|(?:to|I'?m|a|the)\s(?:catch|catching)\b|\bget(?:ting)?\soff\b|\b(?:catch|for)\s(?:a|the|my)\s(?:KTX|SRT|train)|(?:KTX|SRT)に乗(?:る|り(?!た)|ります)|(?:KTX|SRT)(?:で|から).{0,8}(?:着|降)|(?:赶|要坐|下)(?:KTX|SRT|高铁)",
    re.IGNORECASE,
)
"""On the way to a train or from it."""
_HUB = re.compile(r"^(?:서울|용산|수서|청량리|상봉|광명|영등포|고속터미널|강변|남부터미널|김포공항)역?")
"""Where trains and coaches leave and come in."""
_SET = re.compile(
    r"(?:탈\s?(?:거|건|예정)|타야\s?(?:돼|해|하|되)|타려고|타러|(?:예매|예약)\s?(?:했|해\s?놨)|끊었)\S{0,4}[\s.!]*$|\b(?:have|booked|got)\s(?:a|my)\s(?:KTX|SRT|train|bus)\b[^?]*$|^(?:我要|我们要)?[坐乘搭赶](?:KTX|SRT|高铁)[，。,\s]*$",
    re.IGNORECASE,
)
"""What one is going to take, and no question."""
_ARRIVES = re.compile(
    r"서울\S{0,2}(?:까지|로|에\s?(?:오|가))|\bto\sseoul|ソウル(?:まで|へ|に)|[到去]首[尔爾]", re.IGNORECASE
)
_AGAIN = re.compile(
    r"버스|기차|KTX|SRT|비행기|택시|얼마|요금|시간|걸려|막차|첫차|\b(?:bus|train|ktx|srt|taxi|plane|long|much|cost|fare|last|first)\b|バス|電車|飛行機|いくら|何時間|時間|大巴|巴士|火车|飞机|多少钱|多久|几点",
    re.IGNORECASE,
)
BRIEF = 24
"""Characters of a message that goes on about the last way."""
_OUTING = re.compile("|".join(sorted(map(re.escape, _NEAR), key=len, reverse=True)), re.IGNORECASE)
_ASKS = re.compile(
    r"막차|첫차|시간|얼마|요금|가격|표|예매|예약|몇|어디|언제|어떻게|있|자리|매진|소요|빠르|싸|나아|how|when|what|where|last|first|price|fare|ticket|time|seat|book|いくら|何時|どの|どこ|いつ|予約|時間|料金|几|多少|多久|怎么|哪|时间|票",
    re.IGNORECASE,
)


def outbound(reading: Reading) -> Guess | None:
    """A way to or from a town far off, or its trains; none where an end within our reach is asked for."""
    text = reading.unnamed
    rail = _RAIL.search(text) or _COACH.search(text)
    if boarding(text):
        return None
    to = _TO.search(text) or (any(far(spot) for spot in reading.named) and (reading.way or rail))
    begins = bool(_FROM.search(text))
    if _within(reading, begins=begins):
        return None
    trains = rail and _ASKS.search(text) and not (_BOUND.search(text) or _OUTING.search(text))
    return Guess("search", UNHELD) if to or trains or (begins and _ARRIVES.search(text)) else None


def again(text: str, question: str | None) -> bool:
    """Whether a message asks once more about the way to a town far off that `question` was on: 버스는?"""
    if question is None or len(text) > BRIEF or not _AGAIN.search(text):
        return False
    return bool(_TO.search(question) or _RAIL.search(question) or _COACH.search(question))


def boarding(text: str) -> bool:
    """Whether one only tells which train one is going to take."""
    return bool(_SET.search(text))


def _within(reading: Reading, *, begins: bool) -> bool:
    """Whether the way asked for ends within our reach; `begins`: it may start at a town far off."""
    end = reading.ends.destination
    if end is None or far(end) or not (end.id or end.lat):
        return False
    if end == reading.focus.destination and end not in (*reading.named, *reading.pointed):
        return False
    start = reading.ends.origin
    starts = start is not None and (start.id or start.lat) is not None
    return starts or not begins or not _HUB.match(end.name)
