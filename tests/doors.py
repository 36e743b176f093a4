"""A service of other settings beside the shared one: same index, same stand-in model, its own history."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import httpx

from agent.settings import Settings
from server import create
from tests.service import serve, until_ready


async def until(condition: Callable[[], bool], patience: float = 60) -> None:
    """Within `patience` seconds: long, since the machine may be busy with others."""
    for _ in range(int(patience * 100)):
        if condition():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came")


@asynccontextmanager
async def door(settings: Settings, folder: Path, **changed: Any) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the service that `settings` with `changed` make."""
    given = {
        **settings.model_dump(),
        "api_keys": (),
        "database_url": f"sqlite:///{folder}/guide.db",
        **changed,
    }
    async with (
        serve(create(Settings(**given))) as url,
        httpx.AsyncClient(base_url=url, timeout=30) as client,
    ):
        known = {"X-API-Key": str(changed.get("api_keys", "")).partition(",")[0]}
        async with httpx.AsyncClient(base_url=url, headers=known) as caller:
            await until_ready(caller)
        yield client
