"""The places that a wish is granted with."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Unpack

from agent import facts
from agent.parts import Parts
from agent.state import Ask
from agent.telemetry import watch
from agent.tools.decision import Decision, Language
from agent.tools.reading.cues import HERE
from agent.tools.reading.single import AROUND
from agent.tools.transit import signs
from agent.tools.transit.geo import crow, walk
from agent.visits import visit
from agent.wishes import sayings
from agent.wishes.around import bare
from agent.wishes.sought import NEAR
from agent.wishes.spared import unwanted
from data.opening import SEOUL, closed_on
from data.place import Place, Spot
from rag.asked import Asked
from rag.wish import conditions, strictly

FAR = 30_000
"""Metres within which the nearest of a kind is looked for."""
CANDIDATES = 4
SPARE = 4
"""Candidates more than are told, for those that are shut for good."""
QUARTER = 500
"""Metres from the middle of a neighbourhood that are still of it."""
IN_QUARTER = 12
"""Candidates more than are told, for those in a neighbourhood that is left out."""
SPARED = 12
"""Candidates more than are told, where a kind is left out."""
FED = "맛집 음식 식당"
"""What is looked for around a place where a hungry wish itself finds nothing there."""
NEAREST = re.compile(
    r"(?:제일|가장|젤)\s?가까운|(?:제일|가장|젤)\s?가깝|\b(?:nearest|closest)\b|(?:一番|いちばん|最も)近い|最寄り|最近的|最靠近|[离離]\S{1,12}最近",
    re.IGNORECASE,
)
HUNGRY = re.compile(
    r"맛집|식당|음식|먹|밥|식\s?집|\beat\b|\bfood\b|restaurant|美味|おいし|食|料理|飯|グルメ|お店|吃|餐|饭",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Granted:
    """`exact`: whether the places are what the wish insists on (free, open, in a district), or what comes
    near it. `start`: from where they are told by distance, nearest first, where that is what was asked.
    """

    places: Sequence[Place]
    exact: bool = True
    start: Spot | None = None
    called: str = ""
    """The start in the asker's language."""


def centre(decision: Decision, ask: Ask | None) -> Spot | None:
    """Around what is looked: the named place, or where the asker is, who says so."""
    around = next((spot for spot in decision.places if spot.lat is not None), None)
    asked = decision.question
    if around is None and ask and ask.location and (AROUND.search(asked) or HERE.search(asked)):
        around = ask.location
    return around


async def granted(parts: Parts, decision: Decision, named: Sequence[Place], ask: Ask | None) -> Granted:
    """Places that fit the wish: near the named place, or near the asker who says so. Never one that is shut
    for good.
    """
    around = centre(decision, ask)
    near = (around.lat, around.lon) if around and around.lat is not None and around.lon is not None else None
    wish = without(decision.wish or decision.question, decision.excluded)
    if around and near:
        wish = bare(wish, parts.router.gazetteer, around)
    now = datetime.now(SEOUL)
    taken = {place.id for place in named} | {spot.id for spot in decision.excluded}
    left = quarters(parts, decision.excluded)
    wish, spared = unwanted(wish)
    limit = CANDIDATES + len(taken) + SPARE + IN_QUARTER * len(left) + SPARED * bool(spared)
    asked: Asked = {"limit": limit, "near": near, "within": NEAR if near else None}
    said = conditions(wish)
    insisted = said.at(now)
    if said.open_now is False and (moment := visit.opening_at(wish, now)):
        insisted["open_at"] = moment
    kinds = tuple(kind for kind in said.kinds if kind not in spared)
    kind: Asked = {"category": kinds} if kinds else {}

    async def found(query: str, **more: Unpack[Asked]) -> list[Place]:
        with watch.tool("retriever"):
            hits = await parts.retriever.search(query, **(asked | more))
        fitting = [
            hit.place
            for hit in hits
            if hit.place.id not in taken and not ended(hit.place, now) and not within(hit.place, left)
            if hit.place.category not in spared
        ]
        return fitting[:CANDIDATES]

    if near and kind and NEAREST.search(decision.question):
        only: Asked = {"category": strictly(wish), "within": FAR}
        closest = await found("", **(insisted | only))
        if closest:
            return Granted(closest, start=around, called=called(parts, around, decision.language))
    if exact := await found(wish, **(insisted | kind)) or await found(wish, **insisted):
        return Granted(exact)
    loose = not any(insisted.values())
    if near_it := (kind and await found(wish, **kind)) or await found(wish):
        return Granted(near_it, loose)
    if near and HUNGRY.search(wish) and (fed := await found(FED)):
        return Granted(fed, loose)
    return Granted(await found(""), loose)  # no word in common with ours: what most people ask for


def without(wish: str, excluded: Sequence[Spot]) -> str:
    """The wish without the names that it sets aside: 인사동 말고 쇼핑할 데 looks for no 인사동."""
    for spot in excluded:
        wish = wish.replace(spot.name, " ")
    return " ".join(wish.split())


def quarters(parts: Parts, excluded: Sequence[Spot]) -> list[Place]:
    """Those set aside that others lie in: who leaves 인사동 out wants none of its shops."""
    held = (parts.retriever.get(spot.id) for spot in excluded if spot.id)
    return [place for place in held if place and place.category == "neighbourhood"]


def within(place: Place, left: Sequence[Place]) -> bool:
    return any(crow((place.lat, place.lon), (each.lat, each.lon)) < QUARTER for each in left)


def called(parts: Parts, spot: Spot | None, language: Language) -> str:
    """A spot by its name in a language."""
    if spot is None or spot.kind == "location":
        return sayings.WHERE_YOU_ARE[language]
    place = parts.retriever.get(spot.id) if spot.id else None
    return facts.name(place, language) if place else signs.station(spot.name, language)


def by_distance(found: Granted, language: Language) -> str:
    """The places from the start on, each with its distance."""
    start = found.start
    if start is None or start.lat is None or start.lon is None:
        raise ValueError("told by distance from nowhere")
    rows = [sayings.BY_DISTANCE[language].format(start=found.called or start.name)]
    for place in found.places:
        far = crow((start.lat, start.lon), (place.lat, place.lon))
        _, minutes = walk(far)
        away = (
            sayings.AWAY[language].format(minutes=max(1, round(minutes)))
            if far < NEAR
            else sayings.FAR_AWAY[language].format(km=round(far / 1000, 1))
        )
        rows.append(facts.line(place, language) + away)
    return "\n".join(rows)


def ended(place: Place, now: datetime) -> bool:
    """Whether a place is closed until somebody says otherwise: answered about, never recommended."""
    return bool(place.closing and place.closing.since and closed_on(place.closing, now.date()))
