"""Whether two records are one real place: by how their names fold, and by how far apart they lie.

Used where sources are merged and where the result is checked, so that both mean the same by a duplicate.
"""

import math
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, TypeVar

from rapidfuzz.distance import Levenshtein

from data.place import Place

T = TypeVar("T")
M_A_DEGREE = 111_200.0
NEAR = 1_500.0
"""Metres between two points of one place that bears one name; addresses and entrances differ that much."""
WIDE = 6_000.0
"""The same for what is no point: mountains, rivers, trails, large parks."""
CLOSE = 700.0
"""Where names are the same only without what officials add to them."""
BESIDE = 300.0
"""Where one name holds the other."""
HERE = 120.0
"""Where names are merely alike."""
_SHORT = 3

AREAS = frozenset({"mountain", "river", "trail", "neighbourhood"})

_PUNCTUATION = re.compile(r"[^\w]|_")
_OFFICIAL = re.compile(
    r"^(?:서울특별시교육청|서울특별시립|서울특별시|서울시립|서울시|재단법인|국가지정|"
    r"(?:[가-힣]{1,3}구)?구립|주한(?!옥)|서울(?!역|숲|시|대|로|대공원|광장|달|함|성곽|식물|랜드))"
)
_SPELLINGS = tuple(
    (re.compile(pattern), to)
    for pattern, to in (
        (r"(?:도시자연|도시|근린|자연|체육|생태|역사|문화)*공원$", "공원"),
        (r"(?:상설)?(?:골목형)?상점가(?:시장)?$", "상점가"),
        (r"(?:종합|전통|재래|인정)시장$", "시장"),
        (r"(?:신림|서소문|현대|서울)?본관$", ""),
        (r"(?:의사|열사|선생)(?=기념관)", ""),
        (r"museum$", "뮤지엄"),
        (r"gallery$", "갤러리"),
        (r"^gallery", "갤러리"),
        (r"center$", "센터"),
        (r"센타", "센터"),
        (r"앤드|앤|&", "앤"),
        (r"거리$|길$", "길"),
        (r"먹자골목$|음식문화거리$|골목$|길$", "길"),
        (r"캠퍼스$", ""),
        (r"(?<=[가-힣]{2})(?:역사)?기념관$", "기념관"),
    )
)
_TRADES = frozenset(
    {
        "갤러리",
        "미술관",
        "박물관",
        "도서관",
        "시장",
        "공원",
        "극장",
        "아트홀",
        "상점가",
        "길",
        "한옥마을",
        "문화원",
    }
)
_MARKET = re.compile(r"(종합|전통|재래|인정|골목|도매)시장$")
_NUMBER = re.compile(r"\d+|제?[일이삼]관|[ⅠⅡⅢ]")
PARTS = re.compile(
    r"(?:정문|후문|동문|서문|남문|북문|출입구|입구|매표소|주차장|화장실|관광안내소|안내소|안내센터|정보센터|방문자센터|"
    r"관리사무소|\d+번\s*출구|물놀이장|수영장|눈썰매장|놀이터|유아숲체험[원장]?|다목적광장|잔디마당|옥상정원|지하상가|푸드코트|"
    r"야외공연장|소극장|대극장|체험장|전시실|전시장|아트샵|기념품점|카페|별관|신관|구관|\d관|[A-Z]동)$"
)
"""How the name of a part of a place ends."""


@lru_cache(maxsize=1 << 16)
def fold(name: str) -> str:
    """The form in which two names are the same name: no case, width, spaces or punctuation."""
    return _PUNCTUATION.sub("", unicodedata.normalize("NFKC", name)).casefold()


@lru_cache(maxsize=1 << 16)
def core(name: str) -> str:
    """The folded name without what officials put before it, and with one spelling for what follows it.

    서울특별시교육청 남산도서관 → 남산도서관, 도산근린공원 → 도산공원.
    """
    folded = fold(name)
    kept = _OFFICIAL.sub("", folded)
    if len(kept) < _SHORT or kept in _TRADES:
        kept = folded
    for pattern, to in _SPELLINGS:
        changed = pattern.sub(to, kept)
        if len(changed) > 1 and changed not in _TRADES:
            kept = changed
    return kept


@dataclass(frozen=True, slots=True)
class Known:
    """What decides: Korean names and aliases, a point (degrees, WGS84), the category."""

    names: tuple[str, ...]
    lat: float
    lon: float
    category: str

    @property
    def wide(self) -> bool:
        return self.category in AREAS


def metres(one: Known, other: Known) -> float:
    """Distance, flat: right to a metre within a city."""
    dy = one.lat - other.lat
    dx = (one.lon - other.lon) * math.cos(math.radians(one.lat))
    return math.hypot(dx, dy) * M_A_DEGREE


def same(one: Known, other: Known) -> bool:
    """Whether both are one place. Branches, parts, and things numbered differently are not."""
    apart = metres(one, other)
    if apart > (WIDE if one.wide or other.wide else NEAR):
        return False
    return any(
        fold(mine) == fold(theirs) or (_comparable(mine, theirs) and _alike(mine, theirs, one, other, apart))
        for mine in one.names
        for theirs in other.names
    )


def _comparable(mine: str, theirs: str) -> bool:
    """Neither a branch and another, nor a part and its whole, nor two of a numbered row."""
    return (
        _NUMBER.findall(fold(mine)) == _NUMBER.findall(fold(theirs))
        and branch(mine) == branch(theirs)
        and bool(PARTS.search(mine.strip())) == bool(PARTS.search(theirs.strip()))
        and not _other_market(mine, theirs)
    )


def _other_market(mine: str, theirs: str) -> bool:
    """자양전통시장 and 자양종합시장 are two; either may be called 자양시장."""
    one, other = _MARKET.search(mine), _MARKET.search(theirs)
    return one is not None and other is not None and one.group(1) != other.group(1)


def _alike(mine: str, theirs: str, one: Known, other: Known, apart: float) -> bool:
    short, long = sorted((core(mine), core(theirs)), key=len)
    if short == long:
        return apart <= (WIDE if one.wide and other.wide else CLOSE)
    if len(short) < _SHORT or short in _TRADES:
        return False
    kin = one.category == other.category
    if short in long and apart <= BESIDE:
        rest = long.replace(short, "", 1)
        if _WHEREABOUTS.fullmatch(rest) or (kin and _KIND.fullmatch(rest)):
            return True
        return kin and apart <= HERE and long.endswith(short)
    return kin and apart <= HERE and len(short) >= _LONG and Levenshtein.distance(short, long) <= 1


_LONG = 6
"""Letters from which a name with another letter is more likely a slip than another name."""
_WHEREABOUTS = re.compile(
    r"(?:서울|한국|국립|시립|구립|신|구|옛|the|더|본점|본관|관|일대|거리|[a-z]{3,}|삼청|종로|명동|북촌|인사동|홍대)+"
)
_KIND = re.compile(
    r"(?:시장|거리|길|골목|공연장|전시관|갤러리|미술관|박물관|뮤지엄|기념관|도서관|센터|아트센터|공원|성당|교회|호텔|사|"
    r"마을|가옥|터|지|원|장|유적|공간|복합문화공간|문화공간)"
)


_BRANCH = re.compile(r"(?<=[가-힣\w])\s*(\S{1,8}?)점$")
_WHOLE = frozenset({"본", "백화", "전문", "할인", "면세", "서", "음식", "안경"})


def branch(name: str) -> str | None:
    """강남 of 신세계백화점 강남점; None where the name says no branch (본점 is the main house)."""
    found = _BRANCH.search(name.strip())
    if found is None or " " not in name.strip() or found.group(1) in _WHOLE:
        return None
    return found.group(1)


_HANGUL = re.compile(r"[가-힣]")
_CELL = 0.0036
"""Degrees: more than BESIDE from north to south and from east to west."""


def known(place: Place) -> Known:
    """What decides about a place: its Korean names."""
    korean = (name for name in (place.names.ko, *place.aliases) if _HANGUL.search(name))
    return Known(tuple(korean), place.lat, place.lon, place.category)


class Seen(Generic[T]):
    """What was seen so far, to be asked for what may be the same place without comparing with everything.

    Same places bear one name, or one core of a name, or lie beside each other.
    """

    def __init__(self) -> None:
        self._all: list[tuple[T, Known]] = []
        self._named: defaultdict[str, list[int]] = defaultdict(list)
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)

    def add(self, item: T, about: Known) -> None:
        self._all.append((item, about))
        for name in {key for name in about.names for key in (fold(name), core(name))}:
            self._named[name].append(len(self._all) - 1)
        self._cells[_cell(about)].append(len(self._all) - 1)

    def like(self, about: Known) -> list[T]:
        """What is the same place, the nearest first."""
        row, column = _cell(about)
        near = {
            at for up in (-1, 0, 1) for right in (-1, 0, 1) for at in self._cells[row + up, column + right]
        }
        named = {at for name in about.names for key in (fold(name), core(name)) for at in self._named[key]}
        found = [self._all[at] for at in sorted(near | named) if same(self._all[at][1], about)]
        return [item for item, _ in sorted(found, key=lambda each: metres(each[1], about))]


def _cell(about: Known) -> tuple[int, int]:
    return int(about.lat / _CELL), int(about.lon / _CELL)


def pairs(places: Iterable[Place]) -> Iterator[tuple[Place, Place]]:
    """The pairs that are one place. Compared by their Korean names alone: aliases may overlap in part.

    An event takes place somewhere and is no such place.
    """
    seen: Seen[Place] = Seen()
    for place in places:
        if place.category != "event":
            about = Known((place.names.ko,), place.lat, place.lon, place.category)
            yield from ((other, place) for other in seen.like(about))
            seen.add(place, about)
