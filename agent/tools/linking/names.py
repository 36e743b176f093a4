"""Every way to name a place or a station, with how much the name alone says."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from agent.tools.text.abroad import spellings
from agent.tools.text.fold import key, unbracketed
from agent.tools.text.sound import kanas, latin
from agent.tools.text.words import COMMON, EVERYDAY, KIND, NICKNAMES, SHORTHAND
from data.place import Place, Spot

How = Literal["exact", "alias", "fuzzy"]
Named = tuple[str, How, float]
"""A name, how it names, and its score (0–1)."""

UNSURE = 0.45
"""Score of a name that is an ordinary word as well: it counts where its neighbours speak for a place."""

_AREAS = frozenset({"neighbourhood", "shopping", "food"})
_TRADES = frozenset({"gallery", "museum", "theatre", "food", "shopping", "library", "other"})
"""Houses that name themselves by any word they like."""
_HANGUL = re.compile(r"[가-힣]")
_SPELLED = re.compile(r"[가-힣 ]{3,12}")
"""Names that can be written by their sound."""
_HAN_KANA = re.compile(r"(?P<han>[一-鿿]{2,4})(?P<kana>[ァ-ヺー・]{3,})")
_SPELLED_HEAD = re.compile(r"[가-힣]{2,4}")
_BRIEF = re.compile(r"[가-힣]{2}")
_TOLD = 4
"""Katakana letters: fewer are too near to words."""
_CITY = re.compile(r"(?:ソウル|首尔)(?=..)")
_HAN_UNIVERSITY = re.compile(r"大(?:学校|学|學校|學)$")
_HALL = re.compile(r"(?:歴史館|历史馆|歷史館|\sHistory\sHall)$")
_WARD = re.compile(r"[一二三四五六七八九]街$")
_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_QUARTER = re.compile(r"[가-힣]{2,3}동")
_INNER = re.compile(r"\(([^)]+)\)")
_SOUND = re.compile(r"[(（]([^)）]+)[)）]")
_RIVERSIDE = re.compile(r"한강공원|漢江公園|汉江公园")
_SUFFIX = re.compile(
    r"\s+(?:palace|park|market|museum|tower|temple|shrine|cathedral|mountain|mt\.?|fortress|stream|gate|station"
    r"|(?:hanok |folk |art )?village|(?:shopping |art |fashion |food )?street)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name stands for. `area`: a quarter rather than a building, so that its station may be meant."""

    spot: Spot
    how: How
    score: float
    popularity: int = 0
    area: bool = False


def ordinary(name: str) -> bool:
    """Whether the (folded) name is a word that people say without meaning a place."""
    return name in COMMON or name in EVERYDAY


def _needing(name: str, place: Place) -> bool:
    """Whether its own folded name says little: an ordinary word (공간), or a hardly known house (토인).

    A word for what it is says enough: 은행나무시장.
    """
    kind = KIND.search(name)
    if place.common and not (kind and len(kind.group()) > 1):
        return True
    return not kind and not place.popularity and place.category in _TRADES and len(name) <= 3  # noqa: PLR2004


def place_names(place: Place) -> Iterable[tuple[str, Entry]]:
    """Folded."""
    spot, area = place.spot, place.category in _AREAS
    own = key(place.names.ko)
    needing = _needing(own, place)
    # A word of every day is one in kana too: ピクニック as 피크닉.
    words = {own, *map(key, kanas(place.names.ko))} if place.common else {own}
    for name, how, score in _of_place(place):
        said = key(name)
        common = ordinary(said) or (needing and said in words)
        yield said, Entry(spot, how, UNSURE if common else score, place.popularity, area)


def _of_place(place: Place) -> Iterable[Named]:
    yield place.names.ko, "exact", 1.0
    if unbracketed(place.names.ko) != place.names.ko:
        yield unbracketed(place.names.ko), "exact", 0.98
    for name in (place.names.en, place.names.ja, place.names.zh):
        if name:
            yield name, "alias", 0.97
            yield unbracketed(name).removeprefix("The "), "alias", 0.96
            yield from _shortened(unbracketed(name), place)
    for name in (*place.aliases, *SHORTHAND.get(place.names.ko, ())):
        yield name, "alias", 0.96
    if place.category == "neighbourhood" and place.popularity and _QUARTER.fullmatch(place.names.ko):
        yield place.names.ko.removesuffix("동"), "alias", 0.7
    yield from _riverside(place)
    yield from _sounded(place)
    yield from _mixed(place)
    english = unbracketed(place.names.en or "")
    if english and _SUFFIX.search(english):
        yield _SUFFIX.sub("", english), "alias", 0.9


def _sounded(place: Place) -> Iterable[Named]:
    if _SPELLED.fullmatch(place.names.ko):
        for name, whole in spellings(place.names.ko):
            if whole or not _of_district(place):
                yield name, "alias", 0.92 if whole else 0.7
        for alias in place.aliases if place.popularity > 1 else ():
            if _SPELLED.fullmatch(alias):
                yield from ((name, "alias", 0.9) for name, whole in spellings(alias) if not name.isascii())
    elif place.popularity and _BRIEF.fullmatch(place.names.ko):
        yield from ((said, "alias", 0.92) for said in kanas(place.names.ko) if len(key(said)) >= _TOLD)


def _mixed(place: Place) -> Iterable[Named]:
    """A Japanese name whose Chinese characters are written by their sound: トンデムンデザインプラザ."""
    match = _HAN_KANA.fullmatch(unbracketed(place.names.ja or ""))
    head = place.names.ko[: len(match["han"])] if match else ""
    if match and _SPELLED_HEAD.fullmatch(head):
        yield from ((said + match["kana"], "alias", 0.92) for said in kanas(head))


def _of_district(place: Place) -> bool:
    """종로도서관: Jongno alone is the district, and not its library."""
    stem = (place.district or "").removesuffix("구")
    return bool(stem) and bool(KIND.fullmatch(place.names.ko.removeprefix(stem).strip()))


def _shortened(name: str, place: Place) -> Iterable[Named]:
    """A foreign name as it is said for short: 子ども大公園 where 어린이대공원 is, 梨花女子大."""
    city = _CITY.match(name)
    if city and place.names.ko.removeprefix("서울").strip() in place.aliases:
        yield name[city.end() :], "alias", 0.92
    first, comma, last = name.partition(", ")
    if comma:  # Hangaram Art Museum, Seoul Arts Center
        yield first, "alias", 0.92
        if last.startswith("the "):
            yield last.removeprefix("the "), "alias", 0.92
    hall = _HALL.search(name)
    if hall and place.names.ko.removesuffix("역사관").strip() in place.aliases:
        yield name[: hall.start()], "alias", 0.92
    if _HAN_UNIVERSITY.search(name):
        yield _HAN_UNIVERSITY.sub("大", name), "alias", 0.92


def _riverside(place: Place) -> Iterable[Named]:
    """A park on the Han as people tell it from others: 반포지구, 한강공원(반포), 漢江公園(トゥクソム)."""
    if not place.names.ko.endswith("한강공원"):
        return
    yield place.names.ko.replace("한강공원", "지구"), "alias", 0.92
    for name in (place.names.ko, place.names.ja, place.names.zh):
        park, sound = _RIVERSIDE.search(name or ""), _SOUND.search(name or "")
        if name and park:
            for which in (name[: park.start()], sound and sound[1]):
                if which:
                    yield f"{park.group()}({which})", "alias", 0.95


def station_spot(row: Mapping[str, Any]) -> Spot:
    """The station of a row of `data/subway/stations.jsonl`; platforms of one station are one spot."""
    name = with_station(unbracketed(row["name"]["ko"]))
    return Spot(name, row["lat"], row["lon"], str(row.get("station") or row["id"]), "station")


def with_station(name: str) -> str:
    return name if name.endswith("역") else name + "역"


def station_names(names: Mapping[str, str | None]) -> Iterable[tuple[str, float]]:
    """강남역 as a name, 강남 as a weaker one, and one that is a word as the weakest."""
    for part in (names.get("ko") or "", *_INNER.findall(names.get("ko") or "")):
        bare = unbracketed(part)
        if not bare:
            continue
        yield with_station(bare), 1.0
        if not bare.endswith("역"):
            yield bare, UNSURE if ordinary(bare) else 0.7
        if _HANGUL.match(bare):
            yield from _station_sounds(bare)
        for nickname in NICKNAMES.get(bare, ()):
            yield nickname, UNSURE if ordinary(key(nickname)) else 0.75
            if nickname.isascii():
                yield f"{nickname} Station", 0.95
            elif _HANGUL.search(nickname):
                yield with_station(nickname), 0.95
                if nickname.endswith("공항"):
                    yield from ((said, 0.92) for said, _ in spellings(nickname) if not said.isascii())
    yield from _foreign_station_names(names)


def _station_sounds(bare: str) -> Iterable[tuple[str, float]]:
    yield f"{latin(bare, heard=False)} Station", 0.92
    for said in kanas(bare):
        if len(key(said)) >= _TOLD:
            yield f"{said}駅", 0.95
            yield said, 0.7


def _foreign_station_names(names: Mapping[str, str | None]) -> Iterable[tuple[str, float]]:
    english = unbracketed(names.get("en") or "")
    if english:
        bare = english.removesuffix(" Station")
        yield f"{bare} Station", 0.95
        yield f"{bare} Stn", 0.95
        yield bare, UNSURE if len(bare) <= 4 or ordinary(key(bare)) else 0.7  # noqa: PLR2004 (Mia, Juan)
    for language in ("ja", "zh"):
        bare = unbracketed(names.get(language) or "").removesuffix("駅").removesuffix("站").removesuffix("驛")
        if len(bare) > 1:
            for said in dict.fromkeys((bare, _WARD.sub(lambda ward: ward.group().translate(_DIGITS), bare))):
                yield f"{said}駅", 0.95  # 站 and 驛 fold to it
                yield said, 0.7
