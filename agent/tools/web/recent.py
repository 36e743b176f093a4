"""A small cache in memory: bounded, and forgotten after a time."""

import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

V = TypeVar("V")


class Recent(Generic[V]):
    def __init__(self, size: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Keeps at most `size` values, each for `seconds`; the least recently used goes first."""
        self._size = size
        self._seconds = seconds
        self._clock = clock
        self._values: OrderedDict[Hashable, tuple[float, V]] = OrderedDict()

    def get(self, key: Hashable) -> V | None:
        kept = self._values.get(key)
        if kept is None:
            return None
        if kept[0] <= self._clock():
            del self._values[key]
            return None
        self._values.move_to_end(key)
        return kept[1]

    def put(self, key: Hashable, value: V) -> None:
        if self._size <= 0 or self._seconds <= 0:
            return
        self._values[key] = (self._clock() + self._seconds, value)
        self._values.move_to_end(key)
        while len(self._values) > self._size:
            self._values.popitem(last=False)

    def __len__(self) -> int:
        return len(self._values)
