"""Several programs as one: started together, restarted when they crash, stopped together.

Each program is the head of its own process group, so that a Ctrl-C on the terminal reaches the supervisor
alone, which then stops the groups in reverse order. On Linux the system itself ends a program whose
supervisor was killed.
"""

import asyncio
import contextlib
import ctypes
import os
import re
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from serving import health

_LINE_END = re.compile(rb"[\r\n]+")
_READ = 1 << 16
WRONG_USAGE = 2
"""The exit status of a program whose arguments or settings cannot be used: the next start would end alike."""
_PR_SET_PDEATHSIG = 1
_LIBC = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None


@dataclass(frozen=True)
class Program:
    """`health` is a URL that answers 200 when the program is ready for work; `env` is added to ours."""

    name: str
    command: tuple[str, ...]
    health: str
    env: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Patience:
    """All in seconds: delays before a restart double from `first` to `most`, and start anew after `healthy`
    seconds of life; `grace` is what a program gets to end by itself; `poll` lies between health checks, and
    `remind` between words about a program that is not healthy yet.
    """

    first: float = 1.0
    most: float = 30.0
    healthy: float = 60.0
    grace: float = 12.0
    poll: float = 0.25
    remind: float = 30.0


class Supervisor:
    """`report` gets every line for the user; `opened` is called once, when every program is healthy."""

    def __init__(
        self,
        programs: tuple[Program, ...],
        report: Callable[[str], None],
        opened: Callable[[], None],
        patience: Patience | None = None,
    ) -> None:
        self._programs = programs
        self._report = report
        self._opened = opened
        self._patience = patience or Patience()
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._never_ready = {program.name for program in programs}
        self._refused = False
        self._stopping = asyncio.Event()
        self._kill = asyncio.Event()

    async def run(self) -> bool:
        """Until the first SIGINT, SIGTERM or SIGHUP; a second one kills what has not ended yet. False when a
        program that was never ready says that it cannot be started like this.
        """
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.stop)
        keepers = [asyncio.create_task(self._keep(program)) for program in self._programs]
        try:
            await self._stopping.wait()
            for program in reversed(self._programs):
                await self._end(program)
        finally:
            for process in self._running.values():
                _signal(process, signal.SIGKILL)
            await asyncio.gather(*keepers)
        return not self._refused

    def stop(self) -> None:
        """Once: end gracefully. Twice: kill."""
        if self._stopping.is_set():
            self._kill.set()
        else:
            self._report("stopping … (Ctrl-C again kills)")
            self._stopping.set()

    async def _keep(self, program: Program) -> None:
        """Run the program, again and again."""
        patience = self._patience
        delay = patience.first
        while not self._stopping.is_set():
            born = time.monotonic()
            code, tail = await self._once(program)
            if self._stopping.is_set():
                return
            if code == WRONG_USAGE and program.name in self._never_ready:
                self._report(f"{program.name} cannot be started like this (the lines above say why)")
                self._refused = True
                self._stopping.set()
                return
            if time.monotonic() - born >= patience.healthy:
                delay = patience.first
            last = "".join(f"\n    {line}" for line in tail) or " (it said nothing)"
            self._report(f"{program.name} {_death(code)}; its last lines:{last}")
            self._report(f"{program.name} starts again in {delay:g} s")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), delay)
            delay = min(delay * 2, patience.most)

    async def _once(self, program: Program) -> tuple[int, list[str]]:
        """One life of the program: its exit status and its last lines."""
        tail: deque[str] = deque(maxlen=20)
        try:
            process = await asyncio.create_subprocess_exec(
                *program.command,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                env=os.environ | {"PYTHONUNBUFFERED": "1"} | dict(program.env),
                start_new_session=True,
                preexec_fn=leash(),
            )
        except OSError as error:
            return 127, [str(error)]
        self._running[program.name] = process
        if self._stopping.is_set():  # while it was being born, so that nobody has seen it
            _signal(process, signal.SIGKILL)
        reader = asyncio.create_task(self._relay(program.name, process, tail))
        health_watch = asyncio.create_task(self._await_health(program))
        try:
            code = await process.wait()
            # What it started must not outlive it, nor hold its pipe open.
            _signal(process, signal.SIGKILL)
            await reader
        finally:
            reader.cancel()
            health_watch.cancel()
            self._running.pop(program.name, None)
        return code, list(tail)

    async def _relay(self, name: str, process: asyncio.subprocess.Process, tail: deque[str]) -> None:
        """Pass the program's lines on as they come. A progress bar's redrawings count as lines."""
        if process.stdout is None:
            raise RuntimeError("the program was started without a pipe")
        rest = b""
        while chunk := await process.stdout.read(_READ):
            *lines, rest = _LINE_END.split(rest + chunk)
            for line in (line.decode(errors="replace").rstrip() for line in lines):
                if line:
                    tail.append(line)
                    self._report(f"{name} | {line}")
        if rest.strip():
            tail.append(rest.decode(errors="replace").rstrip())
            self._report(f"{name} | {tail[-1]}")

    async def _end(self, program: Program) -> None:
        process = self._running.get(program.name)
        if process is None:
            return
        _signal(process, signal.SIGTERM)
        ended = asyncio.create_task(process.wait())
        killed = asyncio.create_task(self._kill.wait())
        await asyncio.wait((ended, killed), timeout=self._patience.grace, return_when=asyncio.FIRST_COMPLETED)
        killed.cancel()
        if not ended.done():
            self._report(f"{program.name} did not end in time and is killed")
            _signal(process, signal.SIGKILL)
        await ended

    async def _await_health(self, program: Program) -> None:
        said = time.monotonic()
        while not await asyncio.to_thread(health.answers, program.health):
            await asyncio.sleep(self._patience.poll)
            if time.monotonic() - said >= self._patience.remind:
                said = time.monotonic()
                self._report(f"{program.name} is not ready yet; see {program.health}")
        self._report(f"{program.name} is ready")
        if self._never_ready:
            self._never_ready.discard(program.name)
            if not self._never_ready:
                self._opened()


def leash() -> Callable[[], None]:
    """What a child runs before its program, so that the system ends it when this process is gone."""
    parent = os.getpid()

    def bind() -> None:
        if _LIBC is not None:
            _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(1)

    return bind


def _signal(process: asyncio.subprocess.Process, number: signal.Signals) -> None:
    """To the program's whole group; it may be gone."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, number)


def _death(code: int) -> str:
    if code >= 0:
        return f"ended with status {code}"
    try:
        return f"was ended by {signal.Signals(-code).name}"
    except ValueError:
        return f"was ended by signal {-code}"
