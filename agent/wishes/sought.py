"""What a search of one line finds: around the place that it names, by the conditions that it names."""

from datetime import datetime
from typing import Final

from agent.tools.linking.gazetteer import Gazetteer
from agent.wishes.around import around
from data.opening import SEOUL
from rag.asked import Asked, Found
from rag.retriever import Retriever
from rag.wish import conditions

__all__ = ["Asked", "sought"]

NEAR: Final = 2_000
"""Metres that still count as near a place."""


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
        found = await retriever.find(there.rest, **(near | insisted))
        if insisted and not found.hits:
            found = await retriever.find(there.rest, **near)
        if found.hits and len(found.hits) < asked.get("limit", 0):  # what bears the place's name, behind them
            found = joined(found, await retriever.find(text, **near), asked["limit"])
        if found.hits:
            return found
    if insisted and (found := await retriever.find(text, **(asked | insisted))).hits:
        return found
    return await retriever.find(text, **asked)


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
