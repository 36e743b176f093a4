# ruff: noqa: E501 (a pattern reads best as one flowing text)
"""What a message points at without its name, and what it sets aside: 거기, 그 박물관, 돌담길은?, 거기 말고."""

import re

from agent.tools.decision import Focus
from agent.tools.linking.gazetteer import Gazetteer, Mention
from agent.tools.reading import cues
from agent.tools.reading.slots import ordinal_spot
from data.place import Spot

WORD = re.compile(r"[가-힣]{2,10}")
TOPICAL = re.compile(r"(?:은요|는요|도요|은|는|이|가|을|를|도|에|에서|의)$")


def pointed(text: str, focus: Focus) -> tuple[Spot, ...]:
    ordinal = cues.ORDINAL.search(text)
    if ordinal:
        spot = ordinal_spot(ordinal, focus)
        if spot:
            return (spot,)
    that = cues.THAT.search(text)
    if that:
        kind = that["kind"]
        spot = next((spot for spot in (*focus.recent, *focus.places) if kind in spot.name), None)
        if spot:
            return (spot,)
    kind = _OWN_KIND.search(text)
    if kind and focus.place and focus.place.name.endswith(kind["kind"]) and not _ELSE.search(text):
        return (focus.place,)
    if cues.MANY.search(text) and focus.route in ("place", "search"):
        three = re.search(r"셋|세\s?(?:곳|군데)", text)
        shown = (() if three else focus.places[:SHOWN]) or focus.recent[: 3 if three else 2][::-1]
        return shown if len(shown) > 1 else ()
    place = focus.place or (focus.destination if focus.route == "transit" else None)
    if place and (cues.THERE.search(text) or cues.HERE.search(text) or cues.IT.search(text)):
        return (place,)
    return ()


def inner(text: str, focus: Focus, gazetteer: Gazetteer) -> Spot | None:
    """What is held under the name of the place told of and a word of the message: 돌담길은? after 덕수궁."""
    if focus.place is None or focus.place.kind != "place":
        return None
    heads = dict.fromkeys((focus.place.name, focus.place.name.split()[0]))
    for match in WORD.finditer(text):
        for word in dict.fromkeys((match.group(), TOPICAL.sub("", match.group()))):
            if len(word) < 2:  # noqa: PLR2004
                continue
            for head in heads:
                spot = gazetteer.find(f"{head} {word}")
                if spot and spot.kind == "place" and spot != focus.place:
                    return spot
    return None


_OWN_KIND = re.compile(
    r"(?<![가-힣])(?P<kind>궁|박물관|미술관|공원|시장|사찰|타워|성당|도서관|과학관|식물원|동물원|한옥마을|거리|숲)\s?(?:안|내부)?(?:은|는|이|가|에|에서|에는|에도|도|안에)(?![가-힣])"
)
"""시장에 뭐 유명해?: the market that was told of."""
_ELSE = re.compile(r"추천|다른|또|말고|어디|좋은|만한|근처|주변|가까운")
SHOWN = 4
"""Places of a list that 그중에 speaks of."""


def excluded(text: str, mentions: tuple[Mention, ...], pointed: tuple[Spot, ...]) -> tuple[Spot, ...]:
    """Places named before 말고, or pointed at by 거기 말고."""
    behind = tuple(m.spot for m in mentions if _LED.search(text[: m.start]))
    if behind:
        return behind
    match = cues.NOT.search(text)
    if not match:
        return ()
    head = text[: match.start()].rstrip()
    named = tuple(
        spot
        for m in mentions
        if 0 <= len(head) - m.end <= 2  # noqa: PLR2004 (a particle)
        for spot in (m.spot, *m.alternatives)  # 신림 말고: the quarter and its station
    )
    if _BEFORE.search(match.group()) and (not named or text[match.start() - 1] in "，,、。 "):
        named = tuple(m.spot for m in mentions if 0 <= m.start - match.end() <= 2)  # noqa: PLR2004
    return named or pointed


_BEFORE = re.compile(r"other\s+than|instead\s+of|not\s*|除了|不", re.IGNORECASE)
"""What stands before what it sets aside: 从新村出发，不要爬楼梯 sets no place aside."""
_LED = re.compile(r",\s?(?:and\s)?not\s(?:the\s)?$", re.IGNORECASE)
"""What stands before the name that it sets aside: I mean A, not B."""
