"""The first service's endpoints, for its clients: POST /generate, /generate-stream, /get-etiquette.

Same fields, same meaning. What failed there works here: the place is found inside the prompt, a category of
manners is chosen, errors have their status. Nothing of these turns is kept: their clients have no threads.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Request
from pydantic import Field

from agent.events import Event
from agent.state import Adapter, Ask, Sampling
from agent.turns.run import Run
from api.auth import asked
from api.bodies import CLEAN, Body, Clean, Name, Text
from api.chat import finished, guide
from api.cut import Cut
from api.errors import JSON
from api.events import EventStream

router = APIRouter(tags=["first service"])

LOOKING_UP: Final = "잘 모르는 내용이라 웹에서 검색한 뒤 알려드리겠습니다...\n"
"""Said before a web search, word for word as the first service did."""
ADAPTERS: Final[dict[str | None, Adapter]] = {
    "culture": "curation",
    "lang": "tone",
    "None": "base",
    None: "base",
}


class GenerateBody(Body):
    prompt: Text
    lora: Literal["culture", "lang", "None"] | None = "culture"
    max_tokens: Annotated[int, Field(ge=1, le=8_192)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    stop: Clean | Annotated[list[Clean], Field(max_length=4)] | None = None

    def ask(self) -> Ask:
        stops = [self.stop] if isinstance(self.stop, str) else self.stop or []
        sampling = Sampling(self.max_tokens, self.temperature, self.top_p, tuple(filter(None, stops)))
        return Ask(sampling=sampling, adapter=ADAPTERS[self.lora])


class EtiquetteBody(Body):
    prompt: Annotated[str, Field(max_length=4_000), CLEAN] = ""
    place: Name


def told(text: str) -> JSON:
    return JSON({"success": True, "status_code": 200, "text": text})


@router.post("/generate")
async def generate(request: Request, body: GenerateBody) -> JSON:
    ask = body.ask()
    run = await guide(request).start(body.prompt, ask=asked(request, ask), kept=False)
    result = await finished(run, request.receive)
    cut = Cut(ask.sampling.stop)
    opening = LOOKING_UP if result["route"] == "search" else ""
    return told(opening + cut.feed(result["answer"]) + cut.end())


@router.post("/generate-stream", response_class=JSON, responses={200: {"content": {"text/plain": {}}}})
async def stream(request: Request, body: GenerateBody) -> EventStream:
    """The text alone, as it comes."""
    ask = body.ask()
    settings = guide(request).parts.settings
    run = await guide(request).start(body.prompt, ask=asked(request, ask), kept=False)
    return Plain(run, ask.sampling.stop, heartbeat=settings.heartbeat, patience=settings.slow_reader)


@router.post("/get-etiquette")
async def manners(request: Request, body: EtiquetteBody) -> JSON:
    """The manners of a place, chosen by the place and by what the prompt adds."""
    message = body.prompt if body.place in body.prompt else f"{body.place} {body.prompt}".strip()
    run = await guide(request).start(message, ask=asked(request, Ask(route="etiquette")), kept=False)
    result = await finished(run, request.receive)
    return told(result["answer"])


class Plain(EventStream):
    """A run's words, and nothing else."""

    media_type = "text/plain; charset=utf-8"
    beat = b""

    def __init__(self, run: Run, stops: Sequence[str], **timing: Any) -> None:
        super().__init__(run, **timing)
        self._cut = Cut(stops)

    def wire(self, event: Event, number: int) -> bytes:
        del number
        return self._words(event).encode()

    def _words(self, event: Event) -> str:
        if event.kind == "token":
            return self._cut.feed(event.data["delta"])
        if event.kind == "route":
            return LOOKING_UP if event.data["route"] == "search" else ""
        if event.kind == "error":
            return f"{self._cut.end()}\n{event.data['message']}"
        return self._cut.end() if event.kind == "done" else ""
