"""Is it alive, is it ready, and what is the state of each part? Some watchers ask by HEAD."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Final

from fastapi import APIRouter, Request

from agent.errors import Unavailable
from agent.guide import Guide
from api.auth import owner
from api.chat import guide
from api.errors import JSON
from api.results import Ready, State, shaped

router = APIRouter(tags=["health"])

UP: Final = {"state": "up"}


@router.head("/live", include_in_schema=False)
@router.get("/live", responses=shaped(State))
async def live() -> JSON:
    return JSON({"status": "alive"})


async def _pinged(ping: Callable[[], Awaitable[None]]) -> dict[str, Any]:
    try:
        await ping()
    except Unavailable as error:
        return {"state": "down", "reason": type(error.__cause__).__name__}
    return UP


async def state(held: Guide) -> tuple[bool, dict[str, Any]]:
    """Ready: questions are answered, by the facts alone while the model is down (degraded)."""
    parts = held.parts
    history, locks = await asyncio.gather(_pinged(held.threads.ping), _pinged(held.locking))
    known = len(parts.retriever.places)
    places = {
        "state": "up" if known else "empty",
        "places": known,
        "version": parts.retriever.version,
        "search": "meaning and words" if parts.retriever.dense else "words",
    }
    model = parts.probe.seen.report()
    ready = history == locks == UP and bool(known)
    told = {"model": model, "history": history, "locks": locks, "places": places}
    learned = "learned" if parts.examples.learned and parts.retriever.loaded else "learning"
    told["routing"] = {"state": learned if parts.retriever.embeds else "rules"}
    providers = parts.keyed.names
    told["transit"] = {"state": "keyed" if providers else "embedded", "providers": providers}
    return ready, {**told, "load": parts.admission.report(), "cache": held.answers.report()}


@router.head("/ready", include_in_schema=False)
@router.get("/ready", responses=shaped(Ready))
async def ready(request: Request) -> JSON:
    """A stranger to a closed service sees the states alone."""
    held: Guide | None = getattr(request.app.state, "guide", None)
    if held is None:
        return JSON({"status": "starting", "dependencies": {}}, status_code=503)
    answers, dependencies = await state(held)
    whole = answers and dependencies["model"]["state"] == "up"
    status = "ready" if whole else "degraded" if answers else "unready"
    if held.runs.closing:
        answers, status = False, "closing"
    if held.parts.settings.closed and not owner(request):
        dependencies = {name: {"state": part["state"]} for name, part in dependencies.items()}
    return JSON({"status": status, "dependencies": dependencies}, status_code=200 if answers else 503)


@router.head("/health", include_in_schema=False)
@router.get("/health", responses=shaped(State))
async def health(request: Request) -> JSON:
    """The first service's address for the same question."""
    answers, _ = await state(guide(request))
    return JSON({"status": "ok" if answers else "unready"}, status_code=200 if answers else 503)
