"""Vectors already computed, by model and text: what did not change is not embedded again.

Those that come with the repository count as computed. The others are kept in one SQLite file under the data
directory, written batch by batch: a killed ingest goes on where it stopped.
"""

import contextlib
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rag.shipped import Shipped, key


class Vectors:
    """`model`: the embedder's identity; vectors of another one are never returned."""

    def __init__(self, path: Path, model: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._model = model
        self._base = sqlite3.connect(path, timeout=30)
        self._base.execute("PRAGMA journal_mode=WAL")
        self._base.execute(
            "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, model TEXT, value BLOB) WITHOUT ROWID"
        )

    def get(self, texts: Sequence[str]) -> dict[str, NDArray[np.float32]]:
        found = {}
        shipped = Shipped()
        for text in texts:
            wanted = key(self._model, text)
            row = self._base.execute("SELECT value FROM vectors WHERE key = ?", (wanted,)).fetchone()
            if row is not None:
                found[text] = np.frombuffer(row[0], dtype=np.float32)
            elif (come := shipped.get(wanted)) is not None:
                found[text] = come
        return found

    def put(self, texts: Sequence[str], values: NDArray[np.float32]) -> None:
        rows = [
            (key(self._model, text), self._model, value.astype(np.float32).tobytes())
            for text, value in zip(texts, values, strict=True)
        ]
        with self._base:
            self._base.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)

    def keep(self, texts: Iterable[str]) -> int:
        """Forgets this model's vectors of other texts. Returns how many."""
        kept = {key(self._model, text) for text in texts}
        with self._base:
            rows = self._base.execute("SELECT key FROM vectors WHERE model = ?", (self._model,)).fetchall()
            gone = [(row,) for (row,) in rows if row not in kept]
            self._base.executemany("DELETE FROM vectors WHERE key = ?", gone)
        return len(gone)

    def close(self) -> None:
        with contextlib.suppress(sqlite3.Error):
            self._base.execute("PRAGMA optimize")
        self._base.close()
