"""Tests of services out of reach: their settings come from the test alone, and a client asks their fakes."""

import os
from collections.abc import AsyncIterator

import httpx
import pytest

from agent.tools.transit.providers.line import Line
from agent.tools.web.quota import Quota


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith("GUIDE_")]:
        monkeypatch.delenv(name)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(trust_env=False) as client:
        yield client


@pytest.fixture
def line(client: httpx.AsyncClient) -> Line:
    return Line("transit:test", client, Quota({}))
