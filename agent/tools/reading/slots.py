# ruff: noqa: E501 (lists of words and patterns read best as one flowing text)
"""Where a route starts and ends, from sentences as people write them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from agent.tools.decision import Focus, Slot
from agent.tools.linking.gazetteer import Mention
from agent.tools.reading import airports, cues, marks
from agent.tools.reading.marks import Role
from agent.tools.reading.points import Point, arrived, marked, paired
from agent.tools.reading.unheard import unheard
from agent.tools.terms.when import without
from agent.tools.text.words import ELSEWHERE
from data.place import Spot

_ORDINALS = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}


@dataclass(frozen=True, slots=True)
class Ends:
    """`named`: how many ends the message itself names or points at; the rest came from the focus or the location."""

    origin: Spot | None = None
    destination: Spot | None = None
    named: int = 0
    roles: frozenset[Role] = frozenset()
    via: tuple[Spot, ...] = ()
    passing: bool = False
    """Whether the traveller only passes through (경유), and does not leave the train there."""

    @property
    def missing(self) -> Slot | None:
        """The destination is asked for first: without it an origin helps nobody."""
        if self.destination is None:
            return "destination"
        return "origin" if self.origin is None else None


def ends(
    text: str,
    mentions: Sequence[Mention],
    *,
    focus: Focus,
    location: Spot | None = None,
    followed: bool = False,
) -> Ends:
    """`followed`: the message continues the last route (그럼 택시는?), so that ends it leaves open are the last ones."""
    text = without(text)
    points = _points(text, mentions, focus, location)
    if (
        location is None
        and len(points) == 1
        and points[0].role == "from"
        and cues.HERE.match(text, points[0].start)
    ):
        points = []  # from where the asker is, to the place in focus
    origin, destination, via = _assign(points)
    named = len({id(point.spot) for point in points if point.role != "via" and point.spot not in via})
    if origin is None and destination is not None and _NEXT.search(text):
        told = focus.place if focus.route != "transit" else None
        origin = told or focus.destination or focus.place
    if followed or (focus.route == "transit" and focus.pending is None and named and _elliptic(text, points)):
        if origin is None and destination is not None:
            origin = focus.origin
        elif destination is None:
            destination = focus.destination
            origin = origin or focus.origin
    if via and not named and focus.route == "transit" and focus.pending is None:
        origin, destination = origin or focus.origin, destination or focus.destination
    if origin is None and location is not None and destination is not None:
        origin = location
    if origin is not None and destination is None and location is not None and not named:
        origin = None
    roles = frozenset(point.role for point in points if point.role)
    passing = bool(via) and bool(marks.PASSING.search(text)) and not marks.STAYING.search(text)
    return Ends(origin, destination, named, roles, via, passing)


_NEXT = re.compile(
    r"그\s?다음|이어서|끝나고|다\s?보고|보고\s?나서|구경하고|둘러보고|나와서|그러고\s?나서|after\s(?:that|this)|\bthen\s(?:to|how)|その後|然后",
    re.IGNORECASE,
)


def here(location: Spot | None) -> Spot | None:
    return replace(location, name=location.name or "현재 위치", kind="location") if location else None


_ELLIPSIS = re.compile(r"^(?:그럼|그러면|그리고|and|then|what\sabout|how\sabout|では|じゃあ|那)?\s?\S{1,12}(?:\s\S{1,12}){0,2}(?:까지는|에서는|부터는|으로는|로는|까지|에서|からは|までは|は|呢)(?:요)?(?:\s?(?:가면|출발하면|출발|타면|가려면|오면)(?:요|은|는)?)?\s?[?？]?\s?$|^(?:and|what\sabout|how\sabout)\s(?:from|to)\b", re.IGNORECASE)  # fmt: skip


def _elliptic(text: str, points: Sequence[Point]) -> bool:
    if len(points) != 1:
        return False
    if _ELLIPSIS.search(text) and not cues.WAY.search(text):
        return True
    point = points[0]
    rest = text[: point.start] + " " + text[point.end :]
    return point.role in ("from", "to") and bool(_TURNED.fullmatch(rest))


_TURNED = re.compile(
    r"(?:아니면|아니(?:[요야다]|에요)?|아|그럼|그러면|그냥|대신에?|말고|바꿔|바꾸면|바꿀게|변경|해|줘|주세요|주라|요|할게|하자|볼게|간다면|가면|가|만약|혹시|에서|부터|까지|으로|로|은|는|을|를|이면|라면|면|출발(?:지|역|점)?|(?:도착|목적)(?:지|역)?"
    r"|instead|actually|rather|wait|sorry|oops|hold|on|oh|no|not|but|please|change|make|set|switch|use|the|my|it|a|as|is|to|from|at|start(?:ing)?|leaving|point|place|station|destination|origin|departure|what|how|about|if|and|or|then|i|we|leave|go|want|let'?s"
    r"|すみません|あ、?|どう(?:なる|なの|です)?か?|間違えました?|いえ|いや|違います|やっぱり|では|じゃあ|それなら|から|まで|なら|だと|だったら|にして|に|を|は|の|場合|出発(?:地|駅)?|目的地|行き先|到着(?:地|駅)?|変えて|変更して|して|ください|お願いします"
    r"|不对|错了|啊|我在|我是|是|不|还是|那|从|從|到|去|出发(?:地|点|站)?|起点|终点|目的地|改成|改为|改|换成|换|吧|呢|怎么样|的话|如果|走|过去|请|把|帮我|[\s,.!?~？。、！，:：])+",
    re.IGNORECASE,
)
"""Nothing but a change of the end that is named."""


def _points(text: str, mentions: Sequence[Mention], focus: Focus, location: Spot | None) -> list[Point]:
    spans: list[tuple[int, int, Spot]] = [
        (*match.span(), Spot(match.group().strip())) for match in marks.ADDRESS.finditer(text)
    ]
    spans.extend(_named(text, mentions))
    for match in marks.COORDINATES.finditer(text):
        spot = Spot(f"{match[1]},{match[2]}", float(match[1]), float(match[2]), kind="location")
        spans.append((*match.span(), spot))
    spans.extend(_pointed(text, focus, location))
    spans = _apart(spans)
    airport = (*airports.terminals(text), *airports.unnamed(text), *airports.downtown(text))
    spans = _apart([*spans, *(span for span in airport if not _LEFT_OUT.match(text, span[1]))])
    here_ = [(*match.span(), Spot(match.group())) for match in cues.HERE.finditer(text)]
    spans = _apart([*spans, *unheard(text, [*spans, *here_])])
    points = [marked(text, *span) for span in sorted(spans, key=lambda span: span[:2])]
    points = arrived(text, paired(text, points))
    named = [point for point in points if not cues.HERE.match(text, point.start)]
    if any(point.role == "at" for point in named):  # how far is it from here? I'm in Hapjeong
        points = named
    known = [point for point in points if point.spot.kind != "unknown"]
    return [point for point in points if point in known or not _afar(point)] if len(known) > 1 else points


_LEFT_OUT = re.compile(r"\s?(?:이|가|은|는)?\s?(?:말고|아니고|아니라|빼고)|(?:じゃ|では)なく")
"""2터미널 말고 1터미널: a terminal that is set aside is no end."""


def _afar(point: Point) -> bool:
    """Whether one has come from a town far off, before the way that is asked for: 부산에서 서울역 도착해서."""
    return point.role in ("from", None) and point.spot.name.lower() in ELSEWHERE


def _named(text: str, mentions: Sequence[Mention]) -> Iterator[tuple[int, int, Spot]]:
    """Names with their spots; one that only leads another written right behind it is part of that: 南山首尔塔."""
    begin = None
    for mention, following in zip_longest(mentions, mentions[1:]):
        start = mention.start if begin is None else begin
        joined = following and following.start == mention.end and _HAN.search(mention.text)
        begin = start if joined else None
        if not joined:
            yield airports.numbered(text, start, mention.end) or (start, mention.end, stop(mention, text))


_HAN = re.compile(r"[一-鿿ァ-ヺ]$")


def stop(mention: Mention, text: str = "") -> Spot:
    """Where a traveller to or from a name goes: 홍대 is the station there, 명동 and 경복궁 are themselves; of
    two stations of a name, the one on the line that stands before it.
    """
    spot = mention.spot
    line = _line(text, mention.start, mention.end)
    if line and spot.kind == "station":
        name = marks.LINES.get(line, line)
        on = (other for other in (spot, *mention.alternatives) if name in (other.id or ""))
        return next(on, spot)
    if spot.kind != "place" or mention.how == "exact" or marks.GATE.match(text, mention.end):
        return spot
    stations = [other for other in mention.alternatives if other.kind == "station"]
    own = any(other.name.removesuffix("역") == spot.name for other in stations)
    return stations[0] if stations and not own else spot


def _line(text: str, start: int, end: int) -> str | None:
    """The line that says which of two stations of a name: before it, in brackets behind, or the only one ridden."""
    before, behind = marks.LINE.search(text[:start]), marks.LINE_BEHIND.match(text, end)
    if before or behind:
        return str((before or behind)["line"])  # type: ignore[index]
    ridden = {match["line"] for match in marks.LINE_RIDDEN.finditer(text)}
    return ridden.pop() if len(ridden) == 1 else None


def _pointed(text: str, focus: Focus, location: Spot | None) -> Iterator[tuple[int, int, Spot]]:
    there = focus.place or focus.destination
    ordinal = cues.ORDINAL.search(text)
    if ordinal:
        spot = ordinal_spot(ordinal, focus)
        if spot:
            thing = _THING.match(text, ordinal.end())
            yield ordinal.start(), thing.end() if thing else ordinal.end(), spot
    for match in cues.THERE.finditer(text):
        if there:
            yield (*match.span(), there)
    for match in cues.HERE.finditer(text):
        spot = here(location) or (there if focus.pending is None else None)
        if spot:
            yield (*match.span(), spot)


_THING = re.compile(r"の?(?:ところ|とこ|所|場所|お?店|スポット|やつ|もの|の)")
"""最後のところへ: what the number counts."""
_TRAIN = re.compile(r"(?:first|last)\sone", re.IGNORECASE)
"""After a journey, and no list of places: a train."""


def ordinal_spot(match: re.Match[str], focus: Focus) -> Spot | None:
    """What 두 번째 거 points at among the places last shown, or else among those named so far."""
    if focus.route == "transit" and not focus.places and _TRAIN.search(match.group()):
        return None
    at = _ORDINALS[match.lastgroup or "last"]
    spots = focus.places or focus.recent[::-1]
    return spots[at] if spots and at < len(spots) else None


def _apart(spans: Sequence[tuple[int, int, Spot]]) -> list[tuple[int, int, Spot]]:
    """Without those that overlap an earlier one of the list."""
    kept: list[tuple[int, int, Spot]] = []
    for start, end, spot in spans:
        if all(end <= other[0] or other[1] <= start for other in kept):
            kept.append((start, end, spot))
    return kept


def _assign(points: Sequence[Point]) -> tuple[Spot | None, Spot | None, tuple[Spot, ...]]:
    origin = next((point for point in points if point.role == "from"), None)
    after = next((point for point in points if point.role == "after"), None)
    if origin is None and all(point.role != "at" for point in points):
        origin = after
    via = tuple(p.spot for p in points if p.role == "via" or (p.role == "after" and p is not origin))
    destination = next((point for point in reversed(points) if point.role == "to"), None)
    there = [point for point in points if point.role == "at"]
    at = there[0] if there else None
    free = [point for point in points if point.role is None]
    if origin is None and at is not None:
        origin = at
    elif at is not None and destination is None:
        destination = at
    if origin is None and destination is None and len(free) > 1:
        origin, destination = free[0], free[1]
    elif destination is None and free:
        destination = free[-1]
    elif destination is None and origin is at and len(there) > 1:  # 집이 상계동인데 회사가 여의도예요
        destination = there[-1]
    elif origin is None and free and destination is not None and free[0].start < destination.start:
        origin = free[0]
    if origin is not None and destination is None:  # 홍대에서 명동에서: the second is where to
        later = [point for point in points if point is not origin and point.role == "from"]
        destination = later[0] if later else None
        if destination is None and via and origin.spot not in via:  # where the last stop is, the way ends
            return origin.spot, via[-1], via[:-1]
    return (origin.spot if origin else None), (destination.spot if destination else None), via
