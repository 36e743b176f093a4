"""`gildongmu ask` against the real service: every question ends as one row, whatever happens to the run."""

import asyncio
import json
import os
import signal
from collections import Counter
from pathlib import Path
from typing import Any

import httpx
import pytest

from agent.settings import Settings
from bench.standin import Standin
from cli.questions import chains, read
from cli.trouble import Trouble
from tests.commands import ROOT, run, start, terminal
from tests.doors import door, until
from tests.fakes.loopback import closed_port
from tests.test_arrows import imported

pytestmark = pytest.mark.asyncio(loop_scope="session")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


async def test_a_killed_run_is_gone_on_with_and_no_line_is_lost_or_doubled(
    service: str, standin: Standin, tmp_path: Path
) -> None:
    standin.pace, standin.text = 0.02, "경복궁은 고궁이에요."
    asked = [f"경복궁에 대해 알려 줘 {number}" for number in range(24)]
    lines = [*asked, json.dumps({"id": "long", "message": "가" * 4_001}), ""]
    (tmp_path / "questions.txt").write_text("\n".join(lines), encoding="utf-8")
    given = (
        "ask",
        "--url",
        service,
        "--file",
        tmp_path / "questions.txt",
        "--out",
        tmp_path / "answers.jsonl",
    )
    process = await start(*given)
    out = tmp_path / "answers.jsonl"
    await until(lambda: out.exists() and out.read_bytes().count(b"\n") >= 5)
    os.kill(process.pid, signal.SIGKILL)
    await process.communicate()
    before = rows(tmp_path / "answers.jsonl")
    assert 5 <= len(before) < 24
    with (tmp_path / "answers.jsonl").open("a", encoding="utf-8") as torn:
        torn.write('{"id":"torn","message":"경복')

    await until(lambda: not standin.running)  # what the killed run had under way
    await asyncio.sleep(0.5)
    requests = len(standin.answers)
    done = await run(*given)
    assert done.status == 1  # the long one
    after = rows(tmp_path / "answers.jsonl")
    assert after[: len(before)] == before
    assert len(standin.answers) - requests == 24 - len(before)
    assert Counter(row["message"] for row in after) == Counter([*asked, "가" * 4_001])
    [failed] = [row for row in after if "error" in row]
    assert (failed["id"], failed["error"]["code"]) == ("long", "message_too_long")
    assert all(row["result"]["answer"] == standin.text for row in after if "result" in row)

    async with terminal(*given) as window:
        await window.until(lambda shown: "25/25" in shown and "errors=1" in shown)
        assert await window.process.wait() == 1
    assert sorted(row["id"] for row in rows(tmp_path / "answers.jsonl")) == sorted(row["id"] for row in after)
    assert len(standin.answers) - requests == 24 - len(before)


async def test_questions_of_one_thread_follow_each_other(service: str, standin: Standin) -> None:
    standin.text = "네."
    chain = ["경복궁에 대해 알려 줘", "거기서 명동까지 어떻게 가?", "그럼 택시는?"]
    lines = [
        json.dumps({"id": str(at), "thread_id": "chain", "message": said}) for at, said in enumerate(chain)
    ]
    done = await run("ask", "-", "--url", service, "--concurrency", 8, given="\n".join([*lines, "안녕?"]))
    assert done.status == 0, done.err
    told = {row["id"]: row["result"] for row in map(json.loads, done.out.splitlines())}
    assert [told[str(at)]["route"] for at in range(3)] == ["place", "transit", "transit"]
    assert told["2"]["transit"]["destination"]["name"] == "명동"
    assert len(told) == 4


async def test_refusals_for_want_of_room_are_waited_out(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    standin.pace, standin.tokens = 0.02, 10
    async with door(settings, tmp_path, concurrency=1, queue=0) as client:
        lines = [f"경복궁에 대해 알려 줘 {number}" for number in range(4)]
        url = str(client.base_url)
        done = await run("ask", *lines, "--url", url, "--concurrency", 4, "--forget", "--language", "en")
        assert done.status == 0, done.out
        assert len(done.out.splitlines()) == 4
        refused = (await client.get("/metrics")).text
        assert 'guide_turns_refused_total{code="overloaded"} 0.0' not in refused
        assert (await client.get("/threads")).json()["items"] == []


async def test_one_question_on_the_command_line_and_what_cannot_be_asked(
    service: str, standin: Standin, tmp_path: Path
) -> None:
    standin.text = "3,000원이에요."
    done = await run("ask", "경복궁 입장료 얼마야?", "--text", "--url", service)
    assert (done.status, done.out, done.err) == (0, "3,000원이에요.\n", "")
    (tmp_path / "notes.txt").write_text("my notes\n", encoding="utf-8")
    refused = (
        (("a", "--out", tmp_path / "notes.txt"), "is no answer of ours", service),
        (("--file", tmp_path / "none"), "cannot be read", service),
        (("a", "--where", "here"), "is no place", service),
        ((), "no question", service),
        (("a", "--out", tmp_path / "fresh"), "nothing answers", await closed_port()),
    )
    for arguments, said, url in refused:
        lost = await run("ask", *arguments, "--url", url)
        assert (lost.status, lost.out) == (1, "")
        assert said in lost.err
        assert lost.err.count("\n") == 1
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "my notes\n"


async def test_two_runs_do_not_write_to_one_file(service: str, standin: Standin, tmp_path: Path) -> None:
    standin.pace, standin.tokens = 0.05, 200
    given = ("ask", "경복궁에 대해 알려 줘", "--url", service, "--out", tmp_path / "answers.jsonl")
    first = await start(*given)
    await standin.spoke(1)
    second = await run(*given)
    assert second.status == 1
    assert "another run" in second.err
    first.send_signal(signal.SIGINT)
    await first.communicate()
    assert first.returncode == 130
    await until(lambda: not standin.running, 5)
    assert rows(tmp_path / "answers.jsonl") == []
    async with httpx.AsyncClient(base_url=service) as client:
        assert (await client.get("/live")).is_success


async def test_chat_and_ask_know_the_service_by_http_alone() -> None:
    for name in ("chat", "ask", "client", "questions", "answers", "screen", "texts", "trouble"):
        rooms = {module.partition(".")[0] for module in imported(ROOT / "cli" / f"{name}.py")}
        assert not rooms & {"agent", "api", "data", "ingest", "rag", "serving", "server"}, name


async def test_ids_come_from_the_words_and_survive_lines_put_in_between() -> None:
    few = read(["가", "나", "", "가"], {"language": "ko"})
    more = read(["다", "가", "나", "가"], {"language": "ko"})
    assert {question.id for question in few} < {question.id for question in more}
    assert few[2].id == f"{few[0].id}-2"
    assert read(["가"], {"language": "en"})[0].id != few[0].id
    named = read(['{"id": 7, "question": "x", "style": "friend", "other": 1}'], {"style": "polite"})
    assert (named[0].id, named[0].body) == ("7", {"message": "x", "style": "friend"})
    lines = ['{"id":1,"message":"a","thread_id":"t"}', "b", '{"id":2,"message":"c","thread_id":"t"}']
    assert [[question.body["message"] for question in chain] for chain in chains(read(lines, {}))] == [
        ["a", "c"],
        ["b"],
    ]
    for bad in ('{"id": 1}', "{oops", '{"id":1,"message":"a"}\n{"id":1,"message":"b"}'):
        with pytest.raises(Trouble):
            read(bad.split("\n"), {})
