"""From turn to turn: questions made to stand alone, and the focus after an answer."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from agent.tools.decision import Decision, Focus
from agent.tools.reading import cues, currency, riding
from agent.tools.reading.guests import of_others, others
from agent.tools.routing.far import again
from agent.tools.terms.travel import Travel
from agent.tools.text.particle import with_particle
from data.place import Spot

RECENT = 8
_THERE_KO = re.compile(
    r"(?<![가-힣])(?:거기|그\s*곳|그\s*쪽|저기|저곳|여기|이\s*곳|그\s*장소)(?P<tail>에서|서|에|까지|로|으로|은|는|이|가|을|를|도|의|와|랑)?(?![가-힣])"
    r"|(?<![가-힣])(?P<short>거긴|여긴)(?![가-힣])|(?<![가-힣])그(?=\s*(?:근처|주변|부근|앞|옆))"
)
_PAIRS = ("은/는", "이/가", "을/를", "으로/로", "와/과", "이랑/랑")
_PARTICLES = {form: pair for pair in _PAIRS for form in pair.split("/")}
_NTH_KO = re.compile(
    rf"(?:{cues.ORDINAL.pattern}|(?<![가-힣])(?:그|이|저)(?=거|것|건|게|걸))\s?(?:거|것|곳|데|장소|(?P<fused>건|게|걸))?"
    r"(?P<tail>에서|에|까지|로|으로|은|는|이|가|을|를|도|의|와|랑)?(?![가-힣])",
    re.IGNORECASE,
)
"""두 번째 거는, 그건: what stands for a name, with its particle."""
_FUSED = {"건": "은/는", "게": "이/가", "걸": "을/를"}
_THERE_OTHER = re.compile(
    r"(?<!is\s)(?<!are\s)(?<!was\s)\bthere\b(?!\s(?:is|are|was|any|an?)\b)|\bhere\b|\bit\b|そこ|ここ|あそこ|那里|那裡|那儿|这里|這裡",
    re.IGNORECASE,
)
_ASIDE = re.compile(
    r"^(?:그럼|그러면|그리고|근데|혹시|and|then|so|what\s+about|how\s+about|では|じゃあ|那)\s*,?\s*",
    re.IGNORECASE,
)
_ONLY_NAME = re.compile(r"^(?:은|는|도|은요|는요|요)?" + cues.LIKEWISE + r"[\s?？.!~呢は]*$")


def alone(decision: Decision, focus: Focus, named: Collection[Spot] = ()) -> str:
    """The question as one who has not heard the rest would need it; unchanged where nothing is missing.

    `named`: the spots that the message itself names, in whatever spelling.
    """
    text = decision.question
    if focus.question and cues.ANEW.match(text):
        return focus.question
    if decision.route == "transit":
        return _journey(decision, focus, text, named)
    if decision.route not in ("place", "search"):
        return text
    if focus.question and decision.route == focus.route and cues.TOMORROW.match(text):
        return _another_day(text, focus.question)
    if decision.route == focus.route == "search" and again(text, focus.question):
        return f"{focus.question} ({text})"
    if not decision.places:
        return text
    name = decision.places[0].name
    if len(decision.places) > 1 and not decision.wish and decision.language == "ko":
        return text if set(decision.places) & set(named) else _chosen(decision, text)
    if focus.question and focus.place == decision.places[0] and of_others(text, focus.question):
        return f"{_without_guests(focus.question)} ({text})"
    if focus.question and focus.place and focus.place.name in focus.question and _only_name(text, name):
        return focus.question.replace(focus.place.name, name)
    return text if decision.places[0] in named else _named(decision, text, name)


def _chosen(decision: Decision, text: str) -> str:
    """그중 제일 큰 데는? → 경복궁, 창덕궁 중에 제일 큰 데는?"""
    names = ", ".join(spot.name for spot in decision.places)
    rest, count = _AMONG.subn("", _ASIDE.sub("", text), count=1)
    return f"{names} 중에 {rest}" if count or cues.CHOOSING.search(text) else f"{names} {text}"


_AMONG = re.compile(r"(?:(?<=^)|(?<=\s))\S{0,8}\s?(?:곳|군데|개|데|거|것|장소)?들?\s?중에?서?\s*")


def _without_guests(question: str) -> str:
    """남산케이블카 얼마? (둘이면?) → 남산케이블카 얼마?: who is asked about next takes their place."""
    aside = _IN_BRACKETS.search(question)
    return question[: aside.start()] if aside and others(aside["said"]) else question


_IN_BRACKETS = re.compile(r"\s\((?P<said>[^()]*)\)$")
"""What was asked last of the question before it: a currency, guests."""


def _named(decision: Decision, text: str, name: str) -> str:
    if decision.language == "ko":
        return _korean(text, name)
    out = _THERE_OTHER.sub(name, text, count=1)
    out = out if out != text else cues.ORDINAL.sub(name, text, count=1)
    if out != text:
        return out
    joiner = {"ja": "の", "zh": "的"}.get(decision.language)
    return f"{name}{joiner}{text}" if joiner else f"{name}: {text}"


def _korean(text: str, name: str) -> str:
    def put(match: re.Match[str]) -> str:
        tail = "는" if match["short"] else match["tail"] or ""
        if tail in _PARTICLES:
            return with_particle(name, _PARTICLES[tail])
        return name + ("에서" if tail == "서" else tail)

    def put_nth(match: re.Match[str]) -> str:
        pair = _FUSED.get(match["fused"] or "") or _PARTICLES.get(match["tail"] or "")
        return with_particle(name, pair) if pair else name + (match["tail"] or "")

    for pattern, putting in ((_THERE_KO, put), (_NTH_KO, put_nth)):
        out, count = pattern.subn(putting, text, count=1)
        if count:
            return out
    return f"{name} {_ASIDE.sub('', text)}"


def _only_name(text: str, name: str) -> bool:
    rest = _ASIDE.sub("", text).replace(name, "", 1)
    return rest != text and bool(_ONLY_NAME.match(rest))


def _another_day(text: str, question: str) -> str:
    """오늘 날씨 어때? then 내일은? → 내일 날씨 어때?"""
    when = cues.TIME.search(text)
    day = _WEEKDAY.search(text)
    if when is None and day and _WEEKDAY.search(question):
        return _WEEKDAY.sub(day.group(), question, count=1)
    if when is None:
        return f"{question} ({text})"
    if cues.TIME.search(question):
        return cues.TIME.sub(when.group(), question, count=1)
    return f"{when.group()} {question}"


_WEEKDAY = re.compile(
    r"[월화수목금토일]요일|\b(?:mon|tues|wednes|thurs|fri|satur|sun)days?\b|[月火水木金土日]曜日?|(?:星期|周|礼拜)[一二三四五六日天]",
    re.IGNORECASE,
)


def _journey(decision: Decision, focus: Focus, text: str, named: Collection[Spot]) -> str:
    """In the money of the question before, where the journey is the same."""
    said = _travelled(decision, focus, text, named)
    same = (decision.origin, decision.destination) == (focus.origin, focus.destination)
    return said + currency.kept(said, focus.question if same and decision.origin else None)


def _travelled(decision: Decision, focus: Focus, text: str, named: Collection[Spot]) -> str:
    origin, destination = decision.origin, decision.destination
    card = riding.CARD.search(focus.question or "")
    if card and decision.missing and riding.BOUGHT.search(text) and not riding.CARD.search(text):
        return f"{card.group()} {_ASIDE.sub('', text)}"
    stop = destination or origin
    if stop and not (origin and destination) and stop not in named and _TRAINS.search(text):
        return f"{stop.name} {_ASIDE.sub('', text)}" if decision.language == "ko" else text
    if (
        origin is None
        or destination is None
        or {_plain(origin), _plain(destination)} <= {_plain(spot) for spot in named}
    ):
        return text
    lead = {
        "ko": f"{origin.name}에서 {destination.name}까지",
        "en": f"From {origin.name} to {destination.name}:",
        "ja": f"{origin.name}から{destination.name}まで、",
        "zh": f"从{origin.name}到{destination.name}，",
    }[decision.language]
    money = currency.named(text)
    if money and focus.question and (origin, destination) == (focus.origin, focus.destination):
        return f"{_IN_BRACKETS.sub('', focus.question)} ({text.strip()})"
    way = {
        "ko": "어떻게 가?",
        "en": "how do I get there?",
        "ja": "どうやって行きますか？",
        "zh": "怎么走？",
    }
    if (
        cues.BACK.search(text)
        or focus.pending
        or not (cues.WAY.search(text) or cues.TAXI.search(text) or cues.FARE.search(text))
    ):
        return f"{lead} {way[decision.language]}".replace("、 ", "、").replace("， ", "，")
    if decision.language != "ko" and named:
        asked = (_TAXI if cues.TAXI.search(text) else way)[decision.language]
        return f"{lead} {asked}".replace("、 ", "、").replace("， ", "，")
    rest = _ASIDE.sub("", _THERE_KO.sub("", text) if decision.language == "ko" else text).strip()
    for spot in (origin, destination):
        rest = re.sub(re.escape(spot.name) + r"(?:에서|까지|으로|로|부터|서(?=\s))?", "", rest).strip()
    return f"{lead} {rest}"


_TRAINS = re.compile(r"첫\s?차|막\s?차")
"""Of a station: 2호선 첫차는? after 강남역 막차 몇 시야?"""
_TAXI = {"en": "how much is a taxi?", "ja": "タクシー代はいくらですか？", "zh": "打车多少钱？"}


def _plain(spot: Spot) -> tuple[str | None, float | None, float | None]:
    """A spot without the exit that a message added to its name."""
    return spot.id or spot.name, spot.lat, spot.lon


def next_focus(
    decision: Decision,
    focus: Focus,
    *,
    shown: Sequence[Spot] = (),
    category: str | None = None,
    origin: Spot | None = None,
    destination: Spot | None = None,
) -> Focus:
    """The focus after a turn. `shown`: the places of the answer, in order; `category`: the one answered;
    `origin` and `destination`: the ends as resolved, where a geocoder knew more than the message.

    Small talk leaves everything but a pending question as it was: 고마워 does not change the subject.
    """
    if decision.route == "chat":
        if decision.talk == "ask":
            return replace(focus, options=decision.rivals, doubt=decision.question)
        return replace(focus, pending=None, options=(), doubt=None)
    named = tuple(shown) or decision.places
    recent = tuple(dict.fromkeys((*decision.places, *shown, *focus.recent)))[:RECENT]
    after = replace(
        focus,
        route=decision.route,
        pending=None,
        question=decision.question,
        recent=recent,
        options=(),
        doubt=None,
    )
    if decision.route == "transit":
        start, end = origin or decision.origin, destination or decision.destination
        ends = tuple(spot for spot in (end, start) if spot is not None and spot.id)
        again = end == focus.destination and (start == focus.origin or focus.pending is not None)
        said = decision.travel or Travel()
        # The way back to a station leaves the talk about the place: 돌아올 때는 버스로, then 입장료는?
        back = start == focus.place and end is not None and end.kind == "station"
        kept = again and said.when is None
        after = replace(
            after,
            origin=start,
            destination=end,
            via=said.via or (focus.via if again else ()),
            passing=said.passing if said.via else again and focus.passing,
            depart_at=focus.depart_at if kept else None,
            arrive_by=focus.arrive_by if kept else None,
            pending=decision.missing,
            place=end if end is not None and end.id and not back else focus.place,
            recent=tuple(dict.fromkeys((*ends, *focus.recent)))[:RECENT],
        )
    elif decision.route == "etiquette":
        after = replace(after, category=category or decision.category, place=next(iter(named), focus.place))
    elif decision.route == "place":
        # 근처에 공원도 있어? goes on about the place that it is near, unless one alone is the answer.
        anchor = decision.places[0] if decision.wish and decision.places else None
        around = anchor is not None and anchor.kind == "place" and len(named) > 1
        after = replace(
            after,
            place=decision.around or (anchor if around else named[0] if named else focus.place),
            places=tuple(named) if decision.wish or len(named) > 1 else focus.places,
            wish=decision.wish or focus.wish,
        )
    elif decision.unheld:
        after = replace(after, place=None)  # 거기 is the house that is not ours, and no place told of before
    elif decision.places:
        after = replace(after, place=decision.places[0])
    return after
