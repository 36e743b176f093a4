"""The service: `python server.py`, or `uvicorn server:app`."""

import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import uvicorn
from fastapi import FastAPI

from agent import environment
from agent.guide import open_guide
from agent.settings import Settings
from agent.telemetry import logs, tracing
from agent.telemetry.metrics import sampled
from api import limits
from api.app import assemble
from api.auth import host
from api.shutdown import graceful


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

    return assemble(chosen, lifespan)


def _configured() -> Settings:
    """The settings of the environment, and logs that keep their secrets from then on. Ends the process with
    status 2 (wrong usage) and a line for each that cannot be used.
    """
    try:
        read = environment.read()
    except environment.Malformed as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    logs.setup(read.service.log_format, logs.secrets(read.service, read.search, read.transit))
    return read.service


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))  # until the server takes it: nothing runs yet
    settings = _configured()
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
        return create(_configured())
    raise AttributeError(name)


if __name__ == "__main__":
    main()
