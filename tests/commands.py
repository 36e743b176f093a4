"""`python -m gildongmu …` as a process of its own, on pipes or on a terminal."""

import asyncio
import fcntl
import os
import re
import struct
import sys
import termios
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


@dataclass(frozen=True, slots=True)
class Done:
    status: int
    out: str
    err: str


def environment(**env: Any) -> dict[str, str]:
    """Ours, of which no guide of the machine's owner is part."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("GUIDE_", "GILDONGMU_"))
    }
    given = {"GUIDE_EMBEDDER": "none", "PYTHONPATH": str(ROOT), "LANG": "ko_KR.UTF-8", **env}
    return kept | {name: str(value) for name, value in given.items()}


async def start(*arguments: Any, **env: Any) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gildongmu", *map(str, arguments),
        env=environment(**env),
        stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def run(*arguments: Any, given: str = "", **env: Any) -> Done:
    process = await start(*arguments, **env)
    out, err = await asyncio.wait_for(process.communicate(given.encode()), 90)
    return Done(process.returncode or 0, out.decode(), err.decode())


@dataclass(slots=True)
class Terminal:
    """What stands on a terminal on which a command runs, and its keyboard."""

    process: asyncio.subprocess.Process
    _master: int
    shown: str = ""

    def type(self, text: str) -> None:
        os.write(self._master, text.encode())

    async def until(self, there: Callable[[str], bool], patience: float = 30) -> None:
        async with asyncio.timeout(patience):
            while not there(self.shown):
                await asyncio.sleep(0.02)
                self._read()

    def _read(self) -> None:
        with suppress(BlockingIOError, OSError):
            while chunk := os.read(self._master, 65_536):
                self.shown += ESCAPES.sub("", chunk.decode(errors="replace"))


@asynccontextmanager
async def terminal(*arguments: Any, **env: Any) -> AsyncIterator[Terminal]:
    master, slave = os.openpty()
    os.set_blocking(master, False)
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 200, 0, 0))

    def own() -> None:
        os.setsid()
        fcntl.ioctl(slave, termios.TIOCSCTTY, 0)  # Ctrl-C is a signal only on a controlling terminal

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "gildongmu", *map(str, arguments),
        env=environment(TERM="xterm", **env), stdin=slave, stdout=slave, stderr=slave, preexec_fn=own,
    )  # fmt: skip
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
        os.close(master)
