"""Manners: the model may only choose among our categories or 없음, then our guide text is reworded."""

import re
from collections.abc import Iterable
from typing import Any, Final

from langchain_core.messages import HumanMessage, SystemMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import claims, guards, prompts, texts
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State
from agent.tools.decision import Decision
from agent.tools.etiquette import Advice
from agent.voice import Voice

TOLD = 5
"""Rules told at once; all of them travel beside the text."""


async def etiquette(
    parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig
) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    category, by = await choose(parts, decision)
    if category is None:
        voice.say(texts.NO_MANNERS[decision.language])
        return voice.done(etiquette={"category": None, "title": None, "by": by, "guide": []})
    advice = parts.etiquette.guide(category, decision.language)
    title = parts.etiquette.title(category, decision.language)
    shown = {"category": category, "title": title, "by": by, "guide": told_of(advice)}
    rules = relevant([rule.text for rule in advice], without(decision.question, title))
    known = "\n".join(f"- {rule}" for rule in rules)
    if parts.settings.words == "rule":
        voice.say(known)
        return voice.done(etiquette=shown)
    voice.status(texts.READING[decision.language])
    try:
        told = prompts.prompt(prompts.MANNERS, f"[예절]\n{known}", decision.question, decision.language)
        await voice.speak("base", told)
    except ModelDown:
        voice.say(("\n" + texts.CUT[decision.language] + "\n" if voice.text else "") + known)
        return voice.done(etiquette=shown, degraded=True)
    for rule in rules:
        if not claims.said(rule, voice.text):
            voice.say(f"\n- {rule}")
    mended = claims.faithful(voice.text, f"{known} {decision.question}")
    return voice.done(guards.founded(mended, known, decision.language) or known, etiquette=shown)


def without(question: str, title: str) -> str:
    """The question without the words that ask for no rule more than for another: the category's own name
    (박물관에서), and those of any question (있어 stands in 비어 있어도, too).
    """
    names = "|".join(map(re.escape, title.replace("·", " ").split()))
    return ANY.sub(" ", re.sub(rf"(?:{names})[가-힣]{{0,3}}", " ", question))


ANY: Final = re.compile(
    r"(?<![가-힣])(?:있[어나는을죠니]|없[어나는]|해[야도]|하[면는나지]|할때|되[나는]|돼[요나]|안돼|지[켜킬]|예절|에티켓|매너|규칙|조심|주의"
    r"|어[떻떤]|뭐[가야]|무[엇슨]|알려|가르|궁금|한국|처음|[거여]기|[이그]거|때[는도]|그[럼런]|혹시|갈때|가[면는서야])[가-힣]*"
)


def relevant(rules: list[str], question: str) -> list[str]:
    """The rules to tell: those the question is about first, in the order of the guide otherwise."""
    return sorted(rules, key=lambda rule: not claims.about(rule, question))[:TOLD]


def told_of(advice: Iterable[Advice]) -> list[dict[str, Any]]:
    """Rules with their sources, as results show them."""
    return [{"text": rule.text, "source": rule.source.model_dump(mode="json")} for rule in advice]


async def choose(parts: Parts, decision: Decision) -> tuple[str | None, str]:
    """The category and who chose it: the words of the question, the place named, or the model."""
    kinds = [place.category for spot in decision.places if (place := parts.retriever.get(spot.id or ""))]
    named = decision.category or parts.etiquette.match(decision.question, kinds[0] if kinds else None)
    if named:
        return named, "rule"
    told = [SystemMessage(prompts.CATEGORY), HumanMessage(decision.question)]
    try:
        async with parts.probe.call():
            base = parts.probe.model("base")
            chosen = await parts.endpoint.choose(told, parts.etiquette.choices, base)
    except ModelDown:
        return None, "rule"
    return parts.etiquette.chosen(chosen or ""), "model"
