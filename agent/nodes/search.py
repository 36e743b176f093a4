"""Looks up on the web what the guide does not hold, and answers with sources."""

from contextlib import aclosing
from dataclasses import asdict
from secrets import token_hex
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts, texts, watch
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State
from agent.tools.decision import Decision
from agent.tools.web.cite import Citations
from agent.tools.web.clean import fence
from agent.tools.web.found import Found
from agent.tools.web.query import write
from agent.voice import Voice


async def search(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    voice.status(texts.LOOKING_UP[decision.language])
    found = await look_up(parts, decision)
    if not found.sources:
        return await apologise(parts, voice, decision)
    sources = [asdict(source) for source in found.sources]
    try:
        await summarise(voice, decision, found)
    except ModelDown:
        voice.say(("\n" if voice.text else "") + texts.NO_SOURCE_ANSWER[decision.language])
        for number, source in enumerate(found.sources, 1):
            voice.say(f"\n[{number}] {source.title}: {source.snippet}")
        return voice.done(sources=sources, degraded=True)
    return voice.done(sources=sources)


async def look_up(parts: Parts, decision: Decision) -> Found:
    if not parts.settings.search:
        return Found((), None, ("search is off",))
    query = write(decision.question, decision.language)
    with watch.tool("search"):
        return await parts.web.find(query, language=decision.language)


async def summarise(voice: Voice, decision: Decision, found: Found) -> None:
    """The model reads the results as fenced data; citations of what is not there never get through."""
    told = prompts.prompt(
        prompts.SUMMARISE, fence(found.sources, token_hex(6)), decision.question, decision.language
    )
    citations = Citations(len(found.sources))
    async with aclosing(voice.think("base", told)) as deltas:
        async for delta in deltas:
            voice.say(citations.feed(delta))
    voice.say(citations.end())


async def apologise(parts: Parts, voice: Voice, decision: Decision) -> dict[str, Any]:
    """No result: say so, and offer the nearest of what we know."""
    language = decision.language
    with watch.tool("retriever"):
        hits = await parts.retriever.search(decision.question, limit=3)
    voice.say(texts.NOT_FOUND[language])
    if hits:
        names = ", ".join(facts.name(hit.place, language) for hit in hits)
        voice.say(" " + texts.NEARBY[language].format(names=names))
    return voice.done(places=[facts.card(hit.place) for hit in hits], sources=[], degraded=True)
