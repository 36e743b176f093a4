"""The service: `python server.py`, or `uvicorn server:app`."""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from agent.guide import open_guide
from agent.settings import Settings
from api import chat, directions, errors, etiquette, generate, health, openai, places, threads
from api.auth import Doors, host
from api.headers import SafeHeaders, cors
from api.limits import BodyLimit
from api.shutdown import graceful
from api.sockets import Sockets

WEB = Path(__file__).parent / "web"


def create(settings: Settings | None = None) -> FastAPI:
    """The app. Settings are read from the environment unless given."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_guide(chosen) as guide:
            app.state.guide = guide
            with graceful(guide, chosen.grace):
                yield

    description = "/openapi.json" if chosen.docs else None
    app = FastAPI(title="길동무", version="0.1.0", lifespan=lifespan, openapi_url=description, redoc_url=None)
    for room in (chat, threads, places, directions, etiquette, openai, generate, health):
        app.include_router(room.router)
    errors.install(app)
    # The last one added is the first one met.
    app.add_middleware(BodyLimit, settings=chosen)
    app.add_middleware(Doors, settings=chosen)
    cors(app, chosen)
    app.add_middleware(SafeHeaders)
    app.add_middleware(Sockets, patience=chosen.slow_reader)
    app.mount("/web", StaticFiles(directory=WEB), name="web")

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(WEB / "index.html")

    return app


def worker() -> FastAPI:
    """The app in a process that writes its own log."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    logging.getLogger("httpx").setLevel(logging.WARNING)
    return create()


def main() -> None:
    app, settings = worker(), Settings()
    several = settings.workers > 1  # each makes an app of its own
    uvicorn.run(
        "server:worker" if several else app,
        factory=several,
        workers=settings.workers,
        host=host(settings),
        port=settings.port,
        forwarded_allow_ips=",".join(settings.trusted_proxies),
        log_config=None,
        access_log=False,
        timeout_worker_healthcheck=30,
    )


def __getattr__(name: str) -> FastAPI:
    """`server:app`, made when it is asked for: importing this module starts nothing."""
    if name == "app":
        return create()
    raise AttributeError(name)


if __name__ == "__main__":
    main()
