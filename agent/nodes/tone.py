"""Says the finished answer in the style that was asked for, keeping every number."""

from dataclasses import replace
from typing import Any

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, prompts
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State
from agent.voice import Voice


async def tone(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    """The draft itself when the model is down or lost a number: a plain answer beats a wrong one."""
    ask = runtime.context or Ask()
    outcome = state["outcome"]
    draft: str = outcome["answer"]
    if ask.style is None:
        return {}
    voice = Voice(
        parts,
        {"messages": state["messages"], "decision": state["decision"]},
        replace(runtime, context=replace(ask, style=None)),
        config,
    )
    told = [SystemMessage(prompts.TONE), HumanMessage(f"{prompts.STYLES[ask.style]}\n\n글:\n{draft}")]
    words: list[str] = []
    try:
        await voice.think("tone", told, words.append)
    except ModelDown:
        words = []
    restyled = "".join(words).strip()
    kept = bool(restyled) and facts.numbers(draft) == facts.numbers(restyled)
    voice.say(restyled if kept else draft, kept=outcome.get("kept"))
    done = voice.done()
    done["outcome"] = {**outcome, **done["outcome"], "style": ask.style if kept else None}
    return done
