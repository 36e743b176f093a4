"""Linking: names of known places and stations in a message, with their spans.

Exact names are found by a hash of their first two characters, typing slips by `agent.tools.linking.slips`.
No morphological analysis: what may stand before and behind a name decides (`agent.tools.text.particle`), and
for names that are ordinary words, or a quarter's and a station's, what is around it
(`agent.tools.linking.evidence`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from math import cos, hypot, radians
from typing import Any

from agent.tools.linking.edges import ends, follows, opens, pieced
from agent.tools.linking.evidence import away, branch, district, helped, rides, titled, travels
from agent.tools.linking.names import Entry, How, place_names, station_names, station_spot, with_station
from agent.tools.linking.slips import Slips
from agent.tools.text.fold import Flat, flatten, key, unbracketed
from agent.tools.text.words import GENERIC
from data.place import Place, Spot

WEAK = 0.5
"""Mentions below this score (a name that is also a word) count only where a route is meant."""

SURE = 0.9
"""Names below this score (bare stations, nicknames) give way to any other reading."""

LENT = 0.45
"""Score of a name that a district bears too: an end of a journey at most."""

LONG = 3
"""Letters of a name that may begin within a written word, behind the end of another."""

APART = 1000
"""Metres: spots of one name that are nearer than this are the same to someone who asks."""

_HANGUL = re.compile(r"[가-힣]")
_HAN = re.compile(r"[一-鿿]")

_IN = re.compile(r"\s?(?:안에|내에|속에|안|내|에)\s?(?:있는|위치한)?\s(?P<part>[가-힣]{2,8})")
_OF = re.compile(r"\s?[の的]\s?")
AROUND = 3000
"""Metres: a place so near to another may be told by it."""
_HUB = re.compile(
    r"^(?:서울역|용산역|청량리역|수서역|seoul\s?station|ソウル駅|首尔站)$|(?:공항|터미널|airport|空港|机场|機場)$",
    re.IGNORECASE,
)
"""부산 서울역 may be a journey without particles; 부산 경복궁 is a restaurant, 광주 송정역 not ours."""


@dataclass(frozen=True, slots=True)
class Mention:
    """`text[start:end]` of the message names `spot`.

    `score` (0–1): 1 the name itself; from 0.9 another full name; 0.7–0.8 a bare station or a nickname; below
    `WEAK` a word that nothing around makes a place. Slips: 0.9 less 0.08 a letter. `alternatives` bear the
    same name, best first; `rivals` are those of them as likely and far apart, so that one should ask back.
    """

    start: int
    end: int
    text: str
    spot: Spot
    how: How
    score: float
    alternatives: tuple[Spot, ...] = ()
    rivals: tuple[Spot, ...] = ()


class Gazetteer:
    """Names → spots. Build once; `link` is pure and safe to call from any thread."""

    def __init__(self, names: Mapping[str, tuple[Entry, ...]]) -> None:
        self._names = dict(names)
        by_head: dict[str, set[int]] = {}
        for name in self._names:
            by_head.setdefault(name[:2], set()).add(len(name))
        self._lengths = {head: tuple(sorted(lengths, reverse=True)) for head, lengths in by_head.items()}
        self._slips = Slips(
            {
                name: (entries[0].score, max(entry.popularity for entry in entries))
                for name, entries in self._names.items()
                if entries[0].score >= WEAK
            },
            strong=SURE,
        )

    @classmethod
    def build(cls, places: Iterable[Place], stations: Iterable[Mapping[str, Any]] = ()) -> "Gazetteer":
        """`stations` are rows of `data/subway/stations.jsonl`; platforms of one station are one spot."""
        names: dict[str, list[Entry]] = {}

        def add(name: str, entry: Entry) -> None:
            if not _nameable(name):
                return
            held = names.setdefault(name, [])
            if all(other.spot.id != entry.spot.id for other in held):
                held.append(entry)

        for place in places:
            for name, entry in place_names(place):
                add(name, entry)
        seen: set[str | None] = set()
        for row in stations:
            spot = station_spot(row)
            if spot.id in seen:
                continue
            seen.add(spot.id)
            namesake = names.get(key(unbracketed(row["name"]["ko"])), ())
            for name, score in station_names(row["name"]):
                # 명동 and 명동역 share their foreign names, and the place comes first, as in Korean.
                foreign = score < SURE and not _HANGUL.search(name)
                if foreign and namesake and namesake[0].spot.kind == "place":
                    add(key(name), replace(namesake[0], how="alias", score=0.8))
                add(key(name), Entry(spot, "exact" if score == 1.0 else "alias", score, popularity=1))
        return cls({name: _ordered(name, held) for name, held in names.items()})

    def __len__(self) -> int:
        return len(self._names)

    def find(self, name: str) -> Spot | None:
        """The spot of exactly this name, in any spelling; None when there is none."""
        entries = self._names.get(key(name))
        return entries[0].spot if entries else None

    def station(self, name: str) -> Spot | None:
        """The station called so, with or without 역."""
        entries = self._names.get(key(with_station(name)), ()) or self._names.get(key(name), ())
        return next((entry.spot for entry in entries if entry.spot.kind == "station"), None)

    def named(self, text: str, at: int) -> int:
        """The length of the longest name at `at` of Hangul without spaces, whatever is around it; or 0."""
        for length in self._lengths.get(text[at : at + 2], ()):
            entries = self._names.get(text[at : at + length])
            if entries and at + length <= len(text) and entries[0].score >= WEAK:
                return length
        return 0

    def link(self, text: str, *, fuzzy: bool = True) -> list[Mention]:
        """Every known name in `text`, in order; longest names win, and none lies inside another word."""
        flat = flatten(text)
        mentions: list[Mention] = []
        at = 0
        while at < len(flat.text):
            found = self._longest(text, flat, at, mentions[-1].end if mentions else -1)
            if found is None:
                at += 1
                continue
            found = self._part(text, found)
            mentions.append(found)
            while at < len(flat.text) and flat.at[at] < found.end:
                at += 1
        mentions = list(_compounded(text, mentions))
        if fuzzy:
            mentions = self._with_slips(text, mentions)
        return [_nearest(mention, mentions) for mention in mentions]

    def _longest(self, text: str, flat: Flat, at: int, before: int) -> Mention | None:
        lengths = self._lengths.get(flat.text[at : at + 2])
        if not lengths:
            return None
        opened = opens(text, flat, at, before)
        if not opened and not follows(text, flat.at[at]):
            return None
        for length in lengths:
            if not opened and length < LONG:
                continue
            name = flat.text[at : at + length]
            entries = self._names.get(name)
            if entries is None or at + length > len(flat.text):
                continue
            start, end = flat.at[at], flat.at[at + length - 1] + 1
            end += text[end : end + 1] == "ー"
            if ends(text, end, name) and not pieced(text, start, end, name):
                found = _mention(text, (start, end), entries)
                if found is not None:
                    return found
        return None

    def _part(self, text: str, whole: Mention) -> Mention:
        """What is held under the names of a place and of something in it: 코엑스 안에 있는 수족관."""
        said = _IN.match(text, whole.end)
        if said is None:
            return whole
        start, last = said.span("part")
        for end in range(last, start + 1, -1):
            for head in dict.fromkeys((whole.text, whole.spot.name)):
                name = key(head + text[start:end])
                if name in self._names and ends(text, end, name):
                    return _mention(text, (whole.start, end), self._names[name]) or whole
        return whole

    def _with_slips(self, text: str, mentions: list[Mention]) -> list[Mention]:
        """Slips beside the exact names, and in place of those that a longer slip covers (남산 타웟)."""
        guesses: list[Mention] = []
        for guess in self._slips.find(text, [(m.start, m.end) for m in mentions]):
            best, *rest = (self._names[name] for name in guess.names)
            found = _mention(text, (guess.start, guess.end), best, guess.score)
            if found is not None:
                guesses.append(_or(found, rest, guess.tied - 1))
        kept = [m for m in mentions if not any(g.start < m.end and m.start < g.end for g in guesses)]
        return sorted([*kept, *guesses], key=lambda mention: mention.start)


def _nameable(flat: str) -> bool:
    """Whether a folded name is long enough and more than a kind of place."""
    shortest = 2 if _HANGUL.search(flat) or _HAN.search(flat) else 3
    return len(flat) >= shortest and flat not in GENERIC and not flat.isdigit()


def _compounded(text: str, mentions: Sequence[Mention]) -> Iterable[Mention]:
    """A name written right before one that tells more of it is part of that: 南山首尔塔, トンデムンのDDP."""
    start: int | None = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        begin = mention.start if start is None else start
        kin = following is not None and following.spot.name.startswith(mention.spot.name[:2])
        joined = kin and following.start == mention.end and _HAN.match(text, mention.end)
        if following is not None and (joined or _holds(text, mention, following)):
            start = begin
            continue
        start = None
        yield replace(mention, start=begin, text=text[begin : mention.end])


def _holds(text: str, mention: Mention, following: Mention) -> bool:
    """Whether a name only says where the place named next is, or of what it is a part: 昌徳宮の秘苑."""
    near = 0 < metres(mention.spot, following.spot) < AROUND or mention.spot == following.spot
    return near and following.spot.kind == "place" and bool(_OF.fullmatch(text, mention.end, following.start))


def _ordered(name: str, entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Best first: a name ending in 역 is a station's first of all, then score, then how much people ask."""

    def rank(entry: Entry) -> tuple[bool, float, int, bool]:
        station = name.endswith(("역", "駅")) and entry.spot.kind == "station"
        return not station, -entry.score, -entry.popularity, key(entry.spot.name) != name

    return tuple(sorted(entries, key=rank) if len(entries) > 1 else entries)


def _mention(
    text: str, span: tuple[int, int], entries: tuple[Entry, ...], slip: float | None = None
) -> Mention | None:
    """What is meant by the name at `span`; None where its neighbours say that it is no place of ours."""
    start, end = span
    if titled(text, end):
        return None
    if away(text, start) and not _HUB.search(text[start:end]) and _in_seoul(entries[0].spot):
        return None
    first = _meant(text, span, entries)
    if branch(text, end) not in first.spot.name:
        return None
    score = first.score
    if district(text, start, end):
        if slip is not None:
            return None
        score = min(score, LENT)
    elif slip is not None:
        score = slip
    elif score < WEAK and helped(text, start, end, key(text[start:end])):
        score = 0.75
    spots = dict.fromkeys((first.spot, *(entry.spot for entry in entries)))
    others = tuple(spot for spot in spots if spot.id != first.spot.id)
    rivals = tuple(
        entry.spot
        for entry in entries
        if entry.spot.kind == first.spot.kind
        and (entry.score, entry.popularity) == (first.score, first.popularity)
        and metres(entry.spot, first.spot) > APART
    )
    how: How = first.how if slip is None else "fuzzy"
    return Mention(start, end, text[start:end], first.spot, how, score, others, rivals)


def _or(mention: Mention, rest: Sequence[tuple[Entry, ...]], tied: int) -> Mention:
    """With the spots of other names that were as near (`tied` of them) or a little farther."""
    spots = dict.fromkeys((*mention.alternatives, *(entry.spot for entries in rest for entry in entries)))
    rivals = (entries[0].spot for entries in rest[:tied])
    apart = (spot for spot in rivals if spot.id != mention.spot.id and metres(spot, mention.spot) > APART)
    return replace(
        mention,
        alternatives=tuple(spot for spot in spots if spot.id != mention.spot.id),
        rivals=(*mention.rivals, *dict.fromkeys(apart)),
    )


def _meant(text: str, span: tuple[int, int], entries: tuple[Entry, ...]) -> Entry:
    """The first, or its station where trains are spoken of or a quarter is an end of a journey."""
    first = entries[0]
    station = next((entry for entry in entries if entry.spot.kind == "station"), None)
    if station is None or first.spot.kind == "station":
        return first
    if rides(text, span[1]):
        return station
    if first.area and first.how == "alias" and _HANGUL.match(text, span[0]) and travels(text, *span):
        return station
    return first


def _nearest(mention: Mention, mentions: list[Mention]) -> Mention:
    """Of rivals the one near what else is named: 영등포 중앙시장."""
    if not mention.rivals:
        return mention
    anchor = next((m.spot for m in mentions if m is not mention and not m.rivals and m.score >= WEAK), None)
    if anchor is None:
        return mention
    best, *rest = sorted((mention.spot, *mention.rivals), key=lambda spot: metres(spot, anchor))
    if any(metres(spot, anchor) < metres(best, anchor) + APART for spot in rest):
        return mention
    others = (mention.spot, *mention.alternatives)
    return replace(mention, spot=best, alternatives=tuple(spot for spot in others if spot != best), rivals=())


def metres(one: Spot, other: Spot) -> float:
    """Flat distance, exact enough within a city; 0 where a point is unknown."""
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return 0.0
    return 111_200 * hypot(one.lat - other.lat, (one.lon - other.lon) * cos(radians(one.lat)))


def _in_seoul(spot: Spot) -> bool:
    """Within the box around the city."""
    return bool(spot.lat and spot.lon and 37.41 < spot.lat < 37.72 and 126.74 < spot.lon < 127.2)  # noqa: PLR2004
