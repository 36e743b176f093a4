"""Which of the places shown a question means: the nearest of them, or those that cost nothing."""

import re
from collections.abc import Sequence

from agent.parts import Parts
from agent.state import Ask
from agent.tools.decision import Decision
from agent.tools.reading.cues import CHOOSING
from agent.tools.transit.geo import crow
from agent.wishes.granted import NEAREST, Granted, called
from data.place import Place
from rag.wish import FREE, PAID_TOO

_NEAR = re.compile(rf"{NEAREST.pattern}|(?:어디|어느).*(?:가까|가깝)", re.IGNORECASE)
_FROM = re.compile(r"(?!(?:여기|거기)에?서)[가-힣]{2,}(?:에서|에)\s?(?:제일|가장|더)?\s?(?:가까|가깝)")
"""서울역에서 가까운: the start is said."""
_SUCH = re.compile(r"[는은인한]\s?(?:데|곳|거|것|건)(?![가-힣]{2})")
"""입장료 없는 데: those of them that are so. 다 무료야? asks of all."""


def chosen(parts: Parts, decision: Decision, named: Sequence[Place], ask: Ask | None) -> Granted:
    """The places of the question, as far as it can be told of them: by distance from where the asker is, or
    from what the list was around; without those that are not free. All of them, where nothing tells.
    """
    asked = decision.question
    if len(named) < 2 or not (CHOOSING.search(asked) or _SUCH.search(asked)):  # noqa: PLR2004
        return Granted(named)
    start = (ask.location if ask and not _FROM.search(asked) else None) or decision.around
    if start and start.lat is not None and start.lon is not None and _NEAR.search(asked):
        here = (start.lat, start.lon)
        near = sorted(named, key=lambda place: crow(here, (place.lat, place.lon)))
        return Granted(near, start=start, called=called(parts, start, decision.language))
    free = [place for place in named if place.fee == 0] if FREE.search(PAID_TOO.sub("", asked)) else []
    return Granted(free or named)
