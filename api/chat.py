"""POST /chat, /chat/stream, /route."""

import asyncio

from fastapi import APIRouter, Request
from starlette.types import Receive

from agent.errors import Busy
from agent.events import decided
from agent.guide import Guide
from agent.run import Run
from agent.threads import Message
from api.bodies import ChatBody, RouteBody
from api.errors import JSON
from api.events import EventStream, gone

router = APIRouter(tags=["chat"])


def guide(request: Request) -> Guide:
    held: Guide = request.app.state.guide
    return held


@router.post("/chat")
async def chat(request: Request, body: ChatBody) -> JSON:
    """One whole answer. A client that leaves stops it."""
    run = await guide(request).start(body.message, thread_id=body.thread_id, ask=body.ask())
    await finished(run, request.receive)
    for event in reversed(run.events):
        if event.kind == "result":
            return JSON(event.data)
    raise run.failed or Busy("답이 중간에 멈췄어요.", hint="The turn was stopped before it said anything.")


async def finished(run: Run, receive: Receive) -> None:
    """Wait for the run's end, or for the client's: then the run stops."""
    async with run.read() as reader:
        leaving = asyncio.create_task(gone(receive))
        leaving.add_done_callback(lambda _: reader.leave())
        try:
            while not reader.over:
                await reader.batch()
        finally:
            leaving.cancel()


@router.post("/chat/stream", response_class=JSON, responses={200: {"content": {"text/event-stream": {}}}})
async def stream(request: Request, body: ChatBody) -> EventStream:
    """The answer as Server-Sent Events: route, status, token, result, error, done."""
    settings = guide(request).parts.settings
    run = await guide(request).start(body.message, thread_id=body.thread_id, ask=body.ask())
    return EventStream(run, heartbeat=settings.heartbeat, patience=settings.slow_reader)


@router.post("/route")
async def route(request: Request, body: RouteBody) -> JSON:
    """The decision alone; nothing is answered, nothing is kept."""
    history = [Message("", "", said.role, said.content, "") for said in body.history]
    return JSON(decided(await guide(request).decide(body.message, history, body.ask())))
