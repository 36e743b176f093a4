"""What is being done, as bars while it runs and as one line of times at the end."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from tqdm import tqdm


class Phases:
    """Wall-clock seconds by phase, in the order in which they began."""

    def __init__(self) -> None:
        self._begun = time.monotonic()
        self._took: dict[str, float] = {}

    @contextmanager
    def __call__(self, name: str) -> Iterator[None]:
        begun = time.monotonic()
        try:
            yield
        finally:
            self._took[name] = self._took.get(name, 0.0) + time.monotonic() - begun

    def __str__(self) -> str:
        parts = ", ".join(f"{name} {took:.1f} s" for name, took in self._took.items())
        return f"{parts}; {time.monotonic() - self._begun:.1f} s in all"


def bar(what: str, total: int) -> "tqdm[NoReturn]":
    return tqdm(total=total, desc=f"{what:>10}", unit=" places", mininterval=0.3)


class Bars:
    """A source's progress: a bar a step, each from nothing to its total."""

    def __init__(self) -> None:
        self._what = ""
        self._bar: "tqdm[NoReturn] | None" = None  # noqa: UP037 - tqdm is generic in stubs alone

    def __call__(self, what: str, done: int, total: int) -> None:
        if what != self._what or self._bar is None:
            self.close()
            self._what, self._bar = what, tqdm(total=total, desc=f"{what:>10}", mininterval=0.3)
        self._bar.total = total
        self._bar.update(done - self._bar.n)

    def close(self) -> None:
        if self._bar is not None:
            self._bar.close()
            self._bar = None
