"""From A to B: both ends are pinned to the map, two branches work side by side, then they are compared.

Every number in the answer is worded by code from the data. The advice is a rule's; a model may reword it,
where the settings trust it with words, and what it says with a number in it does not get through.
"""

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts, texts
from agent.errors import ModelDown, Unknown
from agent.events import travelled
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.cues import TAXI
from agent.tools.currency import currency_of
from agent.tools.decision import Decision, Slot
from agent.tools.transit import live, say
from agent.tools.transit.legs import Journey
from agent.tools.transit.providers.registry import FORBIDDEN
from agent.voice import Voice, ears
from data.place import Spot

SEOUL = ZoneInfo("Asia/Seoul")
ADVICE = 80
"""Tokens of the model's recommendation at most."""


async def transit(parts: Parts, state: State, runtime: Runtime[Ask]) -> dict[str, Any]:
    """Pins both ends. An end that is not on our map goes back to the user as missing."""
    decision = state["decision"]
    ears(runtime)({"status": texts.ROUTING[decision.language]})
    origin, destination = await asyncio.gather(
        _found(parts, decision.origin), _found(parts, decision.destination)
    )
    missing: Slot | None = "origin" if origin is None else "destination" if destination is None else None
    focus = replace(
        recall(state.get("focus")),
        origin=origin and _kept(parts, decision.origin),
        destination=destination and _kept(parts, decision.destination),
        pending=missing,
    )
    pinned = replace(
        decision,
        origin=origin or decision.origin,
        destination=destination or decision.destination,
        missing=missing,
    )
    return {"decision": pinned, "focus": keep(focus)}


async def public(parts: Parts, state: State) -> dict[str, Any]:
    """The branch of trains and walking."""
    origin, destination = _ends(state["decision"])
    return {"options": await parts.public(origin, destination, datetime.now(SEOUL))}


async def taxi(parts: Parts, state: State) -> dict[str, Any]:
    """The branch of the road and the meter."""
    origin, destination = _ends(state["decision"])
    return {"taxi": await parts.taxi(origin, destination, datetime.now(SEOUL))}


async def compare(
    parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig
) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    origin, destination = _ends(decision)
    journey = Journey.of(origin, destination, state["options"], state["taxi"])
    ask = runtime.context or Ask()
    try:
        prices = await parts.prices(journey, ask.currency or currency_of(decision.language))
    except Unknown:
        prices = []
    by_taxi = bool(TAXI.search(decision.question))
    unkept = any(option.provider in FORBIDDEN for option in journey.options)
    note = texts.NOT_KEPT[decision.language].format(origin=origin.name, to=destination.name)
    voice.say(
        say.summary(journey, decision.language, prices, taxi_first=by_taxi), kept=note if unkept else None
    )
    voice.say(live.aside(journey.options, decision.language), kept="" if unkept else None)
    degraded = False
    if journey.options and journey.taxi:
        advice = say.recommend(journey, decision.language)
        if parts.settings.words == "model":
            try:
                advice = await word(voice, decision, advice) or advice
            except ModelDown:
                degraded = True
        voice.say("\n" + advice, kept="" if unkept else None)
    return voice.done(transit=travelled(journey, prices), degraded=degraded, finish="stop")


async def word(voice: Voice, decision: Decision, advice: str) -> str:
    """The recommendation in the model's words; empty when it says a number: that is the data's business."""
    told = prompts.prompt(prompts.COMPARE, f"[권하는 말] {advice}", decision.question, decision.language)
    words: list[str] = []
    await voice.think("base", told, words.append, max_tokens=ADVICE)
    said = facts.sentences("".join(words))
    if voice.finish == "length":
        said = said[:-1]  # cut in the middle
    advised = " ".join(said[:2])
    return "" if facts.NUMBER.search(advised) else advised


async def _found(parts: Parts, spot: Spot | None) -> Spot | None:
    return spot and await parts.find(spot)


def _kept(parts: Parts, spot: Spot | None) -> Spot | None:
    """What the thread remembers of an end: where it is only if we know that by ourselves."""
    return spot and (parts.pin(spot) or spot)


def _ends(decision: Decision) -> tuple[Any, Any]:
    return decision.origin, decision.destination
