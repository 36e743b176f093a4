"""The history: list, read, rename, erase, stop; and the running answer, for who comes back."""

from dataclasses import asdict
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from agent.threads import Thread
from api import resume
from api.auth import owner
from api.bodies import ThreadId, TitleBody
from api.chat import guide
from api.errors import JSON
from api.results import Erased, Stopped, ThreadPage, ThreadWhole, shaped

router = APIRouter(prefix="/threads", tags=["threads"])


@router.get("", responses=shaped(ThreadPage))
async def page(
    request: Request, cursor: str | None = None, limit: Annotated[int, Query(ge=1, le=100)] = 20
) -> JSON:
    items, following = await guide(request).threads.page(owner=owner(request), cursor=cursor, limit=limit)
    return JSON({"items": [asdict(thread) for thread in items], "next": following})


@router.get("/{thread_id}", responses=shaped(ThreadWhole))
async def read(request: Request, thread_id: ThreadId) -> JSON:
    thread, messages = await guide(request).threads.read(thread_id, owner=owner(request))
    shown: list[dict[str, Any]] = [asdict(message) for message in messages]
    return JSON({**asdict(thread), "messages": shown})


@router.patch("/{thread_id}", responses=shaped(Thread))
async def rename(request: Request, thread_id: ThreadId, body: TitleBody) -> JSON:
    renamed = await guide(request).threads.rename(thread_id, body.title, owner=owner(request))
    return JSON(asdict(renamed))


@router.delete("/{thread_id}", responses=shaped(Erased))
async def erase(request: Request, thread_id: ThreadId) -> JSON:
    erased = await guide(request).forget(thread_id, owner=owner(request))
    return JSON({"thread_id": thread_id, "erased": erased})


@router.get(
    "/{thread_id}/events",
    response_class=JSON,
    responses={200: {"content": {"text/event-stream": {}}}, 204: {"description": "Nothing follows"}},
)
async def events(request: Request, thread_id: ThreadId) -> Response:
    """The thread's answer as it runs, or just ended: after `Last-Event-ID`, or from its first event."""
    held = guide(request)
    if last := resume.last_id(request):
        return await resume.resumed(held, last, owner=owner(request), thread_id=thread_id)
    return await resume.followed(held, thread_id, owner=owner(request))


@router.post("/{thread_id}/stop", responses=shaped(Stopped))
async def stop(request: Request, thread_id: ThreadId) -> JSON:
    """Stops the running answer; what was said of it is kept."""
    stopped = await guide(request).stop(thread_id, owner=owner(request))
    return JSON({"thread_id": thread_id, "stopped": stopped})
