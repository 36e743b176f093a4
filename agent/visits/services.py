"""Parking, pets, reservations and what else may be at a place: what our own sentences tell of them."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from agent.tools.decision import Language
from agent.visits import sayings
from agent.visits.told import Told, copula
from agent.visits.visit import Service
from data.place import Place

_SENTENCE: Final = re.compile(r"(?<=[.!?])\s+")
_CLAUSE: Final = re.compile(r"[.,]\s+")


def served(place: Place, service: Service, told: Told) -> bool:
    """Tells what we know of a service; whether anything is known."""
    language, mentions = told.language, list(_mentions(place, service))
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


_PARTS: Final = re.compile(
    r"수족관|아쿠아리움|스키장|온천|놀이공원|놀이동산|바다|바닷가|해변|해수욕장|피라미드|동물원|식물원|수영장|케이블카|전망대"
    r"|카지노|찜질방|워터파크|눈썰매장|스케이트장|박물관|미술관"
    r"|\b(?:beach|aquarium|ski (?:resort|slope)|hot spring|zoo|casino)\b"
    r"|水族館|ビーチ|温泉|動物園|スキー場|海滩|水族馆|动物园|滑雪场",
    re.IGNORECASE,
)
"""What people take to be at a place: 강남 바다, 63빌딩 수족관."""


def strange_part(question: str, place: Place) -> str | None:
    """Something in the question that is no part of what we tell of the place itself."""
    if not (found := _PARTS.search(question)):
        return None
    ours = (*place.names.model_dump().values(), *place.aliases, *place.tags, place.hours, place.fee_note)
    return None if any(found[0].casefold() in (text or "").casefold() for text in ours) else found[0]


_EXTRA: Final = re.compile(
    r"수영장|물놀이장|눈썰매장|스케이트장|케이블카|놀이기구|놀이동산|캠핑장|유람선|오리배|체험\s?프로그램|뷔페|키즈카페"
    r"|swimming pool|ice rink|cable car|rides?\b|プール|スケートリンク|乗り物|游泳池|溜冰场|缆车"
)
"""What costs something of its own inside a place."""


def priced_part(question: str, place: Place, wanted: Sequence[str]) -> str | None:
    """A part whose own price is asked for and that our fee does not tell of: 뚝섬한강공원 수영장은 얼마?"""
    found = _EXTRA.search(question) if "fee" in wanted else None
    if found is None or found[0] in (place.fee_note or "") or found[0] in place.names.ko:
        return None
    return found[0]
