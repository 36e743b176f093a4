"""The history, on SQLite and Postgres alike: nothing lost, nothing doubled, nothing erased that stays."""

import asyncio
import multiprocessing
import sqlite3
from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from agent.errors import Invalid, Unavailable, Unknown
from agent.history import schema, sqlite
from agent.history.engine import Engine, Row, Work
from agent.history.stores import open_stores
from agent.locks.files import FileLocks
from agent.settings import Settings
from agent.threads import Begun, Threads

ENGINES = ["sqlite", "postgres"]


@pytest.fixture(params=ENGINES)
def stored(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if request.param == "sqlite":
        return Settings(data_dir=tmp_path)
    return Settings(data_dir=tmp_path, database_url=request.getfixturevalue("postgres").database())


@pytest.fixture
async def threads(stored: Settings) -> AsyncIterator[Threads]:
    async with open_stores(stored) as stores:
        yield stores.threads


async def ask(threads: Threads, sql: str, **given: object) -> list[Row]:
    """Rows as they lie in the database."""

    def work() -> Work[list[Row]]:
        return (yield sql, given)

    return await threads._engine.transact(work)


async def answer(threads: Threads, begun: Begun, text: str, *, stopped: bool = False) -> None:
    await threads.finish(begun, text, route="chat", stopped=stopped, degraded=False)


async def test_a_message_is_committed_before_the_answer(stored: Settings) -> None:
    async with open_stores(stored) as one, open_stores(stored) as other:
        await one.threads.begin("t", "경복궁 알려 줘 \0\ud83d")
        rows = await ask(other.threads, "SELECT role, content FROM messages")
        assert rows == [{"role": "user", "content": "경복궁 알려 줘 \ufffd\ufffd"}]


async def test_what_was_left_unanswered_is_handed_in_again(threads: Threads) -> None:
    first = await threads.begin("t", "하나")
    await answer(threads, first, "답 하나")
    second = await threads.begin("t", "둘")
    await answer(threads, second, "반쪽", stopped=True)
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


async def test_a_repeated_write_says_nothing_twice(threads: Threads) -> None:
    """A transaction is tried again when its connection broke, even if it had been committed."""
    for _ in range(2):
        begun = await threads.begin("t", "질문", "turn-1")
    for _ in range(2):
        await answer(threads, begun, "답")
    thread, messages = await threads.read("t")
    assert thread.turns == 1
    assert [m.content for m in messages] == ["질문", "답"]


async def test_pages_follow_each_other_without_gap_or_repeat(threads: Threads) -> None:
    for number in range(7):
        await threads.begin(f"t{number}", f"질문 {number}")
        await threads.begin(f"other{number}", "남의 질문", owner="b")
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


async def test_a_thread_is_unknown_to_all_but_its_owner(threads: Threads) -> None:
    begun = await threads.begin("t", "내 질문", owner="a")
    for owner in ("", "b"):
        with pytest.raises(Unknown):
            await threads.begin("t", "끼어들기", owner=owner)
        with pytest.raises(Unknown):
            await threads.read("t", owner=owner)
        with pytest.raises(Unknown):
            await threads.rename("t", "남의 제목", owner=owner)
        with pytest.raises(Unknown):
            await threads.delete("t", owner=owner)
        with pytest.raises(Unknown):
            await threads.rate(begun.turn_id, owner=owner, thumb=1, text="")
        assert await threads.page(owner=owner) == ([], None)
    thread, messages = await threads.read("t", owner="a")
    assert (thread.title, thread.turns, len(messages)) == ("내 질문", 1, 1)
    assert (await threads.rename("t", "새 제목", owner="a")).title == "새 제목"


async def test_a_deleted_thread_stays_deleted_though_its_answer_ends_late(threads: Threads) -> None:
    begun = await threads.begin("t", "지워 주세요", owner="a")
    await threads.rate(begun.turn_id, owner="a", thumb=-1, text="별로예요")
    receipt = await threads.delete("t", owner="a")
    assert (receipt["threads"], receipt["messages"], receipt["feedback"]) == (1, 1, 1)
    await answer(threads, begun, "늦은 답")
    for table in ("threads", "messages", "feedback"):
        assert await ask(threads, f"SELECT * FROM {table}") == []
    with pytest.raises(Unknown):
        await threads.read("t", owner="a")
    with pytest.raises(Unknown):
        await threads.delete("t", owner="a")
    [tombstone] = await ask(threads, "SELECT * FROM tombstones")
    assert not {"t", "a"} & set(tombstone.values()), "digests, nothing readable"


async def test_an_erased_id_is_free_for_its_owner_alone_and_starts_anew(threads: Threads) -> None:
    late = await threads.begin("t", "옛 질문", owner="a")
    await threads.delete("t", owner="a")
    with pytest.raises(Unknown):
        await threads.begin("t", "빈 자리인가요?", owner="b")
    fresh = await threads.begin("t", "새 질문", owner="a")
    await answer(threads, late, "늦은 답")
    await answer(threads, fresh, "새 답")
    thread, messages = await threads.read("t", owner="a")
    assert thread.turns == 1
    assert [m.content for m in messages] == ["새 질문", "새 답"]
    assert [m.content for m in fresh.unanswered] == ["새 질문"]


async def test_the_last_word_on_an_answer_counts(threads: Threads) -> None:
    begun = await threads.begin("t", "질문")
    await threads.rate(begun.turn_id, thumb=1, text="좋아요")
    await threads.rate(begun.turn_id, thumb=-1, text="다시 보니 틀렸어요")
    rows = await ask(threads, "SELECT turn_id, thread_id, thumb, text FROM feedback")
    given = {"turn_id": begun.turn_id, "thread_id": "t", "thumb": -1, "text": "다시 보니 틀렸어요"}
    assert rows == [given]
    with pytest.raises(Unknown):
        await threads.rate("no-such-turn", thumb=1)


async def test_a_sweep_takes_what_has_lived_its_time(threads: Threads) -> None:
    for number in range(130):
        await threads.begin(f"t{number}", "질문")
    old = (datetime.now(UTC) - timedelta(days=40)).isoformat(timespec="milliseconds")
    await ask(threads, "UPDATE threads SET updated_at = :old WHERE thread_id <> 't7'", old=old)
    await ask(threads, "INSERT INTO tombstones VALUES ('long gone', '', :old)", old=old)
    assert await threads.sweep(None) == 0
    assert await threads.sweep(timedelta(days=30)) == 129
    page, _ = await threads.page()
    assert [thread.thread_id for thread in page] == ["t7"]
    assert await ask(threads, "SELECT count(*) AS n FROM messages") == [{"n": 1}]
    assert await ask(threads, "SELECT count(*) AS n FROM tombstones") == [{"n": 129}]


async def test_a_cancelled_caller_does_not_lose_its_write(threads: Threads) -> None:
    begun = await threads.begin("t", "질문")
    task = asyncio.create_task(answer(threads, begun, "답", stopped=True))
    await asyncio.sleep(0)
    task.cancel()
    with suppress(asyncio.CancelledError):  # an engine within the process is done by now
        await task
    await asyncio.sleep(0.5)
    _, messages = await threads.read("t")
    assert [m.content for m in messages] == ["질문", "답"]


async def test_turns_side_by_side_and_erasures_among_them_leave_whole_threads(threads: Threads) -> None:
    async def talk(number: int) -> None:
        for turn in range(5):
            begun = await threads.begin(f"t{number % 4}", f"{number}-{turn}")
            await answer(threads, begun, f"답 {number}-{turn}")

    async def erase() -> None:
        for number in range(12):
            await asyncio.sleep(0.01)
            try:
                await threads.delete(f"t{number % 4}")
            except Unknown:
                continue

    await asyncio.gather(*(talk(number) for number in range(12)), erase())
    orphans = "SELECT * FROM messages WHERE thread_id NOT IN (SELECT thread_id FROM threads)"
    assert await ask(threads, orphans) == []
    unasked = (
        "SELECT * FROM messages WHERE role = 'assistant'"
        " AND turn_id NOT IN (SELECT turn_id FROM messages WHERE role = 'user')"
    )
    assert await ask(threads, unasked) == []


FIRST_RELEASE = """
CREATE TABLE threads (thread_id TEXT PRIMARY KEY, title TEXT NOT NULL, created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL, turns INTEGER NOT NULL DEFAULT 0);
CREATE INDEX threads_by_time ON threads (updated_at DESC, thread_id);
CREATE TABLE messages (seq INTEGER PRIMARY KEY AUTOINCREMENT,
    thread_id TEXT NOT NULL REFERENCES threads ON DELETE CASCADE, turn_id TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('user', 'assistant')), content TEXT NOT NULL, at TEXT NOT NULL,
    route TEXT, stopped INTEGER NOT NULL DEFAULT 0, degraded INTEGER NOT NULL DEFAULT 0,
    UNIQUE (turn_id, role));
CREATE INDEX messages_by_thread ON messages (thread_id, seq);
INSERT INTO threads VALUES ('old', '옛 대화', '2026-01-01', '2026-01-01', 1);
INSERT INTO messages (thread_id, turn_id, role, content, at)
    VALUES ('old', 'x', 'user', '옛 질문', '2026-01-01');
"""


async def test_a_database_of_the_first_release_is_brought_up_to_date(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "guide.db") as db:
        db.executescript(FIRST_RELEASE)
    settings = Settings(data_dir=tmp_path)
    for _ in range(2):
        async with open_stores(settings) as stores:
            thread, [message] = await stores.threads.read("old")
    assert (thread.title, message.content) == ("옛 대화", "옛 질문")
    with sqlite3.connect(tmp_path / "guide.db") as db:
        steps = len(schema.STEPS)
        assert db.execute("SELECT count(*), max(version) FROM migrations").fetchone() == (steps, steps)
        db.execute("INSERT INTO migrations VALUES (99, 'tomorrow')")
    with pytest.raises(schema.NewerSchema, match="update the service"):
        async with open_stores(settings):
            pass


async def test_workers_that_start_together_make_the_tables_once(stored: Settings) -> None:
    async def work(number: int) -> None:
        async with open_stores(stored) as stores:
            await stores.threads.begin(f"t{number}", "질문")

    await asyncio.gather(*(work(number) for number in range(4)))
    async with open_stores(stored) as stores:
        assert len((await stores.threads.page())[0]) == 4


async def test_a_broken_file_is_told_as_unavailable(tmp_path: Path) -> None:
    engine: Engine
    async with sqlite.opened(tmp_path / "guide.db", latest=True) as (engine, _):
        threads = Threads(engine)
        await threads.ping()
        (tmp_path / "guide.db").write_bytes(b"no database " * 1_000)
        (tmp_path / "guide.db-wal").write_bytes(b"")
        with pytest.raises(Unavailable) as caught:
            await threads.begin("t", "질문")
        assert caught.value.retry_after


TURNS, THREADS = 200, 20


def _talk(folder: Path, worker: int) -> None:
    async def main() -> None:
        async with sqlite.opened(folder / "guide.db", latest=True) as (engine, _):
            threads, locks = Threads(engine), FileLocks(folder / "lock")

            async def turn(number: int) -> None:
                thread = f"t{number % THREADS}"
                async with locks.hold(thread, 30):
                    begun = await threads.begin(thread, f"{worker}-{number}")
                    assert begun.unanswered[-1].content == f"{worker}-{number}"
                    assert len(begun.unanswered) == 1, "another turn is in between"
                    await answer(threads, begun, f"답 {worker}-{number}")

            await asyncio.gather(*(turn(number) for number in range(TURNS)))

    asyncio.run(main())


async def test_four_workers_lose_and_double_nothing(tmp_path: Path) -> None:
    async with sqlite.opened(tmp_path / "guide.db", latest=True) as (engine, _):
        spawn = multiprocessing.get_context("spawn")
        workers = [spawn.Process(target=_talk, args=(tmp_path, worker)) for worker in range(4)]
        for worker in workers:
            worker.start()
        for worker in workers:
            await asyncio.to_thread(worker.join, 60)
        assert [worker.exitcode for worker in workers] == [0] * 4
        threads = Threads(engine)
        said: list[str] = []
        for number in range(THREADS):
            thread, messages = await threads.read(f"t{number}")
            assert thread.turns == 4 * TURNS / THREADS
            for question, reply in zip(messages[::2], messages[1::2], strict=True):
                assert (question.role, reply.role) == ("user", "assistant")
                assert reply.content == f"답 {question.content}"
                assert reply.turn_id == question.turn_id
                said.append(question.content)
        assert sorted(said) == sorted(f"{w}-{n}" for w in range(4) for n in range(TURNS))
