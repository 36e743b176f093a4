"""Vectors of our own places that come with the repository, so that the first start embeds nothing.

`python -m rag.shipped` makes `data/vectors.npz` again, embedding only what changed. One byte a number: each
row is scaled by its largest, which moves a cosine by less than 0.001. They are those of one embedder
(`identity`); another one passes them over and computes its own.
"""

import asyncio
import sys
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from data import ROOT
from data.place import read
from rag import embed
from rag.embed import Matrix, Row
from rag.passage import passage
from rag.settings import Settings

FILE = ROOT / "vectors.npz"
_BYTES = 16
_TOP = 127


def key(model: str, text: str) -> bytes:
    """Of a text and what embeds it."""
    return blake2b(f"{model}\0{text}".encode(), digest_size=_BYTES).digest()


class Shipped:
    """Vectors by their `key`. `identity`: whose they are; empty where there is no file."""

    def __init__(self, path: Path = FILE) -> None:
        self.identity = ""
        self._rows: dict[bytes, int] = {}
        if path.exists():
            with np.load(path, allow_pickle=False) as held:
                self.identity = str(held["identity"])
                self._scales: NDArray[np.float16] = held["scales"]
                self._values: NDArray[np.int8] = held["values"]
                self._rows = {row.tobytes(): at for at, row in enumerate(held["keys"])}

    def get(self, wanted: bytes) -> Row | None:
        """A unit vector."""
        at = self._rows.get(wanted)
        if at is None:
            return None
        row = self._values[at].astype(np.float32) * np.float32(self._scales[at])
        made: Row = row / np.float32(np.linalg.norm(row))
        return made

    def __len__(self) -> int:
        return len(self._rows)


def write(path: Path, identity: str, texts: Sequence[str], rows: Matrix) -> None:
    tops = np.maximum(np.abs(rows).max(axis=1, keepdims=True), 1e-9)
    np.savez_compressed(
        path,
        identity=np.array(identity),
        keys=np.stack([np.frombuffer(key(identity, text), np.uint8) for text in texts]),
        scales=(tops[:, 0] / _TOP).astype(np.float16),
        values=np.rint(rows / tops * _TOP).astype(np.int8),
    )


async def _make() -> str:
    settings = Settings()
    encoder = embed.embedder(settings)
    if encoder is None:
        raise SystemExit("GUIDE_EMBEDDER is none: there is nothing to embed with")
    held = Shipped()
    texts = sorted({passage(place) for place in read()})
    known = {text: row for text in texts if (row := held.get(key(encoder.identity, text))) is not None}
    new = [text for text in texts if text not in known]
    if new:
        known |= dict(zip(new, await encoder.passages(new), strict=True))
    write(FILE, encoder.identity, texts, np.stack([known[text] for text in texts]))
    await encoder.close()
    return f"{FILE.name}: {len(texts)} vectors, {len(new)} of them new, {FILE.stat().st_size / 1e6:.1f} MB"


if __name__ == "__main__":
    sys.stdout.write(asyncio.run(_make()) + "\n")
