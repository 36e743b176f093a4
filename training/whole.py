"""Questions about a place as a whole, or about one side of it that its description may tell."""

import random
import re
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from agent import facts
from agent.facts import Fact
from agent.tools.decision import Language
from agent.tools.style import speech
from data import lines
from data.place import Place
from training import say
from training.row import Row
from training.say import Noun, Told
from training.turn import ask, dressed, row, spoken
from training.variant import Pool, variant

TOPICS: Final[dict[str, re.Pattern[str]]] = {
    "history": re.compile(r"(?<!\d)\d{3,4}년|세웠|세워|지었|지어|지은|시대|왕조|생긴|시작|이름을 얻|유래"),
    "sights": re.compile(r"볼 수|보여|둘러|전시|구경|걸을|체험|공연|만날|남아"),
    "food": re.compile(r"먹|음식|국수|맛집|맛을|빵|떡|요리|식당|커피|술집|막걸리|찻집|카페"),
    "season": re.compile(r"봄|여름|가을|겨울|벚꽃|단풍|억새|장미|꽃|눈썰매|눈이 내"),
    "night": re.compile(r"밤|야경|조명|저녁|불빛|노을|해 질|해가 지"),
}
ORDER: Final[tuple[Fact, ...]] = ("hours", "closed", "fee", "station")
PREDICATE: Final = re.compile(r"(?:이에요|예요)\.$")


@lru_cache(1)
def translated() -> dict[str, dict[str, Any]]:
    """First sentences of descriptions in the other languages, by hand."""
    return {row["id"]: row for row in lines(Path(__file__).with_name("words") / "translated.jsonl")}


def lead(place: Place, sentence: str) -> str:
    """The sentence with the place as its subject, where it says what the place is."""
    name = place.names.ko
    if not PREDICATE.search(sentence) or name in sentence or re.match(r"^\S{1,12}[은는] ", sentence):
        return sentence
    return f"{Noun(name):은/는} {sentence}"


def intro(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    place = chance.choice(mine)
    if language != "ko" and chance.random() < 0.7:
        place = chance.choice([one for one in mine if one.id in translated()] or mine)
    place = variant(place, pool, chance)
    name = spoken(place, language, chance)
    if name is None:
        return None
    question = ask(say.grammar(language)["ask"]["whole"], name, chance)
    if facts.asked(question):
        return None
    described = _described(place, language, chance)
    if described is None:
        return None
    parts = [Told(text, []) for text in described]
    known = [fact for fact in ORDER if facts.known(place, fact)]
    room = 4 - len(parts) if language == "ko" else 3
    for fact in ORDER:
        if fact in known and chance.random() < 0.55 and room > 0:
            part = say.fact(place, fact, language, chance, first=not parts)
            if part is None:
                return None
            parts.append(part)
            room -= 1
    if not parts:
        return None
    tells = speech.sentences(place.description or "") if language == "ko" else []
    return row("intro", language, [place], question, dressed(parts, language, chance), tells=tells, most=6)


def _described(place: Place, language: Language, chance: random.Random) -> list[str] | None:
    """Two to four of our sentences; in another language what was translated, or what the facts hold."""
    if language == "ko":
        said = speech.sentences(place.description or "")
        if not said:
            kind = say.kind(place, language, chance)
            return [kind] if kind else None
        rest = [one for one in said[1:] if chance.random() < 0.7]
        return [lead(place, said[0]), *rest[:3]]
    kind = say.kind(place, language, chance)
    if kind is None:
        return None
    if place.description is None:
        return [kind]
    known = translated().get(place.id)
    return [kind, known[language]] if known else None


def topic(mine: list[Place], pool: Pool, language: Language, chance: random.Random) -> Row | None:
    """One side of a place: the sentences that tell of it, or that we have not confirmed it."""
    if language != "ko":
        return None
    place = variant(chance.choice(mine), pool, chance)
    side = chance.choice(list(TOPICS))
    question = ask(say.grammar(language)["ask"][side], spoken(place, language, chance) or "", chance)
    if facts.asked(question):
        return None
    said = speech.sentences(place.description or "")
    fitting = [sentence for sentence in said if TOPICS[side].search(sentence)]
    if fitting:
        told = [lead(place, fitting[0]), *fitting[1:3]]
        parts = [Told(text, []) for text in told]
        return row(
            "topic", language, [place], question, dressed(parts, language, chance), tells=fitting, most=5
        )
    tell = say.grammar(language)["tell"]
    refusal = chance.choice(tell["topic_gap"]).format(name=Noun(place.names.ko))
    more = []
    if said and chance.random() < 0.6:
        more = [chance.choice(tell["instead"]).format(sentence=lead(place, said[0]))]
    text = say.joined([refusal, *more], language)
    return row("topic", language, [place], question, text, refuse=True, most=5)
