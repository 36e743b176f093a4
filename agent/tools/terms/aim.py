# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""Whether a time is one to arrive by or one to leave at, from the words around it, in four languages."""

import re
from typing import Final

from agent.tools.terms.calendar import Kind

_BY: Final = re.compile(
    r"\s?(?:쯤|경|정도|정각|전후|頃|ごろ|左右)?(?:까지|전까지|\s?전에|\s?이전|\s?안에|에\s?맞춰|までに?|前に|前(?!面)|之前|以前)"
)
_UNTIL: Final = re.compile(r"\b(?:by|before|until|no\slater\sthan)\s(?:about\s|around\s)?$", re.IGNORECASE)
_TAIL: Final = re.compile(r"\s?(?:쯤|경|정도|정각|頃|ごろ|左右)?(?:에는|에|부터|이후|に|출발|発)?")
_THERE: Final = re.compile(
    r"도착|약속|예약|공연|콘서트|경기|시작|만나|체크인|비행기|항공|탑승|기차|ktx|수업|회의|미팅|면접|가야|있어야|arriv|\breach\b|get\sthere|be\s(?:there|at|in)\b|flight|check.?in|concert|着|到着|フライト|飛行機|予約|到(?!底)|航班|飞机|飛機|起飞|预约|演出",
    re.IGNORECASE,
)
_AWAY: Final = re.compile(r"출발|나가|나서|떠나|나와|타[고면서]|탈|\bleav|\bdepart|\bset\soff|出発|発|出て|出发|出發|离开|从|從|から|\bfrom\b", re.IGNORECASE)  # fmt: skip
_FLIGHT: Final = re.compile(
    r"비행기|항공편|탑승|\bflight\b|フライト|飛行機|航班|飞机|飛機|起飞", re.IGNORECASE
)
_LEAVING: Final = re.compile(r"\bleav|\bdepart", re.IGNORECASE)
_EN_BEFORE: Final = re.compile(r"arriv|\breach\b|get\s(?:there|to)\b|be\s(?:there|at|in)\b", re.IGNORECASE)
_WHEN_TO_LEAVE: Final = re.compile(
    r"(?:몇\s?시에|언제(?:쯤)?|몇\s?시쯤)\s?(?:나가|나와|나서|출발|떠나)|(?:when|what\stime)\s(?:should|do|must|shall)\s(?:i|we)\s(?:leave|set\sout|head)|何時に(?:出|出発)|几点(?:出发|走|出门)|什么时候出发",
    re.IGNORECASE,
)
"""Who asks when to leave names the hour of something else."""

_ONWARD: Final = re.compile(
    r"\b(?:arriv\w*|gets?\sin(?:to)?|gets?\sto|reach\w*|com\w+\sinto|land\w*)\b(?=[^.;?!]{0,30}■)[^.;?!]{0,50}[,.;?!].{0,40}\b(?:to|reach)\s(?:the\s)?■"
    r"|■.{0,8}(?:着|到着)[^■]{0,16}■+(?:まで|へ|に|行)|(?:到|抵达)■+[^■]{0,10}[，,。\s][^■]{0,12}(?:去|到|往)■",
    re.IGNORECASE,
)
"""Where one gets in first, and goes on from (names are blanked): I arrive at ■ at 9, how do I get to ■?"""


def aim(text: str, match: re.Match[str]) -> tuple[Kind, int]:
    """What the time that was matched in `text` is for, and where its words end."""
    start, end = match.span()
    by = _BY.match(text, end)
    kind: Kind = "arrive" if by or _UNTIL.search(text[:start]) else "depart"
    if re.match(r"by|before|until", match.group(), re.IGNORECASE):
        kind = "arrive"
    end = by.end() if by else end
    kind = "depart" if by and re.match(r"\s?출발|\s?나가|\s?나서", text[end:]) else kind
    if kind == "depart":
        kind = _belongs(text, start, end)
        tail = _TAIL.match(text, end)
        end = tail.end() if tail else end
    return kind, end


def flight(text: str, match: re.Match[str], end: int) -> bool:
    """Whether the time that was matched, whose words go on to `end`, is a flight's."""
    near = text[end : end + 8] + " " + text[max(0, match.start() - 14) : match.start()]
    return bool(_FLIGHT.search(text[end : end + 6]) or (_FLIGHT.search(near) and match.group().isascii()))


def _belongs(text: str, start: int, end: int) -> Kind:
    """Whether the word that the time belongs to is one of arriving; else it is a departure."""
    if _WHEN_TO_LEAVE.search(text):
        return "arrive"
    if _ONWARD.search(text):
        return "depart"
    there, away = _THERE.search(text, end), _AWAY.search(text, end)
    if there and (away is None or there.start() < away.start()):
        return "arrive"
    if text[start:end].isascii():
        before = list(_EN_BEFORE.finditer(text[:start]))
        left = list(_LEAVING.finditer(text[:start]))
        return "arrive" if before and (not left or left[-1].start() < before[-1].start()) else "depart"
    return "depart"
