"""A safetensors file, read by tensor or by row: nothing of it stays in memory that was not asked for.

The format: 8 bytes of length, so many bytes of JSON (`{name: {dtype, shape, data_offsets}}`), the data.
https://github.com/huggingface/safetensors#format
"""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

_BYTES = 4
"""Of a number of 32 bits."""


class Tensors:
    """Of 32-bit numbers. Thread-safe. Raises OSError and ValueError on what is no such file."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDONLY)
        size = int.from_bytes(os.pread(self._file, 8, 0), "little")
        self._start = 8 + size
        self._held: dict[str, Any] = orjson.loads(os.pread(self._file, min(size, 1 << 26), 8))
        self._held.pop("__metadata__", None)
        self.single = {str(one["dtype"]) for one in self._held.values()} <= {"F32", "I64"}
        """Whether all of it are 32-bit numbers, positions aside."""

    def read(self, name: str) -> NDArray[np.float32]:
        """Raises ValueError when it is not there."""
        if name not in self._held:
            raise ValueError(f"no tensor {name}")
        begin, end = self._held[name]["data_offsets"]
        data = os.pread(self._file, end - begin, self._start + begin)
        return np.frombuffer(bytearray(data), np.float32).reshape(self._held[name]["shape"])

    def rows(self, name: str, wanted: Sequence[int]) -> NDArray[np.float32]:
        """Rows of a matrix, in the order asked for."""
        begin = self._start + self._held[name]["data_offsets"][0]
        width = self._held[name]["shape"][1] * _BYTES
        read = {at: os.pread(self._file, width, begin + at * width) for at in set(wanted)}
        data = bytearray().join(read[at] for at in wanted)
        return np.frombuffer(data, np.float32).reshape(len(wanted), -1)

    def close(self) -> None:
        os.close(self._file)
