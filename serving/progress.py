"""Progress of a download: a bar on a terminal, a line at every tenth in a log."""

import sys
import time
from types import TracebackType
from typing import Self, TextIO

MB = 1_000_000


def say(text: str) -> None:
    """One line for whoever waits, on stderr: stdout is for results."""
    sys.stderr.write(f"{text}\n")
    sys.stderr.flush()


def give(text: str) -> None:
    """One line of a command's result, on stdout, at once: whoever reads a pipe waits for it."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


class Progress:
    """Counts bytes up to `total`. tqdm draws the bar; where it is not installed yet, lines do."""

    def __init__(self, label: str, total: int, stream: TextIO | None = None) -> None:
        self._label = label
        self._total = max(total, 1)
        self._stream = stream or sys.stderr
        self._done = 0
        self._shown = -1
        self._start = time.monotonic()
        self._bar = None
        if self._stream.isatty():
            try:
                from tqdm import tqdm
            except ImportError:
                return
            self._bar = tqdm(total=total, desc=label, unit="B", unit_scale=True, file=self._stream)

    def at(self, done: int) -> None:
        """`done` bytes are there in all. Never goes back, never past the total."""
        done = min(max(done, self._done), self._total)
        step, self._done = done - self._done, done
        if self._bar is not None:
            self._bar.update(step)
            return
        tenth = done * 10 // self._total
        if tenth > self._shown:
            self._shown = tenth
            seconds = max(time.monotonic() - self._start, 0.001)
            self._stream.write(
                f"{self._label}: {tenth * 10:3d} %  {done // MB} of {self._total // MB} MB, {seconds:.0f} s\n"
            )
            self._stream.flush()

    def __enter__(self) -> Self:
        self.at(0)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None:
            self.at(self._total)
        if self._bar is not None:
            self._bar.close()
