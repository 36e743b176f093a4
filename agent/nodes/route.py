"""Decides what a message wants: by rule, then by embedding, then by the model's constrained choice."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from langchain_core.messages import HumanMessage, SystemMessage
from langgraph.runtime import Runtime

from agent import prompts
from agent.events import decided
from agent.parts import Parts
from agent.state import Ask, State, keep, question, recall
from agent.tools.decision import Decision, Focus, Route
from agent.tools.routing.follow import next_focus
from agent.tools.text.language import detect
from agent.voice import ears
from data.opening import SEOUL


async def decide(parts: Parts, message: str, focus: Focus, ask: Ask) -> Decision:
    async def choose(text: str, routes: Sequence[Route]) -> Route | None:
        offered = [name for name, route in prompts.ROUTES.items() if route in routes]
        told = [SystemMessage(prompts.ROUTE), HumanMessage(text)]
        async with parts.probe.call():
            named = await parts.endpoint.choose(told, offered, parts.probe.model("base"))
        return prompts.ROUTES[named] if named else None

    return await parts.router.decide(
        message,
        focus=focus,
        location=ask.location,
        language=ask.language or detect(message, focus.language),
        embed=parts.examples if parts.retriever.embeds and not ask.route else None,
        choose=None if ask.route else choose,
    )


def timed(focus: Focus, decision: Decision) -> Focus:
    """The hour that a journey names, put on the calendar, so that the next turn means the same one."""
    when = decision.travel.when if decision.travel else None
    moment = when.at(datetime.now(SEOUL)) if when else None
    if when is None or moment is None:
        return focus
    told = moment.isoformat(timespec="minutes")
    if when.kind == "arrive":
        return replace(focus, depart_at=None, arrive_by=told)
    return replace(focus, depart_at=told, arrive_by=None)


def retold(decision: Decision, focus: Focus) -> bool:
    """Whether the journey was told a turn ago."""
    return (
        decision.route == focus.route == "transit"
        and focus.pending is None
        and (decision.origin, decision.destination) == (focus.origin, focus.destination)
    )


def answerable(decision: Decision) -> Decision:
    """The intents of a message, those that lack an end last: a question back ends the turn."""
    intents = sorted((replace(decision, then=()), *decision.then), key=lambda each: each.missing is not None)
    return replace(intents[0], then=tuple(intents[1:]))


async def onward(parts: Parts, state: State) -> dict[str, Any]:  # noqa: ARG001 - every node takes the parts
    """The next intent of a message that holds several."""
    following, *rest = state["decision"].then
    decision = replace(following, then=tuple(rest))
    focus = recall(state.get("focus"))
    return {"decision": decision, "focus": keep(timed(next_focus(decision, focus), decision))}


async def route(parts: Parts, state: State, runtime: Runtime[Ask]) -> dict[str, Any]:
    ask = runtime.context or Ask()
    focus = recall(state.get("focus"))
    decision = await decide(parts, question(state), focus, ask)
    if decision.talk == "nonsense":  # letters without sense are of no language
        decision = replace(decision, language=ask.language or focus.language or "ko")
    if ask.route and ask.route != decision.route:
        decision = replace(decision, route=ask.route, missing=None, talk=None)
    decision = answerable(replace(decision, again=retold(decision, focus)))
    ears(runtime)({"route": decided(decision)})
    if ask.style and decision.language == "ko":
        parts.typist.ready()  # loads while the answer is found
    after = timed(replace(next_focus(decision, focus), language=decision.language), decision)
    return {"decision": decision, "focus": keep(after)}
