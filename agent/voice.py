"""How an answer node speaks: what it says reaches the client as it is said, and is gathered as the answer.

Only answer nodes hold a voice, so tokens of routing and choices never reach a client. When the user asked for
another style the draft stays silent: the `tone` node speaks it.
"""

from collections.abc import Callable, Sequence
from contextvars import ContextVar
from dataclasses import asdict
from typing import Any

from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.runnables import RunnableConfig
from langgraph.runtime import Runtime

from agent import texts
from agent.endpoint.deltas import Generation, Usage
from agent.endpoint.probe import Use
from agent.parts import Parts
from agent.state import Ask, State

GAP = "\n\n"
"""Between the answers to two intents of one message."""


HEAR: ContextVar[Callable[[dict[str, Any]], None]] = ContextVar("hear")
"""Who hears a turn's words, when it is the guide: straight, since the graph's own stream costs every token a
round through its scheduler. Under Studio nobody has set it, and the graph's stream carries the words."""


def ears(runtime: Runtime[Ask]) -> Callable[[dict[str, Any]], None]:
    return HEAR.get(runtime.stream_writer)


class Voice:
    def __init__(self, parts: Parts, state: State, runtime: Runtime[Ask], config: RunnableConfig) -> None:
        ask = runtime.context or Ask()
        self._parts = parts
        self._write = ears(runtime)
        self._config = config
        self._silent = ask.style is not None
        self._ask = ask
        self._said: list[str] = []
        self._keep: list[str] = []
        self._earlier = state.get("outcome") or {}
        """What an earlier intent of the same message was answered."""
        self._id = answer_id(state)
        self._language = state["decision"].language
        self.usage = Usage()
        self.model: str | None = None
        self.finish: str | None = None
        """Why the model ended, in the endpoint's word: `stop`, or `length` when it was cut."""

    @property
    def text(self) -> str:
        return "".join(self._said)

    def say(self, text: str, *, kept: str | None = None) -> None:
        """Words of our own. `kept`: what is kept of them, where they are for this turn alone."""
        if text:
            if self._earlier.get("answer") and not self._said and not self._silent:
                self._write({"token": GAP})
            self._said.append(text)
            self._keep.append(text if kept is None else kept)
            if not self._silent:
                self._write({"token": text} if kept is None else {"token": text, "kept": kept})

    def status(self, text: str) -> None:
        """What is being done, for the waiting user; no part of the answer."""
        self._write({"status": text})

    async def think(
        self,
        use: Use,
        messages: Sequence[BaseMessage],
        hear: Callable[[str], None],
        *,
        max_tokens: int | None = None,
    ) -> None:
        """The model's deltas, counted but not said: `hear` does with them what it likes. Raises ModelDown."""
        wanted = self._ask.adapter if use == "curation" and self._ask.adapter else use
        probe = self._parts.probe
        probe.model(wanted)  # nobody waits for a model that is down
        async with self._parts.admission.place(self._queued), probe.call() as call:
            generation = Generation(probe.model(wanted))
            self.model = generation.model
            sampling = self._ask.sampling.for_model(max_tokens)

            def heard(delta: str) -> None:
                if not call.heard:
                    call.hear()
                hear(delta)

            try:
                await self._parts.endpoint.stream(
                    messages, heard, generation=generation, config=self._config, **sampling
                )
            finally:
                self.usage.add(generation.usage)
                self.finish = generation.finish

    def _queued(self) -> None:
        self.status(texts.WAITING[self._language])

    async def speak(self, use: Use, messages: Sequence[BaseMessage]) -> None:
        """The model's words, said as they come. Raises ModelDown."""
        await self.think(use, messages, self.say)

    def done(self, answer: str | None = None, **outcome: Any) -> dict[str, Any]:
        """The node's update: the answer (as said, or as mended afterwards) and the data beside it."""
        text = self.text if answer is None else answer
        kept = "".join(self._keep) if answer is None else answer
        told = {key: value for key, value in outcome.items() if value or key not in self._earlier}
        if self._earlier:
            before = self._earlier.get("answer")
            kept = GAP.join(part for part in (self._earlier.get("kept") or before, kept) if part)
            text = GAP.join(part for part in (before, text) if part)
            told["degraded"] = bool(outcome.get("degraded") or self._earlier.get("degraded"))
            self.usage.add(Usage(**self._earlier["usage"]))
        model = self.model or self._earlier.get("model")
        return {
            "messages": [AIMessage(content=kept, id=self._id)],
            "outcome": {
                **self._earlier,
                "answer": text,
                "model": model,
                "usage": asdict(self.usage),
                "finish": self.finish,
                "kept": kept if kept != text else None,
                **told,
            },
        }


def answer_id(state: State) -> str:
    """The answer's message id, beside its question's: `<turn>.u` → `<turn>.a`."""
    last = state["messages"][-1]
    return f"{(last.id or 'turn').removesuffix('.u').removesuffix('.a')}.a"
