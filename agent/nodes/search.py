"""Looks up on the web what the guide does not hold or what a day may change, and answers with sources."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import datetime
from secrets import token_hex
from typing import Any

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import briefing, claims, facts, guards, prompts, texts
from agent.errors import ModelDown
from agent.nodes.curate import curate
from agent.parts import Parts
from agent.state import Ask, State
from agent.telemetry import watch
from agent.tools.decision import Decision, Language, Text
from agent.tools.reading.abroad import MATTERS, MEANING
from agent.tools.reading.chatter import UNWELL
from agent.tools.reading.lost import FOUND, LOST
from agent.tools.text.punctuation import GAP
from agent.tools.web.cite import EMPTIED, Citations, Links
from agent.tools.web.clean import fence
from agent.tools.web.found import Found
from agent.tools.web.relevance import GOOD, NOISE
from agent.tools.web.room import fitting
from agent.tools.web.today import changes, sky
from agent.visits.told import weekdays
from agent.voice import Voice
from agent.wishes.granted import centre, point
from agent.wishes.sought import NEAR
from data.opening import SEOUL
from data.place import Place
from rag.asked import Asked
from serving.diction import speaks


async def search(parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> dict[str, Any]:
    """Also for a place that we know, when the question is one of today: then with what we know of it."""
    decision = state["decision"]
    looks = parts.settings.search and bool(parts.web.names)
    if decision.route == "place" and not looks:
        return await curate(parts, state, runtime, config)
    known = [place for spot in decision.places if spot.id and (place := parts.retriever.get(spot.id))]
    voice = Voice(parts, state, runtime, config)
    if LOST.search(decision.question) or FOUND.search(decision.question):
        voice.say(texts.LOST[decision.language])  # whom to call is known, and nobody should wait for it
        return voice.done()
    if decision.unheld and not looks:
        return await nearest(parts, voice, decision, runtime.context, texts.NOT_HELD)
    voice.status((texts.CHECKING if known else texts.LOOKING_UP)[decision.language])
    found = await look_up(parts, decision, known, earlier(state))
    if not found.sources or found.relevance < NOISE:
        if any(place.category != "neighbourhood" for place in known):
            return await fall_back(voice, decision, known)
        # No result: said so, and the nearest of what we know is offered.
        return await nearest(
            parts, voice, decision, runtime.context, texts.NOT_FOUND, sources=[], degraded=True
        )
    if found.relevance < GOOD:
        if known and parts.probe.seen.state != "up":  # nobody reads what of it bears on the place
            return await fall_back(voice, decision, known)
        voice.say(texts.WEAK[decision.language] + "\n")
    data = {"sources": [asdict(source) for source in found.sources], **shown(known)}
    try:
        return await summarise(voice, decision, found, known, data)
    except ModelDown:
        voice.say(("\n" if voice.text else "") + as_it_stands(found, decision.language))
        if known:  # the ordinary beside the day's news, without a model too
            voice.say("\n" + facts.answer(known, decision.question, decision.language))
        return voice.done(**data, degraded=True)


def earlier(state: State) -> str | None:
    """What the asker said before this turn's message."""
    said = [message.text for message in state["messages"] if message.type == "human"]
    return said[-2] if len(said) > 1 else None


async def look_up(
    parts: Parts, decision: Decision, known: Sequence[Place], before: str | None = None
) -> Found:
    """Results for the question as one would type it, cut to the model's room. `before`: the last question."""
    if not parts.settings.search:
        return Found((), None, ("search is off",))
    wanted = await parts.typist.query(decision.question, before, decision.language)
    with watch.tool("search"):
        found = await parts.web.find(wanted, language=decision.language)
    if not found.sources:
        return found
    try:
        model = parts.probe.model("base")
    except ModelDown:
        return found
    taken = sum([await parts.gauge.count(briefing.of(place, decision.question), model) for place in known])
    room = max(parts.web.room - taken, parts.web.room // 2)
    kept = await fitting(found.sources, room, lambda text: parts.gauge.count(text, model))
    return replace(found, sources=kept)


async def summarise(
    voice: Voice, decision: Decision, found: Found, known: Sequence[Place], data: dict[str, Any]
) -> dict[str, Any]:
    """The model reads the results as fenced data; what no result supports does not stay in its answer.

    Citations of what is not there, and links elsewhere, never get through. A sentence with a number that
    neither the results nor our facts hold is struck; so is one whose words they lack, where they are in its
    language. An answer that cites nothing gets the number of the result that says the same. Raises ModelDown.
    """
    block = told(decision, found, known)
    rules = prompts.MERGE if known else prompts.SUMMARISE
    said = prompts.prompt(rules, block, decision.question, decision.language)
    before = voice.text
    citations, links = Citations(len(found.sources)), Links(source.url for source in found.sources)
    await voice.think("base", said, lambda delta: voice.say(links.feed(citations.feed(delta))))
    voice.say(links.feed(citations.end()) + links.end())
    words = voice.text.removeprefix(before)
    if not citations.cited and (number := saying(words, found)):
        voice.say(f" [{number}]")
    written = EMPTIED.sub("", voice.text.removeprefix(before))
    mended = claims.faithful(written, f"{block} {decision.question}")
    read = " ".join(f"{source.title} {source.snippet}" for source in found.sources)
    if speaks(read, decision.language, ""):  # a translation shares no letters with what it tells
        mended = guards.founded(mended, block, decision.language)
    return voice.done(before + (mended or as_it_stands(found, decision.language)), **data)


def told(decision: Decision, found: Found, known: Sequence[Place]) -> str:
    """What the model is told: the day where it matters, what we hold, and the results behind their fence."""
    parts = []
    if changes(decision.question):
        now = datetime.now(SEOUL)
        parts.append(f"[오늘] {now:%Y-%m-%d} {weekdays([now.date()], 'ko')}")
    if known:
        wanted = facts.asked(decision.question)
        lines = [briefing.of(one, decision.question) if wanted else briefing.line(one) for one in known]
        parts.append("[아는 사실]\n" + "\n\n".join(lines))
    return "\n\n".join([*parts, fence(found.sources, token_hex(6))])


def saying(answer: str, found: Found) -> int | None:
    """The number of the result that tells most of what an answer does; None when none does."""
    fits = [
        number
        for number, source in enumerate(found.sources, 1)
        if answer.strip() and claims.said(answer, f"{source.title} {source.snippet}")
    ]
    return fits[0] if fits else None


def shown(known: Sequence[Place]) -> dict[str, Any]:
    """The places that we know, as data beside the text."""
    cards = [facts.card(place) for place in known]
    return {"place": cards[0] if len(cards) == 1 else None, "places": cards} if cards else {}


def as_it_stands(found: Found, language: Language) -> str:
    lines = [
        f"\n[{number}] {source.title}: {source.snippet}" for number, source in enumerate(found.sources, 1)
    ]
    return texts.NO_SOURCE_ANSWER[language] + "".join(lines)


async def fall_back(voice: Voice, decision: Decision, known: list[Place]) -> dict[str, Any]:
    """Nothing of today was found: what we hold of the place answers, and that no more is known is said."""
    language = decision.language
    voice.say(facts.answer(known, decision.question, language) + "\n\n" + texts.NOT_TODAY[language])
    return voice.done(**shown(known), sources=[], degraded=True)


def unlike(question: str) -> bool:
    """Whether no place is like what was asked: the weather, what a word means, cash and plugs."""
    return sky(question) or bool(MATTERS.search(question) or MEANING.search(question))


async def nearest(
    parts: Parts, voice: Voice, decision: Decision, ask: Ask | None, why: Text, **outcome: Any
) -> dict[str, Any]:
    """No answer, and `why`, with the places most like what was asked for, around the asker who says so."""
    language = decision.language
    near = point(centre(decision, ask))
    here: Asked = {"limit": 3, "near": near, "within": NEAR if near else None}
    with watch.tool("retriever"):
        hits = [] if unlike(decision.question) else await parts.retriever.search(decision.question, **here)
    # A name: what shares no part of it has nothing to do with it.
    if why is texts.NOT_HELD and language == "ko":
        asked = claims.letter_pairs(decision.question)
        hits = [hit for hit in hits if claims.letter_pairs(hit.place.names.ko) & asked]
    voice.say(why[language])
    if UNWELL.search(decision.question):
        voice.say(GAP[language] + texts.UNWELL[language])
    elif hits:
        names = facts.listed([hit.place for hit in hits], language)
        voice.say(GAP[language] + texts.NEARBY[language].format(names=names))
    return voice.done(places=[facts.card(hit.place) for hit in hits], **outcome)
