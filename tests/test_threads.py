"""The history on disk and the lock on a thread: nothing lost, nothing doubled."""

import asyncio
import multiprocessing
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from agent.errors import Busy, Invalid, Unknown
from agent.threads import Locks, Threads


@pytest.fixture
async def threads(tmp_path: Path) -> AsyncIterator[Threads]:
    held = Threads(tmp_path / "guide.db")
    await held.open()
    yield held
    await held.close()


async def test_a_message_is_on_disk_before_the_answer(threads: Threads, tmp_path: Path) -> None:
    await threads.begin("t", "경복궁 알려 줘")
    with sqlite3.connect(tmp_path / "guide.db") as other:
        assert other.execute("SELECT role, content FROM messages").fetchall() == [("user", "경복궁 알려 줘")]


async def test_what_was_left_unanswered_is_handed_in_again(threads: Threads) -> None:
    first = await threads.begin("t", "하나")
    await threads.finish(first, "답 하나", route="chat", stopped=False, degraded=False)
    second = await threads.begin("t", "둘")
    await threads.finish(second, "반쪽", route="place", stopped=True, degraded=False)
    await threads.begin("t", "셋")
    last = await threads.begin("t", "넷")
    assert [m.content for m in last.unanswered] == ["둘", "반쪽", "셋", "넷"]
    assert last.unanswered[0].id == f"{second.turn_id}.u"
    thread, messages = await threads.read("t")
    assert thread.turns == 4
    assert thread.title == "하나"
    assert [(m.content, m.stopped) for m in messages if m.role == "assistant"] == [
        ("답 하나", False),
        ("반쪽", True),
    ]


async def test_pages_follow_each_other_without_gap_or_repeat(threads: Threads) -> None:
    for number in range(7):
        await threads.begin(f"t{number}", f"질문 {number}")
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page, cursor = await threads.page(cursor=cursor, limit=3)
        seen += [thread.thread_id for thread in page]
        if cursor is None:
            break
    assert sorted(seen) == [f"t{n}" for n in range(7)]
    assert len(seen) == 7
    with pytest.raises(Invalid):
        await threads.page(cursor="nonsense")


async def test_a_deleted_thread_stays_deleted_though_its_answer_ends_late(threads: Threads) -> None:
    begun = await threads.begin("t", "지워 주세요")
    assert await threads.delete("t") == {"threads": 1, "messages": 1}
    await threads.finish(begun, "늦은 답", route="chat", stopped=False, degraded=False)
    with pytest.raises(Unknown):
        await threads.read("t")
    with pytest.raises(Unknown):
        await threads.delete("t")
    with pytest.raises(Unknown):
        await threads.rename("t", "새 이름")


async def test_a_cancelled_caller_does_not_lose_its_write(threads: Threads) -> None:
    begun = await threads.begin("t", "질문")
    task = asyncio.create_task(threads.finish(begun, "답", route="chat", stopped=True, degraded=False))
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    _, messages = await threads.read("t")
    assert [m.content for m in messages] == ["질문", "답"]


async def test_a_second_turn_waits_its_time_then_is_told_busy(tmp_path: Path) -> None:
    locks = Locks(tmp_path / "lock")
    order: list[str] = []

    async def turn(name: str, seconds: float, wait: float) -> None:
        async with locks.hold("t", wait):
            order.append(name)
            await asyncio.sleep(seconds)

    async with locks.hold("other", 0):
        first = asyncio.create_task(turn("first", 0.15, 0))
        await asyncio.sleep(0.01)
        with pytest.raises(Busy) as caught:
            await turn("refused", 0, 0.05)
        await turn("second", 0, 1)
        await first
    assert order == ["first", "second"]
    assert caught.value.retry_after
    locks.close()


def _hold_and_die(path: Path, ready: "multiprocessing.synchronize.Event") -> None:
    async def main() -> None:
        async with Locks(path).hold("t", 0):
            ready.set()
            await asyncio.sleep(60)

    asyncio.run(main())


async def test_another_process_holds_the_lock_until_it_dies(tmp_path: Path) -> None:
    spawn = multiprocessing.get_context("spawn")
    ready = spawn.Event()
    process = spawn.Process(target=_hold_and_die, args=(tmp_path / "lock", ready))
    process.start()
    assert await asyncio.to_thread(ready.wait, 20)
    locks = Locks(tmp_path / "lock")
    with pytest.raises(Busy):
        async with locks.hold("t", 0.1):
            pass
    process.kill()
    began = time.monotonic()
    async with locks.hold("t", 5):
        assert time.monotonic() - began < 3
    process.join()
    locks.close()
