"""A list that a condition more is put on: 무료인 데는? keeps of the places shown those that are known to fit.

What is new stands behind them, and the answer says which is which: one who looks at a list wants it thinned
out, and one free place of four is seldom enough.
"""

from dataclasses import replace
from datetime import datetime
from typing import Final

from agent import facts
from agent.parts import Parts
from agent.tools.decision import Decision, Language, Text
from agent.tools.text.particle import with_particle
from agent.tools.text.punctuation import COMMA
from agent.wishes.granted import CANDIDATES, Granted
from data.opening import SEOUL
from rag.index import Where
from rag.wish import conditions

KEPT: Final[Text] = {
    "ko": "앞에서 보여 드린 곳 중에는 {names} 조건에 맞아요.",
    "en": "Of those shown before, this fits: {names}.",
    "ja": "先ほどの中で条件に合うのは{names}です。",
    "zh": "刚才的几个地方里，符合条件的是{names}。",
}
BESIDES: Final[Text] = {
    "ko": " 다른 곳도 함께 알려 드려요.",
    "en": " There are others too.",
    "ja": "ほかにもこちらがあります。",
    "zh": "另外还有这些地方。",
}
NONE_KEPT: Final[Text] = {
    "ko": "앞에서 보여 드린 곳 중에는 조건에 맞다고 확인된 곳이 없어서 새로 찾아봤어요.",
    "en": "None of those shown before is known to fit, so here are others.",
    "ja": "先ほどの中には条件に合うと確認できた場所がないため、ほかを探しました。",
    "zh": "刚才的几个地方里没有确认符合条件的，所以另外找了这些。",
}


def joined(parts: Parts, decision: Decision, found: Granted) -> Granted:
    """What was found, behind those of the places shown that fit; unchanged where the message puts nothing on
    them that their facts could tell, or where nothing fits it exactly.
    """
    narrowing = decision.narrowing
    if narrowing is None or found.start or not found.exact:
        return found
    said = conditions(narrowing.said)
    if not (said.free or said.open_now or said.district or said.kinds):
        return found
    now = datetime.now(SEOUL) if said.open_now else None
    where = Where(said.kinds, said.district, said.free, open_at=now)
    shown = (parts.retriever.get(spot.id) for spot in narrowing.shown if spot.id)
    kept = [place for place in shown if place and where.admits(place, None)]
    others = [place for place in found.places if place not in kept]
    return replace(found, places=[*kept, *others][:CANDIDATES], kept=kept)


def told(found: Granted, language: Language) -> str | None:
    """Which of the places were shown before; None where that was not asked."""
    if found.kept is None:
        return None
    if not found.kept:
        return NONE_KEPT[language]
    names = [facts.name(place, language) for place in found.kept]
    if language == "ko":
        names[-1] = with_particle(names[-1], "이/가")
    more = BESIDES[language] if len(found.places) > len(found.kept) else ""
    return KEPT[language].format(names=COMMA[language].join(names)) + more
