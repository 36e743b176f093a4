"""From A to B: both ends are pinned to the map, two branches work side by side, then they are compared.

Every number in the answer is worded by code from the data. The model only adds which way it would take,
and a sentence of its that holds a number does not get through.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts, texts, watch
from agent.errors import ModelDown
from agent.events import travelled
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.currency import currency_of
from agent.tools.decision import Decision, Slot
from agent.tools.transit import say
from agent.tools.transit.legs import Journey
from agent.voice import Voice

SEOUL = ZoneInfo("Asia/Seoul")
ADVICE = 80
"""Tokens of the model's recommendation at most."""


async def transit(parts: Parts, state: State, runtime: Runtime[Ask]) -> dict[str, Any]:
    """Pins both ends. An end that is not on our map goes back to the user as missing."""
    decision = state["decision"]
    runtime.stream_writer({"status": texts.ROUTING[decision.language]})
    origin = decision.origin and parts.pin(decision.origin)
    destination = decision.destination and parts.pin(decision.destination)
    missing: Slot | None = "origin" if origin is None else "destination" if destination is None else None
    focus = replace(recall(state.get("focus")), origin=origin, destination=destination, pending=missing)
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
    """The branch of the meter."""
    origin, destination = _ends(state["decision"])
    with watch.tool("taxi"):
        return {"taxi": parts.planner.taxi(origin, destination, datetime.now(SEOUL))}


async def compare(
    parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig
) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    origin, destination = _ends(decision)
    journey = Journey(origin, destination, state["options"], state["taxi"], provider="embedded")
    ask = runtime.context or Ask()
    prices = await parts.prices(journey, ask.currency or currency_of(decision.language))
    voice.say(say.summary(journey, decision.language, prices))
    degraded = False
    if journey.options and journey.taxi:
        try:
            advice = await advise(voice, decision)
        except ModelDown:
            advice, degraded = "", True
        voice.say("\n" + (advice or say.recommend(journey, decision.language)))
    return voice.done(transit=travelled(journey, prices), degraded=degraded)


async def advise(voice: Voice, decision: Decision) -> str:
    """The model's recommendation; empty when it holds a number, which it was asked not to write."""
    told = prompts.prompt(prompts.COMPARE, "[비교]\n" + voice.text, decision.question, decision.language)
    words = [delta async for delta in voice.think("base", told, max_tokens=ADVICE)]
    said = facts.sentences("".join(words))
    return said[0] if said and not facts.NUMBER.search(said[0]) else ""


def _ends(decision: Decision) -> tuple[Any, Any]:
    return decision.origin, decision.destination
