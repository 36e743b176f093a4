"""A run and its readers: who may leave, and what stops when nobody is left."""

import asyncio
import gc
import weakref
from contextvars import ContextVar

import pytest

from agent.events import Event
from agent.turns import run as running
from agent.turns.run import Run


async def forever(run: Run) -> None:
    while True:
        run.tell("token", {"delta": "가"})
        await asyncio.sleep(0.005)


async def test_the_last_reader_to_leave_stops_the_run() -> None:
    run = Run("t", "1")
    run.start(forever)
    async with run.read() as first:
        async with run.read(after=0) as second:
            assert await second.batch()
        assert await first.batch()
        assert not run.stopped
    assert run.stopped


async def test_a_lasting_run_waits_for_its_reader_to_come_back_but_not_for_ever(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "LINGER", 0.1)
    run = Run("t", "1", lasting=True)
    run.start(forever)
    async with run.read() as reader:
        await reader.batch()
    async with run.read(after=reader.position) as again:
        await asyncio.sleep(0.2)
        assert not run.stopped, "it came back in time"
        assert (await again.batch())[0].data == {"delta": "가"}
    await asyncio.wait_for(run.wait(), 5)
    assert run.stopped


async def test_an_event_is_taken_at_once_but_never_before_an_earlier_one() -> None:
    taken: list[tuple[int, int]] = []
    able = True
    run = Run("t", "1")
    go = asyncio.Event()

    def take(events: list[Event], number: int) -> bool:
        assert events == run.events[number:]
        if able:
            taken.append((number, len(events)))
        return able

    async def work(run: Run) -> None:
        run.tell("token", {"delta": "가"})
        await go.wait()
        for _ in range(3):
            run.tell("token", {"delta": "나"})

    run.start(work)
    await asyncio.sleep(0)
    async with run.read(take=take) as reader:
        assert len(await reader.batch()) == 1, "it was told before anybody read"
        able = False
        go.set()
        late = await reader.batch()
        able = True
        run.tell("status", {})
        run.tell("done", {})
        await asyncio.sleep(0)
        assert taken == [(4, 2)], "what comes in one step of the loop is taken at once"
        assert [len(late), reader.position] == [3, 6]
        assert reader.over


async def test_a_run_that_ended_is_gone_with_its_last_reader() -> None:
    """No circle holds it: the collector looks for circles only now and then, and each run holds an answer."""

    async def work(run: Run) -> None:
        run.tell("token", {"delta": "가"})

    async def ended() -> weakref.ref[Run]:
        run = Run("t", "1")
        held: ContextVar[Run] = ContextVar("held")
        held.set(run)
        run.start(work)
        async with run.read() as reader:
            while not reader.over:
                await reader.batch()
        await run.wait()
        return weakref.ref(run)

    gc.disable()
    try:
        left = await asyncio.create_task(ended())
        await asyncio.sleep(0)
        assert left() is None
    finally:
        gc.enable()


async def test_a_run_that_was_stopped_before_it_began_is_over() -> None:
    async def work(run: Run) -> None:
        raise AssertionError("never begun")

    run = Run("t", "1")
    run.start(work)
    await run.stop()
    assert run.done
