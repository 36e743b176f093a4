"""The app: which resources are served, and what every request passes on its way to them."""

from pathlib import Path

from fastapi import FastAPI
from starlette.responses import FileResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Lifespan

from agent.settings import Settings
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
from api.auth import Doors
from api.headers import SafeHeaders, cors
from api.sockets import Sockets
from api.turnstile import Turnstile

WEB = Path(__file__).parent.parent / "web"
RESOURCES = (chat, threads, feedback, places, today, city, directions, etiquette, openai, generate, health)


def assemble(settings: Settings, lifespan: Lifespan[FastAPI]) -> FastAPI:
    """The app with all that it serves. `lifespan` puts into `app.state` what handlers ask for:
    the `guide`, and the `buckets` of the limits.
    """
    description = "/openapi.json" if settings.docs else None
    app = FastAPI(title="길동무", version="0.1.0", lifespan=lifespan, openapi_url=description, redoc_url=None)
    for resource in RESOURCES:
        app.include_router(resource.router)
        metrics.prepare(resource.router)
    if settings.metrics:
        app.include_router(metrics.router)
    errors.install(app)
    spec.install(app)
    _guard(app, settings)
    _show_page(app)
    return app


def _guard(app: FastAPI, settings: Settings) -> None:
    """What stands before the resources. The last one added is the first one met."""
    app.add_middleware(limits.BodyLimit, settings=settings)
    app.add_middleware(Doors, settings=settings)
    cors(app, settings)
    app.add_middleware(SafeHeaders, tiles=settings.map_tiles)
    app.add_middleware(metrics.Seen)
    app.add_middleware(Sockets, patience=settings.slow_reader)
    app.add_middleware(Turnstile)


def _show_page(app: FastAPI) -> None:
    app.mount("/web", StaticFiles(directory=WEB), name="web")

    @app.head("/", include_in_schema=False)
    @app.get("/", include_in_schema=False)
    async def page() -> FileResponse:
        return FileResponse(WEB / "index.html")
