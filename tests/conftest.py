"""One index for the whole run, a service and a stand-in model for each test that asks."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest
from pydantic import HttpUrl

from agent.settings import Settings
from bench.standin import Standin
from server import create
from tests.service import serve

os.environ.setdefault("LANGSMITH_TRACING", "false")


@pytest.fixture
async def standin() -> AsyncIterator[Standin]:
    async with Standin(models=("base", "culture"), tokens=20) as server:
        yield server


@pytest.fixture(scope="session")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped places, indexed by words alone: what the service serves before any weights are there."""
    os.environ["GUIDE_EMBEDDER"] = "none"
    folder = tmp_path_factory.mktemp("index")
    env = {**os.environ, "GUIDE_DATA_DIR": str(folder)}
    subprocess.run([sys.executable, "-m", "ingest"], env=env, check=True, capture_output=True)
    return folder


@pytest.fixture
def settings(standin: Standin, index: Path, tmp_path: Path) -> Settings:
    """A history of its own for each test, the index shared."""
    return Settings(
        data_dir=index,
        database_url=f"sqlite:///{tmp_path}/guide.db",
        llm_base_url=HttpUrl(standin.url),
        llm_token_timeout=5,
        search=False,
        thread_wait=0.2,
    )


@pytest.fixture
async def client(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    async with serve(create(settings)) as url, httpx.AsyncClient(base_url=url, timeout=30) as held:
        yield held
