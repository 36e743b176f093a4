"""Answers about places we know, from their facts: one place, several, or those that fit a wish."""

import re
from datetime import datetime
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts, texts, watch
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.decision import Decision, Language
from agent.tools.follow import next_focus
from agent.voice import Voice
from data.opening import SEOUL
from data.place import Place
from rag.asked import Asked
from rag.wish import conditions

NEAR = 2_000
"""Metres that still count as near a place."""
CANDIDATES = 4
AROUND = re.compile(
    r"근처|주변|가까운|부근|인근|여기|near|around here|nearby|近く|周辺|附近|周边", re.IGNORECASE
)


async def curate(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    named = [place for spot in decision.places if spot.id and (place := parts.retriever.get(spot.id))]
    places = await wished(parts, decision, named, runtime.context) if decision.wish else named
    if not places:
        voice.say(texts.NO_PLACES[decision.language])
        return voice.done(places=[])

    single = len(places) == 1 and not decision.wish
    if single:
        rules, known = (
            prompts.CURATE,
            "[사실]\n" + facts.for_model(places[0], decision.question, decision.language),
        )
    elif decision.wish:
        lines = [facts.line_for_model(place, decision.language) for place in places]
        rules, known = prompts.PICK, "[장소들]\n" + "\n".join(lines)
    else:
        rules, known = (
            prompts.CURATE,
            "[사실]\n"
            + "\n\n".join(facts.for_model(place, decision.question, decision.language) for place in places),
        )

    cards = [facts.card(place) for place in places]
    said = by_rule(decision, places) if parts.settings.words == "rule" else None
    if said:
        voice.say(said)
        update = voice.done(place=cards[0] if len(cards) == 1 else None, places=cards)
        return {**update, "focus": shown_focus(state, decision, places)}
    voice.status(texts.READING[decision.language])
    update = await answer(voice, rules, known, decision, places)
    return {**update, "focus": shown_focus(state, decision, places)}


def by_rule(decision: Decision, places: list[Place]) -> str | None:
    """The answer in our own words; None where only a model can put a description into any.

    Too small a model answers in the language of the facts, which is Korean: others get the facts as they are.
    """
    language = decision.language
    if decision.wish:
        return "\n".join([texts.PICKED[language], *(facts.line(place, language) for place in places)])
    if len(places) == 1 and facts.asked(decision.question):
        return facts.answer(places, decision.question, language)
    return None if language == "ko" else "\n\n".join(facts.plain(place, language) for place in places)


def shown_focus(state: State, decision: Decision, places: list[Place]) -> dict[str, Any]:
    """The focus on the places of the answer, in the order shown."""
    spots = [place.spot for place in places]
    return keep(next_focus(decision, recall(state.get("focus")), shown=spots))


async def wished(parts: Parts, decision: Decision, named: list[Place], ask: Ask | None) -> list[Place]:
    """Places that fit the wish: near the named place, or near the asker who says so."""
    around = next((spot for spot in decision.places if spot.lat is not None), None)
    if around is None and ask and ask.location and AROUND.search(decision.question):
        around = ask.location
    near = (around.lat, around.lon) if around and around.lat is not None and around.lon is not None else None
    wish = decision.wish or decision.question
    taken = {place.id for place in named} | {spot.id for spot in decision.excluded}
    asked: Asked = {"limit": CANDIDATES + len(taken), "near": near, "within": NEAR if near else None}
    insisted = conditions(wish).at(datetime.now(SEOUL))
    with watch.tool("retriever"):
        hits = await parts.retriever.search(wish, **(asked | insisted))
        if not hits:  # better what nearly fits than nothing
            hits = await parts.retriever.search(wish, **asked)
    return [hit.place for hit in hits if hit.place.id not in taken][:CANDIDATES]


async def answer(
    voice: Voice, rules: str, known: str, decision: Decision, places: list[Place]
) -> dict[str, Any]:
    """The model's words, then mended: a sentence with a number that is not among the facts does not stay."""
    language: Language = decision.language
    cards = [facts.card(place) for place in places]
    data: dict[str, Any] = {"place": cards[0] if len(cards) == 1 else None, "places": cards}
    try:
        told = prompts.prompt(rules, known, decision.question, language)
        await voice.speak("curation", told)
    except ModelDown:
        if voice.text:
            voice.say("\n" + texts.CUT[language] + "\n")
        voice.say(facts.answer(places, decision.question, language))
        return voice.done(**data, degraded=True)
    if decision.wish:
        for place in places:
            if not facts.introduced(place, voice.text):
                voice.say("\n" + facts.line(place, language))
    mended = facts.faithful(voice.text, f"{known} {decision.question}")
    mended = facts.particled(mended, [place.names.ko for place in places])
    return voice.done(mended or facts.answer(places, decision.question, language), **data)
