"""What the endpoint can do, asked at start and whenever it comes back: models, adapters, constrained choices.

Every call of a turn goes through the circuit breaker (`agent/endpoint/breaker.py`), which may take the
endpoint for down between two looks. The way back is a word of the model itself: a server whose engine hangs
still lists its models.

A server may ignore a constraint and still answer 200 (vLLM ignores `guided_choice`, llama.cpp ignores
`structured_outputs`). So each form is tried with a prompt that begs for another word.
"""

import asyncio
import logging
import time
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from langchain_core.messages import HumanMessage

from agent.endpoint.breaker import Breaker
from agent.errors import ModelDown
from agent.llm import Endpoint
from agent.settings import Settings
from agent.telemetry import metrics
from serving.dialect import BEG, COLORS, Form

log = logging.getLogger(__name__)

WAIT_DOWN = 1.0
"""Seconds between looks while the endpoint is down."""
WAIT_UP = 15.0
SOUND = 3.0
SOUND_MOST = 15.0
"""Seconds that a word of an endpoint that was down may take: at first, and grown by half each time."""


@dataclass(frozen=True, slots=True)
class Ability:
    """The endpoint as last seen."""

    state: Literal["unknown", "up", "down"] = "unknown"
    base: str = ""
    curation: str = ""
    """The adapter when the endpoint serves it, else the base model with the curation prompt."""
    tone: str = ""
    adapters: tuple[str, ...] = ()
    choice: Form | None = None
    """None until it was tried."""
    grouped: bool = False
    """Whether it sends several tokens an event by request."""

    def report(self) -> dict[str, Any]:
        """For GET /ready."""
        notes = [
            f"no adapter {name}: the base model answers with the {name} prompt"
            for name, model in (("curation", self.curation), ("tone", self.tone))
            if self.state == "up" and model == self.base
        ]
        return {**asdict(self), "notes": notes}


Use = Literal["base", "curation", "tone"]
"""What a call needs a model for."""


class Probe:
    """Watches the endpoint in the background; `seen` is the latest answer."""

    def __init__(self, endpoint: Endpoint, settings: Settings) -> None:
        self._endpoint = endpoint
        self._settings = settings
        self._task: asyncio.Task[None] | None = None
        self._woken = asyncio.Event()
        self._patience = SOUND
        self.seen = Ability()
        breaker = Breaker(
            settings.llm_first_token_timeout,
            settings.llm_token_timeout,
            lost=self._lost,
            doubted=self._woken.set,
        )
        self._breaker = breaker
        self.call = breaker.call
        """Around each call of a turn."""
        self.first = asyncio.Event()
        """Set once the endpoint has been asked, up or down."""

    def start(self) -> None:
        self._task = asyncio.create_task(self._watch(), name="probe")

    async def close(self) -> None:
        if self._task:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    def model(self, use: Use) -> str:
        """The name to ask for. Raises ModelDown at once while the endpoint does not answer."""
        if self.seen.state != "up":
            raise ModelDown("모델 서버에 연결할 수 없어요.")
        name: str = getattr(self.seen, use)
        return name

    def _lost(self, reason: str) -> None:
        """Down at once; the next look asks for a word."""
        self._woken.set()
        if self.seen.state == "up":
            log.warning("model.down reason=%s", reason)
            self.seen = replace(self.seen, state="down", choice=None)

    async def look(self) -> Ability:
        """Ask once. The choice is tried only when the endpoint was not up before."""
        began = time.monotonic()
        try:
            cards = await self._endpoint.models()
            seen = self._named(cards)
            if self.seen.choice and replace(self.seen, choice=None, grouped=False) == seen:
                return self.seen
            if self.seen.state == "down":
                await self._sounded(seen.base)
            self.seen = seen
            self.first.set()
            self._endpoint.form = form = await self._form(seen.base)
            self._endpoint.grouped = grouped = await self._endpoint.groups()
            if self.seen.state == "down":
                return self.seen  # a turn found out meanwhile
            seen = replace(seen, choice=form, grouped=grouped)
        except ModelDown as error:
            if self.seen.state == "up" and self._breaker.heard > began:
                return self.seen  # too busy to list its models
            if self.seen.state != "down":
                log.warning("model.down reason=%s", error.__cause__ or error)
            seen = replace(self.seen, state="down", choice=None)
        if seen != self.seen and seen.state == "up":
            log.info("model.up %s", seen.report())
        self.seen = seen
        metrics.UP.set(seen.state == "up")
        self.first.set()
        return seen

    async def _sounded(self, base: str) -> None:
        """Raises ModelDown unless the model says a word."""
        patience, self._patience = self._patience, min(SOUND_MOST, self._patience * 1.5)
        await self._endpoint.sound(base, patience)
        self._patience = SOUND

    def _named(self, cards: list[dict[str, Any]]) -> Ability:
        names = [str(card["id"]) for card in cards if "id" in card]
        bases = [str(card["id"]) for card in cards if "id" in card and not card.get("parent")]
        base = self._settings.llm_model or (bases or names or [""])[0]
        if base not in names:
            raise ModelDown(f"모델 {base!r}을(를) 찾을 수 없어요.", hint=f"The endpoint lists {names}.")
        wanted = (self._settings.llm_curation_model, self._settings.llm_tone_model)
        curation, tone = (name if name in names else base for name in wanted)
        adapters = tuple(name for name in wanted if name in names and name != base)
        return Ability("up", base, curation, tone, adapters)

    async def _form(self, base: str) -> Form:
        """The first form that holds against a prompt begging for another answer."""
        await asyncio.to_thread(__import__, "langchain_openai")
        for form in ("json_schema", "structured_outputs"):
            if await self._holds(form, base):
                return form
        log.warning("model.choice_unconstrained: answers are only checked, not constrained")
        return "none"

    async def _holds(self, form: Form, base: str) -> bool:
        try:
            return await self._endpoint.choose([HumanMessage(BEG)], COLORS, base, form) is not None
        except ModelDown as error:
            log.info("model.choice_refused form=%s reason=%s", form, error.__cause__)
            return False

    async def _watch(self) -> None:
        while True:
            self._woken.clear()
            seen = await self.look()
            if seen.state != "up":
                await asyncio.sleep(WAIT_DOWN)
                continue
            with suppress(TimeoutError):
                await asyncio.wait_for(self._woken.wait(), WAIT_UP)
