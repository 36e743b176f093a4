"""What a search of one line finds: around the place that it names, by the conditions that it names."""

from datetime import datetime
from typing import Final

from agent.tools.linking.gazetteer import Gazetteer
from agent.wishes import sights
from agent.wishes.around import around
from data.opening import SEOUL
from rag.asked import Asked, Found
from rag.retriever import Retriever
from rag.wish import conditions

__all__ = ["Asked", "sought"]

NEAR: Final = 2_000
"""Metres that still count as near a place."""

PREFIX: Final = 3
"""Letters that may begin a name, whatever they say: 서울."""
LIMIT: Final = 5
"""Places, where the caller names no number."""


async def sought(retriever: Retriever, gazetteer: Gazetteer, text: str, asked: Asked) -> Found:
    """What the caller asks for beside the words (`asked`) always holds. What the words themselves insist on
    (무료, 종로구, 홍대 근처) holds where anything fits it. A name is a name: 무료 is none in one.
    """
    if not text.strip() or gazetteer.find(text):
        return await retriever.find(text, **asked)
    insisted = _insisted(text, asked)
    there = around(text, gazetteer, retriever.places) if asked.get("near") is None else None
    if there and there.spot.lat is not None and there.spot.lon is not None:
        near = asked | Asked(near=(there.spot.lat, there.spot.lon), within=NEAR)
        found = await _found(retriever, there.rest, near | insisted)
        if insisted and not found.hits:
            found = await _found(retriever, there.rest, near)
        if found.hits and len(found.hits) < asked.get("limit", 0):  # what bears the place's name, behind them
            found = joined(found, await retriever.find(text, **near), asked["limit"])
        if found.hits:
            return found
    if insisted and (found := await _found(retriever, text, asked | insisted)).hits:
        return found
    return await _found(retriever, text, asked)


async def _found(retriever: Retriever, text: str, asked: Asked) -> Found:
    """What the words find; what there is to see, where they say no more than that."""
    if len(text) <= PREFIX or asked.get("category") or not sights.general(text):
        return await retriever.find(text, **asked)
    every = await retriever.find("", **(asked | Asked(limit=sights.ALL)))
    hits = {hit.place.id: hit for hit in every.hits}
    seen = sights.seen([hit.place for hit in every.hits], asked.get("near"), asked.get("within"))
    limit = asked.get("limit", LIMIT)
    return Found([hits[place.id] for place in seen[:limit]], every.embedding, every.searching)


def joined(found: Found, more: Found, limit: int) -> Found:
    """With those that only the other search found, behind."""
    held = {hit.place.id for hit in found.hits}
    hits = [*found.hits, *(hit for hit in more.hits if hit.place.id not in held)][:limit]
    return Found(hits, found.embedding + more.embedding, found.searching + more.searching)


def _insisted(text: str, asked: Asked) -> Asked:
    """What the caller said holds, and is not asked for once more."""
    told, made = conditions(text), Asked()
    if told.free and asked.get("free") is None:
        made["free"] = True
    if told.district and asked.get("district") is None:
        made["district"] = told.district
    if told.open_now and asked.get("open_at") is None:
        made["open_at"] = datetime.now(SEOUL)
    return made
