# ruff: noqa: E501 (lists of words and patterns read best as one flowing text)
"""The points of a route: the role that the words around each give it, and that one gives the next."""

import re
from dataclasses import dataclass, replace

from agent.tools.reading import marks
from agent.tools.reading.marks import Role
from data.place import Spot


@dataclass(frozen=True, slots=True)
class Point:
    start: int
    end: int
    spot: Spot
    role: Role | None


def marked(text: str, start: int, end: int, spot: Spot) -> Point:
    """What stands from `start` to `end`, with its exit and the role that is marked before or behind it."""
    exit_ = marks.EXIT.match(text, end)
    if exit_:
        spot, end = replace(spot, name=f"{spot.name} {exit_[1] or exit_[2] or exit_[3]}번 출구"), exit_.end()
    before, behind = text[max(0, start - 24) : start], text[end : end + 30]
    role: Role | None = None
    for name, pattern in marks.BEFORE:
        if pattern.search(before) and (name != "at" or before.isascii() or before.strip()):
            role = name
            break
    for name, pattern in marks.AFTER:
        match = pattern.match(behind)
        if match:
            if role in (None, "at") or name in ("via", "after"):
                role = name
            break
    return Point(start, end, spot, role)


def paired(text: str, points: list[Point]) -> list[Point]:
    """`X to Y`, `X → Y`, `X到Y` and `between X and Y`: the first of a pair takes the role that the second leaves."""
    out = list(points)
    for index in range(len(out) - 1):
        gap = text[out[index].end : out[index + 1].start].strip().lower()
        lead = text[: out[index].start].rstrip().lower()
        following = out[index + 1].role
        if (
            gap in _LISTED and out[index].role is None and following in ("via", "after")
        ):  # 명동, 홍대 들렀다가
            out[index] = replace(out[index], role=following)
        elif (
            index and gap and gap in (*marks.ARROWS[3:], *"-–—", *_THEN) and out[index].role in ("to", "from")
        ):  # A → B → C
            out[index] = replace(out[index], role="via")
            out[index + 1] = replace(out[index + 1], role="to")
        elif (
            (gap in marks.ARROWS or _LINED.fullmatch(gap) or _RIDDEN.fullmatch(gap))
            and out[index].role not in ("from", "via")
        ) or (
            gap in ("and", "와", "과", "랑", "이랑", "-", "–", "—") and (_PARTED.search(lead) or gap in "-–—")
        ):
            out[index] = replace(out[index], role="from")
            out[index + 1] = replace(out[index + 1], role="to")
    return out


_LISTED = frozenset({",", "·", "、", "와", "과", "랑", "이랑", "하고"})
_THEN = frozenset({"then", "and then", ", then", ", and then", "然后", "，然后", "然後", "，然後"})


def arrived(text: str, points: list[Point]) -> list[Point]:
    """Of two places to get to the first is where one gets in, and sets out from: I arrive at Seoul Station by
    KTX, how do I get to Myeongdong?
    """
    for point in points[:-1]:
        if point.role in ("to", None) and _KOREAN_IN.match(text, point.end):
            return [replace(other, role="at") if other is point else other for other in points]
    ends = [index for index, point in enumerate(points) if point.role == "to"]
    if len(ends) < 2 or any(point.role not in ("to", None) for point in points):  # noqa: PLR2004
        return points
    first = points[ends[0]]
    if _GETS_IN.search(text[: first.start]) or _GOT_IN.match(text, first.end):
        return [replace(point, role="at") if point is first else point for point in points]
    return points


_GETS_IN = re.compile(
    r"\b(?:arriv\w*|reach\w*|land\w*|pull\w*\sin(?:to)?|(?:get|got|com)\w*\s(?:in|into|off))\b[^,.;?!]{0,20}$|(?:到|到达|抵达)$",
    re.IGNORECASE,
)
_GOT_IN = re.compile(r"[^、。,?？]{0,12}(?:着|到着)")
_KOREAN_IN = re.compile(
    r"(?:에|으로|로)?\s?(?:\S{1,8}\s)?(?:도착|착륙|입국)(?:하는데|했는데|인데|하면|해서|하고|하자마자|한\s?(?:뒤|다음|후)|예정인데|이고)|(?:에|에서)?\s?(?:내리는데|내렸는데|내리면|내려서|내린\s?(?:뒤|다음|후))"
)
_LINED = re.compile(
    r"(?:(?:坐|乘|搭|换|に乗って)?\s?(?:地铁|地鐵)?\s?\d{1,2}[号號]?[线線]\s?)(?:到|去|至|往|で)"
)
"""By which line from one to the other: 景福宫站3号线到高速巴士客运站."""


_RIDDEN = re.compile(
    r"(?:想|要|可以|能|直接|怎么|如何|打车|打的|坐车|开车|走路|步行|骑车|(?:坐|乘|搭)(?:地铁|公交车?|大巴|巴士|出租车?|车|火车|机场(?:铁路|快线|大巴)))+(?:去|到|至|往|走到|前往)"
)
"""How from one to the other: 安国站怎么去广藏市场."""
_PARTED = re.compile(r"(?<!difference )(?<!differences )(?<!choose )(?<!decide )(?<!compare )between$")
"""Two ends, and not two things to tell apart."""
