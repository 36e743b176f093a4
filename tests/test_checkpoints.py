"""The graph's checkpoints: LangGraph's own conformance suite, how little is kept, and what is erased."""

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from pathlib import Path
from typing import Any

import pytest
from langchain_core.messages import AIMessage, HumanMessage
from langchain_core.runnables import RunnableConfig
from langgraph.checkpoint.base import BaseCheckpointSaver
from langgraph.checkpoint.conformance import checkpointer_test, validate
from langgraph.checkpoint.conformance.report import CapabilityReport
from langgraph.graph import END, START, StateGraph

from agent.history.engine import Row, Work
from agent.history.stores import Stores, open_stores
from agent.settings import Settings
from agent.state import State
from tests.servers import Postgres

TABLES = {
    "sqlite": ("checkpoints", "writes"),
    "postgres": ("checkpoints", "checkpoint_blobs", "checkpoint_writes"),
}


@pytest.fixture(params=["sqlite", "postgres"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def stored(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    if engine == "sqlite":
        return Settings(data_dir=tmp_path)
    server: Postgres = request.getfixturevalue("postgres")
    return Settings(data_dir=tmp_path, database_url=server.database())


@pytest.fixture
async def stores(stored: Settings) -> AsyncIterator[Stores]:
    async with open_stores(stored) as opened:
        yield opened


async def conformance(settings: Settings) -> CapabilityReport:
    @checkpointer_test(name=settings.keep_checkpoints)
    async def fresh() -> AsyncGenerator[BaseCheckpointSaver[Any], None]:
        async with open_stores(settings) as opened:
            for tuple_ in [found async for found in opened.saver.alist(None)]:
                await opened.saver.adelete_thread(tuple_.config["configurable"]["thread_id"])
            yield opened.saver

    return await validate(fresh)


async def test_langgraphs_conformance_suite_passes(stored: Settings) -> None:
    report = await conformance(stored.model_copy(update={"keep_checkpoints": "all"}))
    assert report.passed_all_base(), report.to_dict()
    assert report.passed_all(), report.to_dict()


LOOKING_BACK = {
    "test_get_tuple_specific_checkpoint_id",
    "test_list_all",
    "test_list_before",
    "test_list_by_thread",
    "test_list_combined_thread_and_filter",
    "test_list_limit",
    "test_list_limit_plus_before",
    "test_list_metadata_custom_keys",
    "test_list_metadata_filter_single_key",
    "test_list_metadata_filter_step",
    "test_list_ordering",
    "test_put_incremental_channel_update",
    "test_put_multiple_checkpoints_same_thread",
}


async def test_keeping_the_latest_differs_only_where_the_suite_looks_back(stored: Settings) -> None:
    """Each of these writes several checkpoints to a thread and then asks for an earlier one."""
    report = await conformance(stored)
    failed = {failure.split(":")[0] for result in report.results.values() for failure in result.failures}
    assert failed == LOOKING_BACK, report.to_dict()


def at(thread_id: str, turn_id: str = "") -> RunnableConfig:
    return {"configurable": {"thread_id": thread_id, **({"turn_id": turn_id} if turn_id else {})}}


def talker(stores: Stores) -> Any:
    """A graph with the service's state: it answers, and notes something in the focus."""

    async def reply(state: State) -> dict[str, Any]:
        question = state["messages"][-1].text
        return {"messages": [AIMessage(f"{question}에 대한 짧은 답이에요.")], "focus": {"route": question}}

    graph = StateGraph(State)
    graph.add_node("reply", reply)
    graph.add_edge(START, "reply")
    graph.add_edge("reply", END)
    return graph.compile(checkpointer=stores.saver)


async def say(graph: Any, config: RunnableConfig, text: str) -> dict[str, Any]:
    state: dict[str, Any] = await graph.ainvoke({"messages": [HumanMessage(text)]}, config, durability="exit")
    return state


async def rows(stores: Stores, sql: str) -> list[Row]:
    def work() -> Work[list[Row]]:
        return (yield sql, {})

    return await stores.threads._engine.transact(work)


async def count(stores: Stores, table: str) -> int:
    [row] = await rows(stores, f"SELECT count(*) AS n FROM {table}")
    return int(row["n"])


@pytest.mark.parametrize("durability", ["exit", "async", "sync"])
async def test_one_checkpoint_of_a_thread_is_kept_and_says_all(
    stores: Stores, engine: str, durability: str
) -> None:
    graph = talker(stores)
    for number in range(6):
        await graph.ainvoke({"messages": [HumanMessage(f"질문 {number}")]}, at("t"), durability=durability)
        await say(graph, at("other"), "딴 이야기")
    kept = await graph.aget_state(at("t"))
    assert [m.text for m in kept.values["messages"]][-2:] == ["질문 5", "질문 5에 대한 짧은 답이에요."]
    assert len(kept.values["messages"]) == 12
    assert kept.values["focus"] == {"route": "질문 5"}
    assert await count(stores, "checkpoints") == 2
    if engine == "postgres":
        assert await count(stores, "checkpoint_blobs") <= 2 * len(kept.values) + 2


async def test_a_clock_that_runs_behind_loses_nothing(stores: Stores, engine: str) -> None:
    """Checkpoints sort by their writer's clock; the last one written counts, not the one that sorts last."""
    graph = talker(stores)
    await say(graph, at("t"), "하나")
    for table in TABLES[engine]:
        if table != "checkpoint_blobs":
            await rows(stores, f"UPDATE {table} SET checkpoint_id = 'f' || substr(checkpoint_id, 2)")
    await say(graph, at("t"), "둘")
    kept = await graph.aget_state(at("t"))
    assert [m.text for m in kept.values["messages"]][-2] == "둘"


async def test_hundreds_of_turns_stay_small(stores: Stores, stored: Settings, engine: str) -> None:
    """History and checkpoints together, of questions and answers as short as a guide's usually are."""
    turns = 300
    graph = talker(stores)
    for number in range(turns):
        begun = await stores.threads.begin("t", f"경복궁 입장료가 얼마인지 궁금해요 {number}")
        state = await say(graph, at("t", begun.turn_id), begun.unanswered[-1].content)
        said = state["messages"][-1].text
        await stores.threads.finish(begun, said, route="chat", stopped=False, degraded=False)
    thread, messages = await stores.threads.read("t")
    assert (thread.turns, len(messages)) == (turns, 2 * turns)
    assert await count(stores, "checkpoints") == 1
    if engine == "sqlite":
        files = {f.name: f.stat().st_size for f in stored.data_dir.iterdir()}
        assert sum(files.values()) < 1_000_000, files
    else:
        tables = ("threads", "messages", *TABLES[engine])
        live = " + ".join(f"(SELECT coalesce(sum(pg_column_size({t}.*)), 0) FROM {t})" for t in tables)
        [size] = await rows(stores, f"SELECT {live} AS n")
        assert size["n"] * 1_000 / turns < 2_000_000


@pytest.mark.parametrize("again", [False, True])
async def test_what_was_erased_stays_so_though_its_checkpoint_comes_late(
    stores: Stores, engine: str, *, again: bool
) -> None:
    graph = talker(stores)
    begun = await stores.threads.begin("t", "비밀이에요")
    await say(graph, at("t", begun.turn_id), "비밀이에요")
    kept = await stores.saver.aget_tuple(at("t"))
    assert kept is not None
    receipt = await stores.threads.delete("t")
    assert receipt["checkpoints"] == 1
    assert set(receipt) == {"threads", "messages", "feedback", *TABLES[engine]}
    fresh = await stores.threads.begin("t", "새 이야기") if again else None

    late: RunnableConfig = {"configurable": {"thread_id": "t", "checkpoint_ns": "", "turn_id": begun.turn_id}}
    saved = await stores.saver.aput(late, kept.checkpoint, {}, kept.checkpoint["channel_versions"])
    assert saved["configurable"]["checkpoint_id"] == kept.checkpoint["id"]
    late["configurable"]["checkpoint_id"] = kept.checkpoint["id"]
    await stores.saver.aput_writes(late, [("messages", "비밀이에요")], "task")
    assert await stores.saver.aget_tuple(at("t")) is None
    for table in TABLES[engine]:
        assert await count(stores, table) == 0
    if fresh:
        state = await say(graph, at("t", fresh.turn_id), "새 이야기")
        assert len(state["messages"]) == 2
        assert await count(stores, "checkpoints") == 1
    else:
        del late["configurable"]["turn_id"]
        await stores.saver.aput(late, kept.checkpoint, {}, kept.checkpoint["channel_versions"])
        assert await count(stores, "checkpoints") == 0


async def test_nothing_of_an_erased_thread_is_left_in_the_files(tmp_path: Path) -> None:
    async with open_stores(Settings(data_dir=tmp_path)) as stores:
        graph = talker(stores)
        secret = "여권번호 M12345678"
        for _ in range(3):
            begun = await stores.threads.begin("t", secret)
            await say(graph, at("t", begun.turn_id), secret)
            await stores.threads.finish(begun, secret, route="chat", stopped=False, degraded=False)

        def left() -> list[str]:
            return [file.name for file in tmp_path.iterdir() if secret.encode() in file.read_bytes()]

        assert left()
        await stores.threads.delete("t")
        assert left() == []


async def test_erasures_and_checkpoints_at_once_leave_nothing_behind(stores: Stores, engine: str) -> None:
    graph = talker(stores)

    async def talk(number: int) -> None:
        begun = await stores.threads.begin(f"t{number}", "질문")
        await say(graph, at(f"t{number}", begun.turn_id), "질문")

    async def erase(number: int) -> None:
        await asyncio.sleep(0.003 * (number % 8))
        await stores.threads.delete(f"t{number}")

    for round_ in range(3):
        names = range(round_ * 10, round_ * 10 + 10)
        for number in names:
            await stores.threads.begin(f"t{number}", "먼저")
        await asyncio.gather(*map(talk, names), *map(erase, names))
    living = {row["thread_id"] for row in await rows(stores, "SELECT thread_id FROM threads")}
    for table in TABLES[engine]:
        kept = {row["thread_id"] for row in await rows(stores, f"SELECT thread_id FROM {table}")}
        assert kept <= living, table
