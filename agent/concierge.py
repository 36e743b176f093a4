"""Answers to particular questions about a visit, by code alone: open on Monday, free for children, parking.

What `agent.visit` reads from the question is looked up in the place's structures by `agent.door` and
`agent.price`. What they do not hold is said to be unknown, with where to ask; nothing is guessed.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from agent import sayings
from agent.door import Door
from agent.price import Price
from agent.told import Told, copula, where_to_ask
from agent.tools.decision import Language
from agent.visit import Service, read
from data.opening import closed_on
from data.place import Place

Wanted = Sequence[str]
"""Facts that the words of a question name: hours, closed, fee …"""

_STRICT_FEE: Final = re.compile(
    r"입장료|관람료|입장\s?요금|할인|무료|공짜|admission|ticket|entrance fee|\bfree\b|入場料|観覧料|無料"
    r"|门票|票价|免费"
)
_STRICT_OPEN: Final = re.compile(
    r"열[어려리었까나니지립]|여[나니는]|닫|쉬|휴무|휴관|영업|운영|몇\s?시|\bopen|\bclos|開|閉|営業|休|开|关|營業|营业|几点|何時"
)
_COST: Final = re.compile(r"할인|요금|discount|割引|优惠|折扣", re.IGNORECASE)


def answered(
    place: Place, question: str, wanted: Wanted, told: Told, now: datetime
) -> tuple[str, ...] | None:
    """Answers what is particular in the question into `told`; returns the facts that it leaves to be told.

    None where it asks for nothing but facts as they stand. `now`: Seoul's time.
    """
    question = _without(question, place)
    visit = read(question, now.date())
    money = "fee" in wanted or bool(_COST.search(question))
    if visit.services:
        money = bool(_STRICT_FEE.search(question))
    timed = bool(visit.day or visit.now or visit.part or visit.last or visit.minute is not None)
    opening = timed and not (money and not _STRICT_OPEN.search(question))
    priced = money and bool(visit.who or visit.hanbok or visit.free or visit.day)
    over = (
        place.closing is not None and place.closing.since is not None and closed_on(place.closing, now.date())
    )
    ended = bool(over) and bool(wanted or timed or visit.services)
    services = tuple(each for each in visit.services if not (each == "student" and priced))
    if not (opening or priced or visit.hanbok or services or ended):
        return None
    language = told.language
    door, price = Door(place, visit, told, language, now), Price(place, visit, told, language, question)
    rest = [fact for fact in wanted if fact != "wifi" or not services]
    if ended:
        door.ended()
        services = ()
        rest = [fact for fact in rest if fact != "fee"]
        priced = False
    elif opening:
        door.opening()
    if opening or ended:
        rest = [fact for fact in rest if fact not in {"hours", "closed"}]
    if priced or visit.hanbok:
        price.fee()
        rest = [fact for fact in rest if fact not in {"fee", "closed" if visit.day else "fee"}]
    unknown = False
    for service in services:
        unknown |= not _served(place, service, told, language)
        rest = [fact for fact in rest if fact not in BESIDE.get(service, SERVED)]
    if unknown or door.unknown or price.unknown:
        where_to_ask(told, place)
        rest = [fact for fact in rest if fact != "homepage"]
    return tuple(rest)


def _without(question: str, place: Place) -> str:
    """The question without the place's names: 아모레퍼시픽미술관 is no 모레, 어린이대공원 no child."""
    called = [name for name in (*place.names.model_dump().values(), *place.aliases) if name]
    for name in sorted(called, key=len, reverse=True):
        question = question.replace(name, " ")
    return question


SERVED: Final = frozenset({"fee", "hours", "closed", "address", "homepage", "station"})
"""Facts whose words belong to the service that is asked about: 주차 요금, 미사 시간."""
BESIDE: Final[dict[Service, frozenset[str]]] = {"booking": frozenset({"homepage", "hours", "closed"})}


_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_CLAUSE: Final = re.compile(r"[.,]\s+")


def _served(place: Place, service: Service, told: Told, language: Language) -> bool:
    """Tells what we know of a service; whether anything is known."""
    mentions = list(_mentions(place, service))
    if service == "duration" and place.stay is not None:
        told.say("stay", stay=stay(place.stay, language))
    elif service == "booking" and language != "ko" and any("예약제" in each for each in mentions):
        told.say("booked")
    elif mentions and language == "ko":
        for each in mentions[:2]:
            told.add("{of}{mention}", mention=each)
    else:
        told.say("service", service=sayings.SERVICES[service][language])
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
    return ("" if language in {"ja", "zh"} else " ").join(parts)


def _mentions(place: Place, service: Service) -> Iterator[str]:
    """Our own sentences and notes that speak of it."""
    word = re.compile(sayings.MENTIONS[service])
    for note in (place.fee_note, place.hours):
        for clause in _CLAUSE.split(note or ""):
            if word.search(clause):
                yield copula(clause.rstrip(". ")) + "."
    yield from (each for each in _SENTENCE.split(place.description or "") if word.search(each))
