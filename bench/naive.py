"""The common baseline: what one writes in an hour with LangGraph, FastAPI and ChatOpenAI, and writes well.

A system prompt with the facts, a graph of one node, a saver, server-sent events. It does none of what the
service does beside (routing, places, journeys, locks, stopping), so a comparison flatters it.
"""

import json
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import uvicorn
from fastapi import FastAPI
from fastapi.responses import StreamingResponse
from langchain_core.messages import AIMessageChunk, SystemMessage
from langchain_openai import ChatOpenAI
from langgraph.checkpoint.sqlite.aio import AsyncSqliteSaver
from langgraph.graph import START, MessagesState, StateGraph
from pydantic import BaseModel

SYSTEM = SystemMessage(
    "너는 서울 여행 안내원이다. 한국어로 짧고 정확하게 답하라. 경복궁: 종로구 사직로 161, 9시–18시."
)


class Question(BaseModel):
    message: str
    thread_id: str = ""


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    model = ChatOpenAI(
        model=os.environ.get("MODEL", "standin"),
        temperature=0.3,
        max_retries=0,
        max_completion_tokens=int(os.environ.get("MAX_TOKENS", "320")),
    )

    async def answer(state: MessagesState) -> dict[str, Any]:
        return {"messages": [await model.ainvoke([SYSTEM, *state["messages"]])]}

    async with AsyncSqliteSaver.from_conn_string(os.environ.get("DATABASE", ":memory:")) as saver:
        builder = StateGraph(MessagesState).add_node("answer", answer).add_edge(START, "answer")
        app.state.graph = builder.compile(checkpointer=saver)
        yield


app = FastAPI(lifespan=lifespan)


@app.get("/ready")
async def ready() -> dict[str, str]:
    return {"status": "ready"}


@app.post("/chat/stream")
async def chat(question: Question) -> StreamingResponse:
    async def events() -> AsyncIterator[str]:
        given: Any = {"messages": [{"role": "user", "content": question.message}]}
        config: Any = {"configurable": {"thread_id": question.thread_id or uuid4().hex}}
        async for piece, _ in app.state.graph.astream(given, config, stream_mode="messages"):
            if isinstance(piece, AIMessageChunk) and piece.content:
                yield f"event: token\ndata: {json.dumps({'delta': piece.content})}\n\n"
        yield "event: done\ndata: {}\n\n"

    return StreamingResponse(events(), media_type="text/event-stream")


if __name__ == "__main__":
    uvicorn.run(app, port=int(os.environ.get("PORT", "8000")), log_level="warning")
