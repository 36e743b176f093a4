"""Answers about places we know, from their facts: one place, several, or those that fit a wish."""

import re
from dataclasses import replace
from datetime import datetime
from typing import Any, Unpack

from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import facts, guards, prompts, texts, watch
from agent.errors import ModelDown
from agent.parts import Parts
from agent.state import Ask, State, keep, recall
from agent.tools.decision import Decision, Language
from agent.tools.routing.follow import next_focus
from agent.visits import visit
from agent.voice import Voice
from data.opening import SEOUL, closed_on
from data.place import Place
from rag.asked import Asked
from rag.wish import conditions
from serving import meaning

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
    if decision.wish and len(named) == 1 and facts.of_itself(decision.question):
        decision = replace(decision, wish=None)
    if await of_stranger(parts, decision):
        return await unheld(parts, voice, decision)
    exact = True
    places = named
    if decision.wish:
        places, exact = await wished(parts, decision, named, runtime.context)
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

    ruled = parts.settings.words == "rule"
    said = by_rule(decision, places, exact=exact) if ruled else by_structure(decision, places)
    if said:
        voice.say(said)
        update = voice.done(**carded(places))
        return {**update, "focus": shown_focus(state, decision, places)}
    voice.status(texts.READING[decision.language])
    update = await answer(voice, rules, known, decision, places)
    return {**update, "focus": shown_focus(state, decision, places)}


async def of_stranger(parts: Parts, decision: Decision) -> bool:
    """Whether a wish is no wish, but a question about one thing by a name that none of our places bears."""
    question = decision.question
    if not decision.wish or decision.places or not facts.of_something(question):
        return False
    if facts.of_unheld(question) or (named := facts.subject(question)) is None:
        return True
    with watch.tool("retriever"):
        hits = await parts.retriever.search(question, limit=3)
    return not any(named in hit.place.names.ko for hit in hits)


async def unheld(parts: Parts, voice: Voice, decision: Decision) -> dict[str, Any]:
    """A fact of a place that we do not hold: said so, with the places that are most like it."""
    language = decision.language
    with watch.tool("retriever"):
        hits = await parts.retriever.search(decision.question, limit=3)
    voice.say(texts.NOT_HELD[language])
    if hits:
        names = facts.listed([hit.place for hit in hits], language)
        voice.say(facts.gap(language) + texts.NEARBY[language].format(names=names))
    return voice.done(places=[facts.card(hit.place) for hit in hits])


def by_structure(decision: Decision, places: list[Place]) -> str | None:
    """What is asked of a day, a guest or a service, where the structures of all the places answer it: a yes
    that a model rewords may come out as a no. None where more is asked.
    """
    if decision.wish:
        return None
    told = [facts.direct(place, decision.question, decision.language) for place in places]
    return "\n".join(filter(None, told)) if all(told) else None


def by_rule(decision: Decision, places: list[Place], *, exact: bool = True) -> str | None:
    """The answer in our own words; None where only a model can put a description into any.

    Too small a model answers in the language of the facts, which is Korean: others get the facts as they are.
    """
    language = decision.language
    if decision.wish:
        head = texts.PICKED if exact else texts.NEARLY
        return "\n".join([head[language], *(facts.line(place, language) for place in places)])
    # 둘 중에 어디가 더 싸? asks for no address.
    but: tuple[facts.Fact, ...] = (
        ("address", "station") if len(places) > 1 and not ADDRESS.search(decision.question) else ()
    )
    particular = [facts.particular(place, decision.question, language, but=but) for place in places]
    if all(particular):
        return "\n".join(filter(None, particular))
    return None if language == "ko" else "\n\n".join(facts.plain(place, language) for place in places)


def carded(places: list[Place]) -> dict[str, Any]:
    """The data beside an answer about places."""
    cards = [facts.card(place) for place in places]
    return {"place": cards[0] if len(cards) == 1 else None, "places": cards}


def shown_focus(state: State, decision: Decision, places: list[Place]) -> dict[str, Any]:
    """The focus on the places of the answer, in the order shown."""
    spots = [place.spot for place in places]
    return keep(next_focus(decision, recall(state.get("focus")), shown=spots))


ADDRESS = re.compile(r"주소|위치|address|locat|住所|場所|地址|位置", re.IGNORECASE)
HUNGRY = re.compile(
    r"맛집|식당|음식|먹|밥|식\s?집|\beat\b|\bfood\b|restaurant|美味|おいし|食|料理|飯|グルメ|お店|吃|餐|饭",
    re.IGNORECASE,
)
FED = "맛집 음식 식당"
"""What is looked for around a place where a hungry wish itself finds nothing there."""


async def wished(
    parts: Parts, decision: Decision, named: list[Place], ask: Ask | None
) -> tuple[list[Place], bool]:
    """Places that fit the wish: near the named place, or near the asker who says so. Never one that is shut
    for good. Whether they are what the wish insists on (free, open, in a district), or what comes near it.
    """
    around = next((spot for spot in decision.places if spot.lat is not None), None)
    if around is None and ask and ask.location and AROUND.search(decision.question):
        around = ask.location
    near = (around.lat, around.lon) if around and around.lat is not None and around.lon is not None else None
    wish = decision.wish or decision.question
    now = datetime.now(SEOUL)
    taken = {place.id for place in named} | {spot.id for spot in decision.excluded}
    asked: Asked = {"limit": CANDIDATES + len(taken) + SPARE, "near": near, "within": NEAR if near else None}
    said = conditions(wish)
    insisted = said.at(now)
    if said.open_now is False and (moment := visit.opening_at(wish, now)):
        insisted["open_at"] = moment
    kind: Asked = {"category": said.kinds} if said.kinds else {}

    async def found(query: str, **more: Unpack[Asked]) -> list[Place]:
        with watch.tool("retriever"):
            hits = await parts.retriever.search(query, **(asked | more))
        fitting = [hit.place for hit in hits if hit.place.id not in taken and not ended(hit.place, now)]
        return fitting[:CANDIDATES]

    if exact := await found(wish, **(insisted | kind)) or await found(wish, **insisted):
        return exact, True
    loose = not any(insisted.values())
    if near_it := (kind and await found(wish, **kind)) or await found(wish):
        return near_it, loose
    if near and HUNGRY.search(wish) and (fed := await found(FED)):
        return fed, loose
    return await found(""), loose  # no word in common with ours: what most people ask for


SPARE = 4
"""Candidates more than are told, for those that are shut for good."""


def ended(place: Place, now: datetime) -> bool:
    """Whether a place is closed until somebody says otherwise: answered about, never recommended."""
    return bool(place.closing and place.closing.since and closed_on(place.closing, now.date()))


async def answer(
    voice: Voice, rules: str, known: str, decision: Decision, places: list[Place]
) -> dict[str, Any]:
    """The model's words, then mended: no number and no meaning of a name stays that the facts do not tell."""
    language: Language = decision.language
    data = carded(places)
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
    mended = meaning.struck(mended, known)
    mended = facts.particled(mended, [place.names.ko for place in places])
    if not decision.wish and guards.withheld(mended, places, decision.question, language):
        mended = ""
    return voice.done(mended or facts.answer(places, decision.question, language), **data)
