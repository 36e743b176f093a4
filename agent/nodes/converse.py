"""Small talk, questions back, and what lies outside the job."""

import re
from datetime import datetime
from typing import Any, Final

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import claims, facts, prompts, texts
from agent.errors import ModelDown
from agent.parts import Parts
from agent.phrasing.quarters import lies
from agent.state import Ask, State, question
from agent.tools.decision import Decision, Language
from agent.tools.reading.chatter import UNWELL
from agent.tools.reading.cues import HERE, PLACED
from agent.tools.reading.riding import ALIGHT, BOUGHT, CARD, Rule, asked, of_line
from agent.tools.routing.completed import HOME, UNSURE
from agent.tools.text.punctuation import GAP
from agent.tools.transit import lines, riding, tariff, timetable
from agent.tools.transit.moment import Moment
from agent.tools.transit.signs import station
from agent.voice import Voice
from data.opening import SEOUL
from data.place import Spot


async def converse(
    parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig
) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    if decision.route == "transit":
        voice.say(ask_back(decision, parts) if decision.missing else beside(question(state), decision) or "")
        return voice.done()
    if decision.talk == "ask" and decision.rivals:
        voice.say(which(decision))
        return voice.done()
    if decision.talk == "outside" and UNWELL.search(decision.question):
        voice.say(texts.UNWELL[decision.language])
        return voice.done()
    if decision.talk is not None:
        voice.say(texts.TALKS[decision.talk][decision.language])
        return voice.done()
    try:
        model = parts.probe.model("base")
        recent = await parts.gauge.latest(state["messages"], parts.settings.llm_history, model)
        await voice.speak("base", prompts.conversation(prompts.TALK, recent, decision.language))
    except ModelDown:
        voice.say(texts.TALKS["about"][decision.language])
        return voice.done(degraded=True)
    said = claims.faithful(unlisted(voice.text), " ".join(message.text for message in recent))
    return voice.done(said or texts.TALKS["about"][decision.language])


ITEM: Final = re.compile(r"^\s*(?:\d+[.)]|[-*•])\s.*\n?", re.MULTILINE)


def unlisted(text: str) -> str:
    """Small talk without lists: what stands in one are places and facts that nobody told the model."""
    return ITEM.sub("", text).strip() if ITEM.search(text) else text


def which(decision: Decision) -> str:
    """The two readings of a message, to pick from."""
    language = decision.language
    first, second = (texts.READINGS[route][language] for route in decision.rivals[:2])
    return texts.WHICH[language].format(first=first, second=second)


def ask_back(decision: Decision, parts: Parts | None = None) -> str:
    """What a journey lacks, asked for; before it, or instead of it where no end is named, the rules of riding
    that the question is about. Questions about one station or one bus need no other end.
    """
    if plain := of_one(decision, parts):
        return plain
    named = bool(decision.origin or decision.destination)
    rules = riding.told(decision.question, decision.language, beside=named)
    if not rules:
        return missing(decision, parts)
    priced = riding.PRICED.issuperset(asked(decision.question))
    prices = tariff.told(decision.question, decision.language) if priced else None
    more = missing(decision, parts) if named else prices
    return GAP[decision.language].join(filter(None, (rules, more)))


def of_one(decision: Decision, parts: Parts | None) -> str | None:
    """A station's trains and lines and where it lies, or where a bus goes; None where none of it is asked."""
    question, language, named = decision.question, decision.language, decision.destination or decision.origin
    if of_line(question):
        return riding.told(question, language)
    if named is None:
        return lines.of_bus(parts.planner.buses, question, language) if parts else None
    today = Moment(datetime.now(SEOUL))
    if trains := timetable.told(named.name, question, language, weekday=today.weekday):
        return trains
    served = lines.of_station(named.name, question, language)
    if served and PLACED.search(question):
        where = lies(station(named.name, language), named.lat, named.lon, language)
        return GAP[language].join(filter(None, (where, served)))
    return served


def missing(decision: Decision, parts: Parts | None = None) -> str:
    """The question that fills the missing end of a journey; the end that is known as the asker calls it where
    `parts` tell how.
    """
    language, origin, destination = decision.language, decision.origin, decision.destination
    unknown = origin if decision.missing == "origin" else destination
    if unknown is not None and unknown.lat is None:
        return texts.UNKNOWN_SPOT[language].format(name=unknown.name)
    if destination is not None and origin is None:
        if any(said.search(decision.question) for said in (HERE, HOME, UNSURE)):
            return texts.ASK_HERE[language]
        asked = texts.ASK_ORIGIN[language].format(to=called(parts, destination, language))
        place = parts.retriever.get(destination.id) if parts and destination.id else None
        if place and place.access and ALIGHT.search(decision.question):
            return f"{facts.told(place, ['station'], language)} {asked}"
        return asked
    if origin is not None and destination is None:
        return texts.ASK_DESTINATION[language].format(origin=called(parts, origin, language))
    prices = tariff.told(decision.question, language)
    if prices:
        return f"{prices}{GAP[language]}{texts.ASK_BOTH[language]}"
    return (texts.CARD if CARD.search(decision.question) else texts.ASK_BOTH)[language]


def beside(message: str, decision: Decision) -> str | None:
    """What is told of cards and fares where the ends of a journey are known from before and the message asks
    nothing of that journey; None where it does.
    """
    ends = [spot.name for spot in (decision.origin, decision.destination) if spot]
    if WAY.search(message) or any(name in message for name in ends):
        return None
    if CARD.search(message) and BOUGHT.search(message):
        return texts.CARD[decision.language]
    rules = asked(message)
    if rules and (OWN.issuperset(rules) or DISCOUNT.search(message)):
        return riding.told(message, decision.language)
    return tariff.told(message, decision.language) if tariff.general(message) else None


OWN: Final[frozenset[Rule]] = frozenset({"scope", "express"})
"""Rules that are no part of any journey; 환승 and 막차 ask for those of the one that is known."""
DISCOUNT: Final = re.compile(
    r"환승\s?(?:할인|시간)|transfer\sdiscount|乗り?[換継]え?割引|换乘(?:优惠|折扣)|轉乘優惠", re.IGNORECASE
)


WAY: Final = re.compile(
    r"까지|에서(?!\s?(?:사|살|파|팔|충전|구))|\bfrom\s(?!a\s)|\bto\s[A-Z]|から|まで|从.{1,12}到|從.{1,12}到"
)


def called(parts: Parts | None, spot: Spot, language: Language) -> str:
    """A place or a station in the asker's language, with the Hangul that signs show."""
    place = parts.retriever.get(spot.id or "") if parts else None
    if place is not None:
        return facts.name(place, language)
    if spot.name in texts.AIRPORTS:
        return texts.AIRPORTS[spot.name][language]
    name = station(spot.name, language)
    return name if name == spot.name or spot.name in name else f"{name} ({spot.name})"
