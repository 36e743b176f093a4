"""Answers about places we know, from their facts: one place, several, or those that fit a wish."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import briefing, claims, facts, guards, prompts, texts
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.decision import Decision, Language
from agent.tools.reading import courses
from agent.tools.reading.cues import UNWANTED
from agent.tools.routing.follow import next_focus
from agent.tools.text.particle import particled
from agent.voice import Voice
from agent.wishes import course, narrowed
from agent.wishes.around import bare
from agent.wishes.chosen import chosen
from agent.wishes.granted import Granted, by_distance, granted
from data.place import Place
from serving import meaning


async def curate(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    decision = state["decision"]
    voice = Voice(parts, state, runtime, config)
    named = [place for spot in decision.places if spot.id and (place := parts.retriever.get(spot.id))]
    asked = bare(decision.question, parts.router.gazetteer, decision.places[0]) if len(named) == 1 else ""
    if decision.wish and asked and facts.of_itself(asked):  # Seoul Station is a name, and asks for no station
        decision = replace(decision, wish=None)
    if decision.wish and courses.is_asked(decision.wish):
        days = await course.planned(parts, decision, named, runtime.context)
        if days:
            walked = [stop.place for stops in days for stop in stops]
            return spoken(voice, state, decision, walked, course.told(days, decision.language))
    if decision.wish:
        found = narrowed.joined(parts, decision, await granted(parts, decision, named, runtime.context))
    else:
        found = chosen(parts, decision, named, runtime.context)
    if not found.places:
        voice.say(texts.NO_PLACES[decision.language])
        return voice.done(places=[])

    places = found.places
    if found.start:
        return spoken(voice, state, decision, places, by_distance(found, decision.language))
    told = directly(decision, places)
    ruled = parts.settings.words == "rule"
    said = by_rule(decision, found) if ruled else by_structure(decision, told)
    if said:
        return spoken(voice, state, decision, places, said)
    voice.status(texts.READING[decision.language])
    rules, known = laid_out(decision, places, told)
    update = await answer(voice, rules, known, decision, found)
    return {**update, "focus": shown_focus(state, decision, places)}


def laid_out(decision: Decision, places: Sequence[Place], told: list[str | None]) -> tuple[str, str]:
    """The rules for the model, and what it may know. `told`: as `directly`."""
    question, language = decision.question, decision.language
    if decision.wish:
        lines = [briefing.line(place, language) for place in places]
        return prompts.PICK, "[장소들]\n" + "\n".join(lines)
    if language == "ko":  # the facts are told in it
        held = [briefing.beside(*pair, question, language) for pair in zip(told, places, strict=True)]
    else:
        held = [briefing.of(place, question, language) for place in places]
    return prompts.CURATE, "[사실]\n" + "\n\n".join(held)


def spoken(
    voice: Voice, state: State, decision: Decision, places: Sequence[Place], said: str
) -> dict[str, Any]:
    """An answer in our own words."""
    voice.say(said)
    return {**voice.done(**carded(places)), "focus": shown_focus(state, decision, places)}


def directly(decision: Decision, places: Sequence[Place]) -> list[str | None]:
    """What each place's structures answer of a day, a guest or a service; None where more is asked."""
    if decision.wish:
        return []
    asked = UNWANTED.sub(" ", decision.question)  # 케이블카 말고: asked of no cable car
    return [facts.direct(place, asked, decision.language) for place in places]


def by_structure(decision: Decision, told: list[str | None]) -> str | None:
    """What is asked of a distance, a day, a guest or a service, where the structures of all the places answer
    it: a yes that a model rewords may come out as a no. None where more is asked. `told`: as `directly`.
    """
    if decision.wish:
        return None
    return "\n".join(filter(None, told)) if all(told) else None


def by_rule(decision: Decision, found: Granted) -> str | None:
    """The answer in our own words; None where only a model can put a description into any.

    Too small a model answers in the language of the facts, which is Korean: others get the facts as they are.
    """
    language, places = decision.language, found.places
    if decision.wish:
        head = narrowed.told(found, language) or (texts.PICKED if found.exact else texts.NEARLY)[language]
        return "\n".join([head, *(facts.line(place, language) for place in places)])
    if told := particulars(decision, places):
        return told
    return None if language == "ko" else "\n\n".join(facts.plain(place, language) for place in places)


def particulars(decision: Decision, places: Sequence[Place]) -> str | None:
    """What is asked for of each of the places; None where one of them has no such answer."""
    # 둘 중에 어디가 더 싸? asks for no address.
    but: tuple[facts.Fact, ...] = (
        ("address", "station") if len(places) > 1 and not ADDRESS.search(decision.question) else ()
    )
    told = [facts.particular(place, decision.question, decision.language, but=but) for place in places]
    return "\n".join(filter(None, told)) if all(told) else None


def carded(places: Sequence[Place]) -> dict[str, Any]:
    """The data beside an answer about places."""
    cards = [facts.card(place) for place in places]
    return {"place": cards[0] if len(cards) == 1 else None, "places": cards}


def shown_focus(state: State, decision: Decision, places: Sequence[Place]) -> dict[str, Any]:
    """The focus on the places of the answer, in the order shown."""
    spots = [place.spot for place in places]
    return keep(next_focus(decision, recall(state.get("focus")), shown=spots))


ADDRESS = re.compile(r"주소|위치|address|locat|住所|場所|地址|位置", re.IGNORECASE)


async def answer(voice: Voice, rules: str, known: str, decision: Decision, found: Granted) -> dict[str, Any]:
    """The model's words, then mended: no number and no meaning of a name stays that the facts do not tell."""
    language: Language = decision.language
    places = found.places
    data = carded(places)
    try:
        told = prompts.prompt(rules, known, decision.question, language)
        await voice.speak("curation", told)
    except ModelDown:
        if voice.text:
            voice.say("\n" + texts.CUT[language] + "\n")
        voice.say(unmodelled(decision, found))
        return voice.done(**data, degraded=True)
    if decision.wish:
        if not voice.text.strip():
            voice.say((texts.PICKED if found.exact else texts.NEARLY)[language])
        for place in places:
            if not guards.introduced(place, voice.text):
                voice.say("\n" + facts.line(place, language))
        if which := narrowed.told(found, language):
            voice.say("\n" + which)
    mended = claims.faithful(voice.text, f"{known} {decision.question}")
    mended = meaning.struck(mended, known)
    mended = particled(mended, [place.names.ko for place in places])
    if not decision.wish and guards.withheld(mended, places, decision.question, language):
        mended = ""
    return voice.done(mended or unmodelled(decision, found), **data)


def unmodelled(decision: Decision, found: Granted) -> str:
    """Without a model: places that fit a wish, the facts asked for, or all of them."""
    told = by_rule(decision, found) if decision.wish else particulars(decision, found.places)
    return told or facts.answer(found.places, decision.question, decision.language)
