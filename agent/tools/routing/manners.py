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


_BY_NAME = re.compile(
    r"\b(?:etiquette|manners|rules)\b|マナー|エチケット|作法|礼儀|决まり|決まり|ルール|规矩|礼仪|礼节|禁忌|规定|(?:注意|遵守)(?:什么|事项|哪些|点)",
    re.IGNORECASE,
)
"""Manners by their own name, whatever else may be asked of the place."""
_DRESSED = re.compile(
    r"\bhanbok\b.{0,40}\bfree\b|\bfree\b.{0,40}\bhanbok\b|(?:韓服|韩服|ハンボク|チマチョゴリ).{0,16}(?:無料|タダ|免费|不要钱)",
    re.IGNORECASE,
)
"""Free entry in a hanbok to the palaces, none of which is named: its rules are the same at all of them."""


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
    if said := _plainly(reading, kind):
        return said
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


def _plainly(reading: Reading, kind: str | None) -> Guess | None:
    """Manners in so many words, surest by their own name and of a kind of place; free entry in a hanbok."""
    if reading.manners:
        sure = 0.97 if _BY_NAME.search(reading.text) else 0.95
        return Guess("etiquette", sure if kind else 0.85)
    dressed = reading.category == "palace" and _DRESSED.search(reading.text)
    return Guess("etiquette", 0.97) if dressed and not (reading.spots or reading.wish) else None


def _entering(reading: Reading) -> bool:
    """Whether it is asked who may come in, or where something may be done."""
    if reading.wish and _WHERE_TO.search(reading.text):
        return True
    held = reading.spots or reading.focus.place
    return bool(held and not reading.category and cues.ENTRY.search(reading.text))
