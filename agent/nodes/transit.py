"""From A to B: both ends are pinned to the map, two branches work side by side, then they are compared.

Every number in the answer is worded by code from the data. The advice is a rule's; a model may reword it,
where the settings trust it with words, and what it says with a number in it does not get through.
"""

import asyncio
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import claims, facts, prompts, texts
from agent.errors import ModelDown, Unknown
from agent.events import travelled
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.decision import Decision, Language, Slot
from agent.tools.reading.cues import TAXI
from agent.tools.reading.currency import currency_of, named
from agent.tools.reading.riding import ALIGHT
from agent.tools.style import speech
from agent.tools.terms.travel import Travel
from agent.tools.text.punctuation import GAP
from agent.tools.transit import live, say
from agent.tools.transit.advise import recommend
from agent.tools.transit.counted import counted
from agent.tools.transit.legs import Journey, Terms
from agent.tools.transit.providers.registry import FORBIDDEN
from agent.voice import Voice, ears
from data.opening import SEOUL
from data.place import Spot

COUNTED = re.compile(
    r"(?:[일이삼사오육칠팔구십백천만]+|두|세|네|다섯|여섯|일곱|여덟|아홉|열|스무|서른|마흔|쉰|몇|한(?!\s?번에))"
    r"\s?(?:시간|분(?!위기)|원|번|배|정거장|정류장|킬로|미터|시(?![가-힣]))|반값|절반|무료|공짜"
    r"|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty|fifty|sixty|half|hundred|thousand|a few)"  # noqa: E501
    r"[\s-](?:\w+\s)?(?:minutes?|hours?|won|stops?|times|transfers?|price)|\b(?:twice|free|double)\b"
    r"|[一二三四五六七八九十百千万两半]+(?:分(?!钟?之)|小?时|時間|ウォン|韩元|元|站|駅|回|倍|次)|無料|免费|免費",
    re.IGNORECASE,
)
"""Numbers in words, and what is as good as one."""
ADVICE = 80
"""Tokens of the model's recommendation at most."""


async def transit(parts: Parts, state: State, runtime: Runtime[Ask]) -> dict[str, Any]:
    """Pins both ends. An end that is not on our map goes back to the user as missing."""
    decision = state["decision"]
    ears(runtime)({"status": texts.ROUTING[decision.language]})
    held = recall(state.get("focus"))
    origin, destination, *via = await asyncio.gather(
        *(_found(parts, spot) for spot in (decision.origin, decision.destination, *held.via))
    )
    travel = replace(decision.travel or Travel(), via=tuple(spot for spot in via if spot))
    missing: Slot | None = "origin" if origin is None else "destination" if destination is None else None
    focus = replace(
        held,
        origin=origin and _kept(parts, decision.origin),
        destination=destination and _kept(parts, decision.destination),
        pending=missing,
    )
    pinned = replace(
        decision,
        origin=origin or decision.origin,
        destination=destination or decision.destination,
        missing=missing,
        travel=travel,
    )
    return {"decision": pinned, "focus": keep(focus)}


async def public(parts: Parts, state: State) -> dict[str, Any]:
    """The branch of trains and walking."""
    origin, destination = _ends(state["decision"])
    asked = terms(state)
    return {"options": await parts.public(origin, destination, asked.depart_at or datetime.now(SEOUL), asked)}


async def taxi(parts: Parts, state: State) -> dict[str, Any]:
    """The branch of the road and the meter."""
    origin, destination = _ends(state["decision"])
    asked = terms(state)
    return {"taxi": await parts.taxi(origin, destination, asked.depart_at or datetime.now(SEOUL), asked)}


def terms(state: State) -> Terms:
    """What the journey was asked with, in this turn or, of the same journey, before. An hour that has gone by
    since is not meant any more.
    """
    focus, travel = recall(state.get("focus")), state["decision"].travel or Travel()
    depart, arrive = (
        moment if moment and moment > datetime.now(SEOUL) else None
        for moment in (
            datetime.fromisoformat(text) if text else None for text in (focus.depart_at, focus.arrive_by)
        )
    )
    when = travel.when.kind if travel.when else None
    return Terms(
        depart_at=depart,
        arrive_by=arrive,
        via=travel.via,
        passing=focus.passing,
        asked="first" if when == "first" else "last" if when == "last" else None,
        mode=travel.mode,
        people=travel.people,
        luggage=travel.luggage,
        step_free=travel.step_free,
        prefer=travel.prefer,
        large=travel.large,
        riders=travel.riders,
        flight=travel.when is not None and travel.when.flight,
    )


async def compare(
    parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig
) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    origin, destination = _ends(decision)
    asked = terms(state)
    journey = Journey.of(origin, destination, say.ordered(state["options"], asked), state["taxi"], asked)
    ask = runtime.context or Ask()
    try:
        prices = await parts.prices(
            journey, ask.currency or named(decision.question) or currency_of(decision.language)
        )
    except Unknown:
        prices = []
    by_taxi = asked.mode == "taxi" or (asked.mode is None and bool(TAXI.search(decision.question)))
    unkept = any(option.provider in FORBIDDEN for option in journey.options)
    note = texts.NOT_KEPT[decision.language].format(origin=origin.name, to=destination.name)
    if ALIGHT.search(decision.question):
        voice.say(exits(parts, (destination, origin), decision.language))
    voice.say(counted(journey, decision.question, decision.language), kept="" if unkept else None)
    about = wanted(decision, journey)
    told = say.summary(journey, decision.language, prices, taxi_first=by_taxi, about=about)
    voice.say(told, kept=note if unkept else None)
    if about in {"all", "ride"}:
        voice.say(live.aside(journey.options, decision.language), kept="" if unkept else None)
    degraded = False
    if journey.options and journey.taxi and about != "ends":
        advice = recommend(journey, decision.language)
        if parts.settings.words == "model":
            try:
                advice = await word(voice, decision, advice) or advice
            except ModelDown:
                degraded = True
        voice.say("\n" + advice, kept="" if unkept else None)
    return voice.done(transit=travelled(journey, prices), degraded=degraded, finish="stop")


def wanted(decision: Decision, journey: Journey) -> say.About:
    """Of a journey that the turn before told, what is asked for now and nothing else: 택시로는? 막차는?"""
    travel = decision.travel or Travel()
    closed = any(option.closed for option in journey.options)
    if not decision.again or closed or not journey.options:
        return "all"
    if travel != Travel(when=travel.when, mode=travel.mode):
        return "all"
    if travel.when:
        return "ends" if travel.when.kind in {"first", "last"} else "all"
    if travel.mode == "taxi":
        return "taxi" if journey.taxi else "all"
    return "ride" if journey.options[0].mode in say.BY.get(travel.mode or "", ()) else "all"


def exits(parts: Parts, ends: Sequence[Spot], language: Language) -> str:
    """By which exit a place is left for, or reached; empty where we know of none."""
    held = (parts.retriever.get(spot.id or "") for spot in ends)
    place = next((place for place in held if place and place.access), None)
    return f"{facts.told(place, ['station'], language)}{GAP[language]}" if place else ""


async def word(voice: Voice, decision: Decision, advice: str) -> str:
    """The recommendation in the model's words; empty when it says a number: that is the data's business."""
    told = prompts.prompt(prompts.COMPARE, f"[권하는 말] {advice}", decision.question, decision.language)
    words: list[str] = []
    await voice.think("base", told, words.append, max_tokens=ADVICE)
    said = speech.sentences("".join(words))
    if voice.finish == "length":
        said = said[:-1]  # cut in the middle
    advised = " ".join(said[:2])
    return "" if claims.NUMBER.search(advised) or COUNTED.search(advised) else advised


async def _found(parts: Parts, spot: Spot | None) -> Spot | None:
    return spot and await parts.find(spot)


def _kept(parts: Parts, spot: Spot | None) -> Spot | None:
    """What the thread remembers of an end: where it is only if we know that by ourselves."""
    return spot and (parts.pin(spot) or spot)


def _ends(decision: Decision) -> tuple[Any, Any]:
    return decision.origin, decision.destination
