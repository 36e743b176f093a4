"""Parts of town, and what one would like there: 명동에서 칼국수 먹고 싶어, where 명동 only says where."""

import re
from collections.abc import Mapping, Sequence

from agent.tools.linking.gazetteer import Mention

_STREETS = frozenset({"shopping", "food", "market"})
"""Categories of places that are parts of town where a station is called by their name: 명동."""
_CRAVED = re.compile(
    r"■(?:역|쪽|근처)?\s?(?:에서|서|에)\s(?:\S+\s){0,5}?\S{0,6}?"
    r"(?:(?<!출발하)(?<!살아보)(?<!돌아가)(?<![타가오살자나])(?<!내리)(?<!만나)(?<!떠나)고\s?(?:싶|픔|프|파(?=[요\s.!~ㅋㅎㅠ]|$))"
    r"|(?:먹을|마실|놀|할|볼)래(?:요)?(?=[\s.!~ㅋㅎ]|$)|(?<![가-힣])[땡당](?:[기겨긴깁김]))"
)
"""Something to do at what is named, but to leave it, live there or meet somebody."""


def quarter(mentions: Sequence[Mention], categories: Mapping[str, str]) -> bool:
    """Whether all that is named is one part of town: a station, a neighbourhood, or streets and a gate that a
    station is called by.
    """
    if len({mention.spot for mention in mentions}) != 1:
        return False
    mention = mentions[0]
    kind = categories.get(mention.spot.id or "")
    if mention.spot.kind == "station" or kind == "neighbourhood":
        return True
    called = any(other.kind == "station" for other in mention.alternatives)
    return called and (kind in _STREETS or mention.how == "alias")


def craved(text: str) -> bool:
    """Whether one would like something there: `text` with its names blanked."""
    return bool(_CRAVED.search(text))
