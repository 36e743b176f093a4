"""POST /chat, /chat/stream, /route."""

import asyncio
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response
from starlette.types import Receive

from agent.errors import GuideError
from agent.events import decided
from agent.guide import FAULT, Guide
from agent.threads import Message
from agent.turns.run import Run
from api import resume
from api.auth import asked, owner
from api.bodies import ChatBody, RouteBody
from api.errors import JSON
from api.events import gone
from api.results import Decided, Result, shaped

router = APIRouter(tags=["chat"])


def guide(request: Request) -> Guide:
    held: Guide = request.app.state.guide
    return held


async def begun(request: Request, body: ChatBody) -> Run:
    return await guide(request).start(
        body.message,
        thread_id=body.thread_id,
        ask=asked(request, body.ask()),
        owner=owner(request),
        lasting=body.on_disconnect == "continue",
    )


@router.post("/chat", responses=shaped(Result))
async def chat(request: Request, body: ChatBody) -> JSON:
    """One whole answer. A client that leaves stops it, unless it asked otherwise."""
    run = await begun(request, body)
    return JSON(await finished(run, request.receive))


async def finished(run: Run, receive: Receive) -> dict[str, Any]:
    """The run's result. When the client leaves, the run stops. Raises what failed."""
    await _followed(run, receive)
    for event in reversed(run.events):
        if event.kind == "result":
            result: dict[str, Any] = event.data
            return result
    raise run.failed or GuideError(FAULT)


async def _followed(run: Run, receive: Receive) -> None:
    async with run.read(take=lambda *_: True) as reader:  # nothing is read before the end
        leaving = asyncio.create_task(gone(receive))
        leaving.add_done_callback(lambda _: reader.leave())
        try:
            while not reader.over:
                await reader.batch()
        finally:
            leaving.cancel()


@router.post("/chat/stream", response_class=JSON, responses={200: {"content": {"text/event-stream": {}}}})
async def stream(request: Request, body: ChatBody) -> Response:
    """The answer as Server-Sent Events: route, status, token, result, error, done.

    With `Last-Event-ID` nothing is asked anew: the answer of that event goes on, or a `gap` says why not.
    """
    held = guide(request)
    if last := resume.last_id(request):
        return await resume.resumed(held, last, owner=owner(request), thread_id=body.thread_id)
    return resume.stream(held, await begun(request, body))


@router.post("/route", responses=shaped(Decided))
async def route(request: Request, body: RouteBody) -> JSON:
    """The decision alone; nothing is answered, nothing is kept."""
    history = [Message("", "", said.role, said.content, "") for said in body.history]
    return JSON(decided(await guide(request).decide(body.message, history, body.ask())))
