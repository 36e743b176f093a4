"""`gildongmu chat` against the real service: piped, on a terminal, over a broken line, behind a door."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

import httpx
import pytest

from agent.settings import Settings
from bench.standin import Standin
from tests.commands import run, terminal
from tests.doors import door, until
from tests.fakes.loopback import HTML, Loopback, closed_port

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def cut(url: str, after: int) -> AsyncIterator[str]:
    """The service behind a line that breaks once, after so many bytes of a stream."""
    host, port = url.removeprefix("http://").split(":")
    broken = False
    carried: set[asyncio.Task[None]] = set()

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal broken
        if task := asyncio.current_task():
            carried.add(task)
        to = await asyncio.open_connection(host, int(port))

        async def forth() -> None:
            while data := await reader.read(65_536):
                to[1].write(data)

        forward = asyncio.create_task(forth())
        sent = 0
        with suppress(ConnectionError):
            while data := await to[0].read(512):
                sent += len(data)
                if sent > after and not broken:
                    broken = True
                    writer.transport.abort()
                    break
                writer.write(data)
        forward.cancel()
        writer.close()
        to[1].close()

    async with await asyncio.start_server(carry, "127.0.0.1", 0) as server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        for task in carried:
            task.cancel()
        await asyncio.gather(*carried, return_exceptions=True)


async def test_piped_questions_are_one_conversation_with_its_history(service: str, standin: Standin) -> None:
    standin.text = "경복궁은 고궁이에요."
    lines = [
        "경복궁에 대해 알려 줘",
        "거기서 명동까지 어떻게 가?",
        "/history",
        "/threads",
        "/language xx",
        "/foo",
    ]
    done = await run("chat", "--url", service, given="\n".join(lines))
    assert done.status == 0, done.err
    told = done.out.splitlines()
    assert told[0].startswith("place · 경복궁 · rule ")
    assert told[1].startswith("… ")
    assert told[2] == standin.text
    assert any(line.startswith("transit · 경복궁 → 명동 · ") for line in told)
    assert "1,550원" in done.out
    assert [line for line in told if line.startswith("› ")] == [f"› {line}" for line in lines[:2]]
    assert any(line.startswith("*  1  ") and line.endswith(lines[0]) for line in told)
    assert "ko, en, ja, zh, auto" in done.out
    assert "모르는 명령이에요: /foo" in done.out


async def test_ctrl_c_stops_the_model_and_the_thread_goes_on(service: str, standin: Standin) -> None:
    standin.pace, standin.tokens = 0.05, 400
    async with terminal("chat", "--url", service, "--thread", "interrupted", LANG="en_US.UTF-8") as window:
        await window.until(lambda shown: "Ask anything about Seoul" in shown)
        window.type("\x03")
        await window.until(lambda shown: "Press Ctrl-D" in shown)
        window.type("경복궁에 대해 알려 줘\n")
        await standin.spoke(5)
        window.type("\x03")
        await window.until(lambda shown: "The answer was stopped" in shown)
        await until(lambda: not standin.running, 5)
        assert not standin.answers[-1].whole
        standin.pace, standin.text = 0, "중구에 있어요."
        window.type("거기서 명동까지 어떻게 가?\n")
        await window.until(lambda shown: "경복궁 → 명동" in shown and "원" in shown.split("경복궁 → 명동")[1])
        await window.until(lambda shown: shown.endswith("› "))
        window.type("\x04")
        assert await asyncio.wait_for(window.process.wait(), 20) == 0
    async with httpx.AsyncClient(base_url=service) as client:
        messages = (await client.get("/threads/interrupted")).json()["messages"]
    assert [(said["role"], said["stopped"]) for said in messages] == [
        ("user", False), ("assistant", True), ("user", False), ("assistant", False),
    ]  # fmt: skip


async def test_conversations_are_listed_opened_and_erased(service: str, standin: Standin) -> None:
    standin.text = "네."
    first = await run("chat", "--url", service, "--thread", "kept-1", given="경복궁에 대해 알려 줘\n")
    assert first.status == 0
    lines = ["/new", "/threads", "/open kept-1", "/history", "/delete", "/open kept-1", "/open ../x", "/help"]
    done = await run(
        "chat", "--url", service, "--language", "en", given="\n".join([*lines, "/quit", "never"])
    )
    assert done.status == 0
    assert "Going on with: 경복궁에 대해 알려 줘" in done.out
    assert "› 경복궁에 대해 알려 줘\n네." in done.out
    assert "The conversation was erased." in done.out
    assert done.out.count("No such conversation") == 2
    assert "never" not in done.out
    async with httpx.AsyncClient(base_url=service) as client:
        assert (await client.get("/threads/kept-1")).status_code == 404


async def test_a_line_that_breaks_is_taken_up_after_the_last_word(service: str, standin: Standin) -> None:
    standin.pace, standin.text = 0.01, "경복궁은 1395년에 지은 조선의 법궁이에요. 근정전과 경회루를 보세요."
    async with cut(service, 2500) as url:
        done = await run("chat", "--url", url, given="경복궁에 대해 알려 줘\n")
    assert done.status == 0, done.out + done.err
    assert "연결이 끊겨서" in done.out
    before, _, after = done.out.partition("\n연결이 끊겨서 이어서 받고 있어요.\n")
    assert before.splitlines()[-1] + after.splitlines()[0] == standin.text
    assert len(standin.answers) == 1


async def test_what_a_model_says_cannot_move_the_cursor(service: str, standin: Standin) -> None:
    standin.text = "궁\x1b[2J\x07이\u202e에요.\r"
    done = await run("chat", "--url", service, given="경복궁에 대해 알려 줘\n")
    assert "궁[2J이에요." in done.out
    assert not {"\x1b", "\x07", "\u202e", "\r"} & set(done.out)


async def test_a_closed_service_wants_its_key_and_failures_are_one_line(
    settings: Settings, standin: Standin, tmp_path: Path
) -> None:
    standin.text = "네."
    async with door(settings, tmp_path, api_keys="door-key") as client:
        url = str(client.base_url)
        none = await run("chat", "--url", url, given="경복궁에 대해 알려 줘\n둘째\n")
        kept = await run("chat", "--url", url, given="/delete\n")
        right = await run(
            "chat", GILDONGMU_URL=url, GILDONGMU_API_KEY="door-key", given="경복궁에 대해 알려 줘\n"
        )
    assert (none.status, none.out.count("\n")) == (1, 1)
    assert "Authorization" in none.out
    assert kept.status == 1
    assert "Authorization" in kept.out
    assert "지웠" not in kept.out, "what could not be erased is not told to be"
    assert right.status == 0
    assert "네." in right.out
    async with Loopback(lambda _: HTML) as other:
        for url, said in (
            (await closed_port(), "nothing answers"),
            ("ftp://x", "no address of http"),
            (other.url, "is no Gildongmu"),
        ):
            lost = await run("chat", "--url", url, given="안녕\n")
            assert lost.status == 1
            assert said in lost.err
            assert lost.err.startswith("error: ")
            assert " → " in lost.err
            assert lost.err.count("\n") == 1
