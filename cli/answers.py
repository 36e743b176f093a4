"""The answers of `gildongmu ask`: JSON Lines in a file that is whole at every moment, or on a pipe.

A row is on the disk before it counts as told. A run that was killed leaves at most a torn last line, which
the next run cuts off; rows that hold an error are taken out then, since their questions are asked again. So a
file never has two rows of one id.
"""

import fcntl
import json
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from cli.trouble import Trouble


class Answers:
    def __init__(self, out: TextIO, done: frozenset[str], *, lasting: bool) -> None:
        self._out = out
        self._lasting = lasting
        self.done = done
        """Ids that were answered before."""

    def write(self, row: dict[str, Any]) -> None:
        self._out.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")
        self._out.flush()
        if self._lasting:
            os.fsync(self._out.fileno())


@contextmanager
def opened(path: Path | None) -> Iterator[Answers]:
    """None: standard output. Raises Trouble."""
    if path is None:
        yield Answers(sys.stdout, frozenset(), lasting=False)
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with _lock(path):
            done = _mended(path)
            with path.open("a", encoding="utf-8") as out:
                yield Answers(out, done, lasting=True)
    except OSError as error:
        raise Trouble(f"{path} cannot be written: {error.strerror}", "choose another file by --out") from None


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    lock = path.with_name(f".{path.name}.lock")
    with lock.open("w", encoding="utf-8") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Trouble(f"another run writes to {path}", "wait for it, or choose another file") from None
        try:
            yield
        finally:
            lock.unlink(missing_ok=True)


def _mended(path: Path) -> frozenset[str]:
    """Ids with an answer. The file is written anew only when something must go. Raises Trouble."""
    if not path.exists():
        return frozenset()
    text = path.read_text(encoding="utf-8", errors="replace")
    kept: list[str] = []
    done: set[str] = set()
    lines = text.splitlines(keepends=True)
    for number, line in enumerate(lines, 1):
        try:
            row = json.loads(line)
            whole, answered = line.endswith("\n"), "result" in row
            mark = str(row["id"])
        except (ValueError, KeyError, TypeError):
            if number == len(lines) and not line.endswith("\n"):
                break  # torn by a kill
            raise Trouble(
                f"{path}, line {number}, is no answer of ours", "choose another file, or mend that line"
            ) from None
        if answered:
            done.add(mark)
            kept.append(line if whole else f"{line}\n")
    if (fresh := "".join(kept)) != text:
        work = path.with_name(f".{path.name}.new")
        with work.open("w", encoding="utf-8") as file:
            file.write(fresh)
            file.flush()
            os.fsync(file.fileno())
        work.replace(path)
    return frozenset(done)
