"""Locks among the workers of one machine: record locks, which the kernel frees when a process dies."""

import fcntl
import os
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
            fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, number(thread_id))
        except (BlockingIOError, PermissionError):  # POSIX allows either
            return False
        return True

    async def _free(self, thread_id: str) -> None:
        fcntl.lockf(self._file, fcntl.LOCK_UN, 1, number(thread_id))
