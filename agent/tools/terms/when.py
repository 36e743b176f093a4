# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""When a traveller goes or has to be there, from sentences in four languages."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Final

from agent.tools.terms.calendar import NOON, Kind, Span, When
from agent.tools.terms.clocks import clocks, number
from agent.tools.terms.days import day
from agent.tools.text.sieve import Sieve

_LATER: Final = Sieve(
    r"(?:(?P<hours>\d{1,2}|한|두|세|네|半|一|两|\ban?\b)\s?(?:시간|時間|个?小时|hours?\b)\s?(?P<half>반|半)?)?\s?(?:(?P<minutes>\d{1,3})\s?(?:분|分(?:钟|鐘)?|min(?:ute)?s?\b))?\s?(?:뒤|후|있다가|이따|後|后|之后|from\snow|later)"
)
_IN: Final = Sieve(r"\bin\s(?:(?P<hours>\d{1,2}|an?)\s?(?P<half>\bhalf\b)?\s?hours?|(?P<minutes>\d{1,3})\s?min(?:ute)?s?)\b(?=.*\b(?:leav|depart|start|go(?:ing)?)\b)|(?<=leaving\s)in\s(?P<soon>\d{1,3})\s?min")  # fmt: skip
_LOOSE: Final = (
    (re.compile(r"(?:심야(?!\s?(?:버스|택시|할증|영업|식당))|한밤중?|밤\s?늦게|늦은\s?밤|야심한)(?:에|쯤)?|\blate\sat\snight\b|深夜に?|半夜|深夜"), 24 * 60 + 30),
    (re.compile(r"(?<![가-힣])새벽(?:에|쯤)?(?![가-힣])|早朝に|凌晨(?!\d)"), 3 * 60),
    (re.compile(r"출근\s?시간(?:대)?(?:에)?|morning\srush(?:\shour)?|朝のラッシュ|早高峰"), 8 * 60),
    (re.compile(r"퇴근\s?시간(?:대)?(?:에)?|evening\srush(?:\shour)?|夕方のラッシュ|晚高峰|\brush\shour\b|러시\s?아워"), 18 * 60 + 30),
)  # fmt: skip
_LAST: Final = re.compile(r"막차|마지막\s?(?:열차|전철|지하철|차|버스)|\blast\s(?:train|subway|metro|bus)|終電|最終(?:電車|列車)|末班|尾班", re.IGNORECASE)  # fmt: skip
_FIRST: Final = re.compile(r"첫\s?(?:차|열차|전철|지하철|버스)|\bfirst\s(?:train|subway|metro|bus)|始発|首班|头班", re.IGNORECASE)  # fmt: skip
_EARLY: Final = re.compile(r"조조\s?(?:할인|요금)|\bearly[\s-]bird\b|早朝割引|早鸟", re.IGNORECASE)
DAWN: Final = 6 * 60
"""Minutes of the day at which an early bird sets out who names no hour."""
_OWL: Final = re.compile(r"(?:심야|올빼미|야간)\s?버스|\b(?:night|owl)\sbus|深夜バス|夜行バス|夜(?:间|間)(?:公交|公車|巴士)|夜班车|深夜公交", re.IGNORECASE)  # fmt: skip
"""Buses that run at night alone: who asks for one goes then."""

_TEXTS: Final = 256
"""Texts whose times are remembered: several questions about one message ask for them."""


def read(text: str) -> When | None:
    """When a journey is, where the text says so; the last time said counts, an arrival before a departure."""
    found = [span.when for span in spans(text)]
    asked = _asked(text)
    if asked and all(when.minutes is None and when.later is None for when in found):
        return replace(day(text, 0)[1], kind=asked)
    told = [when for when in found if when.kind == "arrive"] or found
    if not told and _OWL.search(text):
        return When("depart", minutes=24 * 60 + 30, owl=True)
    return told[-1] if told else None


def whole(text: str) -> When | None:
    """A day that is said without an hour, at its noon; none for today, which is now."""
    said = day(text, 0)[1]
    named = said.day or said.weekday is not None or said.date
    return replace(said, minutes=NOON * 60) if named else None


def early(text: str, told: When | None) -> When | None:
    """The early bird's hour, which is a morning's where its half of the day is open; None where none is meant."""
    if not _EARLY.search(text):
        return None
    return replace(told, half=True) if told and told.minutes else told or When("depart", minutes=DAWN)


def without(text: str) -> str:
    """The text with its times blanked, as long as before, so that no place is read in them."""
    for span in spans(text):
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _asked(text: str) -> Kind | None:
    if _LAST.search(text):
        return "last"
    return "first" if _FIRST.search(text) else None


@lru_cache(_TEXTS)
def spans(text: str) -> tuple[Span, ...]:
    """Times with where they stand, in order."""
    taken: list[tuple[int, int]] = []
    found = []
    for span in (*_later(text), *clocks(text), *_loose(text)):
        if all(span.end <= start or end <= span.start for start, end in taken):
            taken.append((span.start, span.end))
            found.append(span)
    return tuple(sorted(found, key=lambda span: span.start))


def _later(text: str) -> Iterator[Span]:
    for pattern in (_LATER, _IN):
        for match in pattern.finditer(text):
            group = match.groupdict()
            hours, minutes = group.get("hours"), group.get("minutes") or group.get("soon")
            if hours or minutes:
                more = 30 if group.get("half") else 0
                total = round(number(hours) * 60) + more + int(minutes or 0)
                yield Span(*match.span(), When("depart", later=total))


def _loose(text: str) -> Iterator[Span]:
    for pattern, minutes in _LOOSE:
        for match in pattern.finditer(text):
            start, said = day(text, match.start())
            yield Span(start, match.end(), replace(said, minutes=minutes))
