"""Whether how to behave is asked."""

import re

from agent.tools.reading import cues
from agent.tools.reading.read import Guess, Reading
from agent.tools.reading.residue import residue
from agent.tools.reading.varying import WIDEST
from agent.tools.routing.rerouted import behaving

_OCCASION = re.compile(
    r"[가-힣]\s?(?:때|적에|(?<=하)면|(?<=주)면|(?<=받으)면|(?<=오)면|(?<=걸)면)(?:는|엔|에는|에)?(?:요|는요)?[\s?？]*$|(?:とき|時)(?:は|に|には)?[\s?？]*$|的?(?:时候|時候)(?:呢|该|要)?[\s?？]*$"
)
"""Manners of an occasion that is only named: 名刺を渡すときは？"""


_WHERE_TO = re.compile(
    r"[되돼]는\s?(?:데|곳)\s?(?:있|없|어디|추천|알려|좀)|어디(?:로|에|서|에서|를)?\s?[가-힣]{0,3}야\s?(?:[되돼하해]|함|됨)"
)
"""사진 찍어도 되는 데 있나, 어디로 가야 돼: where, and not whether."""
_FIRST = re.compile(
    r"(?:처음|첨)(?:인데|이라서?|이에요|이야|예요|입니다|\s?(?:가|와|타|먹|해|마셔)\S{0,2}\s?(?:보|봐|봤|가)?\S{0,4})(?:요)?[\s.!~?？ㅎㅋㅠ]*$"
)
"""찜질방은 처음인데: how one behaves there."""


def newly(reading: Reading) -> Guess | None:
    """Said to be somebody's first time at something that has manners."""
    other = reading.spots or reading.way or reading.fact
    if other or not (reading.category and _FIRST.search(reading.text)):
        return None
    return Guess("etiquette", 0.97)


def manners(reading: Reading) -> Guess | None:
    kind = reading.category or (reading.place_category if reading.spots else None)
    if reading.manners:
        return Guess("etiquette", 0.95 if kind else 0.85)
    if behaving(reading) and not (reading.wish or reading.spots):
        return Guess("etiquette", 0.9)
    if (
        reading.category
        and _OCCASION.search(reading.text)
        and not (
            reading.spots or reading.way or reading.wish or reading.fact or reading.daily or reading.taxi
        )
    ):
        return Guess("etiquette", 0.87)
    named = reading.category and reading.act and not (reading.spots or reading.tell or reading.daily)
    if named and reading.width <= WIDEST // 2 and not (reading.wish or reading.way or residue(reading)):
        return Guess("etiquette", 0.72, rivals=("transit",))
    if (
        reading.allowed
        and reading.category
        and not (reading.wish or reading.way or reading.spots or reading.act)
    ):
        return Guess("etiquette", 0.75, rivals=("search",))
    if reading.allowed and reading.act and not reading.way and not _entering(reading):
        if reading.category:
            return Guess("etiquette", 0.88)
        if kind:
            return Guess("etiquette", 0.8, rivals=("place",))
        if reading.focus.route in ("place", "etiquette", "transit") and reading.place_category:
            return Guess("etiquette", 0.75, rivals=("place",))
        return Guess("etiquette", 0.74 if reading.allowed and not reading.wish else 0.6, rivals=("chat",))
    return None


def _entering(reading: Reading) -> bool:
    """Whether it is asked who may come in, or where something may be done."""
    if reading.wish and _WHERE_TO.search(reading.text):
        return True
    held = reading.spots or reading.focus.place
    return bool(held and not reading.category and cues.ENTRY.search(reading.text))
