"""What contradicts itself: hours, closed days, fees and notes of one place; two names at one address."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

from data.place import Place
from data.same import fold
from data.schedule import HOLIDAY


def of(place: Place) -> Iterator[str]:
    yield from _noted(place)
    yield from _times(place)
    yield from _scripts(place)


def housed(places: list[Place]) -> Iterator[tuple[Place, Place]]:
    """At one address: names of the same letters (문화여성회관, 여성문화회관), or one the end of the other."""
    houses: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        if place.address and any(char.isdigit() for char in place.address):
            houses[place.address].append(place)
    for held in houses.values():
        for one, other in combinations(held, 2):
            short, long = sorted((fold(one.names.ko), fold(other.names.ko)), key=len)
            before = long.removesuffix(short)
            tenant = any(" " in place.names.ko for place in (one, other))
            if sorted(short) == sorted(long) or (
                long.endswith(short) and len(before) <= len(short) and not tenant
            ):
                yield one, other


def _times(place: Place) -> Iterator[str]:
    """Hours against themselves and against the closed days."""
    for one, other in combinations(place.opening, 2):
        same = (one.days, one.months, one.nth) == (other.days, other.months, other.nth)
        if same and one.open < other.close and other.open < one.close:
            yield f"hours {place.hours!r} overlap"
    shut = set(place.closing.weekdays) if place.closing and not place.closing.partly else set()
    always = place.closing is not None and place.closing.shift == "closed"
    loose = (_WORKDAYS, _WEEKEND) if always else (_WORKDAYS, _WEEKEND, _WORKDAYS | _WEEKEND)
    for span in place.opening:
        named = set(span.days) - {HOLIDAY}
        if shut & named and named not in loose and not span.nth:
            yield f"hours {place.hours!r} name a day that is closed ({place.closed!r})"
        elif named and named <= shut and HOLIDAY not in span.days and always:
            yield f"hours {place.hours!r} are of closed days alone ({place.closed!r})"
    if place.hours and _SHUT.search(place.hours):
        yield f"hours {place.hours!r} tell closed days"
    if place.closing and not place.closing.partly and _SOME.search(place.closed or ""):
        yield f"closed {place.closed!r} is of some shops, closing of the whole place"
    if place.opening and "마감" in (place.hours or "") and all(span.last is None for span in place.opening):
        yield f"hours {place.hours!r}: 마감 is lost"


_SHUT = re.compile(r"휴무|휴관|쉼|쉬는")
_SOME = re.compile(r"(?:상점|가게|점포|매장)\S*(?:만|도| 일부)(?=[ )])")
_WORKDAYS = {0, 1, 2, 3, 4}
_WEEKEND = {5, 6}
_AGED = (
    ("youth", re.compile(r"청소년[^\d,.]{0,8}?([\d,]{3,})원")),
    ("child", re.compile(r"어린이[^\d,.]{0,8}?([\d,]{3,})원")),
    ("senior", re.compile(r"(?:경로|만 65세 이상)[^\d,.]{0,8}?([\d,]{3,})원")),
)
"""What a note tells of an age."""
_SENIORS_FREE = re.compile(r"(?:경로|만 65세 이상)(?:·[^,.]{1,12})?(?:, 한복 착용자)? 무료")


def _noted(place: Place) -> Iterator[str]:
    """What the note says of an age against the structure."""
    note, fees = place.fee_note or "", place.fees
    for age, pattern in _AGED:
        if found := pattern.search(note):
            said = int(found[1].replace(",", ""))
            if fees is None or getattr(fees, age) != said:
                yield f"fee note {note!r} says {said} won for {age}, fees do not"
    if _SENIORS_FREE.search(note) and (fees is None or fees.senior != 0):
        yield f"fee note {note!r} lets seniors in free, fees do not"


_HANGUL = re.compile(r"[가-힣]")
_KANA = re.compile(r"[ぁ-んァ-ヺ]")
_PHONE = re.compile(r"0\d{1,2}-\d{3,4}-\d{4}|1\d{3}-\d{4}|0\d0\d-\d{3,4}-\d{4}|02-120|1\d{2,3}")


def _scripts(place: Place) -> Iterator[str]:
    """Names in letters of another language, and telephone numbers that nobody can dial."""
    names = place.names
    for language, name, strange in (
        ("en", names.en, (_HANGUL, _KANA)),
        ("ja", names.ja, (_HANGUL,)),
        ("zh", names.zh, (_HANGUL, _KANA)),
    ):
        if name and any(letters.search(name) for letters in strange):
            yield f"name {name!r} is not {language}"
    if place.phone and not _PHONE.fullmatch(place.phone):
        yield f"phone {place.phone!r} is odd"
