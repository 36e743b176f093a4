"""The service: `python server.py`, or `uvicorn server:app`."""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles

from agent import logs, tracing
from agent.guide import open_guide
from agent.metrics import sampled
from agent.settings import Settings
from agent.tools.transit.settings import TransitSettings
from agent.tools.web.settings import SearchSettings
from api import (
    chat,
    city,
    directions,
    errors,
    etiquette,
    feedback,
    generate,
    health,
    limits,
    metrics,
    openai,
    places,
    spec,
    threads,
    today,
)
from api.auth import Doors, host
from api.headers import SafeHeaders, cors
from api.shutdown import graceful
from api.sockets import Sockets
from api.turnstile import Turnstile

WEB = Path(__file__).parent / "web"


def create(settings: Settings | None = None) -> FastAPI:
    """The app. Settings are read from the environment unless given."""
    chosen = settings or Settings()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with (
            tracing.sent(chosen.otlp_endpoint, text=chosen.otlp_text),
            sampled(),
            limits.opened(chosen) as buckets,
            open_guide(chosen) as guide,
        ):
            app.state.guide, app.state.buckets = guide, buckets
            with graceful(guide, chosen.grace):
                yield

    description = "/openapi.json" if chosen.docs else None
    app = FastAPI(title="길동무", version="0.1.0", lifespan=lifespan, openapi_url=description, redoc_url=None)
    for room in (
        chat,
        threads,
        feedback,
        places,
        today,
        city,
        directions,
        etiquette,
        openai,
        generate,
        health,
    ):
        app.include_router(room.router)
        metrics.prepare(room.router)
    if chosen.metrics:
        app.include_router(metrics.router)
    errors.install(app)
    spec.install(app)
    # The last one added is the first one met.
    app.add_middleware(limits.BodyLimit, settings=chosen)
    app.add_middleware(Doors, settings=chosen)
    cors(app, chosen)
    app.add_middleware(SafeHeaders, tiles=chosen.map_tiles)
    app.add_middleware(metrics.Seen)
    app.add_middleware(Sockets, patience=chosen.slow_reader)
    app.add_middleware(Turnstile)
    app.mount("/web", StaticFiles(directory=WEB), name="web")

    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(WEB / "index.html")

    return app


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the server takes it: nothing runs yet
    settings = Settings()
    logs.setup(settings.log_format, logs.secrets(settings, SearchSettings(), TransitSettings()))
    several = settings.workers > 1  # each makes an app of its own
    uvicorn.run(
        "server:app" if several else create(settings),
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
        settings = Settings()
        logs.setup(settings.log_format, logs.secrets(settings, SearchSettings(), TransitSettings()))
        return create(settings)
    raise AttributeError(name)


if __name__ == "__main__":
    main()
