"""The guide text for a kind of place."""

from typing import Annotated

from fastapi import APIRouter, Query, Request

from agent.nodes.etiquette import choose, told_of
from agent.state import Ask
from api.chat import guide
from api.errors import JSON
from api.results import Manners, shaped

router = APIRouter(tags=["etiquette"])


@router.get("/etiquette", responses=shaped(Manners))
async def etiquette(request: Request, place: Annotated[str, Query(min_length=1, max_length=200)]) -> JSON:
    """`category` is null when nothing fits."""
    held = guide(request)
    decision = await held.decide(place, [], Ask())
    category, by = await choose(held.parts, decision)
    advice = held.parts.etiquette.guide(category, decision.language) if category else ()
    title = held.parts.etiquette.title(category, decision.language) if category else None
    return JSON({"category": category, "title": title, "by": by, "guide": told_of(advice)})
