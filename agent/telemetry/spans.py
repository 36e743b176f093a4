# ruff: noqa: ARG002 (the callbacks' signatures are langchain-core's)
"""Model runs as OpenTelemetry spans, out of langchain-core's callbacks. Imported only when tracing is on.

Attributes follow OpenTelemetry's conventions for generative AI (gen_ai.*).
"""

from typing import Any
from uuid import UUID

import orjson
from langchain_core.callbacks import AsyncCallbackHandler
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, LLMResult
from opentelemetry.trace import Span, SpanKind, Status, StatusCode, Tracer

ROLES = {"human": "user", "ai": "assistant"}


class ModelRuns(AsyncCallbackHandler):
    """One span a model run, child of the span that is current where the run starts."""

    run_inline = True
    """In the caller's own context: elsewhere the current span would be another's."""
    raise_error = False

    def __init__(self, tracer: Tracer, *, text: bool) -> None:
        self._tracer = tracer
        self._text = text
        self._open: dict[UUID, Span] = {}

    async def on_chat_model_start(
        self, serialized: dict[str, Any], messages: list[list[BaseMessage]], *, run_id: UUID, **kwargs: Any
    ) -> None:
        asked = kwargs.get("invocation_params") or {}
        model = str(asked.get("model") or asked.get("model_name") or "")
        told: dict[str, str | int | float] = {"gen_ai.operation.name": "chat", "gen_ai.request.model": model}
        for key in ("max_tokens", "temperature"):
            if isinstance(value := asked.get(key), (int, float)):
                told[f"gen_ai.request.{key}"] = value
        if self._text:
            told["gen_ai.input.messages"] = _json(
                [_message(ROLES.get(one.type, one.type), one.text) for one in messages[0]]
            )
        self._open[run_id] = self._tracer.start_span(f"chat {model}", kind=SpanKind.CLIENT, attributes=told)

    async def on_llm_end(self, response: LLMResult, *, run_id: UUID, **kwargs: Any) -> None:
        if held := self._open.pop(run_id, None):
            self._said(held, response)
            held.end()

    async def on_llm_error(self, error: BaseException, *, run_id: UUID, **kwargs: Any) -> None:
        """What was said until then is kept; a run that was stopped did not fail."""
        if held := self._open.pop(run_id, None):
            if isinstance(response := kwargs.get("response"), LLMResult):
                self._said(held, response)
            if isinstance(error, Exception):
                held.set_status(Status(StatusCode.ERROR, type(error).__name__))
                held.set_attribute("error.type", type(error).__name__)
            else:
                held.set_attribute("guide.stopped", value=True)
            held.end()

    def _said(self, held: Span, response: LLMResult) -> None:
        generation = response.generations[0][0] if response.generations and response.generations[0] else None
        if not isinstance(generation, ChatGeneration) or not isinstance(generation.message, AIMessage):
            return
        if usage := generation.message.usage_metadata:
            held.set_attribute("gen_ai.usage.input_tokens", usage["input_tokens"])
            held.set_attribute("gen_ai.usage.output_tokens", usage["output_tokens"])
        if self._text:
            held.set_attribute("gen_ai.output.messages", _json([_message("assistant", generation.text)]))


def _message(role: str, text: str) -> dict[str, Any]:
    return {"role": role, "parts": [{"type": "text", "content": text}]}


def _json(content: Any) -> str:
    return orjson.dumps(content).decode()
