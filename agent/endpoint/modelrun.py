"""A generation as one model run of a trace: told to langchain-core's callbacks, where anybody listens."""

from asyncio import Queue, create_task
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from typing import Any

from langchain_core.callbacks.manager import AsyncCallbackManager, AsyncCallbackManagerForLLMRun
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, LLMResult
from langchain_core.runnables import RunnableConfig

from agent.endpoint.deltas import Generation

Hear = Callable[[str], None]


@asynccontextmanager
async def model_run(
    config: RunnableConfig | None,
    messages: Sequence[BaseMessage],
    body: dict[str, Any],
    generation: Generation,
    hear: Hear,
) -> AsyncIterator[Hear]:
    """Who hears the deltas meanwhile: `hear`, and whoever traces. Where nobody does, no run is made of it."""
    manager = _manager(config)
    if not manager.handlers:
        yield hear
        return
    [begun] = await manager.on_chat_model_start(
        {"name": "Endpoint", "id": ["gildongmu", "Endpoint"]},
        [list(messages)],
        invocation_params={key: value for key, value in body.items() if key != "messages"},
    )
    try:
        async with _followed(begun, hear) as told:
            yield told
    except BaseException as error:
        await begun.on_llm_error(error, response=_result(generation))
        raise
    await begun.on_llm_end(_result(generation))


def _manager(config: RunnableConfig | None) -> AsyncCallbackManager:
    """Who traces the run: within a graph as it has found out already, else as the process is set to."""
    callbacks = (config or {}).get("callbacks")
    if isinstance(callbacks, AsyncCallbackManager):
        return callbacks
    return AsyncCallbackManager.configure(inheritable_callbacks=callbacks)


@asynccontextmanager
async def _followed(begun: AsyncCallbackManagerForLLMRun, hear: Hear) -> AsyncIterator[Hear]:
    """`hear`, and behind it those who trace each token: they may wait, the socket may not."""
    told: Queue[str | None] = Queue()

    async def follow() -> None:
        while (delta := await told.get()) is not None:
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=delta, id=f"run-{begun.run_id}"))
            await begun.on_llm_new_token(delta, chunk=chunk)

    def both(delta: str) -> None:
        hear(delta)
        told.put_nowait(delta)

    following = create_task(follow())
    try:
        yield both
    finally:
        told.put_nowait(None)
        await following


def _result(generation: Generation) -> LLMResult:
    usage = UsageMetadata(
        input_tokens=generation.usage.prompt_tokens,
        output_tokens=generation.usage.completion_tokens,
        total_tokens=generation.usage.prompt_tokens + generation.usage.completion_tokens,
    )
    message = AIMessage(
        generation.text, usage_metadata=usage, response_metadata={"model_name": generation.model}
    )
    return LLMResult(generations=[[ChatGeneration(message=message, text=generation.text)]])
