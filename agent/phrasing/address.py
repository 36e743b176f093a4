"""Addresses in the asker's script (88 Changgyeonggung-ro, Jongno-gu, Seoul), with the Korean for a driver."""

import re
from typing import Final

from agent.phrasing.quarters import DISTRICTS
from agent.tools.decision import Language
from agent.tools.text.sound import latin

_HANGUL: Final = re.compile(r"[가-힣]")
_WITHIN: Final = re.compile(r"서울(?:특별시|시)?\s(?P<district>[가-힣]{1,4}구)\s(?P<rest>.+)")
_ROAD: Final = re.compile(
    r"(?P<road>[가-힣]{1,10}?)(?P<kind>대로|로|길)?(?:(?P<number>\d{1,3}[가나다라마바사아자차카타파하]?)(?P<lane>대로|로|길))?"
    r"\s(?:지하\s?)?(?P<house>\d{1,4}(?:-\d{1,3})?)(?=\s|,|$|\()"
)
_QUARTER: Final = re.compile(
    r"(?P<quarter>[가-힣]{1,5}?)(?P<kind>동|로)?(?P<ward>\d가)?(?:\s(?P<hill>산)?\s?(?P<lot>\d{1,4}(?:-\d{1,3})?))?(?=\s|,|$|\()"
)
_KINDS: Final = {"대로": "daero", "로": "ro", "길": "gil", "동": "dong"}
_LOANED: Final = {"올림픽": "Olympic", "월드컵": "Worldcup", "디지털": "Digital", "테헤란": "Teheran"}


def address(text: str | None, language: Language) -> str | None:
    """`text`, a Korean address in Seoul, in the asker's script with the Korean in brackets; as it is where it
    has another form.
    """
    found = _WITHIN.match(text or "")
    if text is None or language == "ko" or found is None:
        return text
    district = DISTRICTS.get(found["district"], {}).get(language)
    parts = _road(found["rest"]) or _quarter(found["rest"])
    if district is None or parts is None:
        return text
    street, number = parts
    if language == "en":
        return f"{number} {street}, {district}, Seoul ({text})".lstrip()
    city = "ソウル" if language == "ja" else "首尔"
    return f"{city}{district} {f'{street} {number}'.rstrip()}（{text}）"


def _road(rest: str) -> tuple[str, str] | None:
    """The street and the number: 다산로31길 64 → Dasan-ro 31-gil, 64; 명동8길 10 → Myeongdong 8-gil, 10."""
    found = _ROAD.match(rest)
    if found is None or not (found["kind"] or found["lane"]):
        return None
    road = _word(found["road"]) + (f"-{_KINDS[found['kind']]}" if found["kind"] else "")
    lane = f" {_number(found['number'])}-{_KINDS[found['lane']]}" if found["lane"] else ""
    return road + lane, found["house"]


def _quarter(rest: str) -> tuple[str, str] | None:
    """The quarter and the lot: 전농동 → Jeonnong-dong, 명동2가 → Myeong-dong 2-ga."""
    found = _QUARTER.match(rest)
    if found is None or not (found["kind"] or found["ward"]):
        return None
    name = _word(found["quarter"]) + (f"-{_KINDS[found['kind']]}" if found["kind"] else "")
    ward = f" {found['ward'][0]}-ga" if found["ward"] else ""
    lot = ("San " if found["hill"] else "") + (found["lot"] or "")
    return name + ward, lot if found["lot"] else ""


def _word(name: str) -> str:
    """창경궁 → Changgyeonggung, 북촌 → Bukchon."""
    return _LOANED.get(name) or latin(name).capitalize()


def _number(said: str) -> str:
    """40가 → 40ga, 12 → 12."""
    return _HANGUL.sub(lambda letter: latin(letter.group()), said)
