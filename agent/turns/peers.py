"""The other workers of this machine: a stop, an erasure or a client that comes back may reach any of them.

Each worker listens on a Unix socket of its own in a folder that only its user may enter; whoever looks for a
turn asks all. A question is one line of JSON. The answer to `follow` is the run itself: its ids, then its
events as they come, so that the asking worker holds a `Run` like its own and serves it like its own.

Workers on several machines do not hear each other: put them behind a balancer that keeps a client's thread.
"""

import asyncio
import logging
import os
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, Literal
from uuid import uuid4

import orjson

from agent.turns.run import Run
from agent.turns.runs import Runs

log = logging.getLogger(__name__)

Ask = Literal["stop", "forget", "follow"]
"""Stop a thread's run; forget those that ended on it; follow a turn's."""

PATIENCE: Final = 2.0
"""How long a worker may take to answer (s), a stop included; events may take longer."""
LINE: Final = 16 * 1024 * 1024
"""Bytes of a line: one event, of which a result with its answer is the largest."""


def folder(data_dir: Path) -> Path:
    """Where the workers on one data directory meet; short, since the path of a Unix socket is."""
    mark = sha256(str(data_dir.resolve()).encode()).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"gildongmu-{os.getuid()}-{mark}"


class Peers:
    def __init__(self, runs: Runs, data_dir: Path) -> None:
        self._runs = runs
        self._folder = folder(data_dir)
        self._own = self._folder / f"{os.getpid()}-{uuid4().hex[:8]}.sock"

    @asynccontextmanager
    async def listening(self) -> AsyncIterator[None]:
        """A folder that is not ours alone is not used: then this worker is alone, and says so."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        held = self._folder.lstat()
        if held.st_uid != os.getuid() or held.st_mode & 0o077 or self._folder.is_symlink():
            log.warning("peers.none folder=%s is open to others", self._folder)
            self._folder = self._own
            yield
            return
        server = await asyncio.start_unix_server(self._answer, self._own, limit=LINE)
        try:
            yield
        finally:
            server.close()
            self._own.unlink(missing_ok=True)

    async def stop(self, thread_id: str) -> bool:
        """Whether another worker ran the thread's turn; it has ended now."""
        answers = await self._all("stop", thread_id)
        return any(told["done"] for told in answers)

    async def forget(self, thread_id: str) -> None:
        await self._all("forget", thread_id)

    async def follow(self, turn_id: str, owner: str) -> Run | None:
        """A turn's run, as another worker tells it; None when none does."""
        for path in self._others():
            answer = await self._asked(path, "follow", turn_id, owner)
            if answer is None:
                continue
            head, reading, writing = answer
            if not head["done"]:
                writing.close()
                continue
            run = Run(head["thread_id"], turn_id, owner=owner)
            run.start(partial(_told, reading, writing))
            if head["over"]:
                await run.wait()
            return run
        return None

    async def _all(self, ask: Ask, name: str) -> list[dict[str, Any]]:
        answers = await asyncio.gather(*(self._asked(path, ask, name, "") for path in self._others()))
        for answer in answers:
            if answer:
                answer[2].close()
        return [answer[0] for answer in answers if answer]

    def _others(self) -> list[Path]:
        return [path for path in self._folder.glob("*.sock") if path != self._own]

    async def _asked(
        self, path: Path, ask: Ask, name: str, owner: str
    ) -> tuple[dict[str, Any], asyncio.StreamReader, asyncio.StreamWriter] | None:
        """The first line of the answer, and the rest of it to come; None from a worker that is gone."""
        try:
            async with asyncio.timeout(PATIENCE):
                reading, writing = await asyncio.open_unix_connection(path, limit=LINE)
                writing.write(orjson.dumps({"ask": ask, "name": name, "owner": owner}) + b"\n")
                return orjson.loads(await reading.readline()), reading, writing
        except ConnectionRefusedError:
            self._bury(path)
        except (OSError, ValueError, TimeoutError) as error:
            log.warning("peers.silent error=%s", type(error).__name__)
        return None

    @staticmethod
    def _bury(path: Path) -> None:
        """It died without a word."""
        path.unlink(missing_ok=True)

    async def _answer(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        try:
            asked = orjson.loads(await reading.readline())
            ask, name = asked["ask"], asked["name"]
            if ask == "follow":
                await self._tell(self._runs.turn(name, asked["owner"]), reading, writing)
                return
            run = self._runs.running(name)
            if ask == "stop" and run is not None:
                await run.stop()
            elif ask == "forget":
                self._runs.forget(name)
            writing.write(orjson.dumps({"done": run is not None}) + b"\n")
            await writing.drain()
        except (OSError, ValueError, KeyError) as error:
            log.warning("peers.broken error=%s", type(error).__name__)
        finally:
            writing.close()

    async def _tell(
        self, run: Run | None, reading: asyncio.StreamReader, writing: asyncio.StreamWriter
    ) -> None:
        if run is None:
            writing.write(b'{"done":false}\n')
            return
        head = {"done": True, "thread_id": run.thread_id, "over": run.done}
        writing.write(orjson.dumps(head) + b"\n")
        async with run.read() as reader:
            leaving = asyncio.create_task(reading.read())  # ends when the other worker has no reader left
            leaving.add_done_callback(lambda _: reader.leave())
            try:
                while not reader.over:
                    for event in await reader.batch():
                        writing.write(orjson.dumps([event.kind, event.data]) + b"\n")
                    await writing.drain()
            finally:
                leaving.cancel()


async def _told(reading: asyncio.StreamReader, writing: asyncio.StreamWriter, run: Run) -> None:
    """The other worker's events, as this run's own."""
    try:
        with suppress(OSError, ValueError):
            while line := await reading.readline():
                run.tell(*orjson.loads(line))
    finally:
        writing.close()
