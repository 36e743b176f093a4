"""The guide as an OpenAI-compatible model: POST /v1/chat/completions, GET /v1/models.

Deliberate choices:
- System and developer messages are ignored: who calls may choose a style (`gildongmu.style`), not the rules
  that keep facts straight.
- Without `gildongmu.thread_id` the conversation is what `messages` holds: it is read, decided again by rule
  for what 거기 points at, and the turn becomes a new thread (or none, with `store: false`).
- `max_tokens`, `temperature`, `top_p` and `stop` reach the model. What the guide words itself from data
  (fares, times, questions back) is never cut by `max_tokens`: half a fare is a wrong fare.
"""

import time
from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

import orjson
from fastapi import APIRouter, Request
from pydantic import Field
from starlette.responses import Response

from agent.errors import TooLong
from agent.events import Event
from agent.state import Sampling
from agent.threads import Message
from agent.turns.run import Run
from api.auth import asked, owner
from api.bodies import LONGEST, Body, Clean, ThreadId, Wishes
from api.chat import finished, guide
from api.cut import Cut
from api.errors import JSON, Malformed, NoSuchPath
from api.events import EventStream

router = APIRouter(prefix="/v1", tags=["openai"])

MODEL: Final = "gildongmu"
SINCE: Final = 1_763_683_200
"""When the model came to be: 2025-11-21, in seconds since 1970."""
READ: Final = 24
"""Messages of a client's history that are read, the latest."""


class NoSuchModel(NoSuchPath):
    code = "model_not_found"
    hint = "GET /v1/models lists what there is."
    param = "model"


class Unsupported(Malformed):
    code = "unsupported_parameter"


class Part(Body):
    type: str
    text: Clean | None = None


class Said(Body):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Clean | list[Part] | None = None

    @property
    def text(self) -> str:
        """Raises Unsupported for anything but text."""
        if isinstance(self.content, list):
            if any(part.type not in {"text", "refusal"} for part in self.content):
                raise Unsupported("글만 읽을 수 있어요.", hint="Send text parts only.", param="messages")
            return "\n".join(part.text for part in self.content if part.text)
        return self.content or ""


class Extension(Wishes):
    """What the OpenAI API has no field for."""

    thread_id: ThreadId | None = None


class StreamOptions(Body):
    include_usage: bool = False


class CompletionBody(Body):
    model: Annotated[str, Field(max_length=200)]
    messages: Annotated[list[Said], Field(min_length=1, max_length=2_000)]
    stream: bool | None = None
    stream_options: StreamOptions | None = None
    max_tokens: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    stop: Clean | Annotated[list[Clean], Field(max_length=4)] | None = None
    store: bool | None = None
    user: str | None = None
    """The client's own name for its user; neither stored nor read: a user may hold many conversations."""
    n: int | None = None
    logprobs: bool | None = None
    top_logprobs: int | None = None
    tools: list[Any] | None = None
    tool_choice: Any = None
    functions: list[Any] | None = None
    response_format: dict[str, Any] | None = None
    modalities: list[str] | None = None
    gildongmu: Extension = Extension()

    @property
    def sampling(self) -> Sampling:
        stops = [self.stop] if isinstance(self.stop, str) else self.stop or []
        return Sampling(
            max_tokens=self.max_completion_tokens or self.max_tokens,
            temperature=self.temperature,
            top_p=self.top_p,
            stop=tuple(stop for stop in stops if stop),
        )

    def possible(self) -> None:
        """Raises NoSuchModel and Unsupported: better no answer than one that ignores what was asked."""
        if self.model != MODEL:
            raise NoSuchModel(f"「{self.model}」 모델은 없어요.")
        asked_for = {
            "n": self.n not in {None, 1},
            "logprobs": bool(self.logprobs),
            "top_logprobs": bool(self.top_logprobs),
            "tools": bool(self.tools),
            "functions": bool(self.functions),
            "response_format": (self.response_format or {}).get("type", "text") != "text",
            "modalities": (self.modalities or ["text"]) != ["text"],
        }
        for param, refused in asked_for.items():
            if refused:
                raise Unsupported("지원하지 않는 요청이에요.", hint=f"The guide has no {param}.", param=param)

    def conversation(self) -> tuple[str, list[Message]]:
        """The message to answer, and what was said before it. Raises Malformed and TooLong."""
        if any(said.role in {"tool", "function"} for said in self.messages):
            raise Unsupported("지원하지 않는 요청이에요.", hint="The guide has no tools.", param="messages")
        spoken = [said for said in self.messages if said.role in {"user", "assistant"}]
        message = spoken[-1].text.strip() if spoken and spoken[-1].role == "user" else ""
        if not message:
            raise Malformed(
                "질문을 입력해 주세요.",
                hint="The last message must be the user's, with text.",
                param="messages",
            )
        if len(message) > LONGEST:
            raise TooLong("질문이 너무 길어요. 4,000자 안으로 줄여 주세요.")
        told = [
            Message(f"{k}", "", "user" if said.role == "user" else "assistant", said.text[:LONGEST], "")
            for k, said in enumerate(spoken[-READ - 1 : -1])
        ]
        return message, [said for said in told if said.content.strip()]


@router.get("/models")
async def models() -> JSON:
    return JSON({"object": "list", "data": [card()]})


@router.get("/models/{model}")
async def model(model: str) -> JSON:
    if model != MODEL:
        raise NoSuchModel(f"「{model}」 모델은 없어요.")
    return JSON(card())


def card() -> dict[str, Any]:
    return {"id": MODEL, "object": "model", "created": SINCE, "owned_by": MODEL}


@router.post("/chat/completions", response_class=JSON)
async def complete(request: Request, body: CompletionBody) -> Response:
    body.possible()
    message, history = body.conversation()
    thread = body.gildongmu.thread_id
    settings = guide(request).parts.settings
    stored = settings.openai_store if body.store is None else body.store
    ask = body.gildongmu.ask(body.sampling)
    kept = stored or thread is not None
    run = await guide(request).start(
        message,
        thread_id=thread,
        ask=asked(request, ask),
        history=() if thread else history,
        kept=kept,
        owner=owner(request),
    )
    named = run.thread_id if kept else None
    if body.stream:
        usage = bool(body.stream_options and body.stream_options.include_usage)
        told = Chunks(run, named, ask.sampling.stop, usage=usage)
        return Completion(run, told, heartbeat=settings.heartbeat, patience=settings.slow_reader)
    result = await finished(run, request.receive)
    return JSON(completion({**result, "thread_id": named}, ask.sampling.stop, cut=run.cut))


def completion(result: dict[str, Any], stops: Sequence[str], *, cut: bool) -> dict[str, Any]:
    text = Cut(stops)
    content = text.feed(result["answer"]) + text.end()
    message = {"role": "assistant", "content": content, "refusal": None}
    finish = "length" if cut and not text.over else "stop"
    return {
        "id": f"chatcmpl-{result['turn_id']}",
        "object": "chat.completion",
        "created": int(time.time()),
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "logprobs": None, "finish_reason": finish}],
        "usage": usage_of(result),
        "gildongmu": extension(result),
    }


def usage_of(result: dict[str, Any]) -> dict[str, int]:
    """Tokens of the models that answered; none where the guide's own words did."""
    counted = result.get("usage") or {"prompt_tokens": 0, "completion_tokens": 0}
    return {**counted, "total_tokens": counted["prompt_tokens"] + counted["completion_tokens"]}


def extension(result: dict[str, Any]) -> dict[str, Any]:
    """What came beside the text."""
    return {name: value for name, value in result.items() if name not in {"answer", "usage"}}


class Chunks:
    """Turns a run's events into chunks of a streamed completion. `thread` is null when nothing is kept."""

    def __init__(self, run: Run, thread: str | None, stops: Sequence[str], *, usage: bool) -> None:
        self._cut = Cut(stops)
        self._usage = usage
        self._frame = {
            "id": f"chatcmpl-{run.turn_id}",
            "object": "chat.completion.chunk",
            "created": int(time.time()),
            "model": MODEL,
        }
        self._run = run
        self._thread = thread
        # All that a delta's chunk holds but its text: made once, as most chunks are deltas.
        mark = "\N{OBJECT REPLACEMENT CHARACTER}"
        self._before, self._after = self._chunk({"content": mark}).split(orjson.dumps(mark))

    def first(self) -> bytes:
        return self._chunk({"role": "assistant", "content": ""}, gildongmu={"thread_id": self._thread})

    def of(self, event: Event) -> bytes:
        if event.kind == "token":
            return self._delta(self._cut.feed(event.data["delta"]))
        if event.kind == "status":
            return self._chunk({}, gildongmu={"status": event.data["text"]})
        if event.kind == "result":
            return self._last(event.data)
        if event.kind == "error":
            told = {**event.data, "type": "server_error", "param": None}
            return _event({"error": told})
        return b"data: [DONE]\n\n" if event.kind == "done" else b""

    def _delta(self, text: str) -> bytes:
        return b"%b%b%b" % (self._before, orjson.dumps(text), self._after) if text else b""

    def _last(self, result: dict[str, Any]) -> bytes:
        rest = self._delta(self._cut.end())
        finish = "length" if self._run.cut and not self._cut.over else "stop"
        beside = {**extension(result), "thread_id": self._thread, "answer": result["answer"]}
        last = self._chunk({}, finish=finish, gildongmu=beside)
        if not self._usage:
            return rest + last
        return rest + last + _event({**self._frame, "choices": [], "usage": usage_of(result)})

    def _chunk(self, delta: dict[str, Any], *, finish: str | None = None, **more: Any) -> bytes:
        choice = {"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}
        usage = {"usage": None} if self._usage else {}
        return _event({**self._frame, "choices": [choice], **usage, **more})


def _event(data: dict[str, Any]) -> bytes:
    return b"data: %b\n\n" % orjson.dumps(data)


class Completion(EventStream):
    def __init__(self, run: Run, chunks: Chunks, *, heartbeat: float, patience: float) -> None:
        super().__init__(run, heartbeat=heartbeat, patience=patience)
        self._chunks = chunks

    def wire(self, event: Event, number: int) -> bytes:
        chunk = self._chunks.of(event)
        return chunk if number > 1 else self._chunks.first() + chunk
