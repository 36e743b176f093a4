"""GET /today: which places are open now, and their hours of the day."""

from dataclasses import asdict
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request

from api.chat import guide
from api.errors import JSON
from api.results import OpenPage, shaped
from data.opening import SEOUL
from data.today import today

router = APIRouter(tags=["places"])


@router.get("/today", responses=shaped(OpenPage))
async def read(
    request: Request, place: Annotated[list[Annotated[str, Query(max_length=200)]], Query(max_length=20)]
) -> JSON:
    """`place`: ids, repeated. An id that is not known is left out."""
    retriever, now = guide(request).parts.retriever, datetime.now(SEOUL)
    known = {name: found for name in place if (found := retriever.get(name))}
    items = [{"id": name, **asdict(today(found, now))} for name, found in known.items()]
    return JSON({"at": f"{now:%Y-%m-%dT%H:%M}", "items": items})
