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
from agent.wishes import sayings, sights
from agent.wishes.around import bare
from agent.wishes.left import left_out
from agent.wishes.sought import NEAR
from agent.wishes.spared import unwanted
from data.opening import SEOUL
from data.place import Place, Spot
from rag.asked import Asked
from rag.wish import Conditions, conditions, strictly, undistricted

FAR = 30_000
"""Metres within which the nearest of a kind is looked for."""
CANDIDATES = 4
STEPS, LEVEL = (
    re.compile(r"계단(?:이|은|도)?\s?(?:별로\s?|거의\s?|많이\s?)?(?:없|적|안\s?많|안\s?타|말고|싫|피하)\S*"),
    "무장애 평지",
)
"""Who wants no steps is not looked for by that word: a street of 108 steps bears it."""
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
    kept: Sequence[Place] | None = None
    """Those of them that were shown before, where a condition more is put on the list."""


def centre(decision: Decision, ask: Ask | None) -> Spot | None:
    """Around what is looked: the named place, or where the asker is, who says so."""
    around = next((spot for spot in decision.places if spot.lat is not None), None)
    asked = decision.question
    if around is None and ask and ask.location and (AROUND.search(asked) or HERE.search(asked)):
        around = ask.location
    return around


def point(spot: Spot | None) -> tuple[float, float] | None:
    """Latitude and longitude, where they are known."""
    return None if spot is None or spot.lat is None or spot.lon is None else (spot.lat, spot.lon)


def at(said: Conditions, wish: str, now: datetime) -> Asked:
    """What must hold: open now, or at the hour that the wish names."""
    insisted = said.at(now)
    if not said.open_now and (moment := visit.opening_at(wish, now)):
        insisted["open_at"] = moment
    return insisted


async def granted(parts: Parts, decision: Decision, named: Sequence[Place], ask: Ask | None) -> Granted:
    """Places that fit the wish: near the named place, or near the asker who says so."""
    around = centre(decision, ask)
    near = point(around)
    wish = STEPS.sub(LEVEL, without(decision.wish or decision.question, decision.excluded))
    if around and near:
        wish = bare(wish, parts.router.gazetteer, around)
    now = datetime.now(SEOUL)
    wish, spared = unwanted(wish)
    said = conditions(wish)
    left = left_out(parts, decision, named, wish, now, spared=spared, anywhere=near is None)
    limit = CANDIDATES + left.spare
    asked: Asked = {"limit": limit, "near": near, "within": NEAR if near else None}
    insisted = at(said, wish, now)
    kinds = tuple(kind for kind in said.kinds if kind not in spared)
    kind: Asked = {"category": kinds} if kinds else {}

    async def fitting(query: str, **more: Unpack[Asked]) -> list[Place]:
        with watch.tool("retriever"):
            hits = await parts.retriever.search(query, **(asked | more))
        return [hit.place for hit in hits if not left.holds(hit.place)]

    async def found(query: str, **more: Unpack[Asked]) -> list[Place]:
        return (await fitting(query, **more))[:CANDIDATES]

    if sights.general(wish):
        every: Asked = {"limit": sights.ALL}
        exact = await fitting("", **(insisted | every))
        seen = sights.seen(exact or await fitting("", **every), near, asked["within"])
        return Granted(seen[:CANDIDATES], exact=bool(exact))
    wish = undistricted(wish)
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
