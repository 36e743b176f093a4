"""POST /feedback: what the asker thought of an answer."""

from typing import Annotated, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from agent.telemetry import metrics
from api.auth import owner
from api.bodies import CLEAN, Body, ThreadId
from api.chat import guide
from api.errors import JSON
from api.results import Rated, shaped

router = APIRouter(tags=["feedback"])


class FeedbackBody(Body):
    turn_id: ThreadId
    """Of a turn in one of the asker's own threads."""
    thumb: Literal[1, -1]
    text: Annotated[str, Field(max_length=2_000), CLEAN] = ""


@router.post("/feedback", responses=shaped(Rated))
async def feedback(request: Request, body: FeedbackBody) -> JSON:
    """A later word on the same turn replaces the earlier one; it is erased with its thread."""
    text = body.text.strip()
    await guide(request).threads.rate(body.turn_id, owner=owner(request), thumb=body.thumb, text=text)
    metrics.child(metrics.FEEDBACK, "up" if body.thumb > 0 else "down").inc()
    return JSON({"turn_id": body.turn_id, "thumb": body.thumb, "text": text})
