"""Answers: what they say against the facts that came with them."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from evals.case import Answer, Said
from evals.judged import Verdict
from evals.names import fold, same
from evals.peer import Peer, Turn
from evals.tongue import spoken

_NUMBER = re.compile(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?")
_MARK = re.compile(r"\[(\d{1,2})\]")
_ITEM = re.compile(r"^\s*\d{1,2}[.)]\s", re.MULTILINE)
"""An item's number in a list is no fact."""
_LINK = re.compile(r"https?://[^\s)\]>」』\"']+")
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s+|\n+")
_WORD = re.compile(r"[가-힣]{2,}|[A-Za-z]{3,}|[一-鿿ァ-ヺ]{2,}")
_ADMITS = re.compile(
    r"모르|몰라|알 수 없|없어요|없습니다|않아요|않습니다|못했|못 찾|찾지 못|어려워요|어렵습니다|확인해"
    r"|도와드릴|예절이라면|don'?t know|not know|could ?n[o']t|can'?t|cannot|unable|no information|not sure"
    r"|outside what|only help|分かりません|わかりません|見つか|できません|ありません"
    r"|不知道|不清楚|没有|無法|无法|找不到|抱歉",
    re.IGNORECASE,
)
SMALL = 3
"""Numbers up to this are words of the sentence (두세 곳, 1층), not facts."""
SUPPORT = 0.34
"""Share of a sentence's words that the facts must hold for it to count as supported."""
SENIOR = 65.0
NOON = 12
MIDNIGHT = 24


async def judged(peer: Peer, case: Answer) -> Verdict:
    if case.model and await peer.mute():
        return Verdict(None, "worded by the model, and this one is a stand-in")
    turn = await peer.say(
        [*case.said, Said(role="user", content=case.text)],
        location=case.location,
        language=case.answer_in,
        style=case.style,
    )
    wrong = [*_decided(case, turn), *_worded(case, turn), *_numbers(case, turn)]
    if case.web:
        wrong += _cited(turn)
    if case.answer_in or case.kind == "mirror":
        tongue = spoken(turn.answer)
        if tongue != case.language:
            wrong.append(f"speaks {tongue}")
    return Verdict(not wrong, _note(wrong, turn.answer), _points(case, turn))


def _note(wrong: list[str], answer: str) -> str:
    said = " ".join(answer.split())
    return "; ".join([*wrong, f"said: {said[:160]}"]) if wrong else ""


def _decided(case: Answer, turn: Turn) -> Iterator[str]:
    """Nothing where the peer tells its words alone."""
    if not turn.decision:
        return
    if case.route and turn.decision.get("route") not in case.route:
        yield f"route {turn.decision.get('route')} for {'/'.join(case.route)}"
    places = turn.result.get("places") or []
    if case.place and not any(same(place, [case.place]) for place in places):
        yield f"not about {case.place}"
    taken = [place["name"] for place in turn.decision.get("places", ()) if place.get("id")]
    if case.nowhere and taken:
        yield f"took it for {taken[0]}"


def _worded(case: Answer, turn: Turn) -> Iterator[str]:
    said = fold(turn.answer)
    if not said:
        yield "said nothing"
    for texts in case.says:
        if not any(fold(text) in said for text in texts):
            yield f"does not say {texts[0]}"
    for text in case.never:
        if text.casefold() in turn.answer.casefold():
            yield f"says {text}"


def facts(turn: Turn, question: str) -> str:
    """All that came with an answer, as text."""
    parts = {name: turn.result.get(name) for name in ("place", "places", "transit", "etiquette", "sources")}
    return json.dumps(parts, ensure_ascii=False) + " " + question


def numbers(text: str) -> set[float]:
    return {float(found.replace(",", "")) for found in _NUMBER.findall(text)}


def _numbers(case: Answer, turn: Turn) -> Iterator[str]:
    """Numbers of the answer that neither the facts nor the question hold."""
    if not turn.result and not case.nowhere:
        return
    if loose := foreign(turn, case.shown):
        yield "numbers of its own: " + ", ".join(f"{value:g}" for value in loose)


LINES = {1330.0, 119.0}
"""Whom to call: the Korea Travel Hotline for what nobody here knows, and an ambulance."""


def foreign(turn: Turn, asked: str) -> list[float]:
    """Numbers of an answer that neither what came with it nor what was `asked` holds, small ones aside."""
    held = numbers(facts(turn, asked))
    held |= {value + NOON for value in held if value < NOON}
    held |= {value - NOON for value in held if NOON < value <= MIDNIGHT}
    held |= {float(round(value)) for value in held} | _rates(turn) | _shared(turn) | _ages(turn) | LINES
    plain = _ITEM.sub("", _MARK.sub("", _LINK.sub("", turn.answer)))
    return sorted(value for value in numbers(plain) - held if value > SMALL)


def _ages(turn: Turn) -> set[float]:
    """A fee for seniors is one from 65 on."""
    fees = (place.get("fees") or {} for place in turn.result.get("places") or [])
    return {SENIOR} if any(fee.get("senior") is not None for fee in fees) else set()


def _shared(turn: Turn) -> set[float]:
    """What each of two to four people pays for a taxi, in hundreds of won."""
    taxi = (turn.result.get("transit") or {}).get("taxi") or {}
    fares = [taxi[name] for name in ("fare", "low", "high") if taxi.get(name)]
    return {float(round(fare / people, -2)) for fare in fares for people in (2, 3, 4)}


def _rates(turn: Turn) -> set[float]:
    """A rate is told for one unit or for a hundred."""
    currency = (turn.result.get("transit") or {}).get("currency") or {}
    rates = {price["rate"] for price in currency.get("prices", ())}
    return {100.0} | {
        round(rate * count, places) for rate in rates for count in (1, 100) for places in (0, 1, 2)
    }


def _cited(turn: Turn) -> Iterator[str]:
    sources = turn.result.get("sources") or []
    if not sources:
        yield "no sources"
        return
    marks = {int(mark) for mark in _MARK.findall(turn.answer)}
    known = {source.get("number", place) for place, source in enumerate(sources, 1)}
    if marks - known:
        yield f"marks without a source: {sorted(marks - known)}"
    if not marks:
        yield "no mark"
    urls = {source["url"].rstrip("/") for source in sources}
    strange = [url for url in _LINK.findall(turn.answer) if url.rstrip("/.,") not in urls]
    if strange:
        yield f"links of its own: {strange[0]}"
    if any(urlsplit(url).scheme not in {"http", "https"} for url in urls):
        yield "a source that is no web address"


def _points(case: Answer, turn: Turn) -> dict[str, float]:
    points: dict[str, float] = {}
    if case.admits:
        points["admits"] = float(bool(_ADMITS.search(turn.answer)))
    if turn.result and not turn.result.get("degraded"):
        points["supported sentences"] = supported(turn.answer, facts(turn, case.shown))
    if turn.result:
        points["degraded"] = float(bool(turn.result.get("degraded")))
    return points


def supported(answer: str, held: str) -> float:
    """Share of sentences whose words the facts hold, by beginnings of words: Korean endings vary."""
    sentences = [said for said in _SENTENCE.split(answer) if _WORD.search(said)]
    if not sentences:
        return 1.0
    plain = fold(held)
    return sum(_held(said, plain) for said in sentences) / len(sentences)


def _held(sentence: str, plain: str) -> bool:
    words = [fold(word) for word in _WORD.findall(sentence)]
    stems = [word[: max(2, len(word) - 1)] for word in words]
    return sum(stem in plain for stem in stems) >= SUPPORT * len(stems)
