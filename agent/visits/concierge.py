"""Answers to particular questions about a visit, by code alone: open on Monday, free for children, parking.

What `visit` reads from the question is looked up in the place's structures by `door`, `clock`, `price` and
`services`. What they do not hold is said to be unknown, with where to ask; nothing is guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from agent.visits.clock import Clock
from agent.visits.door import Door
from agent.visits.price import UNGATED, Price
from agent.visits.services import facility, mentioned, priced_part, served, strange_part
from agent.visits.told import Told, aged, where_to_ask
from agent.visits.visit import Service, Visit, read
from data.opening import closed_on
from data.place import Place

Wanted = Sequence[str]
"""Facts that the words of a question name: hours, closed, fee …"""

_STRICT_FEE: Final = re.compile(
    r"입장료|관람료|입장\s?요금|할인|우대|무료|공짜|admission|ticket|entrance fee|\bfree\b|入場料|観覧料|無料"
    r"|门票|票价|免费"
)
_INSIDE: Final = re.compile(
    r"들어[가갈]|갈\s?수|가도\s?(?:돼|되)|관람|구경|볼\s?수"
    r"|\b(?:visit|enter|go in|get in|see)\b|見学|入れ|行け|参观|進去|进去|能去"
)
"""Of a place that is closed: whether one can go there."""
PAID: Final = frozenset({"parking", "locker", "stroller", "bike", "guide"})
"""Services that cost something by themselves: 주차 무료야? asks for no admission."""
_GATE_FEE: Final = re.compile(r"입장료|관람료|입장\s?요금|입장권|admission|entrance fee|入場料|観覧料|门票")
_SAID_OF: Final = re.compile(
    r"예[쁘뻐]|이[쁘뻐]|안전|위험|무서|무섭|조명|불\s?(?:켜|들어)|추[워우]|더[워우]|시끄|조용|사람\s?많|붐[벼비]|분위기|재[밌미]|멋[있져]"
    r"|\b(?:lit|lights?|illuminat\w*|safe|dangerous|scary|pretty|beautiful|crowded|busy|worth|romantic|quiet|noisy|cold|hot)\b"
    r"|ライトアップ|照明|明るい|暗い|きれい|綺麗|安全|危な|危険|怖|混[んむみ]|静か|うるさ|寒|暑|灯|亮|漂亮|好看|危险|吓人|人多|拥挤|安静|吵|冷吗|热吗",
    re.IGNORECASE,
)
"""Asked of a night or a day, and nothing of doors: 밤에도 예뻐?"""
_STRICT_OPEN: Final = re.compile(
    r"열[어려리었까나니지립]|여[나니는]|닫|쉬|휴무|휴관|영업|운영|몇\s?시|\bopen|\bclos|開|閉|営業|休|开|关|營業|营业|几点|何時"
)
_QUEUED: Final = re.compile(
    r"줄\s?(?:이\s?)?(?:길|많|서)|대기|웨이팅|혼잡|\bqueues?\b|\bwaiting\b|行列|排队|排隊"
)
"""지금 줄 길어? asks for no hours."""
_COST: Final = re.compile(r"할인|요금|discount|割引|优惠|折扣", re.IGNORECASE)


def answered(
    place: Place, question: str, wanted: Wanted, told: Told, now: datetime
) -> tuple[str, ...] | None:
    """Answers what is particular in the question into `told`; returns the facts that it leaves to be told.

    None where it asks for nothing but facts as they stand. `now`: Seoul's time.
    """
    question = _without(question, place)
    priced = priced_part(question, place, wanted)
    part = strange_part(question, place, wanted) or priced or facility(question, place)
    if part:
        if not mentioned(place, part, told):
            told.say("no_part", part=part)
        if priced or wanted or part not in (place.description or ""):
            where_to_ask(told, place)
        return ()
    visit = read(question, now.date())
    since = place.closing.since if place.closing else None
    inside = wanted or visit.particular or _INSIDE.search(question)
    if since and closed_on(place.closing, now.date()) and inside:
        Door(place, visit, told, now).ended()
        where_to_ask(told, place)
        return tuple(fact for fact in wanted if fact in STAYING)
    asked = _asked(question, visit, wanted, place)
    if not any((asked.opening, asked.price, asked.services)):
        return None
    door, price = Door(place, visit, told, now), Price(place, visit, told, question)
    return _tell(asked, wanted, told, door, price)


STAYING: Final = frozenset({"address", "station", "phone"})
"""What is still true of a place that is closed."""


@dataclass(frozen=True, slots=True)
class _Asked:
    opening: bool
    price: bool
    services: tuple[Service, ...]
    fee: bool
    """The admission itself, beside a service."""


def _asked(question: str, visit: Visit, wanted: Wanted, place: Place) -> _Asked:
    charged = _GATE_FEE if PAID & {*visit.services} else _STRICT_FEE
    strict = bool(charged.search(question))
    money = strict if visit.services else "fee" in wanted or bool(_COST.search(question))
    timed = bool(visit.day or visit.now or visit.part or visit.last or visit.minute is not None)
    guest = visit.who or visit.party or visit.hanbok or visit.free or visit.day or visit.guest
    gate = strict and place.fee is None and place.category in UNGATED
    price = visit.hanbok or (money and bool(guest or gate))
    services = tuple(
        each
        for each in visit.services
        if not (price and (each == "student" or (each == "wheelchair" and visit.guest)))
    )
    said = _SAID_OF.search(question) or _QUEUED.search(question)
    timed = timed and not (said and not _STRICT_OPEN.search(question))
    return _Asked(timed and not (money and not _STRICT_OPEN.search(question)), price, services, strict)


def _tell(asked: _Asked, wanted: Wanted, told: Told, door: Door, price: Price) -> tuple[str, ...]:
    place, visit = door.place, door.visit
    done: set[str] = set()
    if asked.opening:
        _opening(door)
        done |= {"hours", "closed"}
    if asked.price:
        price.fee()
        done |= {"fee", "closed"} if visit.day else {"fee"}
    unknown = door.unknown or price.unknown
    unknown |= bool(done) and aged(told, place, done & DATED, door.now.date())
    for service in asked.services:
        unknown |= not served(place, service, told)
        done |= BESIDE.get(service, SERVED) - ({"fee"} if asked.fee and not asked.price else set())
    if unknown:
        where_to_ask(told, place)
        done |= {"homepage"}
    return tuple(fact for fact in wanted if fact not in done)


def _opening(door: Door) -> None:
    """The narrowest of what is asked: the last entry, an hour, a part of the day, this moment, a day."""
    visit, clock = door.visit, Clock(door)
    if visit.last:
        clock.last()
    elif visit.minute is not None:
        clock.at(visit.minute)
    elif visit.part is not None:
        clock.part()
    elif visit.now:
        clock.now()
    elif visit.day is not None:
        door.day(visit.day)


def _without(question: str, place: Place) -> str:
    """The question without the place's names: 아모레퍼시픽미술관 is no 모레, 어린이대공원 no child."""
    called = [name for name in (*vars(place.names).values(), *place.aliases) if name]
    for name in sorted(called, key=len, reverse=True):
        question = re.sub(re.escape(name), " ", question, flags=re.IGNORECASE)
    return question


DATED: Final = frozenset({"hours", "closed", "fee"})
"""Facts that change from year to year."""
SERVED: Final = frozenset({"fee", "hours", "closed", "address", "homepage", "station"})
"""Facts whose words belong to the service that is asked about: 주차 요금, 미사 시간."""
BESIDE: Final[dict[Service, frozenset[str]]] = {
    "booking": frozenset({"homepage", "hours", "closed", "address"})
}
