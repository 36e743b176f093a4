"""What a message wants, by rule: always a best guess, with how sure it is."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from agent.tools.decision import By, Decision, Focus, Language
from agent.tools.etiquette import Etiquette
from agent.tools.linking.gazetteer import Gazetteer
from agent.tools.linking.spacing import respaced
from agent.tools.reading.clauses import clauses
from agent.tools.reading.read import Guess, Reading, read
from agent.tools.routing.confidence import calibrated
from agent.tools.routing.doubt import picked
from agent.tools.routing.far import boarding
from agent.tools.routing.fill import fill
from agent.tools.routing.follow import next_focus
from agent.tools.routing.rules import guess
from agent.tools.routing.stranger import unheld
from agent.tools.terms import travel
from agent.tools.text.han import simplified
from agent.tools.text.language import detect
from agent.tools.text.particle import DIRECTED
from agent.tools.text.spelling import spelled
from data.place import Spot

Judge = Callable[[Reading], Guess]


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What the rules know: names, manners, and of each place by id its category and what we say of it."""

    gazetteer: Gazetteer
    etiquette: Etiquette
    categories: Mapping[str, str]
    descriptions: Mapping[str, str] = field(default_factory=dict)


def rule(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Decision:
    """Never fails and never waits: names, patterns and the focus, within 3 ms.

    `location`: where the asker is. `language`: the one to answer in, where it is known beforehand.
    """
    message, focus, chosen = resumed(message, focus or Focus())
    reading = understand(message, knowledge, focus=focus, location=location, language=language)
    if chosen:
        return whole(decision(reading, chosen, knowledge.etiquette), message)
    best = guess(reading)
    found = compound(reading, best, knowledge) or decision(reading, best, knowledge.etiquette)
    return whole(found, message)


def resumed(message: str, focus: Focus) -> tuple[str, Focus, Guess | None]:
    """The message to decide on: the doubtful one before, with its reading, where this one only picks it."""
    chosen = picked(message, focus)
    if chosen is None or focus.doubt is None:
        return message, focus, None
    return focus.doubt, replace(focus, options=(), doubt=None), Guess(chosen, 0.97)


def whole(found: Decision, message: str, by: By = "rule") -> Decision:
    """What leaves: its confidence a share, its question in full where only a message's ends were read."""
    found = replace(found, by=by, confidence=calibrated(found.confidence, by))
    return replace(found, question=message.strip()) if len(message) > LONG else found


_ARROW = re.compile(r"[-ㅡ=~—]{1,3}>|⇒|➡️?|▶|►")
LONG = 600
"""Characters: of a longer message the first 400 and the last 200 are read."""


def clipped(message: str) -> str:
    text = message if len(message) <= LONG else f"{message[:400]} {message[-200:]}"
    return spelled(_ARROW.sub("→", " ".join(text.split())))


def legible(message: str, language: Language | None = None) -> str:
    """A message as the rules read it, and its examples are learned: one set of Chinese characters."""
    text = clipped(message)
    return simplified(text) if (language or detect(text)) == "zh" else text


_LEAD = re.compile(
    r"^(?:(?:아+|음+|어+|오+|참|저기요?|근데요?|그런데|혹시나?|있잖아요?)[\s.,~…!]+)+(?=\S+\s?\S)"
    r"|^(?:고마워요?|고맙습니다|감사합니다|감사해요|ㄱㅅ|땡큐|ㅇㅋ|ㅇㅇ|오키|오케이|네+|넵|응|알겠어요?|알겠습니다|그렇구나|좋아요?)[\s,.!~]+"
    r"(?=.{2,}(?:[?？]|[은는]요?|면요?|[이역]요|에서요?|[나까]요)\s*$|.*(?:알려|어떻게|얼마|몇\s?[시분호번]|어디|추천|가는))"
)
_TRAIL = re.compile(r"(?<=[^\sㅋㅎㅠㅜ^~!.?])[?？]?\s*(?:[ㅋㅎㅠㅜ]{2,}|\^\^|~+)[ㅋㅎㅠㅜ~^.!\s]*$")


def continued(text: str) -> str:
    """A later message without what leads it in and laughs behind it: 아 버스는? ㅋㅋ asks 버스는?"""
    return _LEAD.sub("", _TRAIL.sub(lambda end: "?" if "?" in end.group() else "", text))


def compound(reading: Reading, guessed: Guess, knowledge: Knowledge, judge: Judge = guess) -> Decision | None:
    """Several intents of one message, each with its route: the first asked, with the others in `then`.

    A part that asks nothing leads the next; neighbours that one answer serves are one question. None when the
    message is one question, or when any part alone is not plain to the `judge`.
    """
    parts = clauses(reading.text, reading.mentions)
    if len(parts) == 1 or guessed.talk == "injection":
        return None

    def part(text: str, focus: Focus) -> Reading:
        lent = _lent(focus, text, reading)
        return understand(text, knowledge, focus=lent, location=reading.location, language=reading.language)

    found: list[tuple[str, Focus, Decision]] = []
    focus, lead = reading.focus, ""
    for text in parts:
        said = lead + text
        heard = part(said, focus if _OF_WAY.search(text) else _there(focus))
        best = judge(heard)
        if best.talk in ("greeting", "thanks", "bye"):
            continue
        if _tells(said, heard, best):
            lead = said + " "
            continue
        if best.confidence < PLAIN or best.route == "chat":
            return None
        next_, begun = decision(heard, best, knowledge.etiquette), focus
        if found and _same(found[-1][2], next_):
            before, begun, _ = found.pop()
            said = f"{before} {said}"
            heard = part(said, begun)
            next_ = decision(heard, judge(heard), knowledge.etiquette)
        found.append((said, begun, next_))
        focus, lead = next_focus(next_, begun), ""
    if not 1 < len(found) <= MOST or (lead and understand(lead, knowledge).mentions):
        return None
    first, *others = (each for _, _, each in found)
    return replace(first, then=tuple(others))


_OF_WAY = re.compile(
    r"(?<!이용\s)(?<!입장\s)요금|운임|비용|교통비|차비|택시|지하철|버스|몇\s?분|(?<![가-힣])(?:걸리는\s?|소요\s?)?시간|거리|\bfares?\b|\btime\b|運賃|時間|车费|时间|多久"
)
"""Asked of a journey as well as of a place: 가는 법이랑 요금."""


def _there(focus: Focus) -> Focus:
    """For what is asked in the same breath as a way of which the start is not known: about where it leads
    (롯데월드 가는 법이랑 가격), and no reply to the question back.
    """
    end = focus.destination
    if focus.pending != "origin" or end is None or end.kind != "place":
        return focus
    return replace(focus, pending=None, place=end, route="place")


def _tells(text: str, heard: Reading, best: Guess) -> bool:
    """Whether a part of a message only says how things are, and leads the next: 강남역에 있는데."""
    if _TOLD.search(text) or boarding(text):
        return True
    if not _ASKING.search(text):
        arrives = heard.ends.named == 1 and _ARRIVES.search(text)
        if arrives or (not heard.mentions and not heard.wish and travel.termed(text)):
            return True
    if heard.ends.roles == {"at"} and not (heard.fact or heard.tell or heard.wish):
        return True
    asks = heard.asks or (heard.fare and heard.spots) or {"from", "to"} <= heard.ends.roles
    return not asks and not (best.confidence >= PLAIN and _ASKED.search(text))


_TOLD = re.compile(r"(?:도착하|도착했|내리|내렸|묵|머무|있|있었|가|갔다\s?왔|다녀왔)(?:는데|은데|인데)$")
_ASKED = re.compile(r"[?？]\s*$")
_ASKING = re.compile(
    r"[?？]|\b(?:how|what|where|when|which|who|why|is|are|can|could|should|may|do|does|any|tell|show|recommend|want|need|best)\b"
    r"|[怎几哪吗呢]|多少|什么|推荐|想|要|どう|いくら|何|どこ|どれ|か[。]?$|教え|たい|おすすめ|얼마|어떻게|몇|어디|언제|뭐|무슨|알려|추천|까요?$|나요?$|줘|야\s?(?:해|돼|되|하)",
    re.IGNORECASE,
)
_ARRIVES = re.compile(
    r"\b(?:arriv\w*|land\w*|(?:get|got|com)\w*\s(?:in|into|off))\b|着(?:き|く|い)|到着|(?:点|坐\S{1,8}|飞机|航班|火车|大巴|高铁)\S{0,4}到|抵达|到达",
    re.IGNORECASE,
)
"""Where one gets in, before what is asked from there."""
PLAIN = 0.72
"""How sure each part of a message must be to be answered by itself."""
MOST = 3
"""Intents of one message."""


def _same(one: Decision, other: Decision) -> bool:
    """Whether one answer serves both: never two journeys to different places, nor a fact and a wish."""
    if one.route != other.route or (one.route == "place" and bool(one.wish) != bool(other.wish)):
        return False
    pairs = ((one.origin, other.origin), (one.destination, other.destination))
    return one.route != "transit" or all(a == b or None in (a, b) for a, b in pairs)


_LEFT = re.compile(r"\b(?:from|leaving)\s(?:the\s)?$", re.IGNORECASE)
"""Before the name of a start: no part of the message is about that."""


def _lent(focus: Focus, part: str, whole: Reading) -> Focus:
    """The place that a message names later, for the part that leaves it out (입장료랑 경복궁 가는 법)."""
    if focus.place is not None and focus is not whole.focus:
        return focus
    lent = next(
        (
            mention.spot
            for mention in whole.mentions
            if mention.spot.kind == "place"
            and mention.text not in part
            and not DIRECTED.match(whole.text, mention.end)
            and not _LEFT.search(whole.text[: mention.start])
        ),
        None,
    )
    return replace(focus, place=lent) if lent else focus


def understand(
    message: str,
    knowledge: Knowledge,
    *,
    focus: Focus | None = None,
    location: Spot | None = None,
    language: Language | None = None,
) -> Reading:
    text = respaced(legible(message, language), knowledge.gazetteer)
    return read(
        continued(text) if focus and focus.route else text,
        gazetteer=knowledge.gazetteer,
        etiquette=knowledge.etiquette,
        categories=knowledge.categories,
        descriptions=knowledge.descriptions,
        focus=focus or Focus(),
        location=location,
        language=language,
    )


def decision(reading: Reading, found: Guess, etiquette: Etiquette) -> Decision:
    """The slots of `found.route`: also when another judge than the rules chose it."""
    made = fill(
        reading,
        etiquette,
        route=found.route,
        confidence=found.confidence,
        talk=found.talk,
        rivals=found.rivals,
    )
    if not unheld(reading, made):
        return made
    if made.route != "search":
        made = fill(reading, etiquette, route="search", confidence=min(made.confidence, MENDED))
    return replace(made, unheld=True)


MENDED = 0.75
"""How sure it is that the web is asked where a judge heard small talk or a wish."""
