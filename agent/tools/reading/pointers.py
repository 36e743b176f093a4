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
    kept, left = _numbered(text, focus)
    if kept or left:
        return kept or left
    that = cues.THAT.search(text)
    if that:
        kind = that["kind"]
        spot = next((spot for spot in (*focus.recent, *focus.places) if kind in spot.name), None)
        if spot:
            return (spot,)
    if len(focus.places) == 2 and _listed(focus) and _OF_TWO.fullmatch(text):  # noqa: PLR2004
        return focus.places
    if _listed(focus) and (_CHOICE.fullmatch(text) or _of_their_kind(text, focus)):
        return focus.places[:SHOWN]
    kind = _OWN_KIND.search(text)
    if kind and focus.place and focus.place.name.endswith(kind["kind"]) and not _ELSE.search(text):
        return (focus.place,)
    if cues.MANY.search(text) and focus.route in ("place", "search"):
        count = next((number for number, word in _COUNTS.items() if word.search(text)), 0)
        whole = not count or len(focus.places) == count
        shown = (focus.places[:SHOWN] if whole else ()) or focus.recent[: count or 2][::-1]
        return shown if len(shown) > 1 else ()
    place = focus.place or (focus.destination if focus.route == "transit" else None)
    if place and (cues.THERE.search(text) or cues.HERE.search(text) or cues.IT.search(text)):
        return (place,)
    return ()


def _numbered(text: str, focus: Focus) -> tuple[tuple[Spot, ...], tuple[Spot, ...]]:
    """The places of a list by their numbers, and those of them that 말고 sets aside."""
    kept, left = list[Spot](), list[Spot]()
    for match in cues.ORDINAL.finditer(text):
        spot = ordinal_spot(match, focus)
        if spot:
            (left if _SET_ASIDE.match(text, match.end()) else kept).append(spot)
    return tuple(dict.fromkeys(kept)), tuple(dict.fromkeys(left))


_SET_ASIDE = re.compile(r"\s?(?:거|것|곳|데|집)?\s?(?:은|는)?\s?(?:말고|말구|빼고|제외)")


def _listed(focus: Focus) -> bool:
    """Whether the last answer was a list of places, and none of them was told of since."""
    shown = focus.places
    return focus.route == "place" and len(shown) > 1 and focus.place not in shown[1:]


_CHOICE = re.compile(
    r"(?:(?:그럼|그러면|근데|음|오|아|여기서|여기\s?중에?서?|거기서|이\s?중에|혹시|아무\s?(?:데|거)나|(?:지하철)?역에서)[\s,]*)?"
    r"(?:(?:어디|뭐|어느\s?(?:쪽|곳|데|게|거|것))(?:가|이|로|를)?\s?(?:제일|가장|젤|그나마|더)\s?\S{1,8}(?:\s\S{1,6})?"
    r"|(?:제일|가장|젤|그나마)\s?(?:\S{1,5}\s)?\S{1,6}\s?(?:데|곳|건|거|게|것|쪽)(?:은|는|이|가|로|을|를|만)?(?:요)?(?:\s?(?:어디|뭐|어느|알려|골라|말해|찍어|추천)\S{0,6}(?:\s?\S{1,4})?)?"
    r"|(?:(?:딱|꼭|그냥)\s)?(?:하나|한\s?(?:군데|곳|개))만?\s?(?:\S{1,4}\s)?(?:고르|골라|추천|뽑|꼽|찍|간다|가야|갈)\S{0,6}(?:\s\S{1,6}){0,2}"
    r"|(?:(?:하루|반나절|오늘|한\s?번)\S{0,4}\s)?(?:셋\s?|전부\s?|모두\s?)?다\s?(?:볼|돌|갈|둘러볼|가볼)\s?수\s?(?:있|없)\S{0,5}"
    r"|(?:어디|어느\s?(?:쪽|곳|데))(?:가|이)\s.{1,20}|어디(?:부터|로|를)\s?(?:먼저\s)?(?:가|들르|보)\S{0,6}(?:\s\S{1,4}){0,3}"
    r"|(?:전부|모두|다들|다)\s(?!알|왔|봤|했|됐|먹었|필요)\S{1,8}(?:\s\S{1,6})?"
    r"|(?:너|당신|자기|길동무)(?:라면|이라면|는|\s?같으면)\s(?:어디|뭐|어느)\S{0,3}\s\S{1,8}(?:\s\S{1,6})?)[\s?？.!~ㅋㅎ]*"
)
"""어디가 제일 커?, 제일 가까운 데는?, 하나만 고르면?: one of those shown, and nothing else named."""


_OF_TWO = re.compile(
    r"(?:(?:그럼|근데|둘\s?중에?)\s)?더\s(?:\S{1,3}\s)?\S{1,4}\s?(?:데|곳|쪽|건|거|게)(?:은|는|이|가)?(?:요)?(?:\s?(?:어디|뭐|어느)\S{0,4}(?:\s\S{1,4})?)?[\s?？.!~]*"
    r"|(?:which\s(?:one\s)?is|what'?s)\s(?:the\s)?(?:cheap|close|near|bigg|larg|small|quiet|busi|old|new)(?:er|ier)(?:\sone)?[\s?.!]*",
    re.IGNORECASE,
)
"""더 싼 데는? where two were compared: one of the two."""


def _of_their_kind(text: str, focus: Focus) -> bool:
    """제일 오래된 궁은? after palaces."""
    match = _BEST.fullmatch(text)
    return match is not None and sum(match["kind"] in spot.name for spot in focus.places) > 1


_BEST = re.compile(
    r"(?:(?:그럼|근데)\s)?(?:제일|가장|젤)\s?(?!가까운)\S{1,7}\s(?P<kind>[가-힣]{1,4}?)(?:은|는|이|으로|로)?(?:요)?(?:\s?(?:어디|뭐|어느)\S{0,4}(?:\s\S{1,4})?)?[\s?？.!~]*"
)


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
_COUNTS = {
    2: re.compile(r"둘|두\s?(?:곳|군데|개)|\bboth\b|両方|两个"),
    3: re.compile(r"셋|세\s?(?:곳|군데|개)"),
    4: re.compile(r"넷|네\s?(?:곳|군데|개)"),
}
SHOWN = 4
"""Places of a list that 그중에 speaks of."""


def excluded(
    text: str, mentions: tuple[Mention, ...], pointed: tuple[Spot, ...], focus: Focus
) -> tuple[Spot, ...]:
    """Places named before 말고, or pointed at by 거기 말고 or 두 번째 말고."""
    behind = tuple(m.spot for m in mentions if _LED.search(text[: m.start]))
    if behind:
        return behind
    match = cues.NOT.search(text)
    if not match:
        return ()
    if left := _numbered(text, focus)[1]:
        return left
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


_BEFORE = re.compile(
    r"besides|(?:apart|aside)\s+from|except(?:\s+for)?|other\s+than|instead\s+of|not\s*|除了|不",
    re.IGNORECASE,
)
"""What stands before what it sets aside: 从新村出发，不要爬楼梯 sets no place aside."""
_LED = re.compile(r",\s?(?:and\s)?not\s(?:the\s)?$", re.IGNORECASE)
"""What stands before the name that it sets aside: I mean A, not B."""
