"""What a traveller would like to do, of which no place is named: 찜질방 가보고 싶어요, 유람선 타고 싶은데."""

import re

from agent.tools.reading import cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.strangers import strange
from agent.tools.routing.held import HELD
from agent.tools.routing.stranger import UNHELD

_LONGED = re.compile(
    r"^(?P<what>[^?？]{2,20}?)(?:을|를|에|도)?\s?(?:(?:먹|마시|입|타|배우|사|체험하|구경하)|(?:먹어|마셔|입어|타|배워|가|해|체험해|구경해)\s?보)"
    r"고\s?싶(?:어|어요|은데|은데요|습니다|네요|네|음)[\s.!~ㅋㅎ]*$"
)
"""Said to be told where; who says 싶다 says it to nobody."""
_NONE = re.compile(r"^(?:나도?|저도?|진짜|너무|빨리|정말|집에?|\s)+$")
_THERE = re.compile(r"에서\s\S{1,8}(?:\s\S{1,8})?$")
"""광장시장에서 육회 먹고 싶어."""
_SET = re.compile(r"촬영지|사옥|생가|성지|매장|팝업|굿즈")
"""Where something was, is made or sold: changes, and is not held."""


def longing(reading: Reading) -> Guess | None:
    match = _LONGED.match(reading.text)
    if match is None or _NONE.match(match["what"]) or reading.manners or reading.focus.pending:
        return None
    what, there = match["what"], len(reading.named) == 1 and not (reading.way or reading.daily)
    if there and _THERE.search(what):
        return Guess("place", HELD, rivals=("search",))
    told = reading.spots or reading.elsewhere or reading.ends.origin
    if told or cues.TASTE.search(reading.text):
        return None
    real = reading.daily or cues.TRADE.search(reading.text) or _SET.search(what)
    if real or strange(residue(reading), what) == "house":
        return Guess("search", UNHELD, rivals=("place",))
    return Guess("place", HELD, rivals=("search",))
