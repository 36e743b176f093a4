"""Going on with an answer after the line was lost: GET /threads/{id}/events, and Last-Event-ID anywhere."""

from typing import Any

import orjson
from fastapi import Request
from starlette.responses import Response

from agent.guide import Guide
from agent.threads import Message
from agent.turns.run import Run
from agent.turns.runs import Gap
from api.events import HEADERS, EventStream

NOTHING = 204
"""Nothing follows; EventSource then stops asking."""


def last_id(request: Request) -> str:
    """The id of the last event that the client saw; empty without one."""
    return request.headers.get("last-event-id", "").strip()


def stream(guide: Guide, run: Run, after: int = 0) -> EventStream:
    settings = guide.parts.settings
    return EventStream(run, after=after, heartbeat=settings.heartbeat, patience=settings.slow_reader)


async def resumed(guide: Guide, last: str, *, owner: str, thread_id: str | None) -> Response:
    """What came after the event `last`, and what still comes. Raises Unknown for another owner's thread."""
    history = (await guide.threads.read(thread_id, owner=owner))[1] if thread_id else []
    try:
        run, after = await guide.resume(last, owner=owner, thread_id=thread_id)
    except Gap as gap:
        return gap_of(gap, thread_id, history)
    if run.done and after == len(run.events):
        return Response(status_code=NOTHING)
    return stream(guide, run, after)


async def followed(guide: Guide, thread_id: str, *, owner: str) -> Response:
    """The thread's answer from its first event, running or just ended. Raises Unknown."""
    _, history = await guide.threads.read(thread_id, owner=owner)
    run = await guide.run(history[-1].turn_id, owner=owner) if history else None
    if run is not None:
        return stream(guide, run)
    if history and history[-1].role == "user":
        return gap_of(Gap("unknown", history[-1].turn_id), thread_id, history)
    return Response(status_code=NOTHING)


def gap_of(gap: Gap, thread_id: str | None, history: list[Message]) -> Response:
    """One event `gap`, without an id: the client's place in the stream stays what it was."""
    told: dict[str, Any] = {
        "thread_id": thread_id,
        "turn_id": gap.turn_id,
        "reason": gap.reason,
        "answered": any(said.turn_id == gap.turn_id and said.role == "assistant" for said in history),
    }
    return Response(
        b"event: gap\ndata: %b\n\n" % orjson.dumps(told),
        media_type=EventStream.media_type,
        headers={name.decode(): value.decode() for name, value in HEADERS},
    )
