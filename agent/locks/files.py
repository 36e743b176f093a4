"""Locks among the workers of one machine: the kernel frees them when a process dies, `kill -9` included."""

import fcntl
import os
import struct
import sys
from pathlib import Path

from agent.locks import Locks, number


class FileLocks(Locks):
    """A byte of one (empty) file stands for each thread."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)

    def close(self) -> None:
        os.close(self._file)

    async def _take(self, thread_id: str) -> bool:
        try:
            _set(self._file, fcntl.F_WRLCK, number(thread_id))
        except (BlockingIOError, PermissionError):  # POSIX allows either
            return False
        return True

    async def _free(self, thread_id: str) -> None:
        _set(self._file, fcntl.F_UNLCK, number(thread_id))

    # The kernel answers at once, so nobody can be cancelled meanwhile: no task need guard the answer.
    _try = _take
    _give = _free


def _set(file: int, kind: int, byte: int) -> None:
    """Set or clear the lock on a byte, without waiting.

    Plain record locks belong to the process, so two guides in one would not part, and the first to close
    would free the locks of both. Linux has locks that belong to the open file.
    """
    if sys.platform == "linux":
        fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack("hhqqi4x", kind, os.SEEK_SET, byte, 1, 0))
    else:
        flags = fcntl.LOCK_UN if kind == fcntl.F_UNLCK else fcntl.LOCK_EX | fcntl.LOCK_NB
        fcntl.lockf(file, flags, 1, byte)
