"""The supervisor: real processes, real signals; what crashes comes back, what is stopped leaves nothing."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from serving import supervise
from tests.programs import Up, alive, pids, program


def test_a_crash_is_shown_and_restarted_and_one_ctrl_c_stops_everything(tmp_path: Path) -> None:
    model = program(
        tmp_path,
        "model",
        """
        lives = here / "lives"
        lives.write_text((lives.read_text() if lives.exists() else "") + "x")
        if len(lives.read_text()) < 3:
            print("reading weights\\rreading weights 50%\\rreading weights 99%")
            print("모델을 불러오지 못했어요", file=sys.stderr)
            sys.exit(7)
        serve("GUIDE_LLM_PORT")
        """,
    )
    service = program(
        tmp_path,
        "service",
        """
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        (here / "child.pid").write_text(str(child.pid))
        serve("GUIDE_PORT")
        """,
    )
    with Up(model, service) as up:
        up.saw("길동무가 열렸어요")
        up.saw(f"The guide is open at http://127.0.0.1:{up.port}")
        report = "\n".join(up.lines)
        assert "model ended with status 7; its last lines:" in report
        assert "    reading weights 99%" in up.lines
        assert "    모델을 불러오지 못했어요" in up.lines
        assert report.index("starts again in 1 s") < report.index("starts again in 2 s")
        assert report.count("service listens") == 1, "the service did not wait for the model, nor restart"
        assert "model at http://127.0.0.1:" in report
        running = pids(tmp_path)
        assert len(running) == 3
        assert all(alive(pid) for pid in running)

        up.process.send_signal(signal.SIGINT)
        assert up.ended() == 0
        assert not any(alive(pid) for pid in running)
        said = "\n".join(up.lines)
        assert said.index("service says goodbye") < said.index("model says goodbye"), (
            "answers end before the model"
        )


def test_a_second_ctrl_c_kills_and_a_killed_supervisor_leaves_nothing(tmp_path: Path) -> None:
    deaf = """
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal = lambda *_: None
        serve("GUIDE_{}")
    """
    model = program(tmp_path, "model", deaf.format("LLM_PORT"))
    service = program(tmp_path, "service", deaf.format("PORT"))
    with Up(model, service) as up:
        up.saw("길동무가 열렸어요")
        running = pids(tmp_path)
        up.process.send_signal(signal.SIGINT)
        up.saw("stopping")
        assert all(alive(pid) for pid in running)
        start = time.monotonic()
        up.process.send_signal(signal.SIGINT)
        assert up.ended() == 0
        assert time.monotonic() - start < 5
        assert not any(alive(pid) for pid in running)

    with Up(model, service) as up:
        up.saw("길동무가 열렸어요")
        running = pids(tmp_path)
        up.process.kill()
        up.process.wait()
        deadline = time.monotonic() + 5
        while any(alive(pid) for pid in running) and time.monotonic() < deadline:
            time.sleep(0.02)
        assert not any(alive(pid) for pid in running)


@pytest.mark.parametrize(("status", "lives"), [(2, 1), (1, 2)])
async def test_a_program_that_cannot_be_started_like_this_ends_all_and_is_not_tried_again(
    tmp_path: Path, status: int, lives: int
) -> None:
    born = tmp_path / "lives"
    script = f"echo x >> {born}; [ $(wc -l < {born}) -lt 2 ] || exec sleep 60; exit {status}"
    lines: list[str] = []
    wrong = supervise.Program("wrong", ("sh", "-c", script), "http://127.0.0.1:9/health")
    supervisor = supervise.Supervisor((wrong,), lines.append, lambda: None, supervise.Patience(first=0.05))
    running = asyncio.create_task(supervisor.run())
    async with asyncio.timeout(20):
        while not running.done() and len(born.read_text() if born.exists() else "") < 4:  # noqa: ASYNC110 - a file
            await asyncio.sleep(0.02)
        supervisor.stop()
        assert await running is (status != 2)
    assert len(born.read_text().splitlines()) == lives


async def test_back_off_grows_to_its_most_and_starts_anew_after_health(tmp_path: Path) -> None:
    lives = tmp_path / "lives"
    script = f'echo x >> {lives}; [ "$(wc -l < {lives})" -ne 5 ] || sleep 2.2'
    lines: list[str] = []
    flaky = supervise.Program("flaky", ("sh", "-c", script), "http://127.0.0.1:9/health")
    absent = supervise.Program("absent", (str(tmp_path / "nothing-here"),), "http://127.0.0.1:9/health")
    patience = supervise.Patience(first=0.05, most=0.2, healthy=2.0, grace=1)
    supervisor = supervise.Supervisor((flaky, absent), lines.append, lambda: None, patience)
    running = asyncio.create_task(supervisor.run())
    async with asyncio.timeout(30):
        while sum(line.startswith("flaky starts again") for line in lines) < 6:  # noqa: ASYNC110 - a list
            await asyncio.sleep(0.02)
    supervisor.stop()
    await running
    delays = [line.split()[-2] for line in lines if line.startswith("flaky starts again")]
    assert delays[:6] == ["0.05", "0.1", "0.2", "0.2", "0.05", "0.1"]
    assert any(line.startswith("absent ended with status 127") and "nothing-here" in line for line in lines)
