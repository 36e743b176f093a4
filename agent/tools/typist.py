"""What takes Kiwi to write, by a process of its own: queries for a search box, sentences in another style.

Loading Kiwi holds the interpreter for a second and takes 300 MB: here it would hold up everybody's answers,
and most services never search in Korean. The process starts at the first such question. While it loads, or
where it fails, the query is written without morphemes, which takes off fewer words, and no sentence is
restyled.
"""

import asyncio
import logging
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from itertools import count
from typing import Any, Final

import orjson

from agent.tools.decision import Language
from agent.tools.style.idioms import Style
from agent.tools.style.speech import speak
from agent.tools.web.standalone import query
from data import ROOT

log = logging.getLogger(__name__)

PATIENCE: Final = 0.5
"""Seconds that a query is waited for."""


class Typist:
    """One process at most, for one event loop."""

    def __init__(self) -> None:
        self.process: asyncio.subprocess.Process | None = None
        """None before the first question in Korean."""
        self._loading: asyncio.Task[None] | None = None
        self._turn = asyncio.Lock()
        self._numbers = count()

    async def query(self, question: str, before: str | None, language: Language) -> str:
        """The query for a question, which may lean on the asker's last one, `before`. Raises nothing."""
        if language == "ko" and self.ready():
            try:
                async with asyncio.timeout(PATIENCE):
                    return str(await self._asked("query", question, before))
            except (TimeoutError, OSError, EOFError, ValueError) as error:
                log.info("typist.without error=%s", type(error).__name__)
        return query(question, before, language)

    async def spoken(
        self, said: Sequence[str], style: Style, names: Sequence[str], patience: float = PATIENCE
    ) -> list[str | None]:
        """Korean sentences in a style, `names` untouched; None where no rule knows one, and for all of them
        where the process needs more than `patience` seconds, its loading included. Raises nothing.
        """
        try:
            async with asyncio.timeout(patience):
                if not self.ready() and self._loading:
                    await asyncio.shield(self._loading)
                told: list[str | None] = await self._asked("speak", list(said), style, list(names))
                return told
        except (TimeoutError, OSError, EOFError, ValueError) as error:
            log.info("typist.silent error=%s", type(error).__name__)
            return [None] * len(said)

    def ready(self) -> bool:
        """Whether the process has loaded; it begins to where it has not, and again where it ended."""
        ended = self.process is None or self.process.returncode is not None
        if self._loading is None or (self._loading.done() and ended):
            self._loading = asyncio.create_task(self._load(), name="typist")
        return self._loading.done()

    async def close(self) -> None:
        if self._loading is not None:
            self._loading.cancel()
            await asyncio.wait([self._loading])
        if self.process is not None and self.process.returncode is None:
            with suppress(ProcessLookupError):
                self.process.kill()
            await self.process.wait()

    async def _load(self) -> None:
        try:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "agent.tools.typist",
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                cwd=ROOT.parent,
                start_new_session=True,  # an interrupt at the keyboard is the service's to hear
            )
            await self._asked("query", "길동무", None)
        except (OSError, EOFError, ValueError) as error:
            log.warning("typist.absent error=%s", type(error).__name__)

    async def _asked(self, what: str, *given: Any) -> Any:
        """Raises OSError and EOFError where there is no process, ValueError where it says no JSON."""
        if self.process is None or self.process.stdin is None or self.process.stdout is None:
            raise EOFError("there is no process")
        number = next(self._numbers)
        async with self._turn:
            self.process.stdin.write(orjson.dumps([number, what, given]) + b"\n")
            await self.process.stdin.drain()
            while line := await self.process.stdout.readline():
                told, answer = orjson.loads(line)
                if told == number:  # not the late answer to one that was given up
                    return answer
        raise EOFError("the process has ended")


def main() -> None:
    """Answers lines of `[number, what, given]` by `[number, answer]`, until its input ends."""
    from rag.korean import Korean

    cut = Korean().morphemes

    def typed(question: str, before: str | None) -> str:
        return query(question, before, "ko", cut)

    def styled(said: list[str], style: Style, names: list[str]) -> list[str | None]:
        return [speak(sentence, style, tuple(names)) for sentence in said]

    writes: dict[str, Callable[..., Any]] = {"query": typed, "speak": styled}
    for line in sys.stdin.buffer:
        number, what, given = orjson.loads(line)
        sys.stdout.buffer.write(orjson.dumps([number, writes[what](*given)]) + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
