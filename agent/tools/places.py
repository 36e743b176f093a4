"""Linking: names of known places and stations in a message, with their spans.

Exact names are found by a hash of their first two characters, typing slips by `agent.tools.slips`.
No morphological analysis: what may stand before and behind a name decides (`agent.tools.particle.closes`).
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from agent.tools.fold import Flat, flatten, key, unbracketed
from agent.tools.particle import closes
from agent.tools.slips import Slips
from agent.tools.words import AMBIGUOUS, BEFORE, GENERIC, NICKNAMES
from data.place import Place, Spot

How = Literal["exact", "alias", "fuzzy"]
WEAK = 0.5
"""Mentions below this score (a station's bare name that is also a word) count only where a route is meant."""

SURE = 0.9
"""Names below this score (bare stations, nicknames) give way to any other reading."""

_HANGUL = re.compile(r"[가-힣]")
_LATIN = re.compile(r"[a-z0-9]")
_WORD = re.compile(r"[가-힣A-Za-z0-9]")
_REST = re.compile(r"[가-힣A-Za-z0-9]*(?:->|→)?")
_KATAKANA = re.compile(r"[ァ-ヺ]")
_HAN = re.compile(r"[一-鿿]")
_SUFFIX = re.compile(
    r"\s+(?:palace|park|market|museum|tower|temple|shrine|cathedral|mountain|mt\.?|fortress|stream|gate|station"
    r"|(?:hanok |folk |art )?village|(?:shopping |art |fashion |food )?street)$",
    re.IGNORECASE,
)


_BUSINESS = re.compile(
    r"\s+(?:Caf[eé]|Hotel|Restaurant|Hostel|Guest\s?house|Store|Branch|Clinic|Hospital|Bakery|Pub)\b"
)
"""A business named after a place is not that place."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of the message names `spot`; `score` 0–1; `alternatives` bear the same name."""

    start: int
    end: int
    text: str
    spot: Spot
    how: How
    score: float
    alternatives: tuple[Spot, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    spot: Spot
    how: How
    score: float


def _station(name: str) -> str:
    return name if name.endswith("역") else name + "역"


def _station_names(names: Mapping[str, str | None]) -> Iterable[tuple[str, float]]:
    """Every way to name a station, with its weight: 강남역 as a name, 강남 as a weaker one."""
    for part in (names.get("ko") or "", *_inner(names.get("ko") or "")):
        bare = unbracketed(part)
        if not bare:
            continue
        yield _station(bare), 1.0
        if not bare.endswith("역"):
            yield bare, 0.3 if bare in AMBIGUOUS else 0.7
        for nickname in NICKNAMES.get(bare, ()):
            yield nickname, 0.75
            if nickname.isascii():
                yield f"{nickname} Station", 0.95
            elif _HANGUL.search(nickname):
                yield _station(nickname), 0.95
    english = unbracketed(names.get("en") or "")
    if english:
        bare = _SUFFIX.sub("", english)
        yield f"{bare} Station", 0.95
        yield f"{bare} Stn", 0.95
        yield bare, 0.7
    for language in ("ja", "zh"):
        bare = unbracketed(names.get(language) or "").removesuffix("駅").removesuffix("站").removesuffix("驛")
        if len(bare) > 1:
            yield f"{bare}駅", 0.95  # 站 and 驛 fold to it
            yield bare, 0.7


def _inner(name: str) -> tuple[str, ...]:
    found = re.findall(r"\(([^)]+)\)", name)
    return tuple(found)


def _place_names(place: Place) -> Iterable[tuple[str, How, float]]:
    yield place.names.ko, "exact", 1.0
    if unbracketed(place.names.ko) != place.names.ko:
        yield unbracketed(place.names.ko), "exact", 0.98
    for name in (place.names.en, place.names.ja, place.names.zh):
        if name:
            yield name, "alias", 0.97
            yield unbracketed(name).removeprefix("The "), "alias", 0.96
    for name in place.aliases:
        yield name, "alias", 0.96
    english = unbracketed(place.names.en or "")
    if english and _SUFFIX.search(english):
        yield _SUFFIX.sub("", english), "alias", 0.9


class Gazetteer:
    """Names → spots. Build once; `link` is pure and safe to call from any thread."""

    def __init__(self, names: Mapping[str, tuple[Entry, ...]]) -> None:
        self._names = dict(names)
        self._lengths: dict[str, tuple[int, ...]] = {}
        by_head: dict[str, set[int]] = {}
        for name in self._names:
            by_head.setdefault(name[:2], set()).add(len(name))
        self._lengths = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in by_head.items()}
        best = {name: entries[0].score for name, entries in self._names.items()}
        self._slips = Slips(
            (name for name, score in best.items() if score >= SURE),
            (name for name, score in best.items() if WEAK <= score < SURE),
        )
        self._stations = {
            entry.spot.id: entry.spot
            for entries in self._names.values()
            for entry in entries
            if entry.spot.kind == "station"
        }

    @classmethod
    def build(cls, places: Iterable[Place], stations: Iterable[Mapping[str, Any]] = ()) -> "Gazetteer":
        """`stations` are rows of `data/subway/stations.jsonl`; platforms of one station are one spot."""
        names: dict[str, list[Entry]] = {}

        def add(name: str, entry: Entry) -> None:
            flat = key(name)
            if (
                len(flat) < (2 if _HANGUL.search(flat) or _HAN.search(flat) else 3)
                or flat in GENERIC
                or flat.isdigit()
            ):
                return
            held = names.setdefault(flat, [])
            if all(other.spot.id != entry.spot.id for other in held):
                held.append(entry)

        for place in places:
            for name, how, score in _place_names(place):
                add(name, Entry(place.spot, how, score))
        seen: set[str] = set()
        for row in stations:
            group = str(row.get("station") or row["id"])
            if group in seen:
                continue
            seen.add(group)
            spot = Spot(_station(unbracketed(row["name"]["ko"])), row["lat"], row["lon"], group, "station")
            namesake = names.get(key(unbracketed(row["name"]["ko"])), ())
            for name, score in _station_names(row["name"]):
                # 명동 and 명동역 share their foreign names, and the place comes first, as in Korean.
                if (
                    score < SURE
                    and not _HANGUL.search(name)
                    and namesake
                    and namesake[0].spot.kind == "place"
                ):
                    add(name, Entry(namesake[0].spot, "alias", 0.8))
                add(name, Entry(spot, "exact" if score == 1.0 else "alias", score))
        ranked = {
            name: tuple(sorted(held, key=lambda entry: (-_rank(name, entry), entry.spot.name != name)))
            for name, held in names.items()
        }
        return cls(ranked)

    def __len__(self) -> int:
        return len(self._names)

    def find(self, name: str) -> Spot | None:
        """The spot of exactly this name, in any spelling; None when there is none."""
        entries = self._names.get(key(name))
        return entries[0].spot if entries else None

    def station(self, name: str) -> Spot | None:
        """The station called so, with or without 역."""
        entries = self._names.get(key(_station(name)), ()) or self._names.get(key(name), ())
        return next((entry.spot for entry in entries if entry.spot.kind == "station"), None)

    def link(self, text: str, *, fuzzy: bool = True) -> list[Mention]:
        """Every known name in `text`, in order; longest names win, and none lies inside another word."""
        flat = flatten(text)
        mentions: list[Mention] = []
        at = 0
        while at < len(flat.text):
            found = self._longest(text, flat, at, mentions)
            if found is None:
                at += 1
                continue
            mentions.append(found)
            while at < len(flat.text) and flat.at[at] < found.end:
                at += 1
        if fuzzy:
            mentions.extend(self._guesses(text, mentions))
            mentions.sort(key=lambda mention: mention.start)
        return mentions

    def _longest(self, text: str, flat: Flat, at: int, before: list[Mention]) -> Mention | None:
        lengths = self._lengths.get(flat.text[at : at + 2])
        if not lengths or not _opens(text, flat, at, before):
            return None
        for length in lengths:
            name = flat.text[at : at + length]
            entries = self._names.get(name)
            if entries is None or at + length > len(flat.text):
                continue
            start, end = flat.at[at], flat.at[at + length - 1] + 1
            if _ends(text, end, name):
                return _mention(text, (start, end), entries, entries[0].how, entries[0].score)
        return None

    def _guesses(self, text: str, mentions: list[Mention]) -> Iterable[Mention]:
        taken = [(mention.start, mention.end) for mention in mentions]
        for start, end, names, score in self._slips.find(text, taken):
            entries = tuple(entry for name in names for entry in self._names[name])
            yield _mention(text, (start, end), entries, "fuzzy", score)


def _rank(name: str, entry: Entry) -> float:
    """A name ending in 역 is a station's first of all."""
    return entry.score + (1.0 if name.endswith("역") and entry.spot.kind == "station" else 0.0)


def _mention(text: str, span: tuple[int, int], entries: tuple[Entry, ...], how: How, score: float) -> Mention:
    others = tuple(dict.fromkeys(entry.spot for entry in entries[1:] if entry.spot.id != entries[0].spot.id))
    return Mention(*span, text[slice(*span)], entries[0].spot, how, score, others)


def _opens(text: str, flat: Flat, at: int, before: list[Mention]) -> bool:
    """Whether a word starts here."""
    start = flat.at[at]
    if start == 0:
        return True
    char, previous = flat.text[at], text[start - 1]
    if _HAN.match(char):
        return True
    if _KATAKANA.match(char):
        return not re.match(r"[ァ-ヺー]", previous)
    if not _WORD.match(previous):
        return True
    if _LATIN.match(char):
        return not (previous.isascii() and previous.isalnum())
    if previous.isascii():
        return True
    if before and before[-1].end < start and not re.search(r"\s", text[before[-1].end : start]):
        return closes(text[before[-1].end : start])
    return bool(BEFORE.search(text[:start]))


def _ends(text: str, end: int, name: str) -> bool:
    """Whether the word ends here, but for particles."""
    if end >= len(text):
        return True
    last, following = name[-1], text[end]
    if _HANGUL.match(last):
        match = _REST.match(text, end)
        rest = match.group() if match else ""
        return closes(rest) if not rest or _HANGUL.match(rest) or rest.startswith(("-", "→")) else True
    if _LATIN.match(last):
        if _BUSINESS.match(text, end):
            return False
        if _HANGUL.match(following):
            match = _REST.match(text, end)
            return closes(match.group() if match else "")
        return not (following.isascii() and following.isalnum())
    return not (_KATAKANA.match(last) and re.match(r"[ァ-ヺ]", following))


def renamed(spot: Spot, name: str) -> Spot:
    """The same point under the name that the asker used (강남역 2번 출구)."""
    return replace(spot, name=name)
