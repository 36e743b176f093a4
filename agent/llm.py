"""The model endpoint: streaming through a lean reader, choices through langchain-openai.

Why a reader of our own: building an SDK object for every streamed chunk costs 100–500 µs of CPU a token
and caps one worker near 2,000 tokens/s. Here a delta goes from the socket's callback
(`agent/endpoint/upstream.py`) through orjson to whoever hears it, within one step of the loop. A generation
is still one model run in a trace: it starts and ends through langchain-core's callbacks.
"""

import http
import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import orjson
from langchain_core.messages import BaseMessage
from langchain_core.runnables import RunnableConfig

from agent.endpoint.deltas import Deltas, Events, Generation
from agent.endpoint.modelrun import model_run
from agent.endpoint.upstream import Broken, Garbled, Refused, Silent, Upstream
from agent.errors import ModelDown
from agent.settings import Settings
from agent.telemetry import tracing, watch
from serving import dialect
from serving.dialect import Form

log = logging.getLogger(__name__)

COUNTING = 1.0
"""How long the endpoint may take to count tokens (s)."""
DESCRIBING = 5.0
"""How long it may take to describe itself (s): FastAPI writes the description when it is first asked."""
NEWEST = 0.3
"""The weight of the newest answer in what was learned of its tokenizer."""

MOST_GROUPED = 4
"""Tokens an event at most: at thirty tokens a second a reader still gets seven pieces."""

ROLES = {"human": "user", "ai": "assistant", "system": "system"}


class Enough(Exception):
    """Raised by a hearer that wants no more: the model is stopped at once, the answer ends as it stands."""


class Declined(Exception):
    """A status that is no success."""

    def __init__(self, status: int) -> None:
        super().__init__(f"status {status}")
        self.status_code = status


class Endpoint:
    """An OpenAI-compatible server: vLLM, llama.cpp or any other."""

    def __init__(self, settings: Settings, client: httpx.AsyncClient | None = None) -> None:
        self._settings = settings
        self._key = settings.llm_api_key.get_secret_value()
        self.client = client or httpx.AsyncClient(
            timeout=httpx.Timeout(settings.llm_token_timeout, connect=settings.llm_connect_timeout),
            transport=httpx.AsyncHTTPTransport(
                retries=1, limits=httpx.Limits(max_connections=None, max_keepalive_connections=256)
            ),
            headers={"Authorization": f"Bearer {self._key}"},
        )
        self.form: Form = "json_schema"
        self.weight = 1.2
        """Tokens a character of our prompts, as learned; at first what a poor tokenizer makes of Korean."""

        self.grouped = False
        """Whether the engine sends several tokens an event where it is asked to."""
        self._streams = 0
        """Answers under way."""
        self._adapters: dict[str, int] = {}
        """Ids of the adapters where the engine is llama.cpp, which takes them by id."""
        self._upstream = Upstream(
            settings.llm_url,
            {"Authorization": f"Bearer {self._key}", "Content-Type": "application/json"},
            connect=settings.llm_connect_timeout,
            patience=settings.llm_token_timeout,
        )
        """Streams."""

    async def close(self) -> None:
        await self.client.aclose()
        self._upstream.close()

    async def models(self) -> list[dict[str, Any]]:
        """The cards of GET /v1/models, and one for each adapter of llama.cpp. Raises ModelDown."""
        try:
            with watch.call("models"):
                reply = await self.client.get(f"{self._settings.llm_url}/models", timeout=3)
                reply.raise_for_status()
            cards: list[dict[str, Any]] = reply.json()["data"]
            if any(card.get("owned_by") == dialect.LLAMACPP for card in cards):
                listed = await self.client.get(f"{self._root}/lora-adapters", timeout=3)
                self._adapters = dialect.adapters(listed.json()) if listed.is_success else {}
                cards += [{"id": name, "parent": cards[0]["id"]} for name in self._adapters]
            else:
                self._adapters = {}
        except (httpx.HTTPError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise ModelDown("모델 서버에 연결할 수 없어요.") from error
        return cards

    @property
    def _root(self) -> str:
        """Where the engine's own paths begin, beside OpenAI's."""
        return self._settings.llm_url.removesuffix("/v1")

    def _addressed(self, model: str) -> dict[str, Any]:
        return dialect.addressed(model, self._adapters)

    async def groups(self) -> bool:
        """Whether the engine sends several tokens an event by request: its own description names the field.

        vLLM 0.32 has it, 0.24 had not; where nothing is described, nothing is asked for.
        """
        try:
            reply = await self.client.get(f"{self._root}/openapi.json", timeout=DESCRIBING)
        except httpx.HTTPError:
            return False
        return reply.is_success and f'"{dialect.GROUPED}"'.encode() in reply.content

    def _grouped(self) -> dict[str, Any]:
        """What is asked of the engine while many answers run: each event costs it and us the same, however
        many tokens it holds.
        """
        crowd = self._settings.llm_crowd
        return (
            dialect.grouped(min(MOST_GROUPED, 1 + self._streams // crowd)) if crowd and self.grouped else {}
        )

    async def sound(self, model: str, patience: float) -> None:
        """Hear one word of `model` within `patience` seconds. Raises ModelDown."""
        body = {
            **self._addressed(model),
            "messages": [{"role": "user", "content": "안녕"}],
            "max_tokens": 1,
        }
        try:
            url = f"{self._settings.llm_url}/chat/completions"
            (await self.client.post(url, json=body, timeout=patience)).raise_for_status()
        except httpx.HTTPError as error:
            raise ModelDown("모델 서버에 연결할 수 없어요.") from error

    async def count(self, text: str, model: str) -> int:
        """Tokens of `text`, by the endpoint's own tokenizer. Raises ModelDown where it does not count.

        vLLM reads `prompt` and answers `count`, llama.cpp reads `content` and answers the tokens.
        """
        body = {"model": model, "prompt": text, "content": text, "add_special_tokens": False}
        try:
            reply = await self.client.post(f"{self._root}/tokenize", json=body, timeout=COUNTING)
            reply.raise_for_status()
            told: dict[str, Any] = reply.json()
            return int(told["count"] if "count" in told else len(told["tokens"]))
        except (httpx.HTTPError, ValueError, KeyError, TypeError) as error:
            raise ModelDown("모델 서버가 글의 길이를 알려 주지 않아요.") from error

    def _weigh(self, messages: Sequence[BaseMessage], generation: Generation) -> None:
        """Learn from an answer's usage what a character of ours costs."""
        letters = sum(len(message.text) for message in messages)
        if letters and generation.usage.prompt_tokens:
            self.weight += NEWEST * (generation.usage.prompt_tokens / letters - self.weight)

    async def stream(
        self,
        messages: Sequence[BaseMessage],
        hear: Callable[[str], None],
        *,
        generation: Generation,
        config: RunnableConfig | None = None,
        max_tokens: int | None = None,
        temperature: float | None = None,
        extra: dict[str, Any] | None = None,
    ) -> None:
        """Text deltas to `hear` as they arrive, also gathered in `generation`; one model run in the trace.

        `hear` is called while the socket is read, so it must not take long. What it raises closes the
        connection, which stops the model, and so does cancelling; `Enough` then counts as the answer's end.
        Raises ModelDown when the endpoint refuses, breaks off or sends garbage.
        """
        body = {
            **self._addressed(generation.model),
            "messages": [{"role": ROLES[m.type], "content": m.text} for m in messages],
            "max_tokens": max_tokens or self._settings.llm_max_tokens,
            "temperature": self._settings.llm_temperature if temperature is None else temperature,
            "stream": True,
            "stream_options": {"include_usage": True},
            **self._grouped(),
            **(extra or {}),
        }
        async with model_run(config, messages, body, generation, hear) as told:
            with watch.answer(generation):
                await self._read(body, generation, told)
        self._weigh(messages, generation)

    async def _read(self, body: dict[str, Any], generation: Generation, hear: Callable[[str], None]) -> None:
        self._streams += 1
        try:
            await self._heard(body, generation, hear)
        except Enough:
            generation.finish = "stop"
        finally:
            self._streams -= 1

    async def _heard(self, body: dict[str, Any], generation: Generation, hear: Callable[[str], None]) -> None:
        events, deltas = Events(self._settings.llm_token_timeout), Deltas(generation)

        def take(heard: list[bytes]) -> None:
            for data in heard:
                if text := deltas.read(data):
                    generation.text += text
                    hear(text)

        def feed(chunk: bytes) -> None:
            take(events.feed(chunk))

        # Read to the end, past [DONE]: a connection that was read out serves the next turn.
        with _told():
            reply = await self._upstream.post(
                "/chat/completions", orjson.dumps(body), feed, tracing.outbound()
            )
        if reply.status != http.HTTPStatus.OK:
            log.warning("model.refused status=%d", reply.status)
            log.debug("model.said body=%r", reply.said)
            raise ModelDown("모델 서버가 요청을 거절했어요.", hint=f"It said {reply.status}.") from Declined(
                reply.status
            )
        take(events.end())
        if generation.finish is None:
            raise ModelDown("모델의 답이 중간에 끊겼어요.")

    async def choose(
        self, messages: Sequence[BaseMessage], choices: Sequence[str], model: str, form: Form | None = None
    ) -> str | None:
        """One of `choices`, constrained by the endpoint and checked here; None when it named no such thing.

        Raises ModelDown. The forms and which servers ignore which: docs/decisions/choices.md.
        """
        import openai
        from langchain_openai import ChatOpenAI

        llm = ChatOpenAI(
            model=model,
            base_url=self._settings.llm_url,
            api_key=self._settings.llm_api_key,
            temperature=0,
            max_completion_tokens=32,
            timeout=self._settings.llm_first_token_timeout,
            max_retries=0,
            use_responses_api=False,
            disable_streaming=True,
            http_async_client=self.client,
        )
        extra = {**dialect.constraint(form or self.form, choices), **self._addressed(model)}
        try:
            with watch.call("choice"):
                reply = await llm.bind(extra_body=extra).ainvoke(list(messages))
        except openai.OpenAIError as error:
            raise ModelDown("모델이 고르지 못했어요.") from error
        return dialect.pick(reply.text, choices)


@contextmanager
def _told() -> Iterator[None]:
    """What goes wrong on the wire, as the guide's own error."""
    try:
        yield
    except Broken as error:
        gone = "모델 서버에 연결할 수 없어요." if error.untouched else "모델의 답이 중간에 끊겼어요."
        raise ModelDown(gone) from error
    except Refused as error:
        raise ModelDown("모델 서버에 연결할 수 없어요.") from error
    except Silent as error:
        raise ModelDown("모델의 답이 중간에 끊겼어요.") from error
    except Garbled as error:
        raise ModelDown("모델 서버가 알 수 없는 응답을 보냈어요.") from error
